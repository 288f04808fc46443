//! The parts of a file: which were sent, and which are missing.

use std::collections::{BTreeMap, VecDeque};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use schematic_api::{BodyError, BodySlices, Error, ErrorKind, FilePart};

use crate::UploadPartId;

/// The parts of a file. They are numbered from 0.
pub(super) struct Parts {
    /// Those that have not been tried.
    slices: BodySlices,
    /// How many of them there were.
    cut: usize,
    /// Those that were tried in vain.
    pub(super) failed: VecDeque<Part>,
    pub(super) sent: BTreeMap<usize, UploadPartId>,
    reading: Reading,
}

/// Whether more of the file can be read.
#[derive(Clone, Copy, PartialEq)]
enum Reading {
    Possible,
    /// A stream is over once it has failed.
    Failed,
}

pub(super) struct Part {
    pub(super) number: usize,
    pub(super) data: FilePart,
}

/// The error of a file that cannot be read.
pub(super) fn unreadable(error: BodyError) -> Error {
    Error::new(ErrorKind::Body, "the file cannot be read").with_source(error)
}

impl Parts {
    pub(super) fn new(slices: BodySlices, sent: Vec<(usize, UploadPartId)>) -> Self {
        let (failed, sent) = (VecDeque::new(), sent.into_iter().collect());
        Self { slices, cut: 0, failed, sent, reading: Reading::Possible }
    }

    pub(super) fn can_go_on(&self) -> bool {
        self.reading == Reading::Possible
    }

    /// Returns the next part to send: one that has failed before, or else another piece of the file.
    pub(super) fn poll_next(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Part, Error>>> {
        if let Some(part) = self.failed.pop_front() {
            return Poll::Ready(Some(Ok(part)));
        }
        let piece = ready!(futures_core::Stream::poll_next(Pin::new(&mut self.slices), context));
        let part = piece.map(|piece| match piece {
            Ok(data) => {
                self.cut += 1;
                Ok(Part { number: self.cut - 1, data: FilePart::new("upload", data) })
            }
            Err(error) => {
                self.reading = Reading::Failed;
                Err(unreadable(error))
            }
        });
        Poll::Ready(part)
    }
}
