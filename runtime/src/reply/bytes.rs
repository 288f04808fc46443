//! Replies of bytes that are received whole.

use ::bytes::Bytes;

use super::received::Receive;
use super::{Reply, declared};

/// A reply of bytes, received whole and exactly as sent: a compressed body stays compressed.
#[derive(Debug)]
pub struct BytesReply;

impl Reply for BytesReply {
    type Output = Bytes;
    const RECEIVE: Receive<Bytes> = Receive::Bytes(std::convert::identity);
}

declared!(BytesReply);

#[cfg(feature = "mock")]
impl super::Respond for BytesReply {
    type Value = Bytes;

    fn respond(
        value: Self::Value,
        _: &crate::Endpoint,
    ) -> Result<crate::transport::TransportResponse, crate::Error> {
        Ok(super::respond::ok("application/octet-stream", value.into()))
    }
}
