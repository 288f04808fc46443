//! The query of an endpoint.

use super::need::parse_need;
use super::value::parse_value;
use super::{param, slips};
use crate::ast::{Extent, Query};
use crate::foreign::foreign_wrapper;
use crate::lex::{expected, fail, is_end, next, parse_type};
use crate::slip::refuse;
use crate::text::text;
use crate::wire_name::{WireName, parse_wire_name};
use proc_macro2::TokenTree;
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{Result, Token, Type};

/// ```ebnf
/// query = "?" query_part { "&" query_part } ;
/// ```
pub(super) fn parse_query(input: ParseStream<'_>) -> Result<Vec<Query>> {
    let mut parts = Vec::new();
    if input.parse::<Option<Token![?]>>()?.is_none() {
        return Ok(parts);
    }
    loop {
        parts.push(parse_part(input)?);
        if input.parse::<Option<Token![&]>>()?.is_none() {
            break;
        }
    }
    duplicate_query(parts.last(), input)?;
    refuse(input, slips::AFTER_QUERY_PART)?;
    value_of_parameter(parts.last(), input)?;
    Ok(parts)
}

/// ```ebnf
/// query_part = param | "<" type [ "?" ] ">" | wire_name "=" ( string | value ) ;
/// ```
fn parse_part(input: ParseStream<'_>) -> Result<Query> {
    missing_part(input)?;
    refuse(input, slips::IN_QUERY)?;
    if !input.peek(Token![<]) {
        return parse_literal(input);
    }
    if is_struct(&input.fork()) {
        return parse_struct(input);
    }
    let param = param::parse_param(input)?;
    rest_in_query(&param.wire, param.extent)?;
    Ok(Query::Param(param))
}

/// A name in brackets is a parameter. A type in brackets, which starts in upper case or with a path, is a struct that holds
/// all the parameters.
fn is_struct(input: ParseStream<'_>) -> bool {
    let Some(TokenTree::Ident(first)) = input.parse::<Token![<]>().ok().and_then(|_| next(input))
    else {
        return input.peek(Token![::]) || input.peek(syn::token::Paren);
    };
    if input.peek2(Token![::]) {
        return true;
    }
    let upper = first.unraw().to_string().starts_with(|char: char| char.is_uppercase());
    upper
        && (input.peek2(Token![>])
            || input.peek2(Token![?])
            || input.peek2(Token![<])
            || input.peek2(Token![..]))
}

fn parse_struct(input: ParseStream<'_>) -> Result<Query> {
    input.parse::<Token![<]>()?;
    let ty = parse_type(input, "the type of the query")?;
    foreign_wrapper(&ty)?;
    optional_struct(&ty)?;
    let need = parse_need(input)?;
    rest_of_struct(&ty, input)?;
    if !input.peek(Token![>]) {
        return fail(&ty, "the type of the query is not closed; write `>` after it");
    }
    input.parse::<Token![>]>()?;
    Ok(Query::Struct(ty, need))
}

fn parse_literal(input: ParseStream<'_>) -> Result<Query> {
    let name = parse_wire_name(input)?;
    if !input.peek(Token![=]) || input.peek(Token![=>]) {
        return bare_query_name(&name, input);
    }
    input.parse::<TokenTree>()?;
    let value = parse_value(&name, input)?;
    Ok(Query::Literal(name, value))
}

/// A `?` or `&` with nothing after it.
fn missing_part(input: ParseStream<'_>) -> Result<()> {
    let ends = next(input).is_none_or(|token| is_end(&token));
    if ends || input.peek(Token![->]) || input.peek(Token![&]) {
        return expected(
            input,
            "a parameter, as in `<limit: u32?>`, or a constant, as in `beta=true`",
        );
    }
    Ok(())
}

/// A name alone could be a parameter or a flag.
fn bare_query_name<T>(name: &WireName, input: ParseStream<'_>) -> Result<T> {
    let text = &name.text;
    let remedy = match text.starts_with(|first: char| first.is_uppercase()) {
        _ if input.peek(Token![:]) => format!("write `<{text}: Type>`, or `<{text}: Type?>`"),
        true => format!("write `<{text}>` for a struct that holds all the parameters"),
        false => format!(
            "write `<{text}: Type?>` or `{text}=value`; for a flag without a value, `{text}=\"\"`"
        ),
    };
    fail(
        &name.tokens,
        format!("`{text}` in the query is neither a parameter nor a value; {remedy}"),
    )
}

/// A struct of optional parameters, or an optional struct.
fn optional_struct(ty: &Type) -> Result<()> {
    let written = text(ty);
    match written.strip_prefix("Option<").and_then(|rest| rest.strip_suffix('>')) {
        Some(inside) => fail(
            ty,
            format!(
                "an optional query is marked with `?`; write `<{inside}?>` instead of `<{written}>`"
            ),
        ),
        None => Ok(()),
    }
}

fn rest_of_struct(ty: &Type, input: ParseStream<'_>) -> Result<()> {
    if input.peek(Token![..]) {
        let text = text(ty);
        return fail(
            input.parse::<TokenTree>()?,
            format!("a struct holds all the parameters anyway; write `<{text}>`"),
        );
    }
    Ok(())
}

/// `<limit: u32>=5`, `<limit: u32> = 5`
fn value_of_parameter(last: Option<&Query>, input: ParseStream<'_>) -> Result<()> {
    match last {
        Some(Query::Param(param)) if !input.peek(Token![=>]) => {
            param::default_value(input, &param.wire)
        }
        _ => Ok(()),
    }
}

fn rest_in_query(wire: &WireName, extent: Extent) -> Result<()> {
    if extent == Extent::Segment {
        return Ok(());
    }
    let text = &wire.text;
    fail(
        &wire.tokens,
        format!(
            "`<{text}..>` is not allowed in a query; write the type of a struct that holds all the parameters, as in `<ListQuery>`"
        ),
    )
}

/// A query has one `?`, and that of an optional parameter is in its brackets.
fn duplicate_query(last: Option<&Query>, input: ParseStream<'_>) -> Result<()> {
    if !input.peek(Token![?]) {
        return Ok(());
    }
    let more = input.peek2(Token![<]) || input.peek2(syn::Ident::peek_any);
    let message = match last {
        Some(Query::Param(_) | Query::Struct(..)) if !more => {
            "the `?` of an optional parameter is inside of its brackets, as in `<limit: u32?>`"
        }
        _ => "a query has only one `?`; join its parts with `&`",
    };
    fail(next(input), message)
}
