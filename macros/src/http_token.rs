//! What HTTP calls a token: the name of a method or a header, and each half of a media type.

/// Whether the text is one: <https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2>.
pub(crate) fn is_http_token(text: &str) -> bool {
    let is_part = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !text.is_empty() && text.bytes().all(is_part)
}
