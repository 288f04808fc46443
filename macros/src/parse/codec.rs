//! A body in a format of the user's: `Note via Xml`.

use super::media_types::parse_media_types;
use super::need::parse_need;
use super::words;
use crate::ast::{Body, BodyKind};
use crate::foreign::{foreign_wrapper, lifetime_in_input, type_without_name};
use crate::lex::{eat_word, is_word, parse_type};
use crate::reply::parse_codec;
use proc_macro2::Ident;
use syn::parse::ParseStream;
use syn::{Result, Token, Type};

/// Parses a body that begins with its type, if a codec follows the type. `word` is the first word of the type.
pub(super) fn parse_encoded_body(word: &Ident, input: ParseStream<'_>) -> Result<Option<Body>> {
    let is_word = words::INPUTS.contains(&word.to_string().as_str()) && !input.peek2(Token![::]);
    if is_word || !is_encoded(&input.fork()) {
        return Ok(None);
    }
    let ty = parse_type(input, "the type of the body, as in `Note via Xml`")?;
    foreign_wrapper(&ty)?;
    type_without_name(&ty)?;
    lifetime_in_input(&ty)?;
    eat_word(input, "via");
    let codec = parse_codec(&ty, input)?;
    let kind = BodyKind::Codec(ty, codec);
    let media_types = parse_media_types(input)?;
    Ok(Some(Body { word: word.clone(), kind, media_types, need: parse_need(input)? }))
}

fn is_encoded(input: ParseStream<'_>) -> bool {
    input.parse::<Type>().is_ok() && is_word(input, "via")
}
