//! What becomes of an upload that fails.

use std::fmt;
use std::time::Duration;

use schematic_api::Error;

use super::pending::PendingUpload;
use super::settings::OnFailure;
use crate::{Upload, UploadId};

/// How long to wait for the cancellation of an upload. Short, because the caller is waiting for an error that is already
/// known.
const CANCEL: Duration = Duration::from_secs(10);

/// The error of a [`ChunkedUpload`](crate::ChunkedUpload): what failed, and what became of the upload.
#[derive(Debug)]
pub struct ChunkedUploadError {
    pub(super) errors: Vec<Error>,
    pub(super) upload: FailedUpload,
}

impl From<Error> for ChunkedUploadError {
    /// The upload was not created.
    fn from(error: Error) -> Self {
        Self::not_created(error)
    }
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

impl PendingUpload {
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

    /// Keeps the upload, or cancels it.
    async fn give_up(self, errors: Vec<Error>) -> ChunkedUploadError {
        let can_go_on = self.parts().can_go_on();
        let upload = match self.settings.on_failure {
            OnFailure::Keep if can_go_on => FailedUpload::Pending(Box::new(self)),
            OnFailure::Keep | OnFailure::Cancel => {
                let cancel = self.uploads.cancel(&self.id).options(&self.settings.options);
                match cancel.timeout(CANCEL).await {
                    Ok(_) => FailedUpload::Cancelled(self.id),
                    Err(error) => FailedUpload::NotCancelled { upload: self.id, error },
                }
            }
        };
        ChunkedUploadError { errors, upload }
    }
}
