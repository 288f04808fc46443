//! The body of a request: none, bytes or a source that can be sent again, or a stream that cannot.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;

use bytes::Bytes;
use futures_core::Stream;
use tokio::io::AsyncRead;

use super::body_error::BodyError;
use super::body_stream::BodyStream;
use super::progress::{Counted, Direction, Meter, OnProgress, Pieces};
use super::reader::Chunks;
use super::source::{Opening, Source};
use crate::error::BoxError;

/// The body of a request.
///
/// Bytes are kept for retries. A stream is read while it is sent and can be sent only once, so a call with such a body
/// is never retried. A file is opened anew for each attempt.
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
    pub(super) repr: Repr,
}

#[derive(Default)]
pub(super) enum Repr {
    #[default]
    Empty,
    Bytes(Bytes),
    Stream(BodyStream),
    /// What the body is read from, which is opened for each attempt.
    Source(Box<dyn Source>),
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
        Self { repr: Repr::Stream(BodyStream::of(chunks)) }
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
        Self { repr: Repr::Stream(BodyStream::sized(chunks, length)) }
    }

    /// Creates a body from a reader of unknown length, which is read while it is sent.
    ///
    /// An error of the reader ends the call with an error of the kind [`Body`](crate::ErrorKind::Body).
    pub fn reader(reader: impl AsyncRead + Send + 'static) -> Self {
        Self::stream(Chunks::of(reader))
    }

    /// Creates a body from a reader of `length` bytes, which is read while it is sent.
    ///
    /// The length is sent as `Content-Length`. A reader that gives fewer or more bytes ends the call with an error of the
    /// kind [`Body`](crate::ErrorKind::Body).
    pub fn sized_reader(reader: impl AsyncRead + Send + 'static, length: u64) -> Self {
        Self::sized(Chunks::of(reader), length)
    }

    /// Creates a body that is opened for each attempt.
    #[cfg_attr(not(feature = "files"), allow(dead_code, reason = "only files are sources"))]
    pub(crate) fn source(source: impl Source + 'static) -> Self {
        Self { repr: Repr::Source(Box::new(source)) }
    }

    /// Returns the number of bytes, or `None` for a stream of unknown length and for a file, which has a length only once it
    /// is opened.
    pub fn length(&self) -> Option<u64> {
        match &self.repr {
            Repr::Empty => Some(0),
            Repr::Bytes(bytes) => Some(bytes.len() as u64),
            Repr::Stream(stream) => stream.length(),
            Repr::Source(source) => source.length(),
        }
    }

    /// Returns whether the body can be sent again, that is, whether nothing of it is a stream.
    pub fn is_replayable(&self) -> bool {
        match &self.repr {
            Repr::Empty | Repr::Bytes(_) => true,
            Repr::Stream(_) => false,
            Repr::Source(source) => source.is_replayable(),
        }
    }

    /// Returns the bytes of a body in memory, or `None` for one that is read while it is sent.
    pub fn as_bytes(&self) -> Option<&[u8]> {
        match &self.repr {
            Repr::Empty => Some(&[]),
            Repr::Bytes(bytes) => Some(bytes),
            Repr::Stream(_) | Repr::Source(_) => None,
        }
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
            Repr::Source(source) => Err(BodyStream::unsized_of(Opening::of(source))),
        }
    }

    /// Returns the body for the next attempt. The first call takes what cannot be sent again.
    pub(crate) fn replay(&mut self) -> Self {
        self.try_clone().unwrap_or_else(|| std::mem::take(self))
    }

    /// Whether [`opened`](Self::opened) has nothing to do.
    pub(crate) fn is_open(&self) -> bool {
        match &self.repr {
            Repr::Empty | Repr::Bytes(_) => true,
            Repr::Stream(stream) => stream.length() != Some(0),
            Repr::Source(_) => false,
        }
    }

    /// Opens a source, so that its length is known, and reads a stream that should be empty: of a body without bytes, a
    /// transport reads nothing.
    pub(crate) async fn opened(self) -> Result<Self, BodyError> {
        let repr = match self.repr {
            Repr::Source(source) => Repr::Stream(source.open().await?),
            repr => repr,
        };
        let mut stream = match repr {
            Repr::Stream(stream) if stream.length() == Some(0) => stream,
            repr => return Ok(Self { repr }),
        };
        let next = poll_fn(|context| Pin::new(&mut stream).poll_next(context)).await;
        match next {
            Some(Err(error)) => Err(error),
            Some(Ok(_)) | None => Ok(Self::empty()),
        }
    }

    /// Reports how far the body has got. It must be open.
    pub(crate) fn watched(self, on_progress: OnProgress) -> Self {
        let length = self.length();
        let stream = match self.into_bytes() {
            Ok(bytes) if bytes.is_empty() => return Self::empty(),
            Ok(bytes) => BodyStream::known(Pieces(bytes), length),
            Err(stream) => stream,
        };
        let meter = Meter::new(on_progress, Direction::Upload, length);
        Self { repr: Repr::Stream(BodyStream::known(Counted::new(stream, meter), length)) }
    }

    /// Returns a copy, unless some of the body is a stream.
    pub(crate) fn try_clone(&self) -> Option<Self> {
        match &self.repr {
            Repr::Empty => Some(Self::empty()),
            Repr::Bytes(bytes) => Some(bytes.clone().into()),
            Repr::Stream(_) => None,
            Repr::Source(source) => Some(Self { repr: Repr::Source(source.try_clone()?) }),
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
            Repr::Stream(stream) => match stream.length() {
                Some(length) => write!(f, "Body(stream of {length} bytes)"),
                None => f.write_str("Body(stream)"),
            },
            Repr::Source(source) if source.is_replayable() => f.write_str("Body(replayable)"),
            Repr::Source(_) => f.write_str("Body(one-shot)"),
        }
    }
}
