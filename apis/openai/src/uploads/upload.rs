//! Uploads and their parts in a reply.

use schematic_api::{Extra, Object, StringEnum};

use crate::{FileObject, FilePurpose, Timestamp, UploadId, UploadPartId};

/// A large file that is sent in parts.
///
/// [Reference](https://platform.openai.com/docs/api-reference/uploads/object)
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(constant(object = "upload"), required(id), lenient)]
#[non_exhaustive]
pub struct Upload {
    /// The id.
    pub id: UploadId,
    /// When the upload was created.
    pub created_at: Timestamp,
    /// The name of the file.
    pub filename: String,
    /// The size of the whole file in bytes, as announced.
    pub bytes: u64,
    /// What the file is for.
    pub purpose: FilePurpose,
    /// The status.
    pub status: UploadStatus,
    /// When the upload expires, unless it is completed earlier: an hour after its creation.
    pub expires_at: Timestamp,
    /// The file; `None` until the upload is completed.
    #[wire(accepts_null)]
    pub file: Option<FileObject>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// The status of an upload.
///
/// [Reference](https://platform.openai.com/docs/api-reference/uploads/object#uploads/object-status)
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum UploadStatus {
    /// Parts can be added.
    Pending,
    /// The upload is complete; [`Upload::file`] is its file.
    Completed,
    /// It was cancelled.
    Cancelled,
    /// It was not completed in time.
    Expired,
    /// A status that this version does not know.
    Unknown(String),
}

impl UploadStatus {
    /// Returns whether the status is final, so that no part can be added any more.
    #[must_use]
    pub fn is_terminal(&self) -> bool {
        matches!(self, Self::Completed | Self::Cancelled | Self::Expired)
    }
}

/// A part of an upload: at most 64 MB of the file.
///
/// [Reference](https://platform.openai.com/docs/api-reference/uploads/part-object)
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(constant(object = "upload.part"), required(id), lenient)]
#[non_exhaustive]
pub struct UploadPart {
    /// The id.
    pub id: UploadPartId,
    /// When the part was added.
    pub created_at: Timestamp,
    /// The upload that the part belongs to.
    pub upload_id: UploadId,
    /// Additional fields that the service sent.
    pub extra: Extra,
}
