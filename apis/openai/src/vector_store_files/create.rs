//! Vector store files in a request: new ones, and changes.

use schematic_api::{Extra, Object, Patch};

use crate::{ChunkingStrategy, FileAttributes, FileId};

/// The body of [`VectorStoreFiles::create`](crate::VectorStoreFiles::create), and a file of a new
/// [batch](crate::CreateVectorStoreFileBatch).
///
/// [Reference](https://platform.openai.com/docs/api-reference/vector-stores-files/createFile)
///
/// ```
/// use schematic_openai::{ChunkingStrategy, CreateVectorStoreFile};
///
/// let body = CreateVectorStoreFile::new("file-abc123")
///     .attributes([("region", "eu"), ("language", "nl")])
///     .chunking_strategy(ChunkingStrategy::fixed(1200, 200));
/// ```
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct CreateVectorStoreFile {
    /// The id of an uploaded file.
    pub file_id: FileId,
    /// How to split the file. Default: [`ChunkingStrategy::auto`].
    pub chunking_strategy: Option<ChunkingStrategy>,
    /// Key-value pairs to attach to the file, for the [filters](crate::Filter) of a search.
    pub attributes: Option<FileAttributes>,
    /// Additional fields to send.
    pub extra: Extra,
}

/// The body of [`VectorStoreFiles::modify`](crate::VectorStoreFiles::modify): the new attributes, or
/// `clear_attributes()`. The service rejects a body without either.
///
/// [Reference](https://platform.openai.com/docs/api-reference/vector-stores-files/updateAttributes)
///
/// ```
/// use schematic_openai::ModifyVectorStoreFile;
///
/// let body = ModifyVectorStoreFile::new().attributes([("region", "eu")]);
/// ```
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct ModifyVectorStoreFile {
    /// The new attributes, which replace all of the old.
    pub attributes: Patch<FileAttributes>,
    /// Additional fields to send.
    pub extra: Extra,
}
