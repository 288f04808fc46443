//! The query of an endpoint.

use super::param;
use crate::ast::{Extent, Query};
use crate::lex::{fail, is_end, next, parse_type};
use crate::wire_name::{WireName, parse_wire_name};
use proc_macro2::{Delimiter, TokenTree};
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{Lit, Result, Token};

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
    duplicate_query(input)?;
    Ok(parts)
}

/// ```ebnf
/// query_part = param | "<" type [ "?" ] ">" | wire_name "=" ( string | value ) ;
/// ```
fn parse_part(input: ParseStream<'_>) -> Result<Query> {
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
    let need = param::parse_need(input)?;
    if !input.peek(Token![>]) {
        return fail(&ty, "the type of the query is not closed; write `>` after it");
    }
    input.parse::<Token![>]>()?;
    Ok(Query::Struct(ty, need))
}

fn parse_literal(input: ParseStream<'_>) -> Result<Query> {
    let name = parse_wire_name(input)?;
    if input.parse::<Option<Token![=]>>()?.is_none() {
        return bare_query_name(&name);
    }
    Ok(Query::Literal(name, parse_value(input)?))
}

/// The value: the text of the tokens up to the end of the part, or the content of a string.
fn parse_value(input: ParseStream<'_>) -> Result<String> {
    let mut value = String::new();
    while let Some(token) = next(input).filter(|token| !ends_value(token, input)) {
        value += &match &token {
            TokenTree::Ident(ident) => ident.unraw().to_string(),
            TokenTree::Literal(literal) => match Lit::new(literal.clone()) {
                Lit::Str(text) => text.value(),
                _ => literal.to_string(),
            },
            token => token.to_string(),
        };
        input.parse::<TokenTree>()?;
    }
    Ok(value)
}

fn ends_value(token: &TokenTree, input: ParseStream<'_>) -> bool {
    match token {
        TokenTree::Punct(punct) => {
            matches!(punct.as_char(), '&' | '?') || is_end(token) || input.peek(Token![->])
        }
        TokenTree::Group(group) => group.delimiter() != Delimiter::None,
        _ => false,
    }
}

/// A name alone could be a parameter or a flag.
fn bare_query_name<T>(name: &WireName) -> Result<T> {
    let text = &name.text;
    fail(
        &name.tokens,
        format!(
            "`{text}` in the query is neither a parameter nor a value; write `<{text}: Type?>` or `{text}=value`"
        ),
    )
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

/// A query has one `?`.
fn duplicate_query(input: ParseStream<'_>) -> Result<()> {
    if input.peek(Token![?]) {
        return fail(next(input), "a query has only one `?`; join its parts with `&`");
    }
    Ok(())
}
