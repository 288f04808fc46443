//! Vector store file batches in a request.

use schematic_api::{Extra, IntoList, Object};

use crate::{ChunkingStrategy, CreateVectorStoreFile, FileAttributes, FileId};

/// The body of [`VectorStoreFileBatches::create`](crate::VectorStoreFileBatches::create): files with settings of their
/// own, or files with the same settings. Exactly one of `file_ids` and `files` is set.
///
/// Build it with [`of_ids`](Self::of_ids) or [`of_files`](Self::of_files).
///
/// [Reference](https://platform.openai.com/docs/api-reference/vector-stores-file-batches/createBatch)
///
/// ```
/// use schematic_openai::{ChunkingStrategy, CreateVectorStoreFile, CreateVectorStoreFileBatch};
///
/// let alike = CreateVectorStoreFileBatch::of_ids(["file-abc123", "file-abc456"])
///     .chunking_strategy(ChunkingStrategy::fixed(1200, 200));
///
/// let finance = CreateVectorStoreFile::new("file-abc123").attributes([("category", "finance")]);
/// let each = CreateVectorStoreFileBatch::of_files([finance, CreateVectorStoreFile::new("file-abc456")]);
/// ```
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct CreateVectorStoreFileBatch {
    /// The ids of uploaded files, 1 to 2000.
    #[wire(min_items = 1, max_items = 2000)]
    pub file_ids: Option<Vec<FileId>>,
    /// Uploaded files, each with its settings, 1 to 2000.
    #[wire(min_items = 1, max_items = 2000)]
    pub files: Option<Vec<CreateVectorStoreFile>>,
    /// How to split the files of `file_ids`. The service ignores it if `files` is set. Default:
    /// [`ChunkingStrategy::auto`].
    pub chunking_strategy: Option<ChunkingStrategy>,
    /// Key-value pairs to attach to each of the files of `file_ids`. The service ignores them if `files` is set.
    #[wire(accepts_null)]
    pub attributes: Option<FileAttributes>,
    /// Additional fields to send.
    pub extra: Extra,
}

impl CreateVectorStoreFileBatch {
    /// Adds files with the same settings, 1 to 2000.
    #[must_use]
    pub fn of_ids(ids: impl IntoList<FileId>) -> Self {
        Self::new().file_ids(ids)
    }

    /// Adds files with settings of their own, 1 to 2000.
    #[must_use]
    pub fn of_files(files: impl IntoList<CreateVectorStoreFile>) -> Self {
        Self::new().files(files)
    }
}
