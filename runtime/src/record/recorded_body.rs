//! The body of a reply, which is written down when it ends, or when the client reads no further.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use http::header::CONTENT_LENGTH;

use super::capture::Capture;
use super::exchange::{End, Outcome};
use super::flight::Flight;
use super::redaction::ReplyHead;
use crate::transport::{ResponseBody, TransportError};

pub(super) struct RecordedBody {
    body: ResponseBody,
    /// `None` once the exchange is recorded.
    open: Option<Open>,
}

struct Open {
    flight: Flight,
    head: ReplyHead,
    capture: Capture,
    /// The length of the body, if the head says it.
    length: Option<u64>,
}

impl RecordedBody {
    /// A reply that is `bare` has no body.
    pub(super) fn new(body: ResponseBody, head: ReplyHead, is_bare: bool, flight: Flight) -> Self {
        let stated = head.headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok());
        let stated = stated.and_then(|value| value.parse().ok());
        let length = if is_bare { Some(0) } else { stated };
        let capture = Capture::new(flight.rules().options().max_body, None);
        Self { body, open: Some(Open { flight, head, capture, length }) }
    }

    fn end(&mut self, end: End) {
        let Some(Open { flight, head, mut capture, .. }) = self.open.take() else { return };
        let reply = flight.rules().reply(head, capture.take(), end);
        flight.land(Outcome::Reply(reply));
    }

    /// Whether the client has read everything, although it has not looked for the end.
    fn end_of_dropped(&self) -> End {
        let read = self.open.as_ref().map(|open| (open.length, open.capture.length()));
        match read {
            Some((Some(length), read)) if length == read => End::Whole,
            _ => End::Abandoned,
        }
    }
}

impl Stream for RecordedBody {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let chunk = ready!(Pin::new(&mut self.body).poll_next(context));
        match (&chunk, &mut self.open) {
            (Some(Ok(bytes)), Some(open)) => {
                let after = open.flight.lap();
                open.capture.push(after, bytes.clone());
            }
            (Some(Err(error)), Some(open)) => {
                let failure = open.flight.failure(error);
                self.end(End::Failure(failure));
            }
            (None, _) => self.end(End::Whole),
            (_, None) => {}
        }
        Poll::Ready(chunk)
    }
}

impl Drop for RecordedBody {
    fn drop(&mut self) {
        let end = self.end_of_dropped();
        self.end(end);
    }
}
