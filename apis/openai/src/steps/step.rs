//! Run steps in a reply.

use schematic_api::{Extra, IntoList, Object, StringEnum, Union};
use serde_json::Value;

use super::StepToolCall;
use crate::{
    AssistantId, ListItem, MessageId, Metadata, RunError, RunId, StepId, ThreadId, Timestamp, Usage,
};

/// A step of a run: the assistant wrote a message or called tools.
///
/// [Reference](https://platform.openai.com/docs/api-reference/run-steps/step-object)
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(constant(object = "thread.run.step"), nullable, required(id), lenient)]
#[non_exhaustive]
pub struct RunStep {
    /// The id.
    pub id: StepId,
    /// When the step was created.
    pub created_at: Timestamp,
    /// The assistant.
    pub assistant_id: AssistantId,
    /// The thread that the assistant works on.
    pub thread_id: ThreadId,
    /// The run that the step belongs to.
    pub run_id: RunId,
    /// The type of the step, `type` on the wire; [`step_details`](Self::step_details) has the same
    /// type.
    #[wire(rename = "type")]
    pub kind: StepType,
    /// The status.
    pub status: StepStatus,
    /// What the step did.
    pub step_details: StepDetails,
    /// The error of a failed step.
    pub last_error: Option<RunError>,
    /// When it expired, because its run did.
    pub expired_at: Option<Timestamp>,
    /// When it was cancelled.
    pub cancelled_at: Option<Timestamp>,
    /// When it failed.
    pub failed_at: Option<Timestamp>,
    /// When it completed.
    pub completed_at: Option<Timestamp>,
    /// Key-value pairs that the caller attached.
    pub metadata: Option<Metadata>,
    /// The tokens that the step took; `None` while it is in progress.
    pub usage: Option<Usage>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

impl ListItem for RunStep {
    fn id(&self) -> &str {
        self.id.as_str()
    }
}

/// The type of a step.
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum StepType {
    /// The assistant wrote a message.
    MessageCreation,
    /// The assistant called tools.
    ToolCalls,
    /// A type that this version does not know.
    Unknown(String),
}

/// The status of a step.
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum StepStatus {
    /// The step is in progress, or waits for the outputs of its tool calls.
    InProgress,
    /// It was cancelled.
    Cancelled,
    /// The step failed; [`RunStep::last_error`] tells why.
    Failed,
    /// The step completed.
    Completed,
    /// The step expired, because its run did.
    Expired,
    /// A status that this version does not know.
    Unknown(String),
}

/// What a step did.
#[derive(Clone, Debug, PartialEq, Union)]
#[wire(tag = "type")]
#[non_exhaustive]
pub enum StepDetails {
    /// The assistant wrote a message.
    MessageCreation(MessageCreationStep),
    /// The assistant called tools.
    ToolCalls(ToolCallsStep),
    /// Details of a type that this version does not know.
    Unknown(Value),
}

impl StepDetails {
    /// Builds the details of a step that wrote this message.
    #[must_use]
    pub fn message_creation(message: impl Into<MessageId>) -> Self {
        Self::MessageCreation(
            MessageCreationStep::new().message_creation(MessageCreation::new().message_id(message)),
        )
    }

    /// Builds the details of a step that made these calls.
    #[must_use]
    pub fn tool_calls(calls: impl IntoList<StepToolCall>) -> Self {
        Self::ToolCalls(ToolCallsStep::new().tool_calls(calls))
    }
}

/// The assistant wrote a message.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(lenient)]
#[non_exhaustive]
pub struct MessageCreationStep {
    /// The message.
    pub message_creation: MessageCreation,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// The message that a step wrote.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(lenient)]
#[non_exhaustive]
pub struct MessageCreation {
    /// The id of the message.
    pub message_id: MessageId,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// The assistant called tools.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(lenient)]
#[non_exhaustive]
pub struct ToolCallsStep {
    /// The calls.
    pub tool_calls: Vec<StepToolCall>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}
