//! Replies the other way round: from the declared type to what goes over the wire.

use ::bytes::Bytes;
use http::{HeaderValue, StatusCode, header};
use serde::Serialize;

use super::Reply;
use crate::declaration::Endpoint;
use crate::error::Error;
use crate::transport::{ResponseBody, TransportResponse};

/// A kind of reply that a mock can give.
pub trait Respond: Reply {
    /// What a handler returns.
    type Value: Send + 'static;

    /// Makes the reply of a value to a call of that endpoint.
    ///
    /// # Errors
    ///
    /// When the value cannot be written.
    fn respond(value: Self::Value, endpoint: &Endpoint) -> Result<TransportResponse, Error>;
}

/// A reply of JSON.
pub(crate) fn json<T: Serialize>(value: &T) -> Result<TransportResponse, Error> {
    let json = serde_json::to_vec(value)
        .map_err(|error| Error::input("the value cannot be written as JSON").with_source(error))?;
    Ok(ok("application/json", Bytes::from(json).into()))
}

/// A successful reply of a media type.
pub(crate) fn ok(media_type: &'static str, body: ResponseBody) -> TransportResponse {
    let mut response = TransportResponse::new(StatusCode::OK, body);
    response.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    response
}
