//! The bodies that begin and complete an upload.

use schematic_api::{Extra, Object};

use crate::{FileExpiration, FilePurpose, UploadPartId};

/// The body of [`Uploads::create`](crate::Uploads::create).
///
/// [Reference](https://platform.openai.com/docs/api-reference/uploads/create)
///
/// ```
/// use schematic_openai::{CreateUpload, FileExpiration, FilePurpose};
///
/// let body = CreateUpload::new("examples.jsonl", FilePurpose::FineTune, 2_147_483_648, "text/jsonl")
///     .expires_after(FileExpiration::after_creation(3600));
/// ```
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct CreateUpload {
    /// The name of the file, with the extension that its purpose asks for.
    pub filename: String,
    /// What the file is for: `assistants`, `batch`, `fine-tune` or `vision`. The official SDKs also send `user_data` and
    /// `evals`.
    pub purpose: FilePurpose,
    /// The size of the whole file in bytes, at most 8 GB.
    pub bytes: u64,
    /// The media type of the file, one that its purpose allows.
    pub mime_type: String,
    /// When to delete the file. Default: after 30 days for the purpose `batch`, else never.
    pub expires_after: Option<FileExpiration>,
    /// Additional fields to send.
    pub extra: Extra,
}

/// The body of [`Uploads::complete`](crate::Uploads::complete).
///
/// [Reference](https://platform.openai.com/docs/api-reference/uploads/complete)
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct CompleteUpload {
    /// The ids of the parts, in the order in which they make the file.
    pub part_ids: Vec<UploadPartId>,
    /// The MD5 checksum of the whole file, which the service compares with that of what it received. Default: no check.
    pub md5: Option<String>,
    /// Additional fields to send.
    pub extra: Extra,
}
