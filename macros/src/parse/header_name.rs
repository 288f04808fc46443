//! The names of headers, which are no Rust identifiers.

use crate::lex::{fail, is_word, next, parse_string, peek_word};
use crate::text::text;
use crate::wire_name::parse_wire_name;
use syn::parse::ParseStream;
use syn::{LitStr, Result};

/// Parses the name of a header whose value the declaration gives.
pub(super) fn parse_header_name(input: ParseStream<'_>) -> Result<LitStr> {
    if is_word(input, "Authorization") || is_word(input, "authorization") {
        return fail(
            next(input),
            "a credential is not a plain header; write `auth bearer env \"VARIABLE\"` in the braces of the client",
        );
    }
    header_name_without_quotes(input)?;
    parse_string(input, "the name of a header in quotes")
}

pub(super) fn header_name_without_quotes(input: ParseStream<'_>) -> Result<()> {
    let fork = input.fork();
    if peek_word(&fork).is_none() {
        return Ok(());
    }
    let tokens = parse_wire_name(&fork)?.tokens;
    let name = text(&tokens).replace('_', "-");
    fail(tokens, format!("the name of a header is quoted; write `\"{name}\"`"))
}
