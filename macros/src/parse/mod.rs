//! Tokens to syntax tree. The body is split into chunks, each is parsed alone: a mistake costs its own line and no other.

mod chunk;
mod clause;
mod client;
mod endpoint;
mod input;
mod item;
mod param;
mod path;
mod query;
mod words;

use crate::ast::Api;
use crate::errors::Errors;
use crate::lex::unexpected;
use chunk::{Chunk, End};
use proc_macro2::TokenStream;
use syn::parse::{ParseStream, Parser};
use syn::{Result, Token};

/// ```ebnf
/// api = { item } ;
/// ```
pub(crate) fn parse(input: TokenStream, errors: &mut Errors) -> Api {
    let chunks = chunk::split(input).into_iter();
    Api { items: chunks.map(|chunk| item::parse_item(chunk, errors)).collect() }
}

/// Runs `parse` over the tokens of a chunk. What it could not read is reported, and the rest of the chunk is given up.
fn parse_chunk<T>(
    chunk: Chunk,
    errors: &mut Errors,
    parse: impl FnOnce(ParseStream<'_>, &mut Errors) -> Result<T>,
) -> Option<T> {
    let position = errors.advance();
    let end = chunk.end;
    let mut parsed = None;
    // `parse2` fails once more where a parenthesized part was given up half way; the first error tells it all.
    let outcome = (|input: ParseStream<'_>| {
        let result = parse(input, errors);
        match result.and_then(|value| parse_end(input).map(|()| value)) {
            Ok(value) => parsed = Some(value),
            Err(error) => errors.at(position).push(error),
        }
        input.parse::<TokenStream>().map(drop)
    })
    .parse2(chunk.tokens);
    errors.at(position);
    match outcome {
        Err(error) if !errors.touch(position) => errors.push(error),
        Ok(()) if !errors.touch(position) => missing_semicolon(&end, errors),
        _ => {}
    }
    parsed
}

/// Nothing but the `;` is left of the chunk.
fn parse_end(input: ParseStream<'_>) -> Result<()> {
    while input.parse::<Option<Token![;]>>()?.is_some() {}
    if input.is_empty() { Ok(()) } else { Err(unexpected(input)) }
}

/// The last thing of a line that nothing ends.
fn missing_semicolon(end: &End, errors: &mut Errors) {
    if let End::Missing(last) = end {
        errors.error(
            last,
            "`;` is missing after this; every line without a `{ .. }` block ends with one",
        );
    }
}
