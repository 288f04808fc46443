//! A parameter in angle brackets, the same in a path and in a query.

use crate::ast::{Extent, Need, Param};
use crate::lex::{
    Spelling, expected, fail, lower_case_type, next, parse_type, peek_lower_case, peek_word,
    rust_type,
};
use crate::wire_name::{WireName, parse_wire_name};
use syn::parse::ParseStream;
use syn::{Ident, Result, Token, Type};

/// ```ebnf
/// param = "<" wire_name [ "as" name ] [ ":" type ] [ "?" | ".." ] ">" ;
/// ```
pub(super) fn parse_param(input: ParseStream<'_>) -> Result<Param> {
    input.parse::<Token![<]>()?;
    let wire = parse_wire_name(input)?;
    let alias = parse_alias(input)?;
    adjacent_identifiers_in_name(&wire, input)?;
    let ty = match input.parse::<Option<Token![:]>>()? {
        Some(_) => Some(parse_param_type(input)?),
        None => None,
    };
    let need = parse_need(input)?;
    let extent = parse_extent(input)?;
    parse_close(input, &wire)?;
    Ok(Param { wire, alias, ty, need, extent })
}

/// Parses `as argument`, for a name that does not suit Rust.
pub(super) fn parse_alias(input: ParseStream<'_>) -> Result<Option<Ident>> {
    match input.parse::<Option<Token![as]>>()? {
        Some(_) if input.peek(Ident) => input.parse().map(Some),
        Some(_) => expected(input, "the name of the argument, as in `as order_by`"),
        None => Ok(None),
    }
}

/// Parses the `?` that makes a value optional.
pub(super) fn parse_need(input: ParseStream<'_>) -> Result<Need> {
    Ok(match input.parse::<Option<Token![?]>>()? {
        Some(_) => Need::Optional,
        None => Need::Required,
    })
}

fn parse_extent(input: ParseStream<'_>) -> Result<Extent> {
    Ok(match input.parse::<Option<Token![..]>>()? {
        Some(_) => Extent::Rest,
        None => Extent::Segment,
    })
}

/// Parses the type of a parameter, which may be one of Rust's own lower-case types.
pub(super) fn parse_param_type(input: ParseStream<'_>) -> Result<Type> {
    match peek_lower_case(input) {
        Some(word) if !matches!(rust_type(&word.to_string()), Some(Spelling::Same)) => {
            lower_case_type(&word)
        }
        _ => parse_type(input, "the type of the parameter, as in `<limit: u32>`"),
    }
}

fn parse_close(input: ParseStream<'_>, wire: &WireName) -> Result<()> {
    if input.peek(Token![>]) {
        return input.parse::<Token![>]>().map(drop);
    }
    default_value(input, wire)?;
    unclosed_parameter(wire)
}

/// A parameter has no default here, because the service applies its own.
fn default_value(input: ParseStream<'_>, wire: &WireName) -> Result<()> {
    if !input.peek(Token![=]) {
        return Ok(());
    }
    let name = &wire.text;
    fail(
        next(input),
        format!(
            "`{name}` cannot have a default; write `<{name}: Type?>`, and the service applies its own"
        ),
    )
}

fn unclosed_parameter<T>(wire: &WireName) -> Result<T> {
    let name = &wire.text;
    fail(&wire.tokens, format!("`<{name}` is not closed; write `<{name}>` or `<{name}: Type>`"))
}

fn adjacent_identifiers_in_name(wire: &WireName, input: ParseStream<'_>) -> Result<()> {
    let Some(second) = peek_word(input) else { return Ok(()) };
    let first = &wire.text;
    fail(
        &second,
        format!(
            "`{first}` and `{second}` are side by side in the name of a parameter; join them with `_` or `-`, or write `:` before a type"
        ),
    )
}
