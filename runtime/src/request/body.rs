//! The body of a request: none, bytes that can be sent again, or a stream that cannot.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;

use crate::error::BoxError;

/// The body of a request.
///
/// Bytes are kept for retries. A stream is read while it is sent and can be sent only once, so a call with such a body
/// is never retried.
///
/// # Examples
///
/// ```
/// use schematic_api::Body;
///
/// let whole = Body::from("three words here");
/// assert!(whole.is_replayable());
/// ```
#[derive(Default)]
pub struct Body {
    repr: Repr,
}

#[derive(Default)]
enum Repr {
    #[default]
    Empty,
    Bytes(Bytes),
    Stream(BodyStream),
}

impl Body {
    /// Creates an empty body.
    pub fn empty() -> Self {
        Self::default()
    }

    /// Creates a body from a stream of chunks, which is read while it is sent.
    ///
    /// An error of the stream ends the call with an error of the kind [`Body`](crate::ErrorKind::Body).
    pub fn stream<S, E>(chunks: S) -> Self
    where
        S: Stream<Item = Result<Bytes, E>> + Send + 'static,
        E: Into<BoxError> + 'static,
    {
        Self { repr: Repr::Stream(BodyStream(Box::pin(Wrapped(Box::pin(chunks))))) }
    }

    /// Returns whether the body can be sent again, that is, whether it is not a stream.
    pub fn is_replayable(&self) -> bool {
        !matches!(self.repr, Repr::Stream(_))
    }

    /// Returns the bytes of a body in memory, or the stream of one that is not.
    ///
    /// For implementing a [`Transport`](crate::transport::Transport).
    ///
    /// # Errors
    ///
    /// `Err` is not a failure: it holds the stream.
    pub fn into_bytes(self) -> Result<Bytes, BodyStream> {
        match self.repr {
            Repr::Empty => Ok(Bytes::new()),
            Repr::Bytes(bytes) => Ok(bytes),
            Repr::Stream(stream) => Err(stream),
        }
    }

    /// Returns the body for the next attempt. The first call takes the stream.
    pub(crate) fn replay(&mut self) -> Self {
        match &self.repr {
            Repr::Empty => Self::empty(),
            Repr::Bytes(bytes) => bytes.clone().into(),
            Repr::Stream(_) => std::mem::take(self),
        }
    }

    /// Returns a copy, unless the body is a stream.
    pub(crate) fn try_clone(&self) -> Option<Self> {
        match &self.repr {
            Repr::Empty => Some(Self::empty()),
            Repr::Bytes(bytes) => Some(bytes.clone().into()),
            Repr::Stream(_) => None,
        }
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Self { repr: Repr::Bytes(bytes) }
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Bytes::from(bytes).into()
    }
}

impl From<String> for Body {
    fn from(text: String) -> Self {
        Bytes::from(text).into()
    }
}

impl From<&'static str> for Body {
    fn from(text: &'static str) -> Self {
        Bytes::from_static(text.as_bytes()).into()
    }
}

impl From<&'static [u8]> for Body {
    fn from(bytes: &'static [u8]) -> Self {
        Bytes::from_static(bytes).into()
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.repr {
            Repr::Empty => f.write_str("Body(empty)"),
            Repr::Bytes(bytes) => write!(f, "Body({} bytes)", bytes.len()),
            Repr::Stream(_) => f.write_str("Body(stream)"),
        }
    }
}

/// The chunks of a body that is not in memory.
pub struct BodyStream(Pin<Box<dyn Stream<Item = Result<Bytes, BodyError>> + Send>>);

impl Stream for BodyStream {
    type Item = Result<Bytes, BodyError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.as_mut().poll_next(context)
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

/// The error of a stream that provides the body of a request. Its source is the error of the stream itself.
#[derive(Debug)]
pub struct BodyError(BoxError);

impl fmt::Display for BodyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the stream that provides the request's body failed")
    }
}

impl std::error::Error for BodyError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&*self.0)
    }
}
