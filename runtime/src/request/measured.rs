//! The stream of a body whose length is known before it is read.

use std::cmp::Ordering;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;

use super::body_error::BodyError;

/// Checks that a stream gives as many bytes as were announced.
///
/// The chunk that completes the body is held back until the stream has ended: once it is sent, the service takes the body for
/// whole, and what is too much of it could not be reported any more.
pub(super) struct Measured<S> {
    chunks: S,
    length: u64,
    given: u64,
    /// The last chunk.
    held: Option<Bytes>,
    state: State,
}

#[derive(PartialEq)]
enum State {
    Open,
    /// The stream has ended, or was given up.
    Over,
}

impl<S> Measured<S> {
    pub(super) fn new(chunks: S, length: u64) -> Self {
        Self { chunks, length, given: 0, held: None, state: State::Open }
    }

    /// Counts a chunk, and returns it if it can be sent now.
    fn count(&mut self, chunk: Bytes) -> Result<Option<Bytes>, BodyError> {
        self.given = self.given.saturating_add(chunk.len() as u64);
        match self.given.cmp(&self.length) {
            _ if chunk.is_empty() => Ok(None),
            Ordering::Less => Ok(Some(chunk)),
            Ordering::Equal => {
                self.held = Some(chunk);
                Ok(None)
            }
            Ordering::Greater => Err(self.wrong(Given::More)),
        }
    }

    /// Returns what follows when the stream has ended.
    fn end(&mut self) -> Option<Result<Bytes, BodyError>> {
        let missing = self.given < self.length;
        let given = std::mem::replace(&mut self.given, self.length);
        match self.held.take() {
            Some(last) => Some(Ok(last)),
            None => missing.then(|| Err(self.wrong(Given::Only(given)))),
        }
    }

    fn give_up(&mut self) {
        self.state = State::Over;
        self.held = None;
        self.given = self.length;
    }

    fn wrong(&self, given: Given) -> BodyError {
        BodyError::new(WrongLength { length: self.length, given })
    }
}

impl<S: Stream<Item = Result<Bytes, BodyError>> + Unpin> Stream for Measured<S> {
    type Item = Result<Bytes, BodyError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        while self.state == State::Open {
            let Some(chunk) = ready!(Pin::new(&mut self.chunks).poll_next(context)) else {
                self.state = State::Over;
                break;
            };
            match chunk.and_then(|chunk| self.count(chunk)) {
                Ok(None) => {}
                Ok(Some(chunk)) => return Poll::Ready(Some(Ok(chunk))),
                Err(error) => {
                    self.give_up();
                    return Poll::Ready(Some(Err(error)));
                }
            }
        }
        Poll::Ready(self.end())
    }
}

/// The stream did not give what was announced.
#[derive(Debug)]
struct WrongLength {
    length: u64,
    given: Given,
}

#[derive(Debug)]
enum Given {
    More,
    Only(u64),
}

impl fmt::Display for WrongLength {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let length = self.length;
        match self.given {
            Given::More => write!(f, "the stream gave more than the {length} bytes of its length"),
            Given::Only(given) => {
                write!(f, "the stream gave only {given} of the {length} bytes of its length")
            }
        }
    }
}

impl std::error::Error for WrongLength {}

#[cfg(test)]
mod tests {
    use std::collections::VecDeque;
    use std::error::Error as _;

    use super::*;

    /// A stream that gives these texts.
    struct Texts(VecDeque<&'static str>);

    impl Stream for Texts {
        type Item = Result<Bytes, BodyError>;

        fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
            Poll::Ready(self.0.pop_front().map(|text| Ok(Bytes::from(text))))
        }
    }

    fn read(length: u64, chunks: &[&'static str]) -> Result<String, String> {
        let mut measured = Measured::new(Texts(chunks.iter().copied().collect()), length);
        let mut context = Context::from_waker(std::task::Waker::noop());
        let mut next = || match Pin::new(&mut measured).poll_next(&mut context) {
            Poll::Ready(chunk) => chunk,
            Poll::Pending => panic!("it is always ready"),
        };
        let mut text = String::new();
        while let Some(chunk) = next() {
            match chunk {
                Ok(chunk) => text += std::str::from_utf8(&chunk).unwrap(),
                Err(error) => {
                    assert!(next().is_none(), "a stream that has failed is over");
                    return Err(error.source().unwrap().to_string());
                }
            }
        }
        assert!(next().is_none(), "a stream that has ended is over");
        Ok(text)
    }

    #[test]
    fn as_many_bytes_as_announced_pass() {
        assert_eq!(read(5, &["ab", "", "cde"]).as_deref(), Ok("abcde"));
        assert_eq!(read(5, &["abcde", ""]).as_deref(), Ok("abcde"));
        assert_eq!(read(0, &[]).as_deref(), Ok(""));
        assert_eq!(read(0, &["", ""]).as_deref(), Ok(""));
    }

    #[test]
    fn fewer_and_more_are_errors() {
        assert!(read(5, &["ab"]).unwrap_err().contains("only 2 of the 5 bytes"));
        assert!(read(1, &[]).unwrap_err().contains("only 0 of the 1 bytes"));
        for chunks in [&["abc"][..], &["ab", "c"], &["a", "b", "c"]] {
            assert!(read(2, chunks).unwrap_err().contains("more than the 2 bytes"), "{chunks:?}");
        }
        assert!(read(0, &["a"]).is_err());
    }
}
