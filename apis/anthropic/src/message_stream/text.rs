//! The text of a message as it is written.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use schematic_api::Error;

use super::MessageStream;

/// A `Stream` of the text of a message, piece by piece; see [`MessageStream::text_deltas`].
#[derive(Debug)]
#[must_use = "nothing is read until the stream is polled"]
pub struct TextDeltas<'a> {
    message: &'a mut MessageStream,
}

impl MessageStream {
    /// Returns the text of the message as it is written. Other events are read along the way, and update the
    /// [snapshot](Self::snapshot).
    pub fn text_deltas(&mut self) -> TextDeltas<'_> {
        TextDeltas { message: self }
    }
}

impl TextDeltas<'_> {
    /// Returns the next piece of text, which is never empty, or `None` when the events are over.
    ///
    /// # Errors
    ///
    /// Those of [`MessageStream`](MessageStream#errors).
    pub async fn try_next(&mut self) -> Result<Option<String>, Error> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await.transpose()
    }
}

impl Stream for TextDeltas<'_> {
    type Item = Result<String, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            match ready!(Pin::new(&mut *self.message).poll_next(context)) {
                Some(Ok(event)) => match event.text() {
                    Some(text) if !text.is_empty() => {
                        return Poll::Ready(Some(Ok(text.to_owned())));
                    }
                    _ => {}
                },
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}
