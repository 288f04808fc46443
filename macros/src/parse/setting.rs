//! Where a clause begins, and not an endpoint whose name is the word of a clause.

use super::{slips, url, words};
use crate::lex::{fail, next, peek_name, peek_word};
use proc_macro2::{Delimiter, TokenTree};
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{Result, Token};

/// Whether a word that begins a clause, or a typo of one, is next. `header: GET /..` is an endpoint.
pub(super) fn starts_clause(input: ParseStream<'_>) -> bool {
    let Some(word) = peek_word(input) else { return false };
    let known =
        words::is_clause(&word.to_string()) && !is_typo_of_name(input) && !input.peek2(Token![/]);
    let begins = known || input.peek2(syn::Lit) && !url::is_call(input);
    is_setting_with_colon(input) || begins && !peek_name(input)
}

/// `header = GET /..` is an endpoint with a typo.
fn is_typo_of_name(input: ParseStream<'_>) -> bool {
    input.peek2(Token![=]) && input.peek3(syn::Ident::peek_any)
}

/// Whether a clause with a colon after its word is next, rather than the name of an endpoint, as in `header: GET /..`.
pub(super) fn is_setting_with_colon(input: ParseStream<'_>) -> bool {
    let known = peek_word(input).is_some_and(|word| {
        let word = word.to_string();
        words::is_clause(&word)
            || slips::WORDS.iter().any(|(words, _)| words.contains(&word.as_str()))
    });
    known && peek_name(input) && is_value(&input.fork())
}

/// Whether what follows a name and a colon is no method: a value, or a word that is not followed by a path.
fn is_value(input: ParseStream<'_>) -> bool {
    let colon = input.parse::<TokenTree>().and_then(|_| input.parse::<TokenTree>());
    match colon.ok().and_then(|_| next(input)) {
        Some(TokenTree::Ident(word)) => {
            !words::is_method(&word.to_string().to_ascii_uppercase()) && !input.peek2(Token![/])
        }
        // A literal before a path is a method in quotes.
        Some(TokenTree::Literal(_)) => !input.peek2(Token![/]),
        Some(TokenTree::Group(_)) => true,
        _ => false,
    }
}

/// After a name and a colon that turn out to be those of a setting.
pub(super) fn setting_with_colon(input: ParseStream<'_>) -> Result<()> {
    match next(input) {
        Some(TokenTree::Group(group)) if group.delimiter() != Delimiter::None => fail(
            group,
            "an endpoint is a line, as in `list: GET /path -> Type;`, and a group is `group name { .. }`",
        ),
        _ => Ok(()),
    }
}
