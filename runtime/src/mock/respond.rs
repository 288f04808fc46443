//! Replies the other way round: from the declared type to what goes over the wire.

use http::{HeaderValue, StatusCode, header};
use serde::Serialize;

use super::failure::Failure;
use crate::declaration::Endpoint;
use crate::reply::{ByteStream, Empty, Json, Paged, Polled, Raw, Reply, Text};
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
    fn respond(value: Self::Value, endpoint: &Endpoint) -> Result<TransportResponse, Failure>;
}

impl<T> Respond for Json<T>
where
    Self: Reply,
    T: Serialize + Send + 'static,
{
    type Value = T;

    fn respond(value: T, _: &Endpoint) -> Result<TransportResponse, Failure> {
        json(&value)
    }
}

impl<P> Respond for Paged<P>
where
    Self: Reply,
    P: Serialize + Send + 'static,
{
    type Value = P;

    fn respond(value: P, _: &Endpoint) -> Result<TransportResponse, Failure> {
        json(&value)
    }
}

impl<T> Respond for Polled<T>
where
    Self: Reply,
    T: Serialize + Send + 'static,
{
    type Value = T;

    fn respond(value: T, _: &Endpoint) -> Result<TransportResponse, Failure> {
        json(&value)
    }
}

impl Respond for Text {
    type Value = String;

    fn respond(value: String, _: &Endpoint) -> Result<TransportResponse, Failure> {
        Ok(ok("text/plain; charset=utf-8", value.into()))
    }
}

impl Respond for Raw {
    type Value = bytes::Bytes;

    fn respond(value: bytes::Bytes, _: &Endpoint) -> Result<TransportResponse, Failure> {
        Ok(ok("application/octet-stream", value.into()))
    }
}

impl Respond for ByteStream {
    type Value = ResponseBody;

    fn respond(value: ResponseBody, _: &Endpoint) -> Result<TransportResponse, Failure> {
        Ok(ok("application/octet-stream", value))
    }
}

impl Respond for Empty {
    type Value = ();

    fn respond((): (), _: &Endpoint) -> Result<TransportResponse, Failure> {
        Ok(TransportResponse::new(StatusCode::NO_CONTENT, ResponseBody::empty()))
    }
}

pub(super) fn json<T: Serialize>(value: &T) -> Result<TransportResponse, Failure> {
    let json = serde_json::to_vec(value).map_err(|error| Failure::broken(&error))?;
    Ok(ok("application/json", json.into()))
}

pub(super) fn ok(content_type: &'static str, body: ResponseBody) -> TransportResponse {
    let mut response = TransportResponse::new(StatusCode::OK, body);
    response.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    response
}
