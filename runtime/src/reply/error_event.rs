//! Events that report an error.

use std::fmt;

use ::bytes::Bytes;

use crate::client::Authorization;
use crate::declaration::ErrorDecoder;
use crate::error::{Error, ErrorKind, Escaped};
use crate::response::Head;
use crate::sse::RawEvent;

/// What is needed to read an event that reports an error.
pub(crate) struct ErrorEvents {
    decoder: Option<ErrorDecoder>,
    /// The credential of the call, which is removed from the service's text in case it is repeated there.
    authorization: Option<Authorization>,
}

impl ErrorEvents {
    pub(crate) fn new(decoder: Option<ErrorDecoder>, authorization: Option<Authorization>) -> Self {
        Self { decoder, authorization }
    }

    /// Returns the error that an event reports.
    pub(super) fn reported(&self, head: &Head, raw: &RawEvent<'_>) -> Error {
        let body = Bytes::copy_from_slice(raw.data.as_bytes());
        let api = self.decoder.and_then(|decoder| decoder.decode(&body).ok());
        let message = match (api.as_ref().and_then(|error| error.message()), &self.authorization) {
            (None, _) => "the stream reports an error".to_owned(),
            (Some(said), None) => format!("the stream reports an error: {}", Escaped(said)),
            (Some(said), Some(authorization)) => {
                format!("the stream reports an error: {}", Escaped(&authorization.redact(said)))
            }
        };
        Error::new(ErrorKind::Api, message)
            .with_head(head.clone())
            .with_body(body)
            .with_decoded(api)
    }
}

impl fmt::Debug for ErrorEvents {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ErrorEvents").field(&self.decoder).finish()
    }
}
