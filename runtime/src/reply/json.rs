//! JSON replies.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::str::Utf8Error;

use ::bytes::Bytes;
use http::header::CONTENT_ENCODING;
use serde::de::DeserializeOwned;

use super::json_error::JsonError;
use super::received::Receive;
use super::{Reply, declared, json_path, weight};
use crate::codec::Decode;
use crate::error::{Error, ErrorKind, Escaped};
use crate::json_lines::RawLine;
use crate::redactor::Redactor;
use crate::response::Head;

/// A JSON reply, decoded into `T`. Its content type is not checked.
#[derive(Debug)]
pub struct Json<T>(PhantomData<fn() -> T>);

impl<T: Decode> Reply for Json<T> {
    type Output = T;
    const RECEIVE: Receive<T> = Receive::Content(decode);
    const ACCEPT: Option<&'static str> = Some("application/json");
}

declared!(Json<T>);

/// Decodes a JSON body.
pub(crate) fn decode<T: DeserializeOwned>(head: &Head, body: Bytes) -> Result<T, Error> {
    if weight::is_above(head.max_decoded, &body) {
        return Err(weight::too_large(head));
    }
    match parse(&body) {
        Ok(value) => Ok(value),
        Err(malformed) => Err(malformed.into_error(head, body, What::Reply)),
    }
}

/// Decodes a line of a body. If JSON ends too early, the error is of the kind `if_cut`.
pub(super) fn decode_line<T: DeserializeOwned>(
    head: &Head,
    line: RawLine<'_>,
    if_cut: ErrorKind,
) -> Result<T, Error> {
    parse(line.content).map_err(|malformed| {
        let kind = if malformed.is_cut() { if_cut } else { ErrorKind::Decode };
        let body = Bytes::copy_from_slice(line.content);
        malformed.into_error(head, body, What::Line(line.number)).with_kind(kind)
    })
}

/// Checking a whole text for UTF-8 once is cheaper than checking each string in it.
fn parse<T: DeserializeOwned>(json: &[u8]) -> Result<T, Malformed> {
    let text = std::str::from_utf8(json).map_err(Malformed::NotUtf8)?;
    serde_json::from_str(text).map_err(Malformed::NotOfType)
}

/// What cannot be decoded.
#[derive(Clone, Copy)]
enum What {
    Reply,
    Line(u64),
}

impl fmt::Display for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Reply => f.write_str("the reply"),
            Self::Line(number) => write!(f, "line {number} of the reply"),
        }
    }
}

impl What {
    /// Within a line, serde_json counts from its beginning, and calls it the first.
    fn reason(self, error: &JsonError) -> String {
        let reason = error.to_string();
        match self {
            Self::Reply => reason,
            Self::Line(_) => reason.replace(" at line 1 column ", " at column "),
        }
    }
}

/// Why bytes cannot be decoded.
enum Malformed {
    NotUtf8(Utf8Error),
    NotOfType(serde_json::Error),
}

impl Malformed {
    fn is_cut(&self) -> bool {
        match self {
            Self::NotUtf8(error) => error.error_len().is_none(),
            Self::NotOfType(error) => error.is_eof(),
        }
    }

    /// Returns the error about `what`, which is this body.
    fn into_error(self, head: &Head, body: Bytes, what: What) -> Error {
        match self {
            Self::NotUtf8(error) => {
                failed(head, body, not_utf8(head, what), None).with_source(error)
            }
            Self::NotOfType(error) => decode_error(head, body, &error, what),
        }
    }
}

/// The message for a body that is not UTF-8: often because it is compressed, which its header then says.
fn not_utf8(head: &Head, what: What) -> String {
    let coding = head.headers.get(CONTENT_ENCODING).and_then(|coding| coding.to_str().ok());
    match coding {
        None => format!("{what} is not UTF-8"),
        Some(coding) => format!(
            "the reply is compressed (`content-encoding: {}`), which was not asked for; turn on the feature `gzip`, \
             `brotli` or `zstd` of schematic-api to read such replies",
            Escaped(coding)
        ),
    }
}

fn decode_error(head: &Head, body: Bytes, error: &serde_json::Error, what: What) -> Error {
    let path = json_path::locate(&body, error.line(), error.column(), &head.redactor);
    let path = path.map(|path| head.redactor.redact(&path).into_owned());
    let error = JsonError::new(error, &head.redactor);
    let reason = what.reason(&error);
    let reason = Escaped(&reason);
    let beginning = beginning(&body, &head.redactor);
    let message = match (first_word(&beginning), path.as_deref()) {
        (Beginning::Nothing, _) => {
            format!("{what} is empty, not JSON; a reply that may be nothing is declared as `Type?`")
        }
        (Beginning::Markup(tag), _) => format!("{what} is not JSON; it begins with `{tag}`"),
        (Beginning::Other, None | Some("")) => {
            format!("{what} cannot be decoded as the declared type: {reason}")
        }
        (Beginning::Other, Some(path)) => {
            format!(
                "{what} cannot be decoded as the declared type at `{}`: {reason}",
                Escaped(path)
            )
        }
    };
    failed(head, body, message, path).with_source(error)
}

/// The beginning of a body, if it explains why the body is not JSON.
enum Beginning<'a> {
    Nothing,
    /// A tag such as `<!doctype html>`, from a login page or the error page of a proxy.
    Markup(Escaped<'a>),
    Other,
}

/// Returns the first words of a body. They are cut shorter only after secrets are out of them: half a secret is one, too.
fn beginning(body: &[u8], redactor: &Redactor) -> String {
    const LONGEST: usize = 4096;
    let body = body.trim_ascii_start();
    let text = String::from_utf8_lossy(body.get(..LONGEST).unwrap_or(body));
    redactor.redact(&text).into_owned()
}

/// Classifies the beginning of a body. Only a tag is ever shown, because it has no room for private data.
fn first_word(text: &str) -> Beginning<'_> {
    const LONGEST_TAG: usize = 40;
    if text.is_empty() {
        return Beginning::Nothing;
    }
    match text.find(['>', ' ', '\n']).and_then(|end| text.get(..end)) {
        Some(tag) if tag.starts_with('<') && tag.len() < LONGEST_TAG => {
            Beginning::Markup(Escaped(tag))
        }
        _ => Beginning::Other,
    }
}

fn failed(
    head: &Head,
    body: Bytes,
    message: impl Into<Cow<'static, str>>,
    path: Option<String>,
) -> Error {
    Error::new(ErrorKind::Decode, message)
        .with_head(head.clone())
        .with_body(body)
        .with_json_path(path)
}

#[cfg(feature = "mock")]
super::respond::responds_with_json!(Json<T>);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_named() {
        for (body, tag) in [
            ("<!doctype html>..", Some("<!doctype")),
            (" <html lang=x>", Some("<html")),
            ("nope", None),
        ] {
            let shown = match first_word(&beginning(body.as_bytes(), &Redactor::default())) {
                Beginning::Markup(tag) => Some(tag.to_string()),
                _ => None,
            };
            assert_eq!(shown.as_deref(), tag, "{body}");
        }
    }
}
