//! What the project stores besides assistants and threads.

use std::collections::BTreeMap;

use bytes::Bytes;
use schematic_api::mock::ErrorReply;

use super::failures::no_such;
use crate::{
    FileExpiration, FileId, FileObject, Timestamp, Upload, UploadId, UploadPartId, UploadStatus,
};

/// All files and uploads, each oldest first.
#[derive(Default)]
pub(super) struct Storage {
    pub(super) files: Vec<StoredFile>,
    pub(super) uploads: Vec<StoredUpload>,
}

/// A file with its content.
pub(super) struct StoredFile {
    pub(super) object: FileObject,
    pub(super) content: Bytes,
}

/// An upload with its parts. One that is not pending has none.
pub(super) struct StoredUpload {
    pub(super) object: Upload,
    pub(super) expiration: Option<FileExpiration>,
    pub(super) parts: BTreeMap<UploadPartId, Bytes>,
}

impl StoredUpload {
    /// Ends the upload.
    pub(super) fn end(&mut self, status: UploadStatus) {
        self.object.status = status;
        self.parts.clear();
    }
}

impl Storage {
    /// Returns a file.
    pub(super) fn file(&self, id: &FileId) -> Result<&StoredFile, ErrorReply> {
        let found = self.files.iter().find(|file| file.object.id == *id);
        found.ok_or_else(|| no_such("File", id))
    }

    /// Returns an upload.
    pub(super) fn upload(&mut self, id: &UploadId) -> Result<&mut StoredUpload, ErrorReply> {
        let found = self.uploads.iter_mut().find(|upload| upload.object.id == *id);
        found.ok_or_else(|| no_such("Upload", id))
    }

    /// Removes the files that have expired, and ends the uploads that have.
    pub(super) fn expire(&mut self, now: Timestamp) {
        self.files.retain(|file| file.object.expires_at.is_none_or(|end| end > now));
        for upload in &mut self.uploads {
            let Upload { status, expires_at, .. } = &upload.object;
            if *status == UploadStatus::Pending && *expires_at <= now {
                upload.end(UploadStatus::Expired);
            }
        }
    }
}
