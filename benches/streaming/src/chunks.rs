//! The chunks of a stream, the same for every peer.

use std::convert::Infallible;
use std::pin::Pin;
use std::str::FromStr;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures::Stream;

/// How a stream is cut.
#[derive(Clone, Copy)]
pub enum Cut {
    /// Chunks of this many bytes.
    Every(usize),
    /// Chunks of 1 to 64 bytes, the same in every run.
    Small,
}

impl FromStr for Cut {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "small" => Ok(Self::Small),
            bytes => bytes.parse().map(Self::Every),
        }
    }
}

/// Returns the chunks from the first one. None is copied.
#[derive(Clone)]
pub struct Chunks {
    all: Arc<[Bytes]>,
    next: usize,
}

impl Chunks {
    /// The text, cut.
    pub fn new(text: String, cut: Cut) -> Self {
        let mut rest = Bytes::from(text);
        let mut random = 1_u32;
        let mut all = Vec::new();
        while !rest.is_empty() {
            let length = match cut {
                Cut::Every(bytes) => bytes,
                Cut::Small => one_to_64(&mut random),
            };
            all.push(rest.split_to(length.min(rest.len())));
        }
        Self { all: all.into(), next: 0 }
    }

    /// The sum of their lengths.
    pub fn bytes(&self) -> usize {
        self.all.iter().map(Bytes::len).sum()
    }
}

/// A linear congruential generator; its high bits.
fn one_to_64(state: &mut u32) -> usize {
    *state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
    (*state >> 26) as usize + 1
}

impl Iterator for Chunks {
    type Item = Bytes;

    fn next(&mut self) -> Option<Bytes> {
        let chunk = self.all.get(self.next).cloned();
        self.next += 1;
        chunk
    }
}

impl Stream for Chunks {
    type Item = Result<Bytes, Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.next().map(Ok))
    }
}
