//! The results of the caller's tools.

use schematic_api::{Extra, Object, Union};
use serde_json::Value;

use super::{DocumentBlock, ImageBlock, SearchResultBlock, TextBlock};
use crate::{CacheControl, ToolUseId};

/// The result of a call of a tool of the caller's. The results of all calls of a turn are the first blocks of the next message.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct ToolResultBlock {
    /// The id of the call.
    pub tool_use_id: ToolUseId,
    /// What the tool returned. May be left out.
    pub content: Option<ToolResult>,
    /// Whether the call failed. The content says then what went wrong. Default: `false`.
    pub is_error: Option<bool>,
    /// The toolset that has the tool, if one has it.
    #[wire(accepts_null)]
    pub toolset_name: Option<String>,
    /// A breakpoint of the prompt cache at this block.
    #[wire(accepts_null, write_only)]
    pub cache_control: Option<CacheControl>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// What a tool returned: text, or blocks.
#[derive(Clone, Debug, PartialEq, Union)]
#[non_exhaustive]
pub enum ToolResult {
    /// Text.
    #[wire(string)]
    Text(String),
    /// Blocks, in their order.
    #[wire(array)]
    Blocks(Vec<ToolResultContent>),
    /// A result of another form, which this version does not know.
    Unknown(Value),
}

/// A block of what a tool returned.
#[derive(Clone, Debug, PartialEq, Union)]
#[wire(tag = "type")]
#[non_exhaustive]
pub enum ToolResultContent {
    /// Text.
    Text(TextBlock),
    /// An image.
    Image(ImageBlock),
    /// A result of a search, which the model can cite.
    SearchResult(SearchResultBlock),
    /// A document.
    Document(DocumentBlock),
    /// A tool that was found.
    ToolReference(ToolReferenceBlock),
    /// The state of a browser.
    BrowserState(BrowserStateBlock),
    /// A block of a type that this version does not know.
    Unknown(Value),
}

/// A tool that was found, by its name.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct ToolReferenceBlock {
    /// The name of the tool.
    pub tool_name: String,
    /// A breakpoint of the prompt cache at this block. Only in a request.
    #[wire(accepts_null, write_only)]
    pub cache_control: Option<CacheControl>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// The state of a browser, as the result of a call of the browser's toolset.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct BrowserStateBlock {
    /// The open tabs.
    pub tabs: Vec<BrowserTab>,
    /// What happened since the last call.
    #[wire(accepts_null)]
    pub state_changes: Option<Vec<BrowserStateChange>>,
    /// A breakpoint of the prompt cache at this block.
    #[wire(accepts_null, write_only)]
    pub cache_control: Option<CacheControl>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// A tab of a browser.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct BrowserTab {
    /// The id of the tab.
    pub tab_id: String,
    /// The title of its page.
    pub title: String,
    /// The address of its page.
    pub url: String,
    /// Whether the tab is the one in front.
    pub active: Option<bool>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// Something that happened in a browser.
#[derive(Clone, Debug, PartialEq, Union)]
#[wire(tag = "type")]
#[non_exhaustive]
pub enum BrowserStateChange {
    /// A tab was opened.
    TabOpened(BrowserTabOpened),
    /// A download began.
    DownloadStarted(BrowserDownloadStarted),
    /// A download is complete.
    DownloadCompleted(BrowserDownloadCompleted),
    /// A download failed.
    DownloadFailed(BrowserDownloadFailed),
    /// Something that this version does not know.
    Unknown(Value),
}

/// A tab was opened.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct BrowserTabOpened {
    /// The id of the tab.
    pub tab_id: String,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// A download began.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct BrowserDownloadStarted {
    /// The id of the download.
    pub download_id: String,
    /// The address that is downloaded.
    pub url: String,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// A download is complete.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct BrowserDownloadCompleted {
    /// The id of the download.
    pub download_id: String,
    /// The address that was downloaded.
    pub url: String,
    /// The path of the file in the sandbox.
    #[wire(accepts_null)]
    pub path: Option<String>,
    /// The size of the file in bytes.
    #[wire(accepts_null)]
    pub size_bytes: Option<u64>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// A download failed.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct BrowserDownloadFailed {
    /// The id of the download.
    pub download_id: String,
    /// The address that was to be downloaded.
    pub url: String,
    /// What went wrong.
    #[wire(accepts_null)]
    pub error: Option<String>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}
