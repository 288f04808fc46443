//! Tools of the service: code, and the search for tools.

use schematic_api::{Extra, Object, StringEnum};

use super::AllowedCaller;
use crate::CacheControl;

/// Runs code in a container of the service.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(constant(name = "code_execution"))]
#[non_exhaustive]
pub struct CodeExecutionTool {
    /// The version, `type` on the wire.
    #[wire(rename = "type")]
    pub version: CodeExecutionVersion,
    /// Who may call the tool. Default: the model.
    pub allowed_callers: Option<Vec<AllowedCaller>>,
    /// Whether the model sees the tool only after a search has found it. Default: `false`.
    pub defer_loading: Option<bool>,
    /// Whether the arguments fit the schema of the tool for sure. Default: `false`.
    pub strict: Option<bool>,
    /// A breakpoint of the prompt cache after this tool.
    #[wire(accepts_null)]
    pub cache_control: Option<CacheControl>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// A version of the tool that runs code.
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum CodeExecutionVersion {
    /// The one of May 2025.
    #[wire(rename = "code_execution_20250522")]
    V20250522,
    /// The one of August 2025.
    #[wire(rename = "code_execution_20250825")]
    V20250825,
    /// The one of January 2026.
    #[wire(rename = "code_execution_20260120")]
    V20260120,
    /// The one of May 2026.
    #[wire(rename = "code_execution_20260521")]
    V20260521,
    /// A version that this version does not know.
    Unknown(String),
}

/// Finds tools by words.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(constant(name = "tool_search_tool_bm25"))]
#[non_exhaustive]
pub struct ToolSearchBm25 {
    /// The version, `type` on the wire.
    #[wire(rename = "type")]
    pub version: ToolSearchBm25Version,
    /// Who may call the tool. Default: the model.
    pub allowed_callers: Option<Vec<AllowedCaller>>,
    /// Whether the model sees the tool only after a search has found it. Default: `false`.
    pub defer_loading: Option<bool>,
    /// Whether the arguments fit the schema of the tool for sure. Default: `false`.
    pub strict: Option<bool>,
    /// A breakpoint of the prompt cache after this tool.
    #[wire(accepts_null)]
    pub cache_control: Option<CacheControl>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// A version of the search for tools by words.
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum ToolSearchBm25Version {
    /// The newest one.
    #[wire(rename = "tool_search_tool_bm25")]
    Latest,
    /// The one of November 2025.
    #[wire(rename = "tool_search_tool_bm25_20251119")]
    V20251119,
    /// A version that this version does not know.
    Unknown(String),
}

/// Finds tools by a regular expression.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(constant(name = "tool_search_tool_regex"))]
#[non_exhaustive]
pub struct ToolSearchRegex {
    /// The version, `type` on the wire.
    #[wire(rename = "type")]
    pub version: ToolSearchRegexVersion,
    /// Who may call the tool. Default: the model.
    pub allowed_callers: Option<Vec<AllowedCaller>>,
    /// Whether the model sees the tool only after a search has found it. Default: `false`.
    pub defer_loading: Option<bool>,
    /// Whether the arguments fit the schema of the tool for sure. Default: `false`.
    pub strict: Option<bool>,
    /// A breakpoint of the prompt cache after this tool.
    #[wire(accepts_null)]
    pub cache_control: Option<CacheControl>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// A version of the search for tools by a regular expression.
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum ToolSearchRegexVersion {
    /// The newest one.
    #[wire(rename = "tool_search_tool_regex")]
    Latest,
    /// The one of November 2025.
    #[wire(rename = "tool_search_tool_regex_20251119")]
    V20251119,
    /// A version that this version does not know.
    Unknown(String),
}
