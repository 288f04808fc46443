//! How far the transfer of a body has got.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;

use super::body_error::BodyError;
use super::body_stream::BodyStream;

/// How far the body of a request or of a reply has got; see [`Call::on_progress`](crate::Call::on_progress).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// Which of the two bodies it is.
    pub direction: Direction,
    /// The number of bytes so far. A new attempt begins at 0 again.
    pub done: u64,
    /// The number of bytes in all, if it is known.
    pub total: Option<u64>,
}

/// Which way a body goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Direction {
    /// The body of the request. Its bytes count when they are handed to the connection, which is a little before they arrive.
    Upload,
    /// The body of a reply with a status of success, as it is on the wire.
    Download,
}

/// The caller's function.
#[derive(Clone)]
pub(crate) struct OnProgress(Arc<dyn Fn(Progress) + Send + Sync>);

impl OnProgress {
    pub(crate) fn new(on_progress: impl Fn(Progress) + Send + Sync + 'static) -> Self {
        Self(Arc::new(on_progress))
    }
}

impl fmt::Debug for OnProgress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OnProgress")
    }
}

/// Counts the bytes of one body.
#[derive(Debug)]
pub(crate) struct Meter {
    on_progress: OnProgress,
    progress: Progress,
}

impl Meter {
    pub(crate) fn new(on_progress: OnProgress, direction: Direction, total: Option<u64>) -> Self {
        Self { on_progress, progress: Progress { direction, done: 0, total } }
    }

    pub(crate) fn add(&mut self, bytes: usize) {
        self.progress.done = self.progress.done.saturating_add(bytes as u64);
        (self.on_progress.0)(self.progress);
    }
}

/// A stream whose bytes are counted.
pub(super) struct Counted {
    pub(super) stream: BodyStream,
    pub(super) meter: Meter,
}

impl Stream for Counted {
    type Item = Result<Bytes, BodyError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let chunk = ready!(Pin::new(&mut self.stream).poll_next(context));
        if let Some(Ok(chunk)) = &chunk {
            self.meter.add(chunk.len());
        }
        Poll::Ready(chunk)
    }
}

/// Bytes in pieces, so that there is progress to report.
pub(super) struct Pieces(pub(super) Bytes);

impl Stream for Pieces {
    type Item = Result<Bytes, BodyError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        const PIECE: usize = 64 * 1024;
        let length = self.0.len().min(PIECE);
        Poll::Ready((length > 0).then(|| Ok(self.0.split_to(length))))
    }
}
