//! An upload that was created and is not complete.

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};

use schematic_api::{Error, ErrorKind, FilePart};

use super::parts::{Part, Parts};
use super::progress::Total;
use super::settings::Settings;
use crate::parallel::in_parallel;
use crate::{AddUploadPart, CompleteUpload, Upload, UploadId, UploadPart, UploadPartId, Uploads};

/// An upload that failed and can go on, until it expires an hour after its creation.
///
/// It has what is left of the file: the parts that failed, and a reader as far as it was not read.
pub struct PendingUpload {
    pub(super) uploads: Uploads,
    pub(super) id: UploadId,
    /// A body may be a stream that only one thread can look at; an error should be anybody's.
    pub(super) parts: Mutex<Parts>,
    pub(super) total: Option<Total>,
    pub(super) settings: Settings,
}

impl PendingUpload {
    /// Returns the id of the upload.
    pub fn id(&self) -> &UploadId {
        &self.id
    }

    /// Returns the parts that were sent, with their numbers. The first part of the file is 0.
    pub fn sent(&self) -> Vec<(usize, UploadPartId)> {
        self.parts().sent.iter().map(|(number, part)| (*number, part.clone())).collect()
    }

    pub(super) fn parts(&self) -> MutexGuard<'_, Parts> {
        self.parts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sends the parts that are missing, and completes the upload.
    pub(super) async fn finish(&self) -> Result<Upload, Vec<Error>> {
        self.send_parts().await?;
        let mut body = CompleteUpload::new(self.parts().sent.values().cloned());
        body.md5.clone_from(&self.settings.md5);
        let complete = self.uploads.complete(&self.id, &body).options(&self.settings.options);
        complete.await.map_err(|error| vec![error])
    }

    /// Sends the parts that are missing. Once one has failed, no other is begun.
    async fn send_parts(&self) -> Result<(), Vec<Error>> {
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
            Some(total) => call.on_progress(total.clone().part(number, length)).await,
            None => call.await,
        }
    }
}

impl fmt::Debug for PendingUpload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let upload = &mut f.debug_struct("PendingUpload");
        upload.field("id", &self.id).field("sent", &self.sent()).finish_non_exhaustive()
    }
}
