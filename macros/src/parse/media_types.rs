//! Media types of bodies, replies and errors: one in place of that of the kind, and further ones, of which only readers are told.

use super::need::need_before;
use crate::ast::MediaTypes;
use crate::http_token::is_http_token;
use crate::lex::{eat_word, fail, next, parse_string};
use crate::text::text;
use syn::parse::ParseStream;
use syn::{LitStr, Result, Token};

/// ```ebnf
/// media_types = [ media_type ] [ also ] ;
/// ```
pub(super) fn parse_media_types(input: ParseStream<'_>) -> Result<MediaTypes> {
    let own = parse_media_type(input)?;
    optional_before_also(input)?;
    Ok(MediaTypes { own, also: parse_also(input)? })
}

/// ```ebnf
/// media_type = "as" string ;
/// ```
fn parse_media_type(input: ParseStream<'_>) -> Result<Option<LitStr>> {
    optional_before_media_type(input)?;
    if input.parse::<Option<Token![as]>>()?.is_none() {
        return Ok(None);
    }
    let text =
        parse_string(input, "a media type in quotes, as in `as \"application/merge-patch+json\"`")?;
    invalid_media_type(&text)?;
    Ok(Some(text))
}

/// The `?` stands at the end of an input.
fn optional_before_media_type(input: ParseStream<'_>) -> Result<()> {
    let message = "the `?` of an optional body comes last; write it after the media type";
    need_before("as", input, message)
}

/// A type and a subtype, which are tokens, and parameters: <https://www.rfc-editor.org/rfc/rfc9110#section-8.3.1>. With a
/// `*`, as in `image/*`, it would be a range; and nothing is percent-encoded.
fn invalid_media_type(literal: &LitStr) -> Result<()> {
    let value = literal.value();
    let (essence, parameters) = value.split_once(';').unwrap_or((&value, ""));
    let is_name = |part: &str| is_http_token(part) && !part.contains(['*', '%']);
    let halves = essence.trim_end().split_once('/');
    let named = halves.is_some_and(|(ty, subtype)| is_name(ty) && is_name(subtype));
    if named && parameters.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return Ok(());
    }
    let text = text(literal);
    fail(
        literal,
        format!(
            "{text} is not a media type; write a type and a subtype, as in `\"application/merge-patch+json\"`"
        ),
    )
}

/// ```ebnf
/// also = "also" string { string } ;
/// ```
fn parse_also(input: ParseStream<'_>) -> Result<Vec<LitStr>> {
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
fn optional_before_also(input: ParseStream<'_>) -> Result<()> {
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
