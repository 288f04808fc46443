//! What the project stores besides assistants and threads.

use std::collections::BTreeMap;

use bytes::Bytes;
use schematic_api::mock::ErrorReply;

use super::failures::{no_such, not_found};
use super::shelf::Shelf;
use crate::{
    FileExpiration, FileId, FileObject, Timestamp, Upload, UploadId, UploadPartId, UploadStatus,
    VectorStoreId,
};

/// All files, uploads and vector stores, each oldest first.
#[derive(Default)]
pub(super) struct Storage {
    pub(super) files: Vec<StoredFile>,
    pub(super) uploads: Vec<StoredUpload>,
    pub(super) shelves: Vec<Shelf>,
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

    /// Removes a file, from the vector stores too.
    pub(super) fn remove_file(&mut self, id: &FileId) {
        self.files.retain(|file| file.object.id != *id);
        self.shelves.iter_mut().for_each(|shelf| shelf.remove(id));
    }

    /// Returns a vector store as it is.
    pub(super) fn shelf(&mut self, id: &VectorStoreId) -> Result<&mut Shelf, ErrorReply> {
        let found = self.shelves.iter_mut().find(|shelf| shelf.object.id == *id);
        found.ok_or_else(|| not_found("vector store", id))
    }

    /// Returns a vector store after its files have moved on by one transition: whatever a request reads of a store, time
    /// passes.
    pub(super) fn visited(&mut self, id: &VectorStoreId) -> Result<&mut Shelf, ErrorReply> {
        let shelf = self.shelf(id)?;
        shelf.advance();
        Ok(shelf)
    }

    /// Removes the files that have expired, and ends the uploads and vector stores that have.
    pub(super) fn expire(&mut self, now: Timestamp) {
        let expired = |file: &StoredFile| file.object.expires_at.is_some_and(|end| end <= now);
        let files = self.files.iter().filter(|file| expired(file));
        let files: Vec<_> = files.map(|file| file.object.id.clone()).collect();
        files.iter().for_each(|file| self.remove_file(file));
        self.shelves.iter_mut().for_each(|shelf| shelf.expire(now));
        for upload in &mut self.uploads {
            let Upload { status, expires_at, .. } = &upload.object;
            if *status == UploadStatus::Pending && *expires_at <= now {
                upload.end(UploadStatus::Expired);
            }
        }
    }
}
