//! Text replies.

use ::bytes::Bytes;

use super::received::Receive;
use super::{Reply, declared};
use crate::error::{Error, ErrorKind};
use crate::response::Head;

/// A reply of UTF-8 text. Its content type is not checked.
#[derive(Debug)]
pub struct Text;

impl Reply for Text {
    type Output = String;
    const RECEIVE: Receive<String> = Receive::Content(decode);
}

declared!(Text);

fn decode(head: &Head, body: Bytes) -> Result<String, Error> {
    String::from_utf8(body.into()).map_err(|error| {
        let source = error.utf8_error();
        Error::new(ErrorKind::Decode, "the reply is not UTF-8")
            .with_head(head.clone())
            .with_body(error.into_bytes().into())
            .with_source(source)
    })
}

#[cfg(feature = "mock")]
impl super::Respond for Text {
    type Value = String;

    fn respond(
        value: Self::Value,
        _: &crate::Endpoint,
    ) -> Result<crate::transport::TransportResponse, crate::Error> {
        Ok(super::respond::ok("text/plain; charset=utf-8", value.into()))
    }
}
