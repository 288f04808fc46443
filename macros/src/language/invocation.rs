//! Finds the invocations of the macro in a file.

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};

/// `api! { .. }`
pub(super) struct Invocation {
    /// The word `api`.
    pub(super) word: Ident,
    pub(super) body: Group,
}

/// All of them, whatever path is before the name and whatever they are in. Those that a `macro_rules!` macro writes are left
/// out: what they declare is not known before the macro is called.
pub(super) fn find(tokens: TokenStream) -> Vec<Invocation> {
    let tokens: Vec<_> = tokens.into_iter().collect();
    let mut found = Vec::new();
    let mut rest = tokens.as_slice();
    while let [first, others @ ..] = rest {
        rest = match (first, others) {
            (TokenTree::Ident(word), [bang, TokenTree::Group(body), after @ ..])
                if word == "api" && is_bang(bang) =>
            {
                found.push(Invocation { word: word.clone(), body: body.clone() });
                after
            }
            (
                TokenTree::Ident(word),
                [bang, TokenTree::Ident(_), TokenTree::Group(_), after @ ..],
            ) if word == "macro_rules" && is_bang(bang) => after,
            (TokenTree::Group(group), _) if group.delimiter() != Delimiter::None => {
                found.extend(find(group.stream()));
                others
            }
            _ => others,
        };
    }
    found
}

fn is_bang(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == '!')
}
