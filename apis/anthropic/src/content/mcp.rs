//! Calls of the tools of MCP servers (beta).

use schematic_api::{Extra, Object};
use serde_json::{Map, Value};

use super::TextOrBlocks;
use crate::{CacheControl, ToolUseId};

/// A call of a tool of an MCP server (beta). The service makes it, and the result is a block of the same message.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct McpToolUseBlock {
    /// The id of the call.
    pub id: ToolUseId,
    /// The name of the tool.
    pub name: String,
    /// The name of the server.
    pub server_name: String,
    /// The arguments, by name.
    pub input: Map<String, Value>,
    /// A breakpoint of the prompt cache at this block. Only in a request.
    #[wire(accepts_null, write_only)]
    pub cache_control: Option<CacheControl>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// The result of a tool of an MCP server (beta).
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct McpToolResultBlock {
    /// The id of the call.
    pub tool_use_id: ToolUseId,
    /// The result: text, or blocks of it.
    pub content: Option<TextOrBlocks>,
    /// Whether the call failed.
    pub is_error: Option<bool>,
    /// A breakpoint of the prompt cache at this block. Only in a request.
    #[wire(accepts_null, write_only)]
    pub cache_control: Option<CacheControl>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// The tools of an MCP server (beta).
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct McpToolListingBlock {
    /// The name of the server.
    pub mcp_server_name: String,
    /// Its tools.
    pub tools: Vec<McpTool>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// A tool of an MCP server.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct McpTool {
    /// The name.
    pub name: String,
    /// What the tool does.
    #[wire(accepts_null)]
    pub description: Option<String>,
    /// The JSON Schema of the arguments, an object.
    #[wire(schema = "Map<String, Value>")]
    pub input_schema: Value,
    /// Additional fields that the service sent.
    pub extra: Extra,
}
