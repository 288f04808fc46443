//! Replies without a body.

use super::received::Receive;
use super::{Reply, declared};

/// A reply without a body. If there is one nevertheless, it is discarded.
#[derive(Debug)]
pub struct Empty;

impl Reply for Empty {
    type Output = ();
    const RECEIVE: Receive<()> = Receive::Discard(|| ());
}

declared!(Empty);

#[cfg(feature = "mock")]
impl super::Respond for Empty {
    type Value = ();

    fn respond(
        (): (),
        _: &crate::Endpoint,
    ) -> Result<crate::transport::TransportResponse, crate::Error> {
        use crate::transport::{ResponseBody, TransportResponse};
        Ok(TransportResponse::new(http::StatusCode::NO_CONTENT, ResponseBody::empty()))
    }
}
