//! Replies of bytes, taken as they arrive.

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
/// As a reply kind it is its own output. Dropping it ends the transfer. An error ends the stream: a body that broke off
/// is [`Truncated`](crate::ErrorKind::Truncated), a pause that is too long is an idle timeout. The call's total time does
/// not bound the stream unless the call, its endpoint or the client's builder sets one.
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
    /// Boxed, because it is large beside the other bodies of a reply.
    incoming: Option<Box<Incoming>>,
}

impl ByteStream {
    fn new(incoming: Incoming) -> Self {
        Self { incoming: Some(Box::new(incoming)) }
    }

    /// The next chunk; `None` after the last.
    ///
    /// # Errors
    ///
    /// When the body breaks off, or nothing arrives for too long.
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
