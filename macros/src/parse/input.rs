//! The inputs of a request besides its path and query: the body and headers.

use super::if_absent::parse_if_absent;
use super::media_types::parse_media_types;
use super::need::parse_need;
use super::separator::parse_separator;
use super::{codec, header_name, param, slips, words};
use crate::ast::{Body, BodyKind, HeaderInput, Input};
use crate::foreign::{foreign_input, foreign_wrapper, lifetime_in_input, owned, type_without_name};
use crate::lex::{
    expected, fail, next, parse_any_type, parse_string, parse_type, peek_word, require_colon,
    rust_type, unknown_word,
};
use crate::reply::{FORMATS, encoding_with_codec};
use crate::slip::refuse;
use crate::text::text;
use proc_macro2::{Group, Ident, TokenTree};
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
    refuse(input, slips::AFTER_INPUT)?;
    expected(input, "`,` or `)` after an input")
}

/// ```ebnf
/// input = ( "json" | "lines" | "form" | "multipart" ) type media_types [ "?" ]
///       | ( "text" | "bytes" | "stream" ) media_types [ "?" ]
///       | type "via" type media_types [ "?" ]
///       | "header" string [ "as" name ] ":" type [ separator ] [ "?" [ if_absent ] ] ;
/// ```
fn parse_input(input: ParseStream<'_>) -> Result<Input> {
    refuse(input, FORMATS)?;
    refuse(input, slips::INPUTS)?;
    let Some(word) = peek_word(input) else {
        return expected(input, "an input, as in `(json CreateRun)`");
    };
    if let Some(body) = codec::parse_encoded_body(&word, input)? {
        return Ok(Input::Body(body));
    }
    body_without_encoding(&word, input)?;
    named_body(&word, input)?;
    input.parse::<TokenTree>()?;
    let kind = match word.to_string().as_str() {
        "json" => BodyKind::Json(parse_body_type(input)?),
        "lines" => BodyKind::Lines(parse_body_type(input)?),
        "form" => BodyKind::Form(parse_body_type(input)?),
        "multipart" if input.is_empty() || input.peek(Token![/]) => {
            return multipart_without_type(&word);
        }
        "multipart" => BodyKind::Multipart(parse_body_type(input)?),
        "text" => untyped(&word, BodyKind::Text, input)?,
        "bytes" => untyped(&word, BodyKind::Bytes, input)?,
        "stream" => untyped(&word, BodyKind::Stream, input)?,
        "header" => return parse_header(input).map(Input::Header),
        _ => return unknown_word(&word, "input", &words::INPUTS),
    };
    encoding_with_codec(&word, input)?;
    let media_types = parse_media_types(input)?;
    media_type_of_parts(&kind, media_types.own.as_ref())?;
    Ok(Input::Body(Body { word, kind, media_types, need: parse_need(input)? }))
}

fn untyped(word: &Ident, kind: BodyKind, input: ParseStream<'_>) -> Result<BodyKind> {
    type_after_input(word, input)?;
    Ok(kind)
}

/// `text`, `bytes` and `stream` are sent as they are.
fn type_after_input(word: &Ident, input: ParseStream<'_>) -> Result<()> {
    match next(input) {
        Some(TokenTree::Ident(ty)) if ty.to_string().starts_with(char::is_uppercase) => {
            fail(&ty, format!("the input `{word}` has no type; remove `{ty}`"))
        }
        _ => Ok(()),
    }
}

/// The parts of a body are the fields of a struct.
fn multipart_without_type<T>(word: &Ident) -> Result<T> {
    fail(
        word,
        "which parts the body has is not said; write `multipart Upload`, with a struct that derives `Multipart`",
    )
}

/// What separates the parts is chosen for each request, and only a type of several parts names it.
fn media_type_of_parts(kind: &BodyKind, media_type: Option<&LitStr>) -> Result<()> {
    let (BodyKind::Multipart(_), Some(literal)) = (kind, media_type) else { return Ok(()) };
    let value = literal.value().to_ascii_lowercase();
    match () {
        () if !value.starts_with("multipart/") => fail(
            literal,
            "the media type of a body of several parts begins with `multipart/`, as in `\"multipart/mixed\"`",
        ),
        () if value.contains("boundary") => fail(
            literal,
            "what separates the parts is chosen for each request; remove `boundary` from the media type",
        ),
        () => Ok(()),
    }
}

fn parse_body_type(input: ParseStream<'_>) -> Result<Type> {
    refuse(input, slips::AFTER_ENCODING)?;
    let ty = parse_any_type(input, "the type of the body, as in `json CreateRun`")?;
    foreign_wrapper(&ty)?;
    type_without_name(&ty)?;
    borrowed_body(&ty)?;
    lifetime_in_input(&ty)?;
    Ok(ty)
}

/// The method borrows the body; the declaration names the owned type.
fn borrowed_body(ty: &Type) -> Result<()> {
    match ty {
        Type::Reference(_) => {
            let (written, owned) = (text(ty), owned(ty));
            fail(
                ty,
                format!(
                    "the method borrows the body anyway; write `{owned}` instead of `{written}`"
                ),
            )
        }
        _ => Ok(()),
    }
}

fn parse_header(input: ParseStream<'_>) -> Result<HeaderInput> {
    header_name::header_name_without_quotes(input)?;
    let name = parse_string(input, "the name of a header in quotes")?;
    let alias = param::parse_alias(input)?;
    require_colon(input, "header \"Idempotency-Key\": Key")?;
    constant_header_in_inputs(&name, input)?;
    let ty = param::parse_param_type(input)?;
    let separator = parse_separator(&ty, input)?;
    let need = parse_need(input)?;
    Ok(HeaderInput { name, alias, ty, separator, need, if_absent: parse_if_absent(need, input)? })
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
    let ty = parse_type(&pattern(input), "a type")?;
    foreign_input(&ty)?;
    let text = text(&ty);
    fail(ty, format!("the body has no encoding; write `json {text}` or `form {text}`"))
}

/// What follows the pattern of an argument, as in `Json(body): Json<T>`, or the input itself.
fn pattern<'a>(input: ParseStream<'a>) -> syn::parse::ParseBuffer<'a> {
    let fork = input.fork();
    let skip = fork.parse::<Ident>().is_ok()
        && fork.parse::<Group>().is_ok()
        && fork.parse::<Token![:]>().is_ok();
    if skip { fork } else { input.fork() }
}

/// The argument for the body is always named `body`.
fn named_body(word: &Ident, input: ParseStream<'_>) -> Result<()> {
    if !input.peek2(Token![:]) {
        return Ok(());
    }
    let fork = input.fork();
    let _name = (fork.parse::<TokenTree>()?, fork.parse::<TokenTree>()?);
    if let Some(ty) = peek_word(&fork) {
        named_parameter(word, &ty)?;
        if !words::INPUTS.contains(&ty.to_string().as_str()) {
            foreign_input(&parse_any_type(&fork, "the type of the body, as in `json CreateRun`")?)?;
        }
    }
    fail(word, format!("a body has no name here; write `json Type` instead of `{word}: ..`"))
}

/// An argument of one of Rust's own types belongs to the path or the query.
fn named_parameter(name: &Ident, ty: &Ident) -> Result<()> {
    match rust_type(&ty.to_string()) {
        Some(_) => fail(
            name,
            format!(
                "the parentheses hold the body and headers; write `<{name}: {ty}>` in the path, or after `?` in the query"
            ),
        ),
        None => Ok(()),
    }
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
