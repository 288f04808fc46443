//! What the text editor of the sandbox answered.

use schematic_api::{Extra, Object, StringEnum, Union};
use serde_json::Value;

use crate::{CacheControl, ToolUseId};

/// What the text editor of the sandbox answered.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct TextEditorCodeExecutionToolResultBlock {
    /// The id of the call.
    pub tool_use_id: ToolUseId,
    /// The result, or the error.
    pub content: TextEditorToolResult,
    /// A breakpoint of the prompt cache at this block. Only in a request.
    #[wire(accepts_null, write_only)]
    pub cache_control: Option<CacheControl>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// What the text editor answered, or an error.
#[derive(Clone, Debug, PartialEq, Union)]
#[wire(tag = "type")]
#[non_exhaustive]
pub enum TextEditorToolResult {
    /// A file, or a part of it.
    #[wire(rename = "text_editor_code_execution_view_result")]
    View(TextEditorView),
    /// A file was written.
    #[wire(rename = "text_editor_code_execution_create_result")]
    Create(TextEditorCreate),
    /// A part of a file was replaced.
    #[wire(rename = "text_editor_code_execution_str_replace_result")]
    StrReplace(TextEditorStrReplace),
    /// The editor failed.
    #[wire(rename = "text_editor_code_execution_tool_result_error")]
    Error(TextEditorError),
    /// A result of a kind that this version does not know.
    Unknown(Value),
}

/// A file, or a part of it.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct TextEditorView {
    /// The kind of file.
    pub file_type: TextEditorFileType,
    /// What is in it.
    pub content: String,
    /// How many lines these are.
    #[wire(nullable)]
    pub num_lines: Option<u64>,
    /// The first of them, from 1.
    #[wire(nullable)]
    pub start_line: Option<u64>,
    /// How many lines the file has.
    #[wire(nullable)]
    pub total_lines: Option<u64>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// A kind of file.
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum TextEditorFileType {
    /// Text.
    Text,
    /// An image.
    Image,
    /// A PDF.
    Pdf,
    /// A kind that this version does not know.
    Unknown(String),
}

/// A file was written.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct TextEditorCreate {
    /// Whether the file was there before.
    pub is_file_update: bool,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// A part of a file was replaced.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct TextEditorStrReplace {
    /// The lines of the change, each with its mark.
    #[wire(nullable)]
    pub lines: Option<Vec<String>>,
    /// The first line of the new text.
    #[wire(nullable)]
    pub new_start: Option<u64>,
    /// How many lines the new text has.
    #[wire(nullable)]
    pub new_lines: Option<u64>,
    /// The first line of the old text.
    #[wire(nullable)]
    pub old_start: Option<u64>,
    /// How many lines the old text had.
    #[wire(nullable)]
    pub old_lines: Option<u64>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// The editor failed.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct TextEditorError {
    /// What went wrong.
    pub error_code: TextEditorErrorCode,
    /// The same in words.
    #[wire(nullable)]
    pub error_message: Option<String>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// Why the text editor failed.
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum TextEditorErrorCode {
    /// The arguments are wrong.
    InvalidToolInput,
    /// The tool is not available.
    Unavailable,
    /// Too many calls at a time.
    TooManyRequests,
    /// The execution took too long.
    ExecutionTimeExceeded,
    /// There is no such file.
    FileNotFound,
    /// A code that this version does not know.
    Unknown(String),
}
