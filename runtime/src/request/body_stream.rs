//! The chunks of a body that is read while it is sent.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;

use super::body_error::BodyError;
use super::measured::Measured;
use crate::error::BoxError;

/// The chunks of a body that is not in memory.
pub struct BodyStream {
    chunks: Pin<Box<dyn Stream<Item = Result<Bytes, BodyError>> + Send>>,
    length: Option<u64>,
}

impl BodyStream {
    /// A stream of somebody else's, whose length is unknown.
    pub(super) fn of<S, E>(chunks: S) -> Self
    where
        S: Stream<Item = Result<Bytes, E>> + Send + 'static,
        E: Into<BoxError> + 'static,
    {
        Self::unsized_of(Wrapped(Box::pin(chunks)))
    }

    /// A stream of somebody else's that should have this length.
    pub(super) fn sized<S, E>(chunks: S, length: u64) -> Self
    where
        S: Stream<Item = Result<Bytes, E>> + Send + 'static,
        E: Into<BoxError> + 'static,
    {
        let chunks = Measured::new(Wrapped(Box::pin(chunks)), length);
        Self::known(chunks, Some(length))
    }

    pub(super) fn unsized_of(
        chunks: impl Stream<Item = Result<Bytes, BodyError>> + Send + 'static,
    ) -> Self {
        Self::known(chunks, None)
    }

    /// A stream that has this length, if there is one.
    pub(crate) fn known(
        chunks: impl Stream<Item = Result<Bytes, BodyError>> + Send + 'static,
        length: Option<u64>,
    ) -> Self {
        Self { chunks: Box::pin(chunks), length }
    }

    /// Returns the number of bytes, if it is known. The stream gives as many, or ends with an error.
    ///
    /// A transport sends it as the length of the body. Whatever it is, the transport has to read the stream to its end: only
    /// then is it known that there are no more bytes.
    pub fn length(&self) -> Option<u64> {
        self.length
    }
}

impl Stream for BodyStream {
    type Item = Result<Bytes, BodyError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.chunks.as_mut().poll_next(context)
    }
}

impl fmt::Debug for BodyStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BodyStream")
    }
}

/// The caller's stream, with its errors as [`BodyError`], which a transport can find in any error that wraps it.
struct Wrapped<S>(Pin<Box<S>>);

impl<S, E> Stream for Wrapped<S>
where
    S: Stream<Item = Result<Bytes, E>>,
    E: Into<BoxError>,
{
    type Item = Result<Bytes, BodyError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0
            .as_mut()
            .poll_next(context)
            .map(|chunk| chunk.map(|chunk| chunk.map_err(|e| BodyError(e.into()))))
    }
}
