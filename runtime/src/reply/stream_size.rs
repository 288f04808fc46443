//! How large a stream of events or lines may become.

use crate::client::Limits;
use crate::error::{Error, ErrorKind};
use crate::response::Head;

/// The size of a stream so far, and its limit.
pub(super) struct StreamSize {
    received: u64,
    limit: Option<u64>,
}

impl StreamSize {
    pub(super) fn new(limits: &Limits) -> Self {
        Self { received: 0, limit: limits.max_stream }
    }

    /// Counts a chunk. Returns an error if the stream becomes too large.
    pub(super) fn add(&mut self, chunk: &[u8], head: &Head) -> Result<(), Error> {
        self.received = self.received.saturating_add(chunk.len() as u64);
        match self.limit.is_some_and(|limit| self.received > limit) {
            true => {
                let message = "the stream is larger than the limit set with `Limits::max_stream`";
                Err(Error::new(ErrorKind::Limit, message).with_head(head.clone()))
            }
            false => Ok(()),
        }
    }
}
