//! Tools of the service: code, and the search for tools.

use schematic_api::StringEnum;

server_tool! {
    /// Runs code in a container of the service.
    pub struct CodeExecutionTool = "code_execution" {
        /// The version, `type` on the wire.
        #[wire(rename = "type")]
        pub version: CodeExecutionVersion,
    }
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

server_tool! {
    /// Finds tools by words.
    pub struct ToolSearchBm25 = "tool_search_tool_bm25" {
        /// The version, `type` on the wire.
        #[wire(rename = "type")]
        pub version: ToolSearchBm25Version,
    }
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

server_tool! {
    /// Finds tools by a regular expression.
    pub struct ToolSearchRegex = "tool_search_tool_regex" {
        /// The version, `type` on the wire.
        #[wire(rename = "type")]
        pub version: ToolSearchRegexVersion,
    }
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
