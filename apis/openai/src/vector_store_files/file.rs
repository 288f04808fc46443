//! Vector store files in a reply.

use schematic_api::{Extra, Object, StringEnum};

use crate::{FileAttributes, FileId, ListItem, Timestamp, UsedChunkingStrategy, VectorStoreId};

/// A file of a vector store.
///
/// [Reference](https://platform.openai.com/docs/api-reference/vector-stores-files/file-object)
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(constant(object = "vector_store.file"), nullable, required(id), lenient)]
#[non_exhaustive]
pub struct VectorStoreFile {
    /// The id, which is that of the [file](crate::FileObject).
    pub id: FileId,
    /// The bytes that the file takes in the store, which may differ from its size; `None` if the service does not send
    /// it.
    #[wire(optional, documented = "required")]
    pub usage_bytes: Option<u64>,
    /// When the file was added to the store.
    pub created_at: Timestamp,
    /// The vector store.
    pub vector_store_id: VectorStoreId,
    /// The status; `None` if the service does not send it.
    #[wire(optional, documented = "required")]
    pub status: Option<VectorStoreFileStatus>,
    /// Why the file could not be processed, if it could not.
    pub last_error: Option<VectorStoreFileError>,
    /// How the file was split; `None` if the service does not send it.
    #[wire(optional)]
    pub chunking_strategy: Option<UsedChunkingStrategy>,
    /// Key-value pairs that the caller attached, for the [filters](crate::Filter) of a search.
    #[wire(optional, accepts_null)]
    pub attributes: Option<FileAttributes>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

impl VectorStoreFile {
    /// Returns whether the file is no longer being processed: it is ready, or could not be processed.
    ///
    /// A file whose status is unknown or was not sent does not count as settled, so that polling continues until its
    /// timeout rather than stop too early.
    ///
    /// ```
    /// use schematic_openai::{VectorStoreFile, VectorStoreFileStatus};
    ///
    /// assert!(VectorStoreFile::new("file-abc123").status(VectorStoreFileStatus::Failed).is_settled());
    /// assert!(!VectorStoreFile::new("file-abc123").status(VectorStoreFileStatus::InProgress).is_settled());
    /// ```
    #[must_use]
    pub fn is_settled(&self) -> bool {
        self.status.as_ref().is_some_and(VectorStoreFileStatus::is_terminal)
    }
}

impl ListItem for VectorStoreFile {
    fn id(&self) -> &str {
        self.id.as_str()
    }
}

/// The status of a file in a vector store, or of a batch of them.
///
/// [Reference](https://platform.openai.com/docs/api-reference/vector-stores-files/file-object#vector-stores-files/file-object-status)
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum VectorStoreFileStatus {
    /// The file is being processed.
    InProgress,
    /// The file is ready: a search finds it.
    Completed,
    /// The processing was cancelled.
    Cancelled,
    /// The file could not be processed; [`VectorStoreFile::last_error`] tells why.
    Failed,
    /// A status that this version does not know.
    Unknown(String),
}

impl VectorStoreFileStatus {
    /// Returns whether the status is final.
    #[must_use]
    pub fn is_terminal(&self) -> bool {
        matches!(self, Self::Completed | Self::Cancelled | Self::Failed)
    }
}

/// Why a file of a vector store could not be processed.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(lenient)]
#[non_exhaustive]
pub struct VectorStoreFileError {
    /// The code of the error.
    pub code: VectorStoreFileErrorCode,
    /// A description of the error, for people.
    pub message: String,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// The code of a [`VectorStoreFileError`].
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum VectorStoreFileErrorCode {
    /// The service failed.
    ServerError,
    /// The service cannot read files of this type.
    UnsupportedFile,
    /// The file is damaged or empty.
    InvalidFile,
    /// A code that this version does not know.
    Unknown(String),
}
