//! What an observer of a mock is told.

use std::time::Duration;

use http::{Method, StatusCode};

/// A request and its reply, as an observer of a mock sees them: see [`Mock::observe`](super::Mock::observe).
///
/// It has nothing of the query, the headers or the bodies, so that a log of it gives no secret away.
#[derive(Clone, Debug)]
pub struct Exchange {
    pub(super) method: Method,
    pub(super) path: String,
    pub(super) status: StatusCode,
    pub(super) duration: Duration,
}

impl Exchange {
    /// Returns the method.
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// Returns the whole path, including that of the base URL, still percent-encoded.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns the status of the reply.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// Returns the time from the head of the request to that of the reply. That of a stream ends before its first event.
    pub fn duration(&self) -> Duration {
        self.duration
    }
}
