//! The files and vector stores that tools can use.
//!
//! Two types share most of their fields. [`ToolResources`] refers to vector stores that exist: it
//! is part of replies, of modifications, and of a run created with its thread.
//! [`CreateToolResources`] is for new assistants and threads, and may also describe a new vector
//! store.

use schematic_api::{Extra, IntoList, Object};

use crate::{ChunkingStrategy, FileId, Metadata, VectorStoreId};

/// The files and vector stores that tools can use.
///
/// [Reference](https://platform.openai.com/docs/api-reference/assistants/object)
///
/// ```
/// use schematic_openai::{ModifyThread, ToolResources};
///
/// let resources = ToolResources::vector_store("vs_abc123").files(["file-abc123"]);
/// let body = ModifyThread::new().tool_resources(resources);
/// ```
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct ToolResources {
    /// The files of the code interpreter.
    pub code_interpreter: Option<CodeInterpreterResources>,
    /// The vector stores of the file search.
    pub file_search: Option<FileSearchResources>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

impl ToolResources {
    /// Builds resources with one vector store for the file search.
    #[must_use]
    pub fn vector_store(id: impl Into<VectorStoreId>) -> Self {
        Self::new().file_search(FileSearchResources::new().vector_store_ids([id.into()]))
    }

    /// Sets the files of the code interpreter.
    #[must_use]
    pub fn files(self, ids: impl IntoList<FileId>) -> Self {
        self.code_interpreter(CodeInterpreterResources::new().file_ids(ids))
    }
}

/// The files of the code interpreter.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct CodeInterpreterResources {
    /// The ids of uploaded files, at most 20.
    #[wire(max_items = 20, if_absent = [])]
    pub file_ids: Option<Vec<FileId>>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// The vector stores of the file search.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct FileSearchResources {
    /// The ids of vector stores, at most 1.
    #[wire(max_items = 1)]
    pub vector_store_ids: Option<Vec<VectorStoreId>>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// The files and vector stores for the tools of a new assistant or thread.
///
/// [Reference](https://platform.openai.com/docs/api-reference/threads/createThread)
///
/// ```
/// use schematic_openai::{
///     CreateFileSearchResources, CreateThread, CreateToolResources, NewVectorStore,
/// };
///
/// let store = NewVectorStore::new().file_ids(["file-abc123"]);
/// let search = CreateFileSearchResources::create(store);
/// let body =
///     CreateThread::new().tool_resources(CreateToolResources::new().file_search(search));
/// ```
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct CreateToolResources {
    /// The files of the code interpreter.
    pub code_interpreter: Option<CodeInterpreterResources>,
    /// The vector stores of the file search.
    pub file_search: Option<CreateFileSearchResources>,
    /// Additional fields to send.
    pub extra: Extra,
}

/// The vector store of the file search, an existing or a new one: exactly one of the two fields is
/// set.
///
/// Build it with [`attach`](Self::attach) or [`create`](Self::create).
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct CreateFileSearchResources {
    /// The id of an existing vector store, at most 1.
    #[wire(max_items = 1)]
    pub vector_store_ids: Option<Vec<VectorStoreId>>,
    /// A vector store to create, at most 1.
    #[wire(max_items = 1)]
    pub vector_stores: Option<Vec<NewVectorStore>>,
    /// Additional fields to send.
    pub extra: Extra,
}

impl CreateFileSearchResources {
    /// Searches an existing vector store.
    #[must_use]
    pub fn attach(id: impl Into<VectorStoreId>) -> Self {
        Self::new().vector_store_ids([id.into()])
    }

    /// Creates a vector store and searches it.
    #[must_use]
    pub fn create(store: NewVectorStore) -> Self {
        Self::new().vector_stores([store])
    }
}

/// A vector store to create along with the assistant or thread that uses it.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct NewVectorStore {
    /// The ids of uploaded files to add, at most 100 000 000 (10 000 in stores created before
    /// November 2025).
    #[wire(max_items = 100_000_000)]
    pub file_ids: Option<Vec<FileId>>,
    /// How to split the files. Default: [`ChunkingStrategy::auto`].
    pub chunking_strategy: Option<ChunkingStrategy>,
    /// Key-value pairs to attach to the vector store.
    #[wire(accepts_null)]
    pub metadata: Option<Metadata>,
    /// Additional fields to send.
    pub extra: Extra,
}
