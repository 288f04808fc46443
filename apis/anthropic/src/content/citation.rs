//! Where text comes from.

use schematic_api::{Extra, Object, Union};
use serde_json::Value;

use crate::FileId;

/// Where a text comes from. Ends are exclusive: the first character, page or block after the cited ones.
///
/// [Guide](https://platform.claude.com/docs/en/build-with-claude/citations)
#[derive(Clone, Debug, PartialEq, Union)]
#[wire(tag = "type")]
#[non_exhaustive]
pub enum Citation {
    /// Characters of a document of plain text.
    CharLocation(CharLocation),
    /// Pages of a PDF.
    PageLocation(PageLocation),
    /// Blocks of a document that was given as blocks.
    ContentBlockLocation(ContentBlockLocation),
    /// A page of the web that a search found.
    WebSearchResultLocation(WebSearchResultLocation),
    /// Blocks of a search result that was given in the request.
    SearchResultLocation(SearchResultLocation),
    /// A place of a kind that this version does not know.
    Unknown(Value),
}

/// Characters of a document of plain text.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct CharLocation {
    /// The cited text. It does not count as output.
    pub cited_text: String,
    /// The place of the document among those of the request, from 0.
    pub document_index: u64,
    /// The title of the document.
    #[wire(nullable)]
    pub document_title: Option<String>,
    /// Where the cited text begins, in characters.
    pub start_char_index: u64,
    /// Where the cited text ends, in characters.
    pub end_char_index: u64,
    /// The id of the file, if the document is an uploaded one. Only in a reply.
    #[wire(accepts_null, documented = "required", read_only)]
    pub file_id: Option<FileId>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// Pages of a PDF.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct PageLocation {
    /// The cited text. It does not count as output.
    pub cited_text: String,
    /// The place of the document among those of the request, from 0.
    pub document_index: u64,
    /// The title of the document.
    #[wire(nullable)]
    pub document_title: Option<String>,
    /// The first page, from 1.
    pub start_page_number: u64,
    /// The page after the last one.
    pub end_page_number: u64,
    /// The id of the file, if the document is an uploaded one. Only in a reply.
    #[wire(accepts_null, documented = "required", read_only)]
    pub file_id: Option<FileId>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// Blocks of a document that was given as blocks.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct ContentBlockLocation {
    /// The cited text. It does not count as output.
    pub cited_text: String,
    /// The place of the document among those of the request, from 0.
    pub document_index: u64,
    /// The title of the document.
    #[wire(nullable)]
    pub document_title: Option<String>,
    /// The first block, from 0.
    pub start_block_index: u64,
    /// The block after the last one.
    pub end_block_index: u64,
    /// The id of the file, if the document is an uploaded one. Only in a reply.
    #[wire(accepts_null, documented = "required", read_only)]
    pub file_id: Option<FileId>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// A page of the web that a search found.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct WebSearchResultLocation {
    /// The cited text. It does not count as output.
    pub cited_text: String,
    /// What the service needs to find the text again. It goes back unchanged.
    pub encrypted_index: String,
    /// The title of the page.
    #[wire(nullable)]
    pub title: Option<String>,
    /// The address of the page.
    pub url: String,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// Blocks of a search result that was given in the request.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct SearchResultLocation {
    /// The cited text. It does not count as output.
    pub cited_text: String,
    /// The place of the result among those of the request, from 0.
    pub search_result_index: u64,
    /// Where the result comes from, as the request says.
    pub source: String,
    /// The title of the result.
    #[wire(nullable)]
    pub title: Option<String>,
    /// The first block, from 0.
    pub start_block_index: u64,
    /// The block after the last one.
    pub end_block_index: u64,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// Whether the model cites a document.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct CitationsConfig {
    /// Whether it does. Default: `false`.
    pub enabled: Option<bool>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

impl CitationsConfig {
    /// The model cites the document.
    #[must_use]
    pub fn on() -> Self {
        Self::new().enabled(true)
    }
}
