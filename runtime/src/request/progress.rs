//! How far the transfer of a body has got.

use std::any::Any;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
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

    /// Counts more bytes, and tells the caller's function. The transfer has to end if that panics.
    pub(crate) fn add(&mut self, bytes: usize) -> Result<(), Panicked> {
        self.progress.done = self.progress.done.saturating_add(bytes as u64);
        let tell = || (self.on_progress.0)(self.progress);
        catch_unwind(AssertUnwindSafe(tell)).map_err(discard)
    }
}

/// The caller's function panicked. An upload calls it on the task of a connection, whose panic would reach nobody.
#[derive(Debug)]
pub(crate) struct Panicked;

impl fmt::Display for Panicked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the function that is told of the progress panicked")
    }
}

impl std::error::Error for Panicked {}

/// Drops what the function panicked with, which may panic as well.
fn discard(payload: Box<dyn Any + Send>) -> Panicked {
    if let Err(another) = catch_unwind(AssertUnwindSafe(|| drop(payload))) {
        std::mem::forget(another);
    }
    Panicked
}

/// A stream whose bytes are counted.
pub(super) struct Counted {
    /// `None` after the function has panicked.
    stream: Option<BodyStream>,
    meter: Meter,
}

impl Counted {
    pub(super) fn new(stream: BodyStream, meter: Meter) -> Self {
        Self { stream: Some(stream), meter }
    }
}

impl Stream for Counted {
    type Item = Result<Bytes, BodyError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(stream) = &mut self.stream else { return Poll::Ready(None) };
        let chunk = ready!(Pin::new(stream).poll_next(context));
        let Some(Ok(bytes)) = &chunk else { return Poll::Ready(chunk) };
        Poll::Ready(match self.meter.add(bytes.len()) {
            Ok(()) => chunk,
            Err(panicked) => {
                self.stream = None;
                Some(Err(BodyError::new(panicked)))
            }
        })
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
