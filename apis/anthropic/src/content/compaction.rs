//! What was said before, summed up (beta), and changes of the tools in the middle of a conversation.

use schematic_api::{Extra, Object, Union};
use serde_json::Value;

use crate::{CacheControl, Tool};

/// What was said before, summed up (beta). It takes the place of the messages before it.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct CompactionBlock {
    /// The summary.
    #[wire(nullable)]
    pub content: Option<String>,
    /// The summary, encrypted. It goes back unchanged.
    #[wire(nullable)]
    pub encrypted_content: Option<String>,
    /// The signature, by which the service knows the block again.
    #[wire(accepts_null)]
    pub signature: Option<String>,
    /// How the tools changed in what is summed up.
    #[wire(accepts_null)]
    pub tool_changes: Option<Vec<ToolChange>>,
    /// A breakpoint of the prompt cache at this block. Only in a request.
    #[wire(accepts_null, write_only)]
    pub cache_control: Option<CacheControl>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// A change of the tools.
#[derive(Clone, Debug, PartialEq, Union)]
#[wire(tag = "type")]
#[non_exhaustive]
pub enum ToolChange {
    /// A tool was added.
    ToolAddition(ToolAdditionBlock),
    /// A tool was removed.
    ToolRemoval(ToolRemovalBlock),
    /// A change that this version does not know.
    Unknown(Value),
}

/// From here on, the model may use a tool (beta).
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct ToolAdditionBlock {
    /// The tool.
    pub tool: ChangedTool,
    /// A breakpoint of the prompt cache at this block. Only in a request.
    #[wire(accepts_null, write_only)]
    pub cache_control: Option<CacheControl>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// From here on, the model may not use a tool any more (beta).
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct ToolRemovalBlock {
    /// The tool.
    pub tool: ChangedTool,
    /// A breakpoint of the prompt cache at this block. Only in a request.
    #[wire(accepts_null, write_only)]
    pub cache_control: Option<CacheControl>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// A tool that is added or removed.
#[derive(Clone, Debug, PartialEq, Union)]
#[wire(tag = "type")]
#[non_exhaustive]
pub enum ChangedTool {
    /// One of the request's, by name.
    ToolReference(NamedToolReference),
    /// One of an MCP server.
    McpToolReference(McpToolReference),
    /// All those of an MCP server.
    McpToolsetReference(McpToolsetReference),
    /// A new one. It is not removed in this form.
    #[wire(write_only)]
    ToolDefinition(ToolDefinition),
    /// A tool of a kind that this version does not know.
    Unknown(Value),
}

/// A tool of the request's, by name.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct NamedToolReference {
    /// The name of the tool.
    pub name: String,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// A tool of an MCP server, by name.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct McpToolReference {
    /// The name of the tool.
    pub name: String,
    /// The name of the server.
    pub server_name: String,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// All tools of an MCP server.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct McpToolsetReference {
    /// The name of the server.
    pub server_name: String,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// A new tool.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct ToolDefinition {
    /// The tool.
    pub definition: Box<Tool>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}
