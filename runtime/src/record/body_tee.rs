//! The body of a request, of which a copy is kept while it is sent.

use std::future::poll_fn;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;

use super::capture::Capture;
use crate::request::{Body, BodyError, BodyStream};

/// A capture that is filled while a body is sent.
pub(super) type SharedCapture = Arc<Mutex<Capture>>;

/// Returns a body with the same bytes, which end up in the capture as well.
pub(super) fn teed(body: Body, capture: &SharedCapture) -> Body {
    let length = body.length();
    match body.into_bytes() {
        Ok(bytes) => {
            push(capture, bytes.clone());
            bytes.into()
        }
        Err(stream) => {
            let tee = Tee { stream, capture: Arc::clone(capture) };
            match length {
                Some(length) => Body::sized(tee, length),
                None => Body::stream(tee),
            }
        }
    }
}

/// Reads a body to its end, as if it was sent.
pub(super) async fn read(body: Body, capture: &mut Capture) -> Result<(), BodyError> {
    let mut stream = match body.into_bytes() {
        Ok(bytes) => {
            capture.push(Duration::ZERO, bytes);
            return Ok(());
        }
        Err(stream) => stream,
    };
    while let Some(chunk) = poll_fn(|context| Pin::new(&mut stream).poll_next(context)).await {
        capture.push(Duration::ZERO, chunk?);
    }
    Ok(())
}

fn push(capture: &SharedCapture, bytes: Bytes) {
    let mut capture = capture.lock().unwrap_or_else(PoisonError::into_inner);
    capture.push(Duration::ZERO, bytes);
}

struct Tee {
    stream: BodyStream,
    capture: SharedCapture,
}

impl Stream for Tee {
    type Item = Result<Bytes, BodyError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let chunk = ready!(Pin::new(&mut self.stream).poll_next(context));
        if let Some(Ok(bytes)) = &chunk {
            push(&self.capture, bytes.clone());
        }
        Poll::Ready(chunk)
    }
}
