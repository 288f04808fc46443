//! Searches of a vector store: the request, and the page of results.

use schematic_api::{Extra, Object, StringEnum, Union};
use serde_json::Value;

use super::Filter;
use crate::{FileAttributes, FileId, FileSearchContent};

/// The body of [`VectorStores::search`](crate::VectorStores::search); only the query is required.
///
/// [Reference](https://platform.openai.com/docs/api-reference/vector-stores/search)
///
/// ```
/// use schematic_openai::{Filter, SearchVectorStore};
///
/// let body = SearchVectorStore::new("What is the return policy?")
///     .filters(Filter::eq("region", "eu"))
///     .max_num_results(5);
/// ```
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct SearchVectorStore {
    /// What to search for, in words; one query or several.
    pub query: SearchQuery,
    /// Whether the service rewrites the query so that it suits the search better. Default: `false`.
    #[wire(if_absent = false)]
    pub rewrite_query: Option<bool>,
    /// The largest number of results, 1 to 50. Default: 10.
    #[wire(min = 1, max = 50, if_absent = 10)]
    pub max_num_results: Option<u32>,
    /// Which files to search, by their attributes. Default: all.
    pub filters: Option<Filter>,
    /// How to rank the results.
    pub ranking_options: Option<SearchRankingOptions>,
    /// Additional fields to send.
    pub extra: Extra,
}

/// What to search for: one query or several.
#[derive(Clone, Debug, PartialEq, Union)]
#[non_exhaustive]
pub enum SearchQuery {
    /// One query.
    #[wire(string)]
    One(String),
    /// Several queries, at least one.
    #[wire(array)]
    Several(Vec<String>),
    /// A query of a type that this version does not know.
    Unknown(Value),
}

impl SearchQuery {
    /// Returns the queries, one or several.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        let queries = match self {
            Self::One(query) => std::slice::from_ref(query),
            Self::Several(queries) => queries,
            Self::Unknown(_) => &[],
        };
        queries.iter().map(String::as_str)
    }
}

impl<Q: Into<String>, const LEN: usize> From<[Q; LEN]> for SearchQuery {
    fn from(queries: [Q; LEN]) -> Self {
        Self::Several(queries.map(Into::into).into())
    }
}

/// How to rank the results of a search in a vector store.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct SearchRankingOptions {
    /// The ranker. Default: [`SearchRanker::Auto`].
    #[wire(if_absent = "auto")]
    pub ranker: Option<SearchRanker>,
    /// The score, 0 to 1, below which results are left out. Default: 0.
    #[wire(min = 0, max = 1, if_absent = 0)]
    pub score_threshold: Option<f64>,
    /// Additional fields to send.
    pub extra: Extra,
}

/// A ranker of the results of a search in a vector store. The file search tool has [others](crate::Ranker).
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum SearchRanker {
    /// The results are not ranked again, which makes the search faster.
    None,
    /// The latest ranker of the service.
    Auto,
    /// The ranker of November 2024.
    #[wire(rename = "default-2024-11-15")]
    Default20241115,
    /// A ranker that this version does not know.
    Unknown(String),
}

/// The results of a search.
///
/// The service says whether there are more, and gives a token for the next page, but its reference has no parameter that
/// takes the token. So a search is one call; [`max_num_results`](SearchVectorStore::max_num_results) says how much it
/// finds.
///
/// [Reference](https://platform.openai.com/docs/api-reference/vector-stores/search)
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(constant(object = "vector_store.search_results.page"), nullable, lenient)]
#[non_exhaustive]
pub struct SearchResults {
    /// The queries of the search, as the service rewrote them. The reference says that they are a list; some replies have
    /// a string.
    pub search_query: SearchQuery,
    /// The results, best first.
    pub data: Vec<SearchResult>,
    /// Whether there are more results. Some servers do not send it.
    #[wire(optional, documented = "required")]
    pub has_more: Option<bool>,
    /// The token of the next page, if there is one.
    pub next_page: Option<String>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

impl IntoIterator for SearchResults {
    type Item = SearchResult;
    type IntoIter = std::vec::IntoIter<SearchResult>;

    fn into_iter(self) -> Self::IntoIter {
        self.data.into_iter()
    }
}

/// A file that a search found, with the chunks that fit the query.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(nullable, lenient)]
#[non_exhaustive]
pub struct SearchResult {
    /// The id of the file.
    pub file_id: FileId,
    /// Its name.
    pub filename: String,
    /// How well the file fits the query, 0 to 1.
    #[wire(min = 0, max = 1)]
    pub score: f64,
    /// The attributes of the file.
    pub attributes: Option<FileAttributes>,
    /// The chunks of the file that fit; [`text`](Self::text) joins them.
    pub content: Vec<FileSearchContent>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

impl SearchResult {
    /// Returns the text of the chunks, joined with line breaks.
    #[must_use]
    pub fn text(&self) -> String {
        let texts: Vec<&str> =
            self.content.iter().filter_map(|chunk| chunk.text.as_deref()).collect();
        texts.join("\n")
    }
}
