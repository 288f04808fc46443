//! A thread as the service gives it back.

use schematic_api::{Extra, Object};

use crate::{Metadata, ThreadId, Timestamp, ToolResources};

/// A conversation: messages, and the runs that answered them.
///
/// [Reference](https://platform.openai.com/docs/api-reference/threads/object)
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(constant(object = "thread"), nullable, required(id))]
#[non_exhaustive]
pub struct Thread {
    /// The id.
    pub id: ThreadId,
    /// When it was made.
    pub created_at: Timestamp,
    /// What tools work on in this thread, beside the resources of the assistant.
    pub tool_resources: Option<ToolResources>,
    /// The caller's notes.
    pub metadata: Option<Metadata>,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}
