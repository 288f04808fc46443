//! What the body of a request is read from, if it is opened for each attempt.

use std::ops::Range;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;

use super::body_error::BodyError;
use super::body_stream::BodyStream;

/// A stream that is about to be opened.
pub(crate) type Opened = Pin<Box<dyn Future<Output = Result<BodyStream, BodyError>> + Send>>;

/// The length of a source that is being looked up.
pub(crate) type Measuring = Pin<Box<dyn Future<Output = Result<Option<u64>, BodyError>> + Send>>;

/// What a body is read from.
pub(crate) trait Source: Send {
    /// The number of bytes, if it is known before the source is opened.
    fn length(&self) -> Option<u64>;

    /// Whether the source can be opened more than once.
    fn is_replayable(&self) -> bool;

    /// Returns a copy, if the source is replayable.
    fn try_clone(&self) -> Option<Box<dyn Source>>;

    /// Looks up the number of bytes, if any part of them can be read on its own by [`slice`](Self::slice).
    fn measured(&self) -> Measuring {
        Box::pin(std::future::ready(Ok(None)))
    }

    /// Returns these bytes of the `whole` that was measured.
    fn slice(&self, _bytes: Range<u64>, _whole: u64) -> Option<Box<dyn Source>> {
        None
    }

    /// Opens the source. The length of the stream is exact, if it has one.
    fn open(self: Box<Self>) -> Opened;
}

/// The chunks of a source, which is opened when the first is read.
pub(super) enum Opening {
    Begun(Opened),
    Open(BodyStream),
    Failed,
}

impl Opening {
    pub(super) fn of(source: Box<dyn Source>) -> Self {
        Self::Begun(source.open())
    }
}

impl Stream for Opening {
    type Item = Result<Bytes, BodyError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            match &mut *self {
                Self::Begun(opening) => match ready!(opening.as_mut().poll(context)) {
                    Ok(stream) => *self = Self::Open(stream),
                    Err(error) => {
                        *self = Self::Failed;
                        return Poll::Ready(Some(Err(error)));
                    }
                },
                Self::Open(stream) => return Pin::new(stream).poll_next(context),
                Self::Failed => return Poll::Ready(None),
            }
        }
    }
}
