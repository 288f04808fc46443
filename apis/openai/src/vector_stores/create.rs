//! Vector stores in a request: new ones, and changes.

use schematic_api::{Extra, Object, Patch};

use super::VectorStoreExpiration;
use crate::{ChunkingStrategy, FileId, Metadata};

/// The body of [`VectorStores::create`](crate::VectorStores::create). No field is required.
///
/// [Reference](https://platform.openai.com/docs/api-reference/vector-stores/create)
///
/// ```
/// use schematic_openai::{ChunkingStrategy, CreateVectorStore, VectorStoreExpiration};
///
/// let body = CreateVectorStore::new()
///     .name("Support FAQ")
///     .file_ids(["file-abc123"])
///     .chunking_strategy(ChunkingStrategy::fixed(1200, 200))
///     .expires_after(VectorStoreExpiration::after_last_use(7));
/// ```
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct CreateVectorStore {
    /// The ids of uploaded files to add, at most 500.
    #[wire(max_items = 500)]
    pub file_ids: Option<Vec<FileId>>,
    /// The name.
    pub name: Option<String>,
    /// What the store is for.
    pub description: Option<String>,
    /// When the store expires. Default: never.
    pub expires_after: Option<VectorStoreExpiration>,
    /// How to split the files of `file_ids`. Default: [`ChunkingStrategy::auto`].
    pub chunking_strategy: Option<ChunkingStrategy>,
    /// Key-value pairs to attach to the store.
    #[wire(accepts_null)]
    pub metadata: Option<Metadata>,
    /// Additional fields to send.
    pub extra: Extra,
}

/// The body of [`VectorStores::modify`](crate::VectorStores::modify). Unset fields keep their values; `clear_…` sends
/// `null` and empties a field.
///
/// [Reference](https://platform.openai.com/docs/api-reference/vector-stores/modify)
///
/// ```
/// use schematic_openai::ModifyVectorStore;
///
/// let body = ModifyVectorStore::new().name("Support FAQ").clear_expires_after();
/// ```
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct ModifyVectorStore {
    /// The name.
    pub name: Patch<String>,
    /// When the store expires.
    pub expires_after: Patch<VectorStoreExpiration>,
    /// The new metadata, which replaces all of the old.
    pub metadata: Patch<Metadata>,
    /// Additional fields to send.
    pub extra: Extra,
}
