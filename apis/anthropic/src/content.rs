//! The blocks of which messages are made.

mod advisor;
mod citation;
mod code_execution;
mod compaction;
mod document;
mod fallback;
mod image;
mod mcp;
mod server_tool;
mod text;
mod text_editor;
mod thinking;
mod tool_result;
mod tool_search;
mod tool_use;
mod web;

use schematic_api::{Extra, Object, Union};
use serde_json::Value;

pub use self::advisor::*;
pub use self::citation::{
    CharLocation, Citation, CitationsConfig, ContentBlockLocation, PageLocation,
    SearchResultLocation, WebSearchResultLocation,
};
pub use self::code_execution::*;
pub use self::compaction::*;
pub use self::document::{
    Base64Document, ContentDocument, DocumentBlock, DocumentSource, SearchResultBlock,
    TextDocument, UrlDocument,
};
pub use self::fallback::*;
pub use self::image::{
    Base64Image, FileSource, ImageBlock, ImageMediaType, ImageSource, ImageTransformations,
    OversizedImage, UrlImage,
};
pub use self::mcp::*;
pub use self::server_tool::{
    Caller, CodeExecutionCaller, DirectCaller, ServerTool, ServerToolUseBlock,
};
pub use self::text::{TextBlock, TextOrBlocks};
pub use self::text_editor::*;
pub use self::thinking::{RedactedThinkingBlock, ThinkingBlock};
pub use self::tool_result::{
    BrowserDownloadCompleted, BrowserDownloadFailed, BrowserDownloadStarted, BrowserStateBlock,
    BrowserStateChange, BrowserTab, BrowserTabOpened, ToolReferenceBlock, ToolResult,
    ToolResultBlock, ToolResultContent,
};
pub use self::tool_search::*;
pub use self::tool_use::ToolUseBlock;
pub use self::web::*;
use crate::{CacheControl, FileId};

/// A block of a message, in a request or in a reply.
///
/// Both have the same type, so that the blocks of a reply go back to the service as they came, with the fields and the blocks
/// that this version does not know. See [`Message::into_param`](crate::Message::into_param).
///
/// [Reference](https://platform.claude.com/docs/en/api/messages)
#[derive(Clone, Debug, PartialEq, Union)]
#[wire(tag = "type")]
#[non_exhaustive]
pub enum ContentBlock {
    /// Text.
    Text(TextBlock),
    /// An image, in a request.
    #[wire(write_only)]
    Image(ImageBlock),
    /// A document, in a request, or in what the service fetched from the web.
    #[wire(write_only)]
    Document(DocumentBlock),
    /// A result of a search of the caller's, in a request, which the model can cite.
    #[wire(write_only)]
    SearchResult(SearchResultBlock),
    /// What the model thought.
    Thinking(ThinkingBlock),
    /// What the model thought, encrypted.
    RedactedThinking(RedactedThinkingBlock),
    /// A call of a tool of the caller's.
    ToolUse(ToolUseBlock),
    /// The result of such a call, in a request.
    #[wire(write_only)]
    ToolResult(ToolResultBlock),
    /// A call of a tool that the service runs.
    ServerToolUse(ServerToolUseBlock),
    /// What a search of the web found.
    WebSearchToolResult(WebSearchToolResultBlock),
    /// What was fetched from the web.
    WebFetchToolResult(WebFetchToolResultBlock),
    /// What code wrote that the service ran.
    CodeExecutionToolResult(CodeExecutionToolResultBlock),
    /// What a shell command wrote that the service ran.
    BashCodeExecutionToolResult(BashCodeExecutionToolResultBlock),
    /// What the text editor of the sandbox answered.
    TextEditorCodeExecutionToolResult(TextEditorCodeExecutionToolResultBlock),
    /// The tools that a search for tools found.
    ToolSearchToolResult(ToolSearchToolResultBlock),
    /// A file for the container, in a request, or one that the container made.
    ContainerUpload(ContainerUploadBlock),
    /// What another model advised (beta).
    AdvisorToolResult(AdvisorToolResultBlock),
    /// A call of a tool of an MCP server (beta).
    McpToolUse(McpToolUseBlock),
    /// The result of such a call (beta).
    McpToolResult(McpToolResultBlock),
    /// The tools of an MCP server (beta).
    McpToolListing(McpToolListingBlock),
    /// What was said before, summed up (beta).
    Compaction(CompactionBlock),
    /// From here on, another model answers (beta).
    Fallback(FallbackBlock),
    /// From here on, the model may use a tool, in a request (beta).
    #[wire(write_only)]
    ToolAddition(ToolAdditionBlock),
    /// From here on, the model may not use a tool any more, in a request (beta).
    #[wire(write_only)]
    ToolRemoval(ToolRemovalBlock),
    /// A block of a type that this version does not know.
    Unknown(Value),
}

impl ContentBlock {
    /// Builds a block of text.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(TextBlock::new(text))
    }

    /// Returns the text, if the block is one of text.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(block) => Some(&block.text),
            _ => None,
        }
    }

    /// Returns the call, if the block is one of a tool of the caller's.
    #[must_use]
    pub fn as_tool_use(&self) -> Option<&ToolUseBlock> {
        match self {
            Self::ToolUse(block) => Some(block),
            _ => None,
        }
    }
}

impl From<&str> for ContentBlock {
    fn from(text: &str) -> Self {
        Self::text(text)
    }
}

impl From<String> for ContentBlock {
    fn from(text: String) -> Self {
        Self::text(text)
    }
}

/// A file of a container.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct ContainerUploadBlock {
    /// The id of the file.
    pub file_id: FileId,
    /// A breakpoint of the prompt cache at this block.
    #[wire(accepts_null, write_only)]
    pub cache_control: Option<CacheControl>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}
