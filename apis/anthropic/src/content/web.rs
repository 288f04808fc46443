//! What searches and pages of the web gave.

use schematic_api::{Extra, Object, StringEnum, Union};
use serde_json::Value;

use super::{Caller, ContentBlock};
use crate::{CacheControl, Timestamp, ToolUseId};

/// What a search of the web found.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct WebSearchToolResultBlock {
    /// The id of the call.
    pub tool_use_id: ToolUseId,
    /// The result, or the error.
    pub content: WebSearchToolResult,
    /// Who made the call: the model itself, or code that it ran.
    pub caller: Option<Caller>,
    /// A breakpoint of the prompt cache at this block. Only in a request.
    #[wire(accepts_null, write_only)]
    pub cache_control: Option<CacheControl>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// The pages that a search of the web found, or an error.
#[derive(Clone, Debug, PartialEq, Union)]
#[wire(tag = "type")]
#[non_exhaustive]
pub enum WebSearchToolResult {
    /// The pages.
    #[wire(array)]
    Results(Vec<WebSearchResult>),
    /// The search failed.
    #[wire(rename = "web_search_tool_result_error")]
    Error(WebSearchError),
    /// A result of a kind that this version does not know.
    Unknown(Value),
}

/// A page of the web that a search found.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(constant(type = "web_search_result"))]
#[non_exhaustive]
pub struct WebSearchResult {
    /// The address.
    pub url: String,
    /// The title.
    pub title: String,
    /// The content, encrypted. It goes back unchanged.
    pub encrypted_content: String,
    /// How old the page is, in words.
    #[wire(nullable)]
    pub page_age: Option<String>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// The search of the web failed.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct WebSearchError {
    /// What went wrong.
    pub error_code: WebSearchErrorCode,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// Why a search of the web failed.
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum WebSearchErrorCode {
    /// The arguments are wrong.
    InvalidToolInput,
    /// The tool is not available.
    Unavailable,
    /// The tool was called more often than the request allows.
    MaxUsesExceeded,
    /// Too many calls at a time.
    TooManyRequests,
    /// The query is too long.
    QueryTooLong,
    /// The request is too large.
    RequestTooLarge,
    /// A code that this version does not know.
    Unknown(String),
}

/// What was fetched from the web.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct WebFetchToolResultBlock {
    /// The id of the call.
    pub tool_use_id: ToolUseId,
    /// The result, or the error.
    pub content: WebFetchToolResult,
    /// Who made the call: the model itself, or code that it ran.
    pub caller: Option<Caller>,
    /// A breakpoint of the prompt cache at this block. Only in a request.
    #[wire(accepts_null, write_only)]
    pub cache_control: Option<CacheControl>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// A page that was fetched from the web, or an error.
#[derive(Clone, Debug, PartialEq, Union)]
#[wire(tag = "type")]
#[non_exhaustive]
pub enum WebFetchToolResult {
    /// The page.
    #[wire(rename = "web_fetch_result")]
    Page(WebFetchResult),
    /// The page could not be fetched.
    #[wire(rename = "web_fetch_tool_result_error")]
    Error(WebFetchError),
    /// A result of a kind that this version does not know.
    Unknown(Value),
}

/// A page that was fetched from the web.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct WebFetchResult {
    /// The address.
    pub url: String,
    /// The page: a [document](ContentBlock::Document).
    pub content: Box<ContentBlock>,
    /// When it was fetched.
    #[wire(nullable)]
    pub retrieved_at: Option<Timestamp>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// The fetching of the page failed.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct WebFetchError {
    /// What went wrong.
    pub error_code: WebFetchErrorCode,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// Why a page could not be fetched.
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum WebFetchErrorCode {
    /// The arguments are wrong.
    InvalidToolInput,
    /// The address is too long.
    UrlTooLong,
    /// The address is not allowed.
    UrlNotAllowed,
    /// The address is not in the conversation.
    UrlNotInPriorContext,
    /// The address cannot be reached.
    UrlNotAccessible,
    /// The page is of a type that cannot be read.
    UnsupportedContentType,
    /// Too many calls at a time.
    TooManyRequests,
    /// The tool was called more often than the request allows.
    MaxUsesExceeded,
    /// The tool is not available.
    Unavailable,
    /// The page is too large.
    ContentTooLarge,
    /// A code that this version does not know.
    Unknown(String),
}
