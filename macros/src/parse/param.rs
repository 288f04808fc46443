//! A parameter in angle brackets, the same in a path and in a query.

use super::if_absent::parse_if_absent;
use super::need::parse_need;
use super::separator::{parse_separator, separator_without_type};
use super::slips;
use crate::ast::{Extent, Param};
use crate::foreign::{foreign_wrapper, lifetime_in_input, type_without_name};
use crate::lex::{
    Spelling, expected, fail, next, parse_any_type, peek_lower_case, peek_word, rust_type,
};
use crate::name;
use crate::slip::refuse;
use crate::wire_name::{WireName, parse_wire_name};
use syn::parse::ParseStream;
use syn::{Ident, Result, Token, Type};

/// ```ebnf
/// param = "<" wire_name [ "as" name ] [ ":" type [ separator ] ] [ "?" [ if_absent ] | ".." ] ">" ;
/// ```
pub(super) fn parse_param(input: ParseStream<'_>) -> Result<Param> {
    input.parse::<Token![<]>()?;
    refuse(input, slips::IN_PARAMETER)?;
    let wire = parse_wire_name(input)?;
    let alias = parse_alias(input)?;
    separator_without_type(input)?;
    adjacent_identifiers_in_name(&wire, input)?;
    let ty = match input.parse::<Option<Token![:]>>()? {
        Some(_) => Some(parse_typed(&wire, input)?),
        None => None,
    };
    parameter_without_name(&wire, ty.as_ref())?;
    let separator = match &ty {
        Some(ty) => parse_separator(ty, input)?,
        None => None,
    };
    refuse(input, slips::AFTER_PARAMETER)?;
    let need = parse_need(input)?;
    let if_absent = parse_if_absent(need, input)?;
    let extent = parse_extent(input)?;
    parse_close(input, &wire)?;
    Ok(Param { wire, alias, ty, separator, need, if_absent, extent })
}

fn parse_typed(wire: &WireName, input: ParseStream<'_>) -> Result<Type> {
    type_before_name(wire, input)?;
    parse_param_type(input)
}

/// The type comes first in the routes of Flask and Django.
fn type_before_name(wire: &WireName, input: ParseStream<'_>) -> Result<()> {
    let converter = match (wire.text.as_str(), rust_type(&wire.text)) {
        (_, Some(Spelling::Other("String"))) | ("uuid" | "slug", _) => String::new(),
        ("path", _) => "..".to_owned(),
        (_, Some(Spelling::Other(ty))) | (ty, Some(Spelling::Same)) => format!(": {ty}"),
        _ => return Ok(()),
    };
    match peek_lower_case(input) {
        Some(name) if rust_type(&name.to_string()).is_none() => {
            fail(&name, format!("the name of a parameter comes first; write `<{name}{converter}>`"))
        }
        _ => Ok(()),
    }
}

/// A type alone, where the name is expected.
fn parameter_without_name(wire: &WireName, ty: Option<&Type>) -> Result<()> {
    let text = &wire.text;
    match (ty, rust_type(text)) {
        (None, Some(Spelling::Same)) => fail(
            &wire.tokens,
            format!("`{text}` is a type; write a name before it, as in `<id: {text}>`"),
        ),
        _ => Ok(()),
    }
}

/// A type alone in a path. (In a query, it is a struct that holds all the parameters.)
pub(super) fn upper_case_parameter(param: &Param) -> Result<()> {
    let text = &param.wire.text;
    let upper = text.starts_with(|first: char| first.is_uppercase());
    if !upper || param.ty.is_some() || param.alias.is_some() {
        return Ok(());
    }
    let name = name::snake(text);
    fail(
        &param.wire.tokens,
        format!(
            "the name of a parameter starts in lower case; write `<{name}>`, or `<{name}: {text}>` if `{text}` is a type"
        ),
    )
}

/// Parses `as argument`, for a name that does not suit Rust.
pub(super) fn parse_alias(input: ParseStream<'_>) -> Result<Option<Ident>> {
    match input.parse::<Option<Token![as]>>()? {
        Some(_) if input.peek(Ident) => input.parse().map(Some),
        Some(_) => expected(input, "the name of the argument, as in `as order_by`"),
        None => Ok(None),
    }
}

fn parse_extent(input: ParseStream<'_>) -> Result<Extent> {
    Ok(match input.parse::<Option<Token![..]>>()? {
        Some(_) => Extent::Rest,
        None => Extent::Segment,
    })
}

/// Parses the type of a parameter, which may be one of Rust's own lower-case types.
pub(super) fn parse_param_type(input: ParseStream<'_>) -> Result<Type> {
    let ty = parse_any_type(input, "the type of the parameter, as in `<limit: u32>`")?;
    foreign_wrapper(&ty)?;
    type_without_name(&ty)?;
    // References are refused by `borrowed_type`.
    if !matches!(ty, Type::Reference(_)) {
        lifetime_in_input(&ty)?;
    }
    Ok(ty)
}

fn parse_close(input: ParseStream<'_>, wire: &WireName) -> Result<()> {
    if input.peek(Token![>]) {
        return input.parse::<Token![>]>().map(drop);
    }
    default_value(input, wire)?;
    unclosed_parameter(wire)
}

/// A parameter has no default that is sent, because the service applies its own.
pub(super) fn default_value(input: ParseStream<'_>, wire: &WireName) -> Result<()> {
    if !input.peek(Token![=]) {
        return Ok(());
    }
    let name = &wire.text;
    fail(
        next(input),
        format!(
            "`{name}` cannot have a default, since the service applies its own; write `<{name}: Type? if_absent value>` to tell readers \
             which, or the constant `{name}=value`"
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
