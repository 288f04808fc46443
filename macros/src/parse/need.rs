//! The `?` that makes a value optional. It stands at the end of what it is about.

use crate::ast::Need;
use crate::lex::{fail, next, peek_second_word};
use syn::parse::ParseStream;
use syn::{Result, Token};

pub(super) fn parse_need(input: ParseStream<'_>) -> Result<Need> {
    Ok(match input.parse::<Option<Token![?]>>()? {
        Some(_) => Need::Optional,
        None => Need::Required,
    })
}

/// Refuses a `?` before a word that belongs to the same value.
pub(super) fn need_before(word: &str, input: ParseStream<'_>, message: &str) -> Result<()> {
    match peek_second_word(input) {
        Some(second) if second == word && input.peek(Token![?]) => fail(next(input), message),
        _ => Ok(()),
    }
}
