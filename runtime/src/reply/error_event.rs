//! Events that report an error.

use std::fmt;

use ::bytes::Bytes;
use serde_json::{Map, Value, json};

use crate::declaration::{AnyApiError, ErrorDecoder};
use crate::error::{Error, ErrorKind, Escaped};
use crate::response::Head;
use crate::sse::RawEvent;

/// What is needed to read an event that reports an error.
pub(crate) struct ErrorEvents {
    decoder: Option<ErrorDecoder>,
}

impl ErrorEvents {
    pub(crate) fn new(decoder: Option<ErrorDecoder>) -> Self {
        Self { decoder }
    }

    /// Returns the error that an event reports.
    pub(super) fn reported(&self, head: &Head, raw: &RawEvent<'_>) -> Error {
        let body = Bytes::copy_from_slice(raw.data.as_bytes());
        let api = self.decoder.and_then(|decoder| decoded(decoder, &body));
        let message = match api.as_ref().and_then(|error| error.said()) {
            None => "the stream reports an error".to_owned(),
            Some(said) => {
                format!("the stream reports an error: {}", Escaped(&head.redactor.redact(said)))
            }
        };
        Error::new(ErrorKind::Api, message)
            .with_head(head.clone())
            .with_body(body)
            .with_decoded(api)
    }
}

/// Decodes the data of an error event. Services wrap the same error in `error` in one place and not in another, so the
/// declared type is tried with all of these forms, and the first that has a message wins.
fn decoded(decoder: ErrorDecoder, data: &[u8]) -> Option<Box<dyn AnyApiError>> {
    let as_sent = decoder.decode(data).ok();
    if as_sent.as_ref().is_some_and(|error| error.message().is_some()) {
        return as_sent;
    }
    let others = other_forms(data).into_iter();
    let mut others = others.filter_map(|form| decoder.decode(form.to_string().as_bytes()).ok());
    others.find(|error| error.message().is_some()).or(as_sent)
}

/// Returns an error with its wrapper `error` if it was sent without, and without if it was sent with it.
fn other_forms(data: &[u8]) -> Vec<Value> {
    match serde_json::from_slice(data) {
        Ok(Value::Object(mut fields)) => match fields.remove("error") {
            Some(Value::String(text)) => {
                let error = json!({ "message": text });
                vec![json!({ "error": error }), error]
            }
            Some(error @ Value::Object(_)) => vec![error],
            Some(_) | None => vec![json!({ "error": fields }), fields.into()],
        },
        Ok(Value::String(text)) => vec![json!({ "error": { "message": text } })],
        _ => Vec::new(),
    }
}

/// Whether an event reports an error, although it does not have the declared name: services that send their events
/// without names do the same with errors.
///
/// Such an event has no name, the standard's default name or the name `error`. Its data is an object with the type
/// `error`, or one with nothing but an `error`.
pub(super) fn reports_error(raw: &RawEvent<'_>) -> bool {
    matches!(&*raw.event, "" | "message" | "error")
        // Nearly all data ends here, before it is parsed again.
        && raw.data.contains("\"error\"")
        && serde_json::from_str::<Map<String, Value>>(&raw.data).is_ok_and(|data| is_error(&data))
}

fn is_error(data: &Map<String, Value>) -> bool {
    if let Some(kind) = data.get("type").filter(|kind| !kind.is_null()) {
        return kind == "error";
    }
    let is_set = match data.get("error") {
        Some(Value::String(text)) => !text.is_empty(),
        Some(Value::Bool(is_set)) => *is_set,
        Some(Value::Object(_)) => true,
        _ => false,
    };
    is_set && data.iter().all(|(key, value)| key == "error" || is_beside_error(key, value))
}

/// Whether a field beside `error` says nothing about anything else.
fn is_beside_error(key: &str, value: &Value) -> bool {
    const ABOUT_ERRORS: [&str; 16] = [
        "code",
        "created",
        "detail",
        "details",
        "event_id",
        "id",
        "message",
        "object",
        "ok",
        "param",
        "request_id",
        "requestId",
        "status",
        "status_code",
        "success",
        "timestamp",
    ];
    let is_empty = match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        _ => false,
    };
    is_empty || ABOUT_ERRORS.contains(&key)
}

impl fmt::Debug for ErrorEvents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ErrorEvents").field(&self.decoder).finish()
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::*;

    fn reports(event: &str, data: &str) -> bool {
        let (event, data) = (Cow::Borrowed(event), Cow::Borrowed(data));
        reports_error(&RawEvent { event, data, id: "", retry: None, lossy: false })
    }

    #[test]
    fn an_error_is_known_by_its_form() {
        for data in [
            r#"{"error":{"message":"m"}}"#,
            r#"{ "error" : "m" }"#,
            r#"{"error":true,"message":"m"}"#,
            r#"{"error":{},"status":500,"request_id":"r"}"#,
            r#"{"choices":[],"usage":null,"error":{"message":"m"}}"#,
            r#"{"type":"error","message":"m"}"#,
            r#"{"type":"error","error":{"message":"m"},"at":{}}"#,
        ] {
            assert!(
                reports("", data) && reports("message", data) && reports("error", data),
                "{data}"
            );
            assert!(!reports("run.failed", data), "{data}");
        }
        for data in [
            "",
            "\"error\"",
            r#"["error"]"#,
            r#"{"error":null}"#,
            r#"{"error":false}"#,
            r#"{"error":""}"#,
            r#"{"type":"run","error":{"message":"m"}}"#,
            r#"{"error":{"message":"m"},"choices":[1]}"#,
            r#"{"choices":[{"error":{"message":"m"}}]}"#,
            r#"{"error":{"message":"m"}"#,
        ] {
            assert!(!reports("", data), "{data}");
        }
    }
}
