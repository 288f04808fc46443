//! Bodies of a mock that are sent item by item, and may break.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;

use crate::transport::{TransportError, TransportErrorKind};

type Chunk = Result<Bytes, TransportError>;

/// How far the items of a source have been sent.
pub(super) enum Progress<S> {
    Sending(S),
    /// The connection is about to break, for this reason.
    Breaking(&'static str),
    Over,
}

/// What is sent for an item of the source, or after the last.
pub(super) enum Step {
    Chunk(Chunk),
    /// The body ends, after this.
    Last(Option<Chunk>),
    /// The connection breaks, for this reason.
    Break(&'static str),
}

impl<S: Stream + Unpin> Progress<S> {
    /// Returns the next chunk of the body. `step` says what it is for an item, or for `None` after the last.
    pub(super) fn poll_chunk(
        &mut self,
        context: &mut Context<'_>,
        step: impl FnOnce(Option<S::Item>) -> Step,
    ) -> Poll<Option<Chunk>> {
        let item = match self {
            Self::Sending(items) => ready!(Pin::new(items).poll_next(context)),
            Self::Breaking(reason) => {
                let error = broken(reason);
                *self = Self::Over;
                return Poll::Ready(Some(Err(error)));
            }
            Self::Over => return Poll::Ready(None),
        };
        match step(item) {
            Step::Chunk(Ok(chunk)) => Poll::Ready(Some(Ok(chunk))),
            Step::Chunk(Err(error)) => {
                *self = Self::Over;
                Poll::Ready(Some(Err(error)))
            }
            Step::Last(chunk) => {
                *self = Self::Over;
                Poll::Ready(chunk)
            }
            Step::Break(reason) => {
                // A server discards what it has not written when a body breaks, so give it a turn to write.
                *self = Self::Breaking(reason);
                context.waker().wake_by_ref();
                Poll::Pending
            }
        }
    }
}

pub(super) fn broken(reason: &str) -> TransportError {
    TransportError::new(TransportErrorKind::ResponseBody, reason)
}

/// A stream of items that are available at once.
pub(super) struct Ready<I>(pub(super) I);

impl<I: Iterator + Unpin> Stream for Ready<I> {
    type Item = I::Item;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<I::Item>> {
        Poll::Ready(self.0.next())
    }
}
