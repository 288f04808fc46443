//! What a request carries besides path and query.

use super::lex::{
    expected, fail, parse_need, parse_string, parse_upper_type, peek_word, require_colon,
    unknown_word,
};
use super::{param, words};
use crate::ast::{Body, HeaderInput, Input};
use crate::model::BodyKind;
use proc_macro2::Ident;
use quote::ToTokens;
use syn::parse::ParseStream;
use syn::{Result, Token, Type};

/// ```ebnf
/// inputs = "(" input { "," input } [ "," ] ")" ;
/// ```
pub(super) fn parse_inputs(input: ParseStream<'_>) -> Result<Vec<Input>> {
    if !input.peek(syn::token::Paren) {
        return Ok(Vec::new());
    }
    let content;
    let parentheses = syn::parenthesized!(content in input);
    if content.is_empty() {
        return Err(syn::Error::new(
            parentheses.span.join(),
            "nothing between the parentheses; leave them out, or write `(json Type)`",
        ));
    }
    let inputs = content.call(parse_list)?;
    if input.peek(syn::token::Paren) {
        return fail(
            super::lex::next(input),
            "a second list of inputs; put them all into one, separated by commas",
        );
    }
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
/// input = ( "json" | "form" | "multipart" ) type [ "?" ]
///       | ( "text" | "bytes" | "stream" ) [ "?" ]
///       | "header" string [ "as" name ] ":" type [ "?" ] ;
/// ```
fn parse_input(input: ParseStream<'_>) -> Result<Input> {
    let Some(word) = peek_word(input) else {
        return expected(input, "an input, as in `(json CreateRun)`");
    };
    if body_without_encoding(&word, input)? == Named::Header {
        return parse_header(input).map(Input::Header);
    }
    input.parse::<proc_macro2::TokenTree>()?;
    let kind = match word.to_string().as_str() {
        "json" => BodyKind::Json(parse_body_type(input)?),
        "form" => BodyKind::Form(parse_body_type(input)?),
        "multipart" => BodyKind::Multipart(parse_body_type(input)?),
        "text" => BodyKind::Text,
        "bytes" => BodyKind::Bytes,
        "stream" => BodyKind::Stream,
        _ => return unknown_word(&word, "input", &words::INPUTS),
    };
    Ok(Input::Body(Body { word, kind, need: parse_need(input)? }))
}

#[derive(PartialEq)]
enum Named {
    Body,
    Header,
}

/// A type alone does not say how it is sent.
fn body_without_encoding(word: &Ident, input: ParseStream<'_>) -> Result<Named> {
    let text = word.to_string();
    let upper = text.starts_with(|char: char| char.is_uppercase());
    if upper || input.peek2(Token![::]) {
        let ty = parse_upper_type(input, "a type")?;
        let text = ty.to_token_stream().to_string().replace(' ', "");
        return fail(
            ty,
            format!(
                "a body without an encoding; write `json {text}`, `form {text}` or `multipart {text}`"
            ),
        );
    }
    if input.peek2(Token![:]) {
        return fail(
            word,
            format!("`{text}` names an input; a body has no name here, write `json Type`"),
        );
    }
    Ok(if text == "header" { Named::Header } else { Named::Body })
}

fn parse_body_type(input: ParseStream<'_>) -> Result<Type> {
    parse_upper_type(input, "the type of the body, as in `json CreateRun`")
}

fn parse_header(input: ParseStream<'_>) -> Result<HeaderInput> {
    let example = "header \"Idempotency-Key\": Key";
    input.parse::<proc_macro2::TokenTree>()?;
    let name = parse_string(input, "the name of a header in quotes")?;
    let alias = param::parse_alias(input)?;
    require_colon(input, example)?;
    if input.peek(syn::LitStr) {
        return fail(
            super::lex::next(input),
            format!(
                "a constant header is a clause, not an input; write `header {}: ..` after the reply",
                name.to_token_stream()
            ),
        );
    }
    let ty = param::parse_param_type(input)?;
    Ok(HeaderInput { name, alias, ty, need: parse_need(input)? })
}
