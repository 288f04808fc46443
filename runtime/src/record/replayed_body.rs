//! The chunks of a recorded reply.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;

use super::content::Content;
use super::exchange::{Chunk, End, Failure};
use crate::client::{Clock, Sleep};
use crate::transport::TransportError;

/// The chunks of a recorded reply, and its end.
pub(super) struct ReplayedBody {
    chunks: std::vec::IntoIter<(Duration, Bytes)>,
    end: End,
    /// `None` if nothing waits.
    clock: Option<Arc<dyn Clock>>,
    next: Next,
}

/// What comes next.
enum Next {
    Unknown,
    Waiting(Sleep, Item),
    Ended,
}

enum Item {
    Chunk(Bytes),
    Failure(Failure),
}

impl ReplayedBody {
    /// Returns the body, and its length in bytes.
    ///
    /// # Errors
    ///
    /// Returns an error if the body was not recorded.
    pub(super) fn new(
        chunks: Vec<Chunk>,
        end: End,
        clock: Option<Arc<dyn Clock>>,
    ) -> Result<(Self, u64), String> {
        let chunks: Vec<_> = chunks.into_iter().map(bytes).collect::<Result<_, _>>()?;
        let length = chunks.iter().map(|(_, bytes)| bytes.len() as u64).sum();
        let chunks = chunks.into_iter();
        Ok((Self { chunks, end, clock, next: Next::Unknown }, length))
    }

    /// Returns the next chunk or the failure, with the time before it.
    fn following(&mut self) -> Option<(Duration, Item)> {
        match (self.chunks.next(), &self.end) {
            (Some((after, bytes)), _) => Some((after, Item::Chunk(bytes))),
            (None, End::Failure(failure)) => Some((failure.after, Item::Failure(failure.clone()))),
            (None, End::Whole | End::Abandoned) => None,
        }
    }

    fn give(&mut self, item: Item) -> Result<Bytes, TransportError> {
        match item {
            Item::Chunk(bytes) => {
                self.next = Next::Unknown;
                Ok(bytes)
            }
            Item::Failure(failure) => {
                self.next = Next::Ended;
                Err(TransportError::new(failure.kind, failure.message))
            }
        }
    }
}

fn bytes(chunk: Chunk) -> Result<(Duration, Bytes), String> {
    let bytes = match chunk.content {
        Content::Omitted { length, .. } => {
            return Err(format!(
                "the body of the reply, of {length} bytes, was longer than `max_body`, and was not recorded"
            ));
        }
        content => content.bytes().map(Bytes::copy_from_slice),
    };
    let bytes =
        bytes.ok_or("the body of the reply is recorded as parts, which cannot be replayed")?;
    Ok((chunk.after, bytes))
}

impl Stream for ReplayedBody {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            match std::mem::replace(&mut self.next, Next::Unknown) {
                Next::Ended => {
                    self.next = Next::Ended;
                    return Poll::Ready(None);
                }
                Next::Waiting(mut sleep, item) => {
                    if sleep.as_mut().poll(context).is_pending() {
                        self.next = Next::Waiting(sleep, item);
                        return Poll::Pending;
                    }
                    return Poll::Ready(Some(self.give(item)));
                }
                Next::Unknown => match (self.following(), self.clock.clone()) {
                    (Some((after, item)), Some(clock)) if !after.is_zero() => {
                        self.next = Next::Waiting(clock.sleep(after), item);
                    }
                    (Some((_, item)), _) => return Poll::Ready(Some(self.give(item))),
                    // The client did not read on. If it does now, nothing comes.
                    (None, _) if self.end == End::Abandoned => return Poll::Pending,
                    (None, _) => self.next = Next::Ended,
                },
            }
        }
    }
}
