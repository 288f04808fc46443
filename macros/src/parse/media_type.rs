//! The media type of a body, which stands in place of that of its encoding.

use super::need::need_before;
use crate::http_token::is_http_token;
use crate::lex::{fail, parse_string};
use crate::text::text;
use syn::parse::ParseStream;
use syn::{LitStr, Result, Token};

/// ```ebnf
/// media_type = "as" string ;
/// ```
pub(super) fn parse_media_type(input: ParseStream<'_>) -> Result<Option<LitStr>> {
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
pub(super) fn invalid_media_type(literal: &LitStr) -> Result<()> {
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
