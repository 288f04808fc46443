//! The chunks of a reader.

use std::io;
use std::pin::{Pin, pin};
use std::task::{Context, Poll, ready};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use tokio::io::{AsyncRead, AsyncReadExt as _};

/// The largest chunk. A larger one costs memory and is not faster.
const CHUNK: usize = 64 * 1024;

/// The least room that is worth a read.
const LEAST: usize = 4 * 1024;

/// Reads a reader to its end, a chunk at a time.
pub(super) struct Chunks<R> {
    /// `None` after the end, or an error.
    reader: Option<Pin<Box<R>>>,
    /// How many bytes may still be read.
    left: u64,
    room: BytesMut,
}

impl<R: AsyncRead> Chunks<R> {
    pub(super) fn of(reader: R) -> Self {
        Self::first_of(reader, u64::MAX)
    }

    /// Only the first `length` bytes.
    pub(super) fn first_of(reader: R, length: u64) -> Self {
        Self { reader: Some(Box::pin(reader)), left: length, room: BytesMut::new() }
    }
}

impl<R: AsyncRead> Stream for Chunks<R> {
    type Item = io::Result<Bytes>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = self.get_mut();
        let Some(reader) = &mut this.reader else { return Poll::Ready(None) };
        if this.room.capacity() < LEAST {
            this.room = BytesMut::with_capacity(CHUNK);
        }
        // Whatever is read is in the room; nothing is lost if the future is made anew each time.
        let mut wanted = reader.as_mut().take(this.left);
        let chunk = match ready!(pin!(wanted.read_buf(&mut this.room)).poll(context)) {
            Ok(0) => None,
            Ok(length) => {
                this.left = this.left.saturating_sub(length as u64);
                return Poll::Ready(Some(Ok(this.room.split().freeze())));
            }
            Err(error) => Some(Err(error)),
        };
        (this.reader, this.room) = (None, BytesMut::new());
        Poll::Ready(chunk)
    }
}

#[cfg(test)]
mod tests {
    use tokio::io::ReadBuf;

    use super::*;

    /// Gives these bytes, one at each read, and then this.
    struct Slow(Vec<u8>, Option<io::ErrorKind>);

    impl AsyncRead for Slow {
        fn poll_read(
            mut self: Pin<&mut Self>,
            _: &mut Context<'_>,
            buffer: &mut ReadBuf<'_>,
        ) -> Poll<io::Result<()>> {
            match (self.0.pop(), self.1) {
                (Some(byte), _) => buffer.put_slice(&[byte]),
                (None, Some(error)) => return Poll::Ready(Err(error.into())),
                (None, None) => {}
            }
            Poll::Ready(Ok(()))
        }
    }

    fn read(reader: Slow) -> (Vec<u8>, Option<io::ErrorKind>) {
        read_all(Chunks::of(reader))
    }

    fn read_all(mut chunks: Chunks<Slow>) -> (Vec<u8>, Option<io::ErrorKind>) {
        let mut context = Context::from_waker(std::task::Waker::noop());
        let mut all = Vec::new();
        loop {
            match Pin::new(&mut chunks).poll_next(&mut context) {
                Poll::Ready(Some(Ok(chunk))) => all.extend_from_slice(&chunk),
                Poll::Ready(Some(Err(error))) => return (all, Some(error.kind())),
                Poll::Ready(None) => return (all, None),
                Poll::Pending => panic!("it is always ready"),
            }
        }
    }

    #[test]
    fn all_bytes_arrive_however_slowly_they_are_read() {
        let bytes: Vec<u8> = (0..200_000_u32).map(|byte| byte as u8).collect();
        let (read, error) = read(Slow(bytes.iter().rev().copied().collect(), None));
        assert!(read == bytes && error.is_none());
    }

    #[test]
    fn no_more_is_read_than_is_wanted() {
        let (read, error) = read_all(Chunks::first_of(Slow(vec![3, 2, 1], None), 2));
        assert_eq!((read, error), (vec![1, 2], None));
        let (read, error) = read_all(Chunks::first_of(Slow(vec![], Some(io::ErrorKind::Other)), 0));
        assert_eq!((read, error), (vec![], None));
    }

    #[test]
    fn an_error_of_the_reader_is_kept() {
        let (read, error) = read(Slow(vec![1, 2], Some(io::ErrorKind::BrokenPipe)));
        assert_eq!((read.len(), error), (2, Some(io::ErrorKind::BrokenPipe)));
    }
}
