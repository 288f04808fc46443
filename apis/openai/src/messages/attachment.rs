//! Files attached to a message.

use schematic_api::{Extra, Object, Union};
use serde_json::Value;

use crate::{CodeInterpreterTool, FileId};

/// A file attached to a message, and the tools that may use it.
///
/// ```
/// use schematic_openai::{Attachment, AttachmentTool, CreateMessage};
///
/// let report = Attachment::new().file_id("file-abc123").tools([AttachmentTool::file_search()]);
/// let body = CreateMessage::user("Summarize the attached report.").attachments([report]);
/// ```
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct Attachment {
    /// The id of the file.
    pub file_id: Option<FileId>,
    /// The tools that may use the file.
    pub tools: Option<Vec<AttachmentTool>>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// A tool that may use an attached file.
#[derive(Clone, Debug, PartialEq, Union)]
#[wire(tag = "type")]
#[non_exhaustive]
pub enum AttachmentTool {
    /// The code interpreter.
    CodeInterpreter(CodeInterpreterTool),
    /// The file search.
    FileSearch(AttachmentSearch),
    /// A tool of a type that this version does not know.
    Unknown(Value),
}

impl AttachmentTool {
    /// The code interpreter.
    #[must_use]
    pub fn code_interpreter() -> Self {
        Self::CodeInterpreter(CodeInterpreterTool::new())
    }

    /// The file search.
    #[must_use]
    pub fn file_search() -> Self {
        Self::FileSearch(AttachmentSearch::new())
    }
}

/// The file search as the tool of an attachment. Unlike the tool of an assistant, it has no
/// settings.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct AttachmentSearch {
    /// Additional fields that the service sent.
    pub extra: Extra,
}
