//! Files: what was uploaded, and what containers made.

use schematic_api::{Extra, FilePart, Multipart, Object, api};

use crate::{CursorPage, FileId, Timestamp, WorkspaceId};

api! {
    /// Files: what was uploaded, and what containers made.
    ///
    /// [Guide](https://platform.claude.com/docs/en/build-with-claude/files)
    pub group Files at /v1/files {
        /// Uploads a file of up to 500 MB.
        ///
        /// [Reference](https://platform.claude.com/docs/en/api/files/upload)
        upload: POST / (multipart UploadFile, header "anthropic-workspace-id" as workspace_id: WorkspaceId?) -> FileMetadata;

        /// Lists the files of the workspace, or with `ids` these, up to 100, in one page; with `scope_id` only those of a
        /// [session](FileScope) (beta).
        ///
        /// [Reference](https://platform.claude.com/docs/en/api/files/list)
        list: GET /?<"ids[]" as ids: Vec<FileId>?>&<limit: u32?>&<page: String?>&<scope_id: String?>
            (header "anthropic-workspace-id" as workspace_id: WorkspaceId?)
            -> CursorPage<FileMetadata> paged by page;

        /// Retrieves what the service knows of a file: its name and size, not its content.
        ///
        /// [Reference](https://platform.claude.com/docs/en/api/files/retrieve)
        retrieve: GET /<file: FileId> (header "anthropic-workspace-id" as workspace_id: WorkspaceId?) -> FileMetadata;

        /// Retrieves the content of a file, whole and in memory. Only files that containers made have one to
        /// [download](FileMetadata::downloadable).
        ///
        /// [Reference](https://platform.claude.com/docs/en/api/files/download)
        content: GET /<file: FileId>/content (header "anthropic-workspace-id" as workspace_id: WorkspaceId?) -> bytes;

        /// Retrieves the content of a file as a stream of bytes, for files that are larger than memory should hold.
        ///
        /// [Reference](https://platform.claude.com/docs/en/api/files/download)
        content_stream: GET /<file: FileId>/content (header "anthropic-workspace-id" as workspace_id: WorkspaceId?)
            -> stream { header "Accept": "application/binary"; }

        /// Deletes a file.
        ///
        /// [Reference](https://platform.claude.com/docs/en/api/files/delete)
        delete: DELETE /<file: FileId> (header "anthropic-workspace-id" as workspace_id: WorkspaceId?) -> DeletedFile;
    }
}

/// A file to upload.
#[derive(Debug, Multipart)]
#[non_exhaustive]
pub struct UploadFile {
    /// The file. It needs a name.
    pub file: FilePart,
    /// In how many seconds the file is deleted, 3600 to 7 776 000. Default: it is kept.
    pub expires_in_seconds: Option<u64>,
}

/// What the service knows of a file.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(constant(type = "file"), required(id), lenient)]
#[non_exhaustive]
pub struct FileMetadata {
    /// The id.
    pub id: FileId,
    /// The name.
    pub filename: String,
    /// The media type.
    pub mime_type: String,
    /// The size in bytes.
    pub size_bytes: u64,
    /// When the file was created.
    pub created_at: Timestamp,
    /// When the file is deleted; `None` if it is kept.
    #[wire(nullable, documented = "optional")]
    pub expires_at: Option<Timestamp>,
    /// Whether the content can be retrieved.
    pub downloadable: Option<bool>,
    /// Where the file belongs to; `None` if it belongs to the whole workspace (beta).
    #[wire(accepts_null)]
    pub scope: Option<FileScope>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// What a file belongs to: a session (beta).
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(constant(type = "session"))]
#[non_exhaustive]
pub struct FileScope {
    /// The id of the session.
    pub id: String,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// The reply to the deletion of a file.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(constant(type = "file_deleted"))]
#[non_exhaustive]
pub struct DeletedFile {
    /// The id of what was deleted.
    pub id: FileId,
    /// Additional fields that the service sent.
    pub extra: Extra,
}
