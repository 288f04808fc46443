//! The body of a request on its way to the connection.

use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;

use crate::request::{BodyError, BodyStream};

/// What a body failed with. It is kept beside the connection, because one of HTTP/2 resets the stream and forgets the reason.
#[derive(Clone, Default)]
pub(super) struct Failure(Arc<Mutex<Option<BodyError>>>);

impl Failure {
    fn set(&self, error: BodyError) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
    }

    /// Takes the error, if the body has failed.
    pub(super) fn take(&self) -> Option<BodyError> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// The chunks of a body, whose error stays here.
pub(super) struct SentBody {
    pub(super) stream: BodyStream,
    pub(super) failure: Failure,
}

impl Stream for SentBody {
    /// The connection only has to learn that there is no rest.
    type Item = Result<Bytes, &'static str>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let chunk = ready!(Pin::new(&mut self.stream).poll_next(context));
        Poll::Ready(chunk.map(|chunk| {
            chunk.map_err(|error| {
                self.failure.set(error);
                "the body has failed"
            })
        }))
    }
}
