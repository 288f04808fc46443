//! Names on the wire.

use crate::lex::{expected, next};
use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use quote::quote;
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{LitStr, Result, Token};

/// A name as the service spells it, which need not be a Rust identifier.
#[derive(Clone)]
pub(crate) struct WireName {
    pub(crate) text: String,
    pub(crate) tokens: TokenStream,
}

impl WireName {
    /// The span of the first token.
    pub(crate) fn span(&self) -> Span {
        self.tokens.clone().into_iter().next().map_or_else(Span::call_site, |token| token.span())
    }
}

/// ```ebnf
/// wire_name = string | part { part } ;
/// part      = identifier | integer | "-" | "." | "$" | "@" | "[" [ wire_name ] "]" ;
/// ```
pub(crate) fn parse_wire_name(input: ParseStream<'_>) -> Result<WireName> {
    if input.peek(LitStr) {
        let text = input.parse::<LitStr>()?;
        return Ok(WireName { text: text.value(), tokens: quote!(#text) });
    }
    let mut name = WireName { text: String::new(), tokens: TokenStream::new() };
    // A word ends the name after one, as in `options[stream] until`.
    let mut after_word = false;
    while let Some(part) = peek_part(input, &name) {
        let word = matches!(part, TokenTree::Ident(_) | TokenTree::Literal(_));
        if word && after_word {
            break;
        }
        after_word = word || matches!(part, TokenTree::Group(_));
        name.text += &part_text(&part);
        name.tokens.extend([input.parse::<TokenTree>()?]);
    }
    if name.text.is_empty() { expected(input, "the name of a parameter") } else { Ok(name) }
}

/// The next token, if it continues the name.
fn peek_part(input: ParseStream<'_>, name: &WireName) -> Option<TokenTree> {
    let part = next(input)?;
    let goes_on = match &part {
        TokenTree::Ident(ident) => ident != "as" || name.text.is_empty(),
        TokenTree::Literal(_) => !input.peek(LitStr),
        TokenTree::Punct(punct) => match punct.as_char() {
            '.' => !input.peek(Token![..]),
            '-' => !input.peek(Token![->]),
            '$' | '@' => true,
            _ => false,
        },
        TokenTree::Group(group) => group.delimiter() == Delimiter::Bracket,
    };
    goes_on.then_some(part)
}

fn part_text(part: &TokenTree) -> String {
    match part {
        TokenTree::Ident(ident) => ident.unraw().to_string(),
        TokenTree::Group(group) => {
            let inner = group.stream().into_iter().map(|token| part_text(&token));
            format!("[{}]", inner.collect::<String>())
        }
        token => token.to_string(),
    }
}
