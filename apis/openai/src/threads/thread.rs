//! Threads in a reply.

use schematic_api::{Extra, Object};

use crate::{Metadata, ThreadId, Timestamp, ToolResources};

/// A conversation: the messages of the user and of the assistants.
///
/// [Reference](https://platform.openai.com/docs/api-reference/threads/object)
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(constant(object = "thread"), nullable, required(id), lenient)]
#[non_exhaustive]
pub struct Thread {
    /// The id.
    pub id: ThreadId,
    /// When the thread was created.
    pub created_at: Timestamp,
    /// The files and vector stores that the tools can use in this thread, in addition to those of
    /// the assistant.
    pub tool_resources: Option<ToolResources>,
    /// Key-value pairs that the caller attached.
    pub metadata: Option<Metadata>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}
