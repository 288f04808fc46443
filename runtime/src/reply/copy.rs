//! Writes a reply to a writer as it arrives.

use std::future::poll_fn;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use ::bytes::{Buf as _, Bytes};
use tokio::io::AsyncWrite;

use super::stream::ByteStream;
use crate::error::{Error, ErrorKind};

impl ByteStream {
    /// Writes all bytes to a writer as they arrive, flushes it, and returns their number. No more than one chunk is in memory.
    ///
    /// # Errors
    ///
    /// Returns an error if the body breaks off, as [`try_next`](Self::try_next) does; the writer then has the bytes before. An
    /// error of the writer is one of the kind [`Write`](ErrorKind::Write).
    ///
    /// # Examples
    ///
    /// ```
    /// use schematic_api::{ByteStream, Error};
    ///
    /// async fn into_memory(content: ByteStream) -> Result<Vec<u8>, Error> {
    ///     let mut memory = Vec::new();
    ///     content.copy_to(&mut memory).await?;
    ///     Ok(memory)
    /// }
    /// ```
    pub async fn copy_to<W>(mut self, writer: &mut W) -> Result<u64, Error>
    where
        W: AsyncWrite + Unpin + ?Sized,
    {
        let mut written: u64 = 0;
        while let Some(chunk) = self.try_next().await? {
            written = written.saturating_add(chunk.len() as u64);
            let mut rest = chunk;
            poll_fn(|context| poll_write(writer, &mut rest, context)).await.map_err(unwritten)?;
        }
        poll_fn(|context| Pin::new(&mut *writer).poll_flush(context)).await.map_err(unwritten)?;
        Ok(written)
    }
}

/// Writes all of `rest`.
fn poll_write<W: AsyncWrite + Unpin + ?Sized>(
    writer: &mut W,
    rest: &mut Bytes,
    context: &mut Context<'_>,
) -> Poll<io::Result<()>> {
    while !rest.is_empty() {
        match ready!(Pin::new(&mut *writer).poll_write(context, rest))? {
            0 => return Poll::Ready(Err(io::ErrorKind::WriteZero.into())),
            written => rest.advance(written.min(rest.len())),
        }
    }
    Poll::Ready(Ok(()))
}

/// The error of a writer or of a file.
pub(crate) fn unwritten(error: io::Error) -> Error {
    Error::new(ErrorKind::Write, "the reply could not be written").with_source(error)
}
