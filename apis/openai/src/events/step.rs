//! What is added to a run step.

use schematic_api::{Extra, Object, Union};
use serde_json::Value;

use crate::{FileId, FileSearchCall, MessageId, StepId, ToolCallId};

/// What was added to a run step.
///
/// [Reference](https://platform.openai.com/docs/api-reference/assistants-streaming/run-step-delta-object)
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(constant(object = "thread.run.step.delta"), required(id))]
#[non_exhaustive]
pub struct RunStepDelta {
    /// The step.
    pub id: StepId,
    /// What was added to it.
    pub delta: RunStepDeltaBody,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}

/// The fields that were added to a run step.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct RunStepDeltaBody {
    /// What was done.
    pub step_details: Option<StepDetailsDelta>,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}

/// What was added to what was done in a step.
#[derive(Clone, Debug, PartialEq, Union)]
#[wire(tag = "type")]
#[non_exhaustive]
pub enum StepDetailsDelta {
    /// The assistant writes a message.
    MessageCreation(MessageCreationStepDelta),
    /// The assistant uses tools.
    ToolCalls(ToolCallsStepDelta),
    /// Details that this version does not know.
    Unknown(Value),
}

/// The assistant writes a message.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct MessageCreationStepDelta {
    /// Which one.
    pub message_creation: Option<MessageCreationDelta>,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}

/// The message that a step writes.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct MessageCreationDelta {
    /// The message.
    pub message_id: Option<MessageId>,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}

/// The assistant uses tools.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct ToolCallsStepDelta {
    /// Calls, or pieces of calls.
    pub tool_calls: Option<Vec<StepToolCallDelta>>,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}

/// A tool call, or a piece of one. Its `index` says which call of the step it belongs to.
#[derive(Clone, Debug, PartialEq, Union)]
#[wire(tag = "type")]
#[non_exhaustive]
pub enum StepToolCallDelta {
    /// The service runs Python.
    CodeInterpreter(CodeInterpreterStepDelta),
    /// The service searches files.
    FileSearch(FileSearchStepDelta),
    /// The caller is to call a function.
    Function(FunctionStepDelta),
    /// A call that this version does not know.
    Unknown(Value),
}

/// The service runs Python.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(required(index))]
#[non_exhaustive]
pub struct CodeInterpreterStepDelta {
    /// Which call of the step.
    pub index: u64,
    /// The id of the call.
    pub id: Option<ToolCallId>,
    /// The program and what it gave.
    pub code_interpreter: Option<CodeInterpreterCallDelta>,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}

/// A piece of a program, and what it gave.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct CodeInterpreterCallDelta {
    /// Source code, to be put behind what is there.
    pub input: Option<String>,
    /// Outputs, or pieces of outputs.
    pub outputs: Option<Vec<CodeInterpreterOutputDelta>>,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}

/// An output of a program, or a piece of one. Its `index` says which output of the call it is.
#[derive(Clone, Debug, PartialEq, Union)]
#[wire(tag = "type")]
#[non_exhaustive]
pub enum CodeInterpreterOutputDelta {
    /// Text that it printed, to be put behind what is there.
    Logs(CodeInterpreterLogsDelta),
    /// A picture that it drew.
    Image(CodeInterpreterImageDelta),
    /// An output that this version does not know.
    Unknown(Value),
}

/// Text that a program printed.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(required(index))]
#[non_exhaustive]
pub struct CodeInterpreterLogsDelta {
    /// Which output of the call.
    pub index: u64,
    /// Text, to be put behind what is there.
    pub logs: Option<String>,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}

/// A picture that a program drew.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(required(index))]
#[non_exhaustive]
pub struct CodeInterpreterImageDelta {
    /// Which output of the call.
    pub index: u64,
    /// The picture.
    pub image: Option<OutputImageDelta>,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}

/// The file of a picture that a program drew.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct OutputImageDelta {
    /// The file.
    pub file_id: Option<FileId>,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}

/// The service searches files.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(required(index))]
#[non_exhaustive]
pub struct FileSearchStepDelta {
    /// Which call of the step.
    pub index: u64,
    /// The id of the call.
    pub id: Option<ToolCallId>,
    /// The search; the service sends an empty one for now.
    pub file_search: FileSearchCall,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}

/// The caller is to call a function.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(required(index))]
#[non_exhaustive]
pub struct FunctionStepDelta {
    /// Which call of the step.
    pub index: u64,
    /// The id of the call.
    pub id: Option<ToolCallId>,
    /// The function and its arguments.
    pub function: Option<FunctionStepCallDelta>,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}

/// The name of a function, or a piece of its arguments.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct FunctionStepCallDelta {
    /// The name of the function.
    pub name: Option<String>,
    /// JSON, to be put behind what is there.
    pub arguments: Option<String>,
    /// What the caller submitted.
    #[wire(nullable)]
    pub output: Option<String>,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}
