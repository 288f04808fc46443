//! Replies of bytes that are read as they arrive.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use ::bytes::Bytes;
use futures_core::Stream;

use super::incoming::Incoming;
use super::received::Receive;
use super::{Reply, declared};
use crate::error::Error;

/// The bytes of a reply as they arrive.
///
/// The bytes are as they were sent: a compressed body stays compressed. Dropping the stream ends the transfer.
///
/// An error ends the stream. It is [`Truncated`](crate::ErrorKind::Truncated) if the body broke off, and
/// [`Timeout`](crate::ErrorKind::Timeout) if nothing arrived for longer than the idle timeout (60 s by default). The
/// timeout of a call limits the stream only if the call, its endpoint or the client's builder sets one.
///
/// The type is both a kind of reply and what a caller gets of that kind.
///
/// # Examples
///
/// ```
/// use schematic_api::{ByteStream, Error};
///
/// async fn length(mut content: ByteStream) -> Result<usize, Error> {
///     let mut length = 0;
///     while let Some(chunk) = content.try_next().await? {
///         length += chunk.len();
///     }
///     Ok(length)
/// }
/// ```
pub struct ByteStream {
    /// Boxed, because it is large compared with the bodies of other kinds of replies.
    incoming: Option<Box<Incoming>>,
}

impl ByteStream {
    fn new(incoming: Incoming) -> Self {
        Self { incoming: Some(Box::new(incoming)) }
    }

    /// Returns the next chunk, or `None` after the last.
    ///
    /// # Errors
    ///
    /// Returns an error if the body breaks off, nothing arrives for too long, or the call's timeout runs out.
    pub async fn try_next(&mut self) -> Result<Option<Bytes>, Error> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await.transpose()
    }
}

impl Stream for ByteStream {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(incoming) = &mut self.incoming else { return Poll::Ready(None) };
        let chunk = std::task::ready!(incoming.poll_chunk(context));
        if !matches!(chunk, Some(Ok(_))) {
            self.incoming = None;
        }
        Poll::Ready(chunk)
    }
}

impl fmt::Debug for ByteStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ByteStream").field("is_open", &self.incoming.is_some()).finish()
    }
}

impl Reply for ByteStream {
    type Output = Self;
    const RECEIVE: Receive<Self> = Receive::Stream(|opening| Self::new(opening.incoming));
}

declared!(ByteStream);

#[cfg(feature = "mock")]
impl super::Respond for ByteStream {
    type Value = crate::transport::ResponseBody;

    fn respond(
        value: Self::Value,
        _: &crate::Endpoint,
    ) -> Result<crate::transport::TransportResponse, crate::Error> {
        Ok(super::respond::ok("application/octet-stream", value))
    }
}
