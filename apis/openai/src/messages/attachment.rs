//! Files that come with a message.

use schematic_api::{Extra, Object, Union};
use serde_json::Value;

use crate::{CodeInterpreterTool, FileId};

/// A file that comes with a message, and the tools that get it.
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
    /// The file.
    pub file_id: Option<FileId>,
    /// The tools that get it.
    pub tools: Option<Vec<AttachmentTool>>,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}

/// A tool that gets an attached file.
#[derive(Clone, Debug, PartialEq, Union)]
#[wire(tag = "type")]
#[non_exhaustive]
pub enum AttachmentTool {
    /// The code interpreter.
    CodeInterpreter(CodeInterpreterTool),
    /// The file search.
    FileSearch(AttachmentSearch),
    /// A tool that this version does not know.
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

/// The file search of an attachment; unlike that of an assistant, it has no settings.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct AttachmentSearch {
    /// What the service sent beyond the type.
    pub extra: Extra,
}
