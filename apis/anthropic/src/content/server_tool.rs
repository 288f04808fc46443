//! Calls of tools that the service runs.

use schematic_api::{Extra, Object, StringEnum, Union};
use serde_json::{Map, Value};

use crate::{CacheControl, ToolUseId};

/// A call of a tool that the service runs. Its result is a block of the same message.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct ServerToolUseBlock {
    /// The id of the call.
    pub id: ToolUseId,
    /// The tool.
    pub name: ServerTool,
    /// The arguments, by name.
    pub input: Map<String, Value>,
    /// Who made the call: the model itself, or code that it ran.
    pub caller: Option<Caller>,
    /// A breakpoint of the prompt cache at this block. Only in a request.
    #[wire(accepts_null, write_only)]
    pub cache_control: Option<CacheControl>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// A tool that the service runs.
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum ServerTool {
    /// Asks another model for advice (beta).
    Advisor,
    /// Searches the web.
    WebSearch,
    /// Fetches a page of the web.
    WebFetch,
    /// Runs code.
    CodeExecution,
    /// Runs shell commands.
    BashCodeExecution,
    /// Edits files of the sandbox.
    TextEditorCodeExecution,
    /// Finds tools by a regular expression.
    ToolSearchToolRegex,
    /// Finds tools by words.
    #[wire(rename = "tool_search_tool_bm25")]
    ToolSearchToolBm25,
    /// A tool that this version does not know.
    Unknown(String),
}

/// Who made the call of a tool.
#[derive(Clone, Debug, PartialEq, Union)]
#[wire(tag = "type")]
#[non_exhaustive]
pub enum Caller {
    /// The model.
    Direct(DirectCaller),
    /// Code that the model ran, of the version of August 2025.
    #[wire(rename = "code_execution_20250825")]
    CodeExecution20250825(CodeExecutionCaller),
    /// Code that the model ran, of the version of January 2026.
    #[wire(rename = "code_execution_20260120")]
    CodeExecution20260120(CodeExecutionCaller),
    /// A caller that this version does not know.
    Unknown(Value),
}

/// The model itself made a call.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct DirectCaller {
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// Code that the model ran made a call.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct CodeExecutionCaller {
    /// The id of the call that runs the code.
    pub tool_id: ToolUseId,
    /// Additional fields that the service sent.
    pub extra: Extra,
}
