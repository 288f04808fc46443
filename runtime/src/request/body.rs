//! The body of a request: none, bytes that can be sent again, or a stream that cannot.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;

use super::body_error::BodyError;
use super::measured::Measured;
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
        let chunks = Box::pin(Wrapped(Box::pin(chunks)));
        Self { repr: Repr::Stream(BodyStream { chunks, length: None }) }
    }

    /// Creates a body from a stream of chunks that has `length` bytes in all, which is read while it is sent.
    ///
    /// The length is sent as `Content-Length`, which some services require. A stream that gives fewer or more bytes ends the
    /// call with an error of the kind [`Body`](crate::ErrorKind::Body). The last chunk is sent when the stream has ended.
    ///
    /// # Examples
    ///
    /// ```
    /// use bytes::Bytes;
    /// use futures_core::Stream;
    /// use schematic_api::Body;
    ///
    /// /// The content of a file, with its length as the metadata of the file has it.
    /// fn of_file(
    ///     chunks: impl Stream<Item = std::io::Result<Bytes>> + Send + 'static,
    ///     metadata: &std::fs::Metadata,
    /// ) -> Body {
    ///     Body::sized(chunks, metadata.len())
    /// }
    /// ```
    pub fn sized<S, E>(chunks: S, length: u64) -> Self
    where
        S: Stream<Item = Result<Bytes, E>> + Send + 'static,
        E: Into<BoxError> + 'static,
    {
        let chunks = Measured::new(Wrapped(Box::pin(chunks)), length);
        Self { repr: Repr::Stream(BodyStream { chunks: Box::pin(chunks), length: Some(length) }) }
    }

    /// Returns the number of bytes, or `None` for a stream of unknown length.
    pub fn length(&self) -> Option<u64> {
        match &self.repr {
            Repr::Empty => Some(0),
            Repr::Bytes(bytes) => Some(bytes.len() as u64),
            Repr::Stream(stream) => stream.length,
        }
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

    /// Reads a stream that should be empty: of a body without bytes, a transport reads nothing.
    pub(crate) async fn without_empty_stream(self) -> Result<Self, BodyError> {
        let mut stream = match self.repr {
            Repr::Stream(stream) if stream.length == Some(0) => stream,
            repr => return Ok(Self { repr }),
        };
        let next = poll_fn(|context| Pin::new(&mut stream).poll_next(context)).await;
        match next {
            Some(Err(error)) => Err(error),
            Some(Ok(_)) | None => Ok(Self::empty()),
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
            Repr::Stream(BodyStream { length: Some(length), .. }) => {
                write!(f, "Body(stream of {length} bytes)")
            }
            Repr::Stream(_) => f.write_str("Body(stream)"),
        }
    }
}

/// The chunks of a body that is not in memory.
pub struct BodyStream {
    chunks: Pin<Box<dyn Stream<Item = Result<Bytes, BodyError>> + Send>>,
    length: Option<u64>,
}

impl BodyStream {
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
