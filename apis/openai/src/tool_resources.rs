//! What the tools of an assistant or a thread work on.
//!
//! Two shapes share most of their fields: what exists ([`ToolResources`]: in responses, in
//! modifications, and on a run that starts with its thread) names vector stores; what is to be
//! created ([`CreateToolResources`]) may also describe a new one.

use schematic_api::{Extra, Object, Union};
use serde_json::Value;

use crate::{FileId, Metadata, VectorStoreId};

/// The files and vector stores that tools work on.
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
    /// What the code interpreter can read.
    pub code_interpreter: Option<CodeInterpreterResources>,
    /// What the file search looks through.
    pub file_search: Option<FileSearchResources>,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}

impl ToolResources {
    /// One vector store for the file search.
    #[must_use]
    pub fn vector_store(id: impl Into<VectorStoreId>) -> Self {
        Self::new().file_search(FileSearchResources::new().vector_store_ids([id.into()]))
    }

    /// Adds files for the code interpreter.
    #[must_use]
    pub fn files<I: Into<FileId>>(self, ids: impl IntoIterator<Item = I>) -> Self {
        self.code_interpreter(CodeInterpreterResources::new().file_ids(ids))
    }
}

/// What the code interpreter can read.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct CodeInterpreterResources {
    /// Uploaded files, at most 20.
    pub file_ids: Option<Vec<FileId>>,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}

/// What the file search looks through.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct FileSearchResources {
    /// Vector stores, at most 1.
    pub vector_store_ids: Option<Vec<VectorStoreId>>,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}

/// The files and vector stores of an assistant or a thread that is to be created.
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
    /// What the code interpreter can read.
    pub code_interpreter: Option<CodeInterpreterResources>,
    /// What the file search looks through.
    pub file_search: Option<CreateFileSearchResources>,
    /// Fields to send beyond these.
    pub extra: Extra,
}

/// Vector stores that exist, or one that is to be made: exactly one of the two fields is set.
///
/// [`attach`](Self::attach) and [`create`](Self::create) see to that.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct CreateFileSearchResources {
    /// Vector stores that exist, at most 1.
    pub vector_store_ids: Option<Vec<VectorStoreId>>,
    /// Vector stores to make on the way, at most 1.
    pub vector_stores: Option<Vec<NewVectorStore>>,
    /// Fields to send beyond these.
    pub extra: Extra,
}

impl CreateFileSearchResources {
    /// Searches a vector store that exists.
    #[must_use]
    pub fn attach(id: impl Into<VectorStoreId>) -> Self {
        Self::new().vector_store_ids([id.into()])
    }

    /// Makes a vector store and searches it.
    #[must_use]
    pub fn create(store: NewVectorStore) -> Self {
        Self::new().vector_stores([store])
    }
}

/// A vector store that is made along with the assistant or thread that uses it.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct NewVectorStore {
    /// Uploaded files to put in, at most 100 000 000 (10 000 in stores made before November 2025).
    pub file_ids: Option<Vec<FileId>>,
    /// How the files are cut. Unset counts as [`ChunkingStrategy::auto`].
    pub chunking_strategy: Option<ChunkingStrategy>,
    /// Notes on the store.
    pub metadata: Option<Metadata>,
    /// Fields to send beyond these.
    pub extra: Extra,
}

/// How files are cut into the pieces that a search finds.
///
/// [Reference](https://platform.openai.com/docs/api-reference/vector-stores/create)
#[derive(Clone, Debug, PartialEq, Union)]
#[wire(tag = "type")]
#[non_exhaustive]
pub enum ChunkingStrategy {
    /// As the service likes it: at present 800 tokens a piece, of which 400 overlap.
    Auto(AutoChunking),
    /// As told.
    Static(StaticChunking),
    /// A strategy that this version does not know.
    Unknown(Value),
}

impl ChunkingStrategy {
    /// As the service likes it.
    #[must_use]
    pub fn auto() -> Self {
        Self::Auto(AutoChunking::new())
    }

    /// Pieces of `max_chunk_size` tokens (100 to 4096), each sharing `overlap` tokens (at most half
    /// of that) with the next.
    #[must_use]
    pub fn fixed(max_chunk_size: u32, overlap: u32) -> Self {
        Self::Static(StaticChunking::new(ChunkSize::new(max_chunk_size, overlap)))
    }
}

/// Cutting as the service likes it; it has no settings.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct AutoChunking {
    /// Fields beyond the type.
    pub extra: Extra,
}

/// Cutting by fixed sizes.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(required(size))]
#[non_exhaustive]
pub struct StaticChunking {
    /// The sizes, `static` on the wire.
    #[wire(name = "static")]
    pub size: ChunkSize,
    /// Fields beyond these.
    pub extra: Extra,
}

/// The sizes of a [`StaticChunking`], in tokens.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(required(max_chunk_size_tokens, chunk_overlap_tokens))]
#[non_exhaustive]
pub struct ChunkSize {
    /// The most tokens in a piece, 100 to 4096.
    pub max_chunk_size_tokens: u32,
    /// How many tokens a piece shares with the next, at most half of `max_chunk_size_tokens`.
    pub chunk_overlap_tokens: u32,
    /// Fields beyond these.
    pub extra: Extra,
}
