//! A body in pieces of the same size, each a body of its own.

use std::fmt;
use std::num::NonZeroU64;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;

use super::body::{Body, Repr};
use super::body_error::BodyError;
use super::body_stream::BodyStream;
use super::source::Source;

impl Body {
    /// Cuts the body into pieces of `size` bytes, of which the last may be shorter, for services that take a large file in
    /// several requests. An empty body has no pieces.
    ///
    /// Each piece can be sent again, and pieces can be sent at the same time. Those of a file and of bytes take no memory: a
    /// file is opened for each piece, and an error if it has become longer or shorter since. A stream or a reader is read
    /// into memory, one piece at a time.
    ///
    /// # Errors
    ///
    /// Fails if the body is a file that cannot be opened.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::num::NonZeroU64;
    /// use schematic_api::{Body, BodyError};
    ///
    /// # async fn example() -> Result<(), BodyError> {
    /// let size = NonZeroU64::new(8 * 1024 * 1024).expect("not zero");
    /// let mut pieces = Body::from("not much").slices(size).await?;
    /// assert_eq!(pieces.length(), Some(8));
    /// while let Some(piece) = pieces.try_next().await? {
    ///     println!("{:?} bytes", piece.length());
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn slices(self, size: NonZeroU64) -> Result<BodySlices, BodyError> {
        let stream = |stream| Rest::Stream(Gathered::of(stream));
        let (rest, length) = match self.repr {
            Repr::Empty => (Rest::Over, Some(0)),
            Repr::Bytes(bytes) => {
                let length = bytes.len() as u64;
                (Rest::Bytes(bytes), Some(length))
            }
            Repr::Stream(body) => {
                let length = body.length();
                (stream(body), length)
            }
            Repr::Source(source) => match source.measured().await? {
                Some(length) => (Rest::Source { source, length, at: 0 }, Some(length)),
                None => {
                    let body = source.open().await?;
                    let length = body.length();
                    (stream(body), length)
                }
            },
        };
        Ok(BodySlices { rest, size: size.get(), length })
    }
}

/// The pieces of a body, a stream; see [`Body::slices`].
#[must_use = "a stream does nothing until it is polled"]
pub struct BodySlices {
    rest: Rest,
    size: u64,
    length: Option<u64>,
}

/// What has not been given yet.
enum Rest {
    Bytes(Bytes),
    /// What can be read in pieces, from here on.
    Source {
        source: Box<dyn Source>,
        length: u64,
        at: u64,
    },
    Stream(Gathered),
    Over,
}

impl BodySlices {
    /// Returns the number of bytes of the whole body, or `None` for a stream of unknown length.
    pub fn length(&self) -> Option<u64> {
        self.length
    }

    /// Returns the next piece, or `None` after the last one.
    ///
    /// # Errors
    ///
    /// An error of a stream or a reader ends the pieces.
    pub async fn try_next(&mut self) -> Result<Option<Body>, BodyError> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await.transpose()
    }
}

impl Stream for BodySlices {
    type Item = Result<Body, BodyError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        let size = usize::try_from(this.size).unwrap_or(usize::MAX);
        let piece = match &mut this.rest {
            Rest::Bytes(bytes) if !bytes.is_empty() => {
                Some(Ok(bytes.split_to(size.min(bytes.len())).into()))
            }
            Rest::Source { source, length, at } if *at < *length => {
                let start = *at;
                *at += this.size.min(*length - start);
                source
                    .slice(start..*at, *length)
                    .map(|source| Ok(Body { repr: Repr::Source(source) }))
            }
            Rest::Stream(gathered) => {
                let known = this.length.and_then(|length| usize::try_from(length).ok());
                gathered.prepare(known.unwrap_or_default().min(size));
                ready!(gathered.poll_piece(size, context)).map(|piece| piece.map(Body::from))
            }
            Rest::Bytes(_) | Rest::Source { .. } | Rest::Over => None,
        };
        if !matches!(piece, Some(Ok(_))) {
            this.rest = Rest::Over;
        }
        Poll::Ready(piece)
    }
}

/// A stream whose chunks are gathered to pieces.
struct Gathered {
    /// `None` after its end.
    stream: Option<BodyStream>,
    piece: BytesMut,
    /// What has been read of the pieces after this.
    ahead: Bytes,
}

impl Gathered {
    fn of(stream: BodyStream) -> Self {
        Self { stream: Some(stream), piece: BytesMut::new(), ahead: Bytes::new() }
    }

    /// Makes room for a new piece at once, rather than twice as much bit by bit.
    fn prepare(&mut self, expected: usize) {
        if self.piece.is_empty() {
            self.piece.reserve(expected);
        }
    }

    fn poll_piece(
        &mut self,
        size: usize,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, BodyError>>> {
        loop {
            let room = size.saturating_sub(self.piece.len()).min(self.ahead.len());
            self.piece.extend_from_slice(&self.ahead.split_to(room));
            let Some(stream) = self.stream.as_mut().filter(|_| self.piece.len() < size) else {
                break;
            };
            match ready!(Pin::new(stream).poll_next(context)) {
                Some(Ok(chunk)) => self.ahead = chunk,
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => self.stream = None,
            }
        }
        let piece = std::mem::take(&mut self.piece).freeze();
        Poll::Ready(Some(piece).filter(|piece| !piece.is_empty()).map(Ok))
    }
}

impl fmt::Debug for BodySlices {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let slices = &mut f.debug_struct("BodySlices");
        slices.field("size", &self.size).field("length", &self.length).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::VecDeque;

    use super::*;

    /// A stream that gives these texts, and waits before each.
    struct Texts(VecDeque<&'static str>, bool);

    impl Stream for Texts {
        type Item = Result<Bytes, std::io::Error>;

        fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
            self.1 = !self.1;
            if self.1 {
                cx.waker().wake_by_ref();
                return Poll::Pending;
            }
            Poll::Ready(self.0.pop_front().map(|text| match text {
                "!" => Err(std::io::ErrorKind::BrokenPipe.into()),
                text => Ok(Bytes::from(text)),
            }))
        }
    }

    async fn cut(body: Body, size: u64) -> Vec<String> {
        let mut slices = body.slices(NonZeroU64::new(size).unwrap()).await.unwrap();
        let mut pieces = Vec::new();
        loop {
            match slices.try_next().await {
                Ok(Some(piece)) => {
                    assert!(piece.is_replayable());
                    pieces.push(String::from_utf8(piece.as_bytes().unwrap().to_vec()).unwrap());
                }
                Ok(None) => return pieces,
                Err(_) => pieces.push("!".to_owned()),
            }
        }
    }

    fn stream(chunks: &[&'static str]) -> Body {
        Body::stream(Texts(chunks.iter().copied().collect(), false))
    }

    #[tokio::test]
    async fn bytes_and_streams_are_cut_at_the_same_places() {
        for (text, pieces) in [
            ("", &[][..]),
            ("a", &["a"]),
            ("abc", &["abc"]),
            ("abcd", &["abc", "d"]),
            ("abcdefg", &["abc", "def", "g"]),
        ] {
            assert_eq!(cut(Body::from(text), 3).await, pieces);
            assert_eq!(cut(stream(&[text]), 3).await, pieces);
            let letters: Vec<&str> = text.split_inclusive(|_| true).collect();
            assert_eq!(cut(stream(&letters), 3).await, pieces);
        }
        assert_eq!(cut(Body::empty(), 3).await, [""; 0]);
        assert_eq!(cut(Body::from("abc"), u64::MAX).await, ["abc"]);
    }

    #[tokio::test]
    async fn a_stream_that_fails_has_no_more_pieces() {
        assert_eq!(cut(stream(&["abcd", "!", "e"]), 3).await, ["abc", "!"]);
    }

    #[cfg(feature = "files")]
    #[tokio::test]
    async fn a_file_that_is_not_there_has_no_pieces() {
        let body = Body::from_path("no/such/file");
        assert!(body.slices(NonZeroU64::MIN).await.is_err());
    }
}
