//! Documents and search results.

use schematic_api::{Extra, Object, Union};
use serde_json::Value;

use super::{CitationsConfig, ContentBlock, FileSource, TextOrBlocks};
use crate::CacheControl;

/// A document.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct DocumentBlock {
    /// Where the document is.
    pub source: DocumentSource,
    /// The title, which the model sees.
    #[wire(accepts_null)]
    pub title: Option<String>,
    /// More about the document, which the model sees and does not cite. Only in a request.
    #[wire(accepts_null, write_only)]
    pub context: Option<String>,
    /// Whether the model cites the document.
    #[wire(accepts_null)]
    pub citations: Option<CitationsConfig>,
    /// A breakpoint of the prompt cache at this block. Only in a request.
    #[wire(accepts_null, write_only)]
    pub cache_control: Option<CacheControl>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// Where a document is.
#[derive(Clone, Debug, PartialEq, Union)]
#[wire(tag = "type")]
#[non_exhaustive]
pub enum DocumentSource {
    /// A PDF, as base64.
    Base64(Base64Document),
    /// Plain text.
    Text(TextDocument),
    /// Blocks, each of which can be cited.
    #[wire(write_only)]
    Content(ContentDocument),
    /// A PDF on the web.
    #[wire(write_only)]
    Url(UrlDocument),
    /// An uploaded file.
    #[wire(write_only)]
    File(FileSource),
    /// A place that this version does not know.
    Unknown(Value),
}

/// A PDF, as base64.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(constant(media_type = "application/pdf"))]
#[non_exhaustive]
pub struct Base64Document {
    /// The document, as base64.
    pub data: String,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// A document of plain text.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(constant(media_type = "text/plain"))]
#[non_exhaustive]
pub struct TextDocument {
    /// The text.
    pub data: String,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// A document that consists of blocks.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct ContentDocument {
    /// Text, or blocks of text and images.
    pub content: TextOrBlocks,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// A PDF on the web.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct UrlDocument {
    /// The address.
    pub url: String,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// A result of a search of the caller's, which the model can cite.
///
/// [Guide](https://platform.claude.com/docs/en/build-with-claude/search-results)
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct SearchResultBlock {
    /// Where the result comes from: an address, or any text that says so.
    pub source: String,
    /// The title.
    pub title: String,
    /// What was found: blocks of text.
    pub content: Vec<ContentBlock>,
    /// Whether the model cites the result.
    pub citations: Option<CitationsConfig>,
    /// A breakpoint of the prompt cache at this block.
    #[wire(accepts_null, write_only)]
    pub cache_control: Option<CacheControl>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}
