//! Vector store files in a request: new ones, and changes.

use schematic_api::{Extra, Object};

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
    #[wire(accepts_null)]
    pub attributes: Option<FileAttributes>,
    /// Additional fields to send.
    pub extra: Extra,
}

/// The body of [`VectorStoreFiles::modify`](crate::VectorStoreFiles::modify): new attributes, or none. One of the two has
/// to be said.
///
/// [Reference](https://platform.openai.com/docs/api-reference/vector-stores-files/updateAttributes)
///
/// ```
/// use schematic_openai::ModifyVectorStoreFile;
///
/// let body = ModifyVectorStoreFile::replace([("region", "eu")]);
/// let none = ModifyVectorStoreFile::clear();
/// ```
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct ModifyVectorStoreFile {
    /// The new attributes, which replace all of the old; `None` is sent as `null`, and clears them.
    pub attributes: Nullable<FileAttributes>,
    /// Additional fields to send.
    pub extra: Extra,
}

/// A field that has to be there, although it may be `null`. The derive knows an optional field by the name `Option`.
type Nullable<T> = Option<T>;

impl ModifyVectorStoreFile {
    /// Replaces all attributes.
    #[must_use]
    pub fn replace(attributes: impl Into<FileAttributes>) -> Self {
        Self::new(Some(attributes.into()))
    }

    /// Clears the attributes.
    #[must_use]
    pub fn clear() -> Self {
        Self::new(None)
    }
}
