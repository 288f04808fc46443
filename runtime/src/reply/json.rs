//! JSON replies.

use std::marker::PhantomData;

use ::bytes::Bytes;
use serde::de::DeserializeOwned;

use super::{Receive, Reply, ReplyBody, json_path};
use crate::error::{Error, ErrorKind};
use crate::escape::Escaped;
use crate::response::Head;

/// A JSON reply, decoded into `T`, whatever its content type says.
#[derive(Debug)]
pub struct Json<T>(PhantomData<fn() -> T>);

impl<T: DeserializeOwned + Send + 'static> Reply for Json<T> {
    type Output = T;
    type Plan = ();
    const RECEIVE: Receive = Receive::Whole;

    fn accept() -> Option<&'static str> {
        Some("application/json")
    }

    fn receive(head: &Head, body: ReplyBody) -> Result<T, Error> {
        decode(head, body.into_whole())
    }
}

/// Decodes a JSON body.
pub(crate) fn decode<T: DeserializeOwned>(head: &Head, body: Bytes) -> Result<T, Error> {
    // One check for the whole body is cheaper than one for each string in it.
    let decoded = match std::str::from_utf8(&body) {
        Ok(text) => serde_json::from_str(text),
        Err(error) => {
            return Err(failed(head, body, "the reply is not UTF-8", None).with_source(error));
        }
    };
    decoded.map_err(|error| decode_error(head, body, error))
}

fn decode_error(head: &Head, body: Bytes, error: serde_json::Error) -> Error {
    if body.is_empty() {
        return failed(head, body, "the reply is empty, not JSON", None);
    }
    let path = json_path::locate(&body, error.line(), error.column());
    let message = match path.as_deref() {
        None | Some("") => {
            format!("the reply is not the declared JSON: {}", Escaped(&error.to_string()))
        }
        Some(path) => format!(
            "the reply is not the declared JSON at `{}`: {}",
            Escaped(path),
            Escaped(&error.to_string())
        ),
    };
    failed(head, body, message, path).with_source(error)
}

fn failed(
    head: &Head,
    body: Bytes,
    message: impl Into<std::borrow::Cow<'static, str>>,
    path: Option<String>,
) -> Error {
    Error::new(ErrorKind::Decode, message)
        .with_head(head.clone())
        .with_body(body)
        .with_json_path(path)
}
