//! The parts of a file: which were sent, and which are missing.

use std::collections::{BTreeMap, VecDeque};
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, ready};

use schematic_api::{BodyError, BodySlices, Error, ErrorKind, FilePart};

use super::PendingUpload;
use crate::parallel::in_parallel;
use crate::{AddUploadPart, UploadPart, UploadPartId};

/// The parts of a file. They are numbered from 0.
pub(super) struct Parts {
    /// Those that have not been tried.
    slices: BodySlices,
    /// How many of them there were.
    cut: usize,
    /// Those that were tried in vain.
    failed: VecDeque<Part>,
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

struct Part {
    number: usize,
    data: FilePart,
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
    fn poll_next(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Part, Error>>> {
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

impl PendingUpload {
    /// Sends the parts that are missing. Once one has failed, no other is begun.
    pub(super) async fn send_parts(&self) -> Result<(), Vec<Error>> {
        let parallel = self.settings.parallel;
        let is_failing = &AtomicBool::new(false);
        let mut errors = Vec::new();
        let next = |context: &mut Context<'_>| loop {
            if is_failing.load(Ordering::Relaxed) {
                return Poll::Ready(None);
            }
            let part = self.parts().poll_next(context);
            match ready!(part) {
                Some(Ok(part)) if self.was_sent(&part) => {}
                Some(Ok(part)) => {
                    return Poll::Ready(Some(async move {
                        let sent = self.send(part).await;
                        is_failing.fetch_or(sent.is_err(), Ordering::Relaxed);
                        sent.err()
                    }));
                }
                Some(Err(error)) => {
                    errors.push(error);
                    return Poll::Ready(None);
                }
                None => return Poll::Ready(None),
            }
        };
        let failed = in_parallel(parallel, next).await;
        errors.extend(failed.into_iter().flatten());
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }

    /// Whether somebody else has sent this part.
    fn was_sent(&self, part: &Part) -> bool {
        let was_sent = self.parts().sent.contains_key(&part.number);
        if let (true, Some(total), Some(length)) =
            (was_sent, &self.total, part.data.body().length())
        {
            total.add(part.number, length);
        }
        was_sent
    }

    /// Sends a part. If that fails, it is kept.
    async fn send(&self, part: Part) -> Result<(), Error> {
        let Part { number, data } = part;
        let sent = match data.try_clone() {
            Some(copy) => self.call(number, copy).await,
            None => Err(Error::new(ErrorKind::Body, "the part can be read only once")),
        };
        match sent {
            Ok(sent) => {
                self.parts().sent.insert(number, sent.id);
                Ok(())
            }
            Err(error) => {
                self.parts().failed.push_back(Part { number, data });
                Err(error)
            }
        }
    }

    async fn call(&self, number: usize, data: FilePart) -> Result<UploadPart, Error> {
        let length = data.body().length().unwrap_or_default();
        let call = self.uploads.add_part(&self.id, AddUploadPart::new(data));
        let call = call.options(&self.settings.options);
        match &self.total {
            Some(total) => call.on_progress(total.part(number, length)).await,
            None => call.await,
        }
    }
}
