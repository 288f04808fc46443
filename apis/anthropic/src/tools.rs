//! The tools of a request.

#[macro_use]
mod declared;

mod choice;
mod client;
mod custom;
mod remote;
mod search;
mod toolset;
mod web;

use schematic_api::Union;
use serde_json::Value;

pub use self::choice::{AnyTool, AutoTool, NamedTool, ToolChoice};
pub use self::client::{
    BashTool, BashVersion, ComputerTool, ComputerVersion, MemoryTool, StrReplaceEditorTool,
    StrReplaceEditorVersion, TextEditorTool, TextEditorVersion,
};
pub use self::custom::{AllowedCaller, CustomTool};
pub use self::remote::{
    AdvisorTool, McpServer, McpToken, McpToolConfig, McpToolConfiguration, McpToolset,
};
pub use self::search::{
    CodeExecutionTool, CodeExecutionVersion, ToolSearchBm25, ToolSearchBm25Version,
    ToolSearchRegex, ToolSearchRegexVersion,
};
pub use self::toolset::{
    BrowserConfigs, BrowserToolset, ComputerConfigs, ComputerToolset, ToolConfig,
};
pub use self::web::{
    ResponseInclusion, UrlSource, UrlSourceTool, UrlSourceTools, UrlSources, UserLocation,
    WebFetchTool, WebFetchVersion, WebSearchTool, WebSearchVersion,
};

/// A tool that the model may use.
///
/// Tools of the caller's are called with a [`ToolUseBlock`](crate::ToolUseBlock), and the caller sends the result. Tools of the
/// service are run by it, and the results are in the answer.
///
/// [Guide](https://platform.claude.com/docs/en/build-with-claude/tool-use)
///
/// ```
/// use schematic_anthropic::{CustomTool, Tool};
/// use serde_json::json;
///
/// let harbour = json!({"type": "string", "description": "The name of a harbour"});
/// let schema = json!({"type": "object", "properties": {"harbour": harbour}, "required": ["harbour"]});
/// let tide = CustomTool::new("get_tide", schema).description("When the next high tide is.");
/// let tools = [Tool::from(tide), Tool::web_search()];
/// ```
#[derive(Clone, Debug, PartialEq, Union)]
#[wire(tag = "type")]
#[non_exhaustive]
pub enum Tool {
    /// A tool of the caller's.
    Custom(CustomTool),
    /// The same without a `type`, as older programs send it.
    #[wire(untagged)]
    Untyped(CustomTool),
    /// A shell of the caller's.
    #[wire(rename = "bash_20250124", alias = "bash_20241022")]
    Bash(BashTool),
    /// A text editor of the caller's, as it was until January 2025.
    #[wire(rename = "text_editor_20250124", alias = "text_editor_20241022")]
    StrReplaceEditor(StrReplaceEditorTool),
    /// A text editor of the caller's.
    #[wire(rename = "text_editor_20250728", alias = "text_editor_20250429")]
    TextEditor(TextEditorTool),
    /// The screen, keyboard and pointer of a computer of the caller's (beta).
    #[wire(rename = "computer_20251124", alias = "computer_20250124", alias = "computer_20241022")]
    ComputerUse(ComputerTool),
    /// A memory of the caller's.
    #[wire(rename = "memory_20250818")]
    Memory(MemoryTool),
    /// A browser of the caller's.
    #[wire(rename = "browser_toolset_20260801")]
    Browser(BrowserToolset),
    /// A computer of the caller's.
    #[wire(rename = "computer_toolset_20260801")]
    Computer(ComputerToolset),
    /// Runs code in a container of the service.
    #[wire(
        rename = "code_execution_20260521",
        alias = "code_execution_20260120",
        alias = "code_execution_20250825",
        alias = "code_execution_20250522"
    )]
    CodeExecution(CodeExecutionTool),
    /// Searches the web.
    #[wire(
        rename = "web_search_20260318",
        alias = "web_search_20260209",
        alias = "web_search_20250305"
    )]
    WebSearch(WebSearchTool),
    /// Fetches pages of the web.
    #[wire(
        rename = "web_fetch_20260318",
        alias = "web_fetch_20260309",
        alias = "web_fetch_20260209",
        alias = "web_fetch_20250910"
    )]
    WebFetch(WebFetchTool),
    /// Finds tools by words, among those whose loading is deferred.
    #[wire(rename = "tool_search_tool_bm25_20251119", alias = "tool_search_tool_bm25")]
    ToolSearchBm25(ToolSearchBm25),
    /// Finds tools by a regular expression, among those whose loading is deferred.
    #[wire(rename = "tool_search_tool_regex_20251119", alias = "tool_search_tool_regex")]
    ToolSearchRegex(ToolSearchRegex),
    /// Asks another model for advice (beta).
    #[wire(rename = "advisor_20260301")]
    Advisor(AdvisorTool),
    /// The tools of an MCP server (beta).
    McpToolset(McpToolset),
    /// A tool of a type that this version does not know.
    Unknown(Value),
}

impl Tool {
    /// Searches the web.
    #[must_use]
    pub fn web_search() -> Self {
        Self::WebSearch(WebSearchTool::new(WebSearchVersion::V20260318))
    }

    /// Fetches pages of the web.
    #[must_use]
    pub fn web_fetch() -> Self {
        Self::WebFetch(WebFetchTool::new(WebFetchVersion::V20260318))
    }

    /// Runs code in a container of the service.
    #[must_use]
    pub fn code_execution() -> Self {
        Self::CodeExecution(CodeExecutionTool::new(CodeExecutionVersion::V20260521))
    }

    /// Returns the tool, if it is one that the caller declares.
    #[must_use]
    pub fn as_custom(&self) -> Option<&CustomTool> {
        match self {
            Self::Custom(tool) | Self::Untyped(tool) => Some(tool),
            _ => None,
        }
    }
}

impl From<CustomTool> for Tool {
    fn from(tool: CustomTool) -> Self {
        Self::Custom(tool)
    }
}
