//! The inputs of a request besides its path and query: the body and headers.

use super::{param, words};
use crate::ast::{Body, BodyKind, HeaderInput, Input};
use crate::lex::{
    expected, fail, next, parse_string, parse_upper_type, peek_word, require_colon, unknown_word,
};
use crate::text::text;
use proc_macro2::{Ident, TokenTree};
use syn::parse::ParseStream;
use syn::{LitStr, Result, Token, Type};

/// ```ebnf
/// inputs = "(" input { "," input } [ "," ] ")" ;
/// ```
pub(super) fn parse_inputs(input: ParseStream<'_>) -> Result<Vec<Input>> {
    if !input.peek(syn::token::Paren) {
        return Ok(Vec::new());
    }
    empty_inputs(input)?;
    let content;
    syn::parenthesized!(content in input);
    let inputs = content.call(parse_list)?;
    second_inputs(input)?;
    Ok(inputs)
}

fn parse_list(input: ParseStream<'_>) -> Result<Vec<Input>> {
    let mut inputs = Vec::new();
    while !input.is_empty() {
        inputs.push(parse_input(input)?);
        if !input.is_empty() {
            require_comma(input)?;
        }
    }
    Ok(inputs)
}

fn require_comma(input: ParseStream<'_>) -> Result<()> {
    if input.peek(Token![,]) {
        return input.parse::<Token![,]>().map(drop);
    }
    expected(input, "`,` or `)` after an input")
}

/// ```ebnf
/// input = ( "json" | "form" ) type [ "?" ]
///       | ( "text" | "bytes" | "stream" ) [ "?" ]
///       | "header" string [ "as" name ] ":" type [ "?" ] ;
/// ```
fn parse_input(input: ParseStream<'_>) -> Result<Input> {
    let Some(word) = peek_word(input) else {
        return expected(input, "an input, as in `(json CreateRun)`");
    };
    body_without_encoding(&word, input)?;
    named_body(&word, input)?;
    input.parse::<TokenTree>()?;
    let kind = match word.to_string().as_str() {
        "json" => BodyKind::Json(parse_body_type(input)?),
        "form" => BodyKind::Form(parse_body_type(input)?),
        // Not in the grammar: read so that `check_supported` can say why it is refused.
        "multipart" => BodyKind::Multipart(parse_body_type(input)?),
        "text" => BodyKind::Text,
        "bytes" => BodyKind::Bytes,
        "stream" => BodyKind::Stream,
        "header" => return parse_header(input).map(Input::Header),
        _ => return unknown_word(&word, "input", &words::INPUTS),
    };
    Ok(Input::Body(Body { word, kind, need: param::parse_need(input)? }))
}

fn parse_body_type(input: ParseStream<'_>) -> Result<Type> {
    parse_upper_type(input, "the type of the body, as in `json CreateRun`")
}

fn parse_header(input: ParseStream<'_>) -> Result<HeaderInput> {
    let name = parse_string(input, "the name of a header in quotes")?;
    let alias = param::parse_alias(input)?;
    require_colon(input, "header \"Idempotency-Key\": Key")?;
    constant_header_in_inputs(&name, input)?;
    let ty = param::parse_param_type(input)?;
    Ok(HeaderInput { name, alias, ty, need: param::parse_need(input)? })
}

/// Parentheses with nothing in them.
fn empty_inputs(input: ParseStream<'_>) -> Result<()> {
    match next(input) {
        Some(TokenTree::Group(group)) if group.stream().is_empty() => {
            fail(group, "the parentheses are empty; remove them, or write `(json Type)`")
        }
        _ => Ok(()),
    }
}

/// An endpoint has one list of inputs.
fn second_inputs(input: ParseStream<'_>) -> Result<()> {
    if input.peek(syn::token::Paren) {
        return fail(
            next(input),
            "an endpoint has one list of inputs; put them all into one, separated by commas",
        );
    }
    Ok(())
}

/// A type alone does not say how the body is encoded.
fn body_without_encoding(word: &Ident, input: ParseStream<'_>) -> Result<()> {
    let upper = word.to_string().starts_with(|char: char| char.is_uppercase());
    if !upper && !input.peek2(Token![::]) {
        return Ok(());
    }
    let ty = parse_upper_type(input, "a type")?;
    let text = text(&ty);
    fail(ty, format!("the body has no encoding; write `json {text}` or `form {text}`"))
}

/// The argument for the body is always named `body`.
fn named_body(word: &Ident, input: ParseStream<'_>) -> Result<()> {
    if !input.peek2(Token![:]) {
        return Ok(());
    }
    fail(word, format!("a body has no name here; write `json Type` instead of `{word}: ..`"))
}

/// Inputs are given by the caller.
fn constant_header_in_inputs(name: &LitStr, input: ParseStream<'_>) -> Result<()> {
    if !input.peek(LitStr) {
        return Ok(());
    }
    let name = text(name);
    fail(
        next(input),
        format!("a constant header is not an input; write `header {name}: \"..\"` after the reply"),
    )
}
