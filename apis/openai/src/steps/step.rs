//! A step as the service gives it back.

use schematic_api::{Extra, Object, StringEnum, Union};
use serde_json::Value;

use super::StepToolCall;
use crate::{
    AssistantId, ListItem, MessageId, Metadata, RunError, RunId, StepId, ThreadId, Timestamp, Usage,
};

/// One thing that an assistant did in a run: it wrote a message, or used tools.
///
/// [Reference](https://platform.openai.com/docs/api-reference/run-steps/step-object)
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(constant(object = "thread.run.step"), nullable, required(id))]
#[non_exhaustive]
pub struct RunStep {
    /// The id.
    pub id: StepId,
    /// When it was made.
    pub created_at: Timestamp,
    /// The assistant that is at work.
    pub assistant_id: AssistantId,
    /// The thread that it works on.
    pub thread_id: ThreadId,
    /// The run that the step belongs to.
    pub run_id: RunId,
    /// What kind of step it is, `type` on the wire; [`step_details`](Self::step_details) has the
    /// same kind.
    #[wire(name = "type")]
    pub kind: StepType,
    /// How far it is.
    pub status: StepStatus,
    /// What was done.
    pub step_details: StepDetails,
    /// What went wrong, in a step that failed.
    pub last_error: Option<RunError>,
    /// When it expired, because its run did.
    pub expired_at: Option<Timestamp>,
    /// When it was cancelled.
    pub cancelled_at: Option<Timestamp>,
    /// When it failed.
    pub failed_at: Option<Timestamp>,
    /// When it was complete.
    pub completed_at: Option<Timestamp>,
    /// Notes.
    pub metadata: Option<Metadata>,
    /// The tokens it took; `None` while it is in progress.
    pub usage: Option<Usage>,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}

impl ListItem for RunStep {
    fn id(&self) -> &str {
        self.id.as_str()
    }
}

/// The kind of a step.
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum StepType {
    /// The assistant wrote a message.
    MessageCreation,
    /// The assistant used tools.
    ToolCalls,
    /// A kind that this version does not know.
    Unknown(String),
}

/// How far a step is.
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum StepStatus {
    /// The assistant is at it, or waits for the outputs of its tool calls.
    InProgress,
    /// It was cancelled.
    Cancelled,
    /// It failed; [`RunStep::last_error`] says why.
    Failed,
    /// It is done.
    Completed,
    /// It took too long.
    Expired,
    /// A status that this version does not know.
    Unknown(String),
}

/// What was done in a step.
#[derive(Clone, Debug, PartialEq, Union)]
#[wire(tag = "type")]
#[non_exhaustive]
pub enum StepDetails {
    /// The assistant wrote a message.
    MessageCreation(MessageCreationStep),
    /// The assistant used tools.
    ToolCalls(ToolCallsStep),
    /// Details that this version does not know.
    Unknown(Value),
}

impl StepDetails {
    /// The assistant wrote this message.
    #[must_use]
    pub fn message_creation(message: impl Into<MessageId>) -> Self {
        Self::MessageCreation(
            MessageCreationStep::new().message_creation(MessageCreation::new().message_id(message)),
        )
    }

    /// The assistant used these tools.
    #[must_use]
    pub fn tool_calls(calls: impl IntoIterator<Item = StepToolCall>) -> Self {
        Self::ToolCalls(ToolCallsStep::new().tool_calls(calls))
    }
}

/// The assistant wrote a message.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct MessageCreationStep {
    /// Which one.
    pub message_creation: MessageCreation,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}

/// The message that a step wrote.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct MessageCreation {
    /// The message.
    pub message_id: MessageId,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}

/// The assistant used tools.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct ToolCallsStep {
    /// The calls.
    pub tool_calls: Vec<StepToolCall>,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}
