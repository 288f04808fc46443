//! The text of a run as it is written.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use schematic_api::Error;

use super::RunStream;
use crate::RunEvent;

/// A `Stream` of the text of a run's messages, piece by piece; see [`RunStream::text_deltas`].
#[derive(Debug)]
#[must_use = "nothing is read until the stream is polled"]
pub struct TextDeltas<'a> {
    run: &'a mut RunStream,
}

impl RunStream {
    /// Returns the text of the run's messages as it is written. Other events are read along the
    /// way, and update the [snapshot](Self::snapshot). A refusal is not text; the snapshot has it.
    pub fn text_deltas(&mut self) -> TextDeltas<'_> {
        TextDeltas { run: self }
    }
}

impl TextDeltas<'_> {
    /// Returns the next piece of text, which is never empty, or `None` when the run's events are
    /// over.
    ///
    /// # Errors
    ///
    /// Those of [`RunStream`](RunStream#errors).
    pub async fn try_next(&mut self) -> Result<Option<String>, Error> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await.transpose()
    }
}

impl Stream for TextDeltas<'_> {
    type Item = Result<String, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            match ready!(Pin::new(&mut *self.run).poll_next(context)) {
                Some(Ok(RunEvent::MessageDelta(delta))) => {
                    let text = delta.text();
                    if !text.is_empty() {
                        return Poll::Ready(Some(Ok(text)));
                    }
                }
                Some(Ok(_)) => {}
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}
