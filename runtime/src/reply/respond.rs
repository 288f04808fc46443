//! Encodes replies for mocks: from the declared type to what is sent over the wire.

use ::bytes::Bytes;
use http::{HeaderValue, StatusCode, header};
use serde::Serialize;

use super::Reply;
use crate::declaration::{Endpoint, ReplyKind};
use crate::error::Error;
use crate::transport::{ResponseBody, TransportResponse};

/// A kind of reply that a mock can send.
pub trait Respond: Reply {
    /// The type that a handler returns.
    type Value: Send + 'static;

    /// Encodes `value` as the reply to a call of `endpoint`.
    ///
    /// # Errors
    ///
    /// Returns an error if the value cannot be encoded.
    fn respond(value: Self::Value, endpoint: &Endpoint) -> Result<TransportResponse, Error>;
}

/// Implements [`Respond`] for a kind of reply whose value is its one type, sent as JSON.
macro_rules! responds_with_json {
    ($kind:ident<$T:ident $(, $W:ident)?>) => {
        impl<$T $(, $W)?> $crate::reply::Respond for $kind<$T $(, $W)?>
        where
            Self: $crate::reply::Reply,
            $T: serde::Serialize + Send + 'static,
        {
            type Value = $T;

            fn respond(
                value: $T,
                _: &$crate::Endpoint,
            ) -> Result<$crate::transport::TransportResponse, $crate::Error> {
                $crate::reply::respond::json(&value)
            }
        }
    };
}
pub(crate) use responds_with_json;

/// Encodes `value` as a successful JSON reply.
pub(crate) fn json<T: Serialize>(value: &T) -> Result<TransportResponse, Error> {
    let json = serde_json::to_vec(value)
        .map_err(|error| Error::input("the value cannot be encoded as JSON").with_source(error))?;
    Ok(ok("application/json", Bytes::from(json).into()))
}

/// Adds the first of the statuses that a declaration names for success, and its media type. Where there is no value, the status
/// says so.
pub(crate) fn as_declared(
    mut response: TransportResponse,
    endpoint: &Endpoint,
) -> TransportResponse {
    let is_none =
        endpoint.reply() == ReplyKind::OptionalJson && response.status == StatusCode::NO_CONTENT;
    let declared = endpoint.statuses().first().filter(|_| !is_none);
    let media_type = endpoint.declared_reply_media_type().filter(|_| !is_none);
    if let Some(Ok(media_type)) = media_type.map(HeaderValue::from_str) {
        response.headers.insert(header::CONTENT_TYPE, media_type);
    }
    if let Some(Ok(status)) = declared.map(|status| StatusCode::from_u16(*status)) {
        response.status = status;
    }
    response
}

/// Creates a successful reply with this content type.
pub(crate) fn ok(media_type: &'static str, body: ResponseBody) -> TransportResponse {
    let mut response = TransportResponse::new(StatusCode::OK, body);
    response.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(media_type));
    response
}
