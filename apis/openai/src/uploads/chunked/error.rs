//! What becomes of an upload that fails.

use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use schematic_api::Error;

use super::Settings;
use super::parts::Parts;
use super::progress::Total;
use crate::{Upload, UploadId, UploadPartId, Uploads};

/// The error of a [`ChunkedUpload`](crate::ChunkedUpload): what failed, and what became of the upload.
#[derive(Debug)]
pub struct ChunkedUploadError {
    pub(super) errors: Vec<Error>,
    pub(super) upload: FailedUpload,
}

impl ChunkedUploadError {
    pub(super) fn not_created(error: Error) -> Self {
        Self { errors: vec![error], upload: FailedUpload::NotCreated }
    }

    /// Returns the errors of the calls that failed, in the order of the parts. There is at least one. The error of a file that
    /// cannot be read comes first.
    #[must_use]
    pub fn errors(&self) -> &[Error] {
        &self.errors
    }

    /// Returns what became of the upload.
    #[must_use]
    pub fn upload(&self) -> &FailedUpload {
        &self.upload
    }

    /// Returns what became of the upload, to go on with it.
    #[must_use]
    pub fn into_upload(self) -> FailedUpload {
        self.upload
    }
}

impl fmt::Display for ChunkedUploadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.upload {
            FailedUpload::NotCreated => f.write_str("the upload could not be created"),
            FailedUpload::Cancelled(id) => write!(f, "the upload {id:?} failed and was cancelled"),
            FailedUpload::NotCancelled { upload, .. } => {
                write!(f, "the upload {upload:?} failed, and could not be cancelled either")
            }
            FailedUpload::Pending(pending) => {
                write!(f, "the upload {:?} failed, and can go on", pending.id)
            }
        }
    }
}

impl std::error::Error for ChunkedUploadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.errors.first().map(|error| error as _)
    }
}

/// What became of an upload that failed.
#[derive(Debug)]
#[non_exhaustive]
pub enum FailedUpload {
    /// The service has no such upload: the file cannot be read, or the upload was not created.
    NotCreated,
    /// It was cancelled.
    Cancelled(UploadId),
    /// It should have been cancelled, but that failed, too. It expires an hour after its creation.
    NotCancelled {
        /// The upload.
        upload: UploadId,
        /// The error of the cancellation.
        error: Error,
    },
    /// It can go on, because it is [`resumable`](crate::ChunkedUpload::resumable).
    Pending(Box<PendingUpload>),
}

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

    /// Goes on: sends the parts that are missing, and completes the upload. All settings are those of the first time.
    ///
    /// # Errors
    ///
    /// Those of [`ChunkedUpload`](crate::ChunkedUpload). If it fails once more, it can be resumed once more.
    pub async fn resume(self) -> Result<Upload, ChunkedUploadError> {
        match self.finish().await {
            Ok(upload) => Ok(upload),
            Err(errors) => Err(self.give_up(errors).await),
        }
    }

    pub(super) fn parts(&self) -> MutexGuard<'_, Parts> {
        self.parts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for PendingUpload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let upload = &mut f.debug_struct("PendingUpload");
        upload.field("id", &self.id).field("sent", &self.sent()).finish_non_exhaustive()
    }
}
