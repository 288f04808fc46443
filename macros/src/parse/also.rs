//! Further media types of a body or a reply, which only readers are told of.

use super::media_type::invalid_media_type;
use super::need::need_before;
use crate::lex::{eat_word, fail, next, parse_string};
use syn::parse::ParseStream;
use syn::{LitStr, Result, Token};

/// ```ebnf
/// also = "also" string { string } ;
/// ```
pub(super) fn parse_also(input: ParseStream<'_>) -> Result<Vec<LitStr>> {
    let mut media_types = Vec::new();
    if eat_word(input, "also").is_none() {
        return Ok(media_types);
    }
    loop {
        let text = parse_string(input, "a media type in quotes, as in `also \"application/xml\"`")?;
        invalid_media_type(&text)?;
        media_type_twice(&text, &media_types)?;
        media_types.push(text);
        comma_between_media_types(input)?;
        if !input.peek(LitStr) {
            return Ok(media_types);
        }
    }
}

/// The `?` stands at the end of an input.
pub(super) fn optional_before_also(input: ParseStream<'_>) -> Result<()> {
    let message = "the `?` of an optional body comes last; write it after the media types";
    need_before("also", input, message)
}

fn media_type_twice(text: &LitStr, before: &[LitStr]) -> Result<()> {
    let value = text.value();
    if before.iter().any(|other| other.value() == value) {
        return fail(
            text,
            format!("the media type \"{value}\" is named twice; remove one of the two"),
        );
    }
    Ok(())
}

fn comma_between_media_types(input: ParseStream<'_>) -> Result<()> {
    if input.peek(Token![,]) && input.peek2(LitStr) {
        return fail(
            next(input),
            "unexpected comma between media types; separate them with spaces",
        );
    }
    Ok(())
}
