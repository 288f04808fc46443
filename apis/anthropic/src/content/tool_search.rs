//! What a search for tools found.

use schematic_api::{Extra, Object, Union};
use serde_json::Value;

use super::ExecutionErrorCode;
use crate::{CacheControl, ToolUseId};

/// The tools that a search for tools found.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct ToolSearchToolResultBlock {
    /// The id of the call.
    pub tool_use_id: ToolUseId,
    /// The result, or the error.
    pub content: ToolSearchToolResult,
    /// A breakpoint of the prompt cache at this block. Only in a request.
    #[wire(accepts_null, write_only)]
    pub cache_control: Option<CacheControl>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// The tools that were found, or an error.
#[derive(Clone, Debug, PartialEq, Union)]
#[wire(tag = "type")]
#[non_exhaustive]
pub enum ToolSearchToolResult {
    /// The tools.
    #[wire(rename = "tool_search_tool_search_result")]
    Found(ToolSearchResult),
    /// The search failed.
    #[wire(rename = "tool_search_tool_result_error")]
    Error(ToolSearchError),
    /// A result of a kind that this version does not know.
    Unknown(Value),
}

/// The tools that were found.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct ToolSearchResult {
    /// The tools, by name.
    pub tool_references: Vec<ToolReference>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// A tool that was found.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(constant(type = "tool_reference"))]
#[non_exhaustive]
pub struct ToolReference {
    /// The name of the tool.
    pub tool_name: String,
    /// A breakpoint of the prompt cache at this block. Only in a request.
    #[wire(accepts_null, write_only)]
    pub cache_control: Option<CacheControl>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// The search for tools failed.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct ToolSearchError {
    /// What went wrong.
    pub error_code: ExecutionErrorCode,
    /// The same in words.
    #[wire(nullable)]
    pub error_message: Option<String>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}
