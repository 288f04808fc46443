//! The body that the parts become.

use std::collections::VecDeque;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;

use crate::request::source::{Opened, Source};
use crate::request::{Body, BodyError, BodyStream};

/// Content in memory that is copied behind its header. More than this is a chunk of its own.
const COPIED: usize = 16 * 1024;

/// One part: its header lines, and its content.
pub(super) struct Part {
    pub(super) head: String,
    pub(super) body: Body,
}

/// All parts of a body.
pub(super) struct Parts {
    boundary: String,
    parts: Vec<Part>,
}

impl Parts {
    pub(super) fn new(boundary: &str, parts: Vec<Part>) -> Self {
        Self { boundary: boundary.to_owned(), parts }
    }

    /// What is sent in addition to the contents.
    fn framing(&self) -> usize {
        // `--` boundary CRLF head content CRLF, and `--` boundary `--` CRLF at the end.
        let around = self.boundary.len() + 6;
        self.parts.iter().fold(around, |sum, part| sum + around + part.head.len())
    }

    async fn opened(self) -> Result<BodyStream, BodyError> {
        let (mut chunks, mut length) = (Chunks::default(), Some(self.framing() as u64));
        for part in self.parts {
            let text = format!("--{}\r\n{}", self.boundary, part.head);
            chunks.gathered.extend_from_slice(text.as_bytes());
            let body = part.body.opened().await?;
            length = length.zip(body.length()).map(|(sum, length)| sum.saturating_add(length));
            chunks.push(body);
            chunks.gathered.extend_from_slice(b"\r\n");
        }
        chunks.gathered.extend_from_slice(format!("--{}--\r\n", self.boundary).as_bytes());
        chunks.flush();
        Ok(BodyStream::known(chunks, length))
    }
}

impl Source for Parts {
    fn length(&self) -> Option<u64> {
        let lengths = self.parts.iter().map(|part| part.body.length());
        lengths.chain([Some(self.framing() as u64)]).sum()
    }

    fn is_replayable(&self) -> bool {
        self.parts.iter().all(|part| part.body.is_replayable())
    }

    fn try_clone(&self) -> Option<Box<dyn Source>> {
        let copy =
            |part: &Part| Some(Part { head: part.head.clone(), body: part.body.try_clone()? });
        let parts = self.parts.iter().map(copy).collect::<Option<_>>()?;
        Some(Box::new(Self { boundary: self.boundary.clone(), parts }))
    }

    fn open(self: Box<Self>) -> Opened {
        Box::pin(self.opened())
    }
}

/// The bytes of all parts, in order.
#[derive(Default)]
struct Chunks {
    pieces: VecDeque<Piece>,
    /// What follows the last piece, while they are put together.
    gathered: BytesMut,
}

enum Piece {
    Bytes(Bytes),
    Stream(BodyStream),
}

impl Chunks {
    fn push(&mut self, body: Body) {
        match body.into_bytes() {
            Ok(bytes) if bytes.len() <= COPIED => self.gathered.extend_from_slice(&bytes),
            Ok(bytes) => {
                self.flush();
                self.pieces.push_back(Piece::Bytes(bytes));
            }
            Err(stream) => {
                self.flush();
                self.pieces.push_back(Piece::Stream(stream));
            }
        }
    }

    fn flush(&mut self) {
        let gathered = self.gathered.split().freeze();
        if !gathered.is_empty() {
            self.pieces.push_back(Piece::Bytes(gathered));
        }
    }
}

impl Stream for Chunks {
    type Item = Result<Bytes, BodyError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            let chunk = match self.pieces.front_mut() {
                None => return Poll::Ready(None),
                Some(Piece::Bytes(bytes)) => Some(Ok(std::mem::take(bytes))),
                Some(Piece::Stream(stream)) => ready!(Pin::new(stream).poll_next(context)),
            };
            match chunk {
                Some(Err(error)) => {
                    // A body that has failed is over, so that nobody takes the rest for the end of it.
                    self.pieces.clear();
                    return Poll::Ready(Some(Err(error)));
                }
                Some(Ok(chunk)) if !chunk.is_empty() => return Poll::Ready(Some(Ok(chunk))),
                Some(Ok(_)) if matches!(self.pieces.front(), Some(Piece::Stream(_))) => {}
                Some(Ok(_)) | None => drop(self.pieces.pop_front()),
            }
        }
    }
}
