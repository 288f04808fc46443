//! What the project stores besides assistants and threads.

use bytes::Bytes;
use schematic_api::mock::ErrorReply;

use super::failures::no_such;
use crate::{FileId, FileObject, Timestamp};

/// All files, oldest first.
#[derive(Default)]
pub(super) struct Storage {
    pub(super) files: Vec<StoredFile>,
}

/// A file with its content.
pub(super) struct StoredFile {
    pub(super) object: FileObject,
    pub(super) content: Bytes,
}

impl Storage {
    /// Returns a file.
    pub(super) fn file(&self, id: &FileId) -> Result<&StoredFile, ErrorReply> {
        let found = self.files.iter().find(|file| file.object.id == *id);
        found.ok_or_else(|| no_such("File", id))
    }

    /// Removes what has expired.
    pub(super) fn expire(&mut self, now: Timestamp) {
        self.files.retain(|file| file.object.expires_at.is_none_or(|end| end > now));
    }
}
