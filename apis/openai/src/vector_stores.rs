//! Vector stores: files that a search finds by their meaning.

mod create;
mod expiration;
mod filter;
mod search;
mod store;

use schematic_api::api;

pub use self::create::{CreateVectorStore, ModifyVectorStore};
pub use self::expiration::{VectorStoreExpiration, VectorStoreExpirationAnchor};
pub use self::filter::{
    Combination, Comparison, ComparisonFilter, CompoundFilter, Filter, FilterValue,
};
pub use self::search::{
    SearchQuery, SearchRanker, SearchRankingOptions, SearchResult, SearchResults, SearchVectorStore,
};
pub use self::store::{FileCounts, VectorStore, VectorStoreStatus};
use crate::{Deleted, Order, Page, VectorStoreId};

api! {
    /// Vector stores: files that a search finds by their meaning. The file search of an assistant uses them.
    ///
    /// These endpoints were not retired with the Assistants beta, although they take its header.
    ///
    /// [Reference](https://platform.openai.com/docs/api-reference/vector-stores)
    pub group VectorStores {
        header "OpenAI-Beta": "assistants=v2";

        /// Creates a vector store, empty or of uploaded files. It is `in_progress` until its files are processed.
        ///
        /// [Reference](https://platform.openai.com/docs/api-reference/vector-stores/create)
        create: POST /vector_stores (json CreateVectorStore) -> VectorStore;

        /// Retrieves a vector store. `poll()` repeats the call until the store is [settled](VectorStore::is_settled):
        /// until none of its files is being processed.
        ///
        /// [Reference](https://platform.openai.com/docs/api-reference/vector-stores/retrieve)
        retrieve: GET /vector_stores/<vector_store: VectorStoreId> -> VectorStore
            polled until VectorStore::is_settled;

        /// Modifies a vector store. Fields that the body leaves out keep their values.
        ///
        /// [Reference](https://platform.openai.com/docs/api-reference/vector-stores/modify)
        modify: POST /vector_stores/<vector_store: VectorStoreId> (json ModifyVectorStore) -> VectorStore;

        /// Deletes a vector store. Its files remain among the [files](crate::Files) of the project.
        ///
        /// [Reference](https://platform.openai.com/docs/api-reference/vector-stores/delete)
        delete: DELETE /vector_stores/<vector_store: VectorStoreId> -> Deleted;

        /// Lists the vector stores of the project, newest first. A page has 20 items unless `limit` (1 to 100) says
        /// otherwise.
        ///
        /// [Reference](https://platform.openai.com/docs/api-reference/vector-stores/list)
        list: GET /vector_stores?<limit: u32? if_absent 20>&<order: Order? if_absent "desc">
            &<after: VectorStoreId?>&<before: VectorStoreId?>
            -> Page<VectorStore> paged by after;

        /// Searches a vector store for the chunks of its files that fit a query best.
        ///
        /// A search changes nothing, so it is retried like a `GET`.
        ///
        /// [Reference](https://platform.openai.com/docs/api-reference/vector-stores/search)
        search: POST /vector_stores/<vector_store: VectorStoreId>/search (json SearchVectorStore)
            -> SearchResults idempotent;
    }
}
