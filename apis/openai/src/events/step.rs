//! The deltas of run steps.

use schematic_api::{Extra, Object, Union};
use serde_json::Value;

use crate::{Arguments, FileId, FileSearchCall, MessageId, StepId, ToolCallId};

/// What was added to a run step, `thread.run.step.delta`.
///
/// [Reference](https://platform.openai.com/docs/api-reference/assistants-streaming/run-step-delta-object)
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(constant(object = "thread.run.step.delta"), required(id), lenient)]
#[non_exhaustive]
pub struct RunStepDelta {
    /// The id of the step.
    pub id: StepId,
    /// The addition.
    pub delta: RunStepDeltaBody,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// The fields that were added to a run step.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct RunStepDeltaBody {
    /// The details to add.
    pub step_details: Option<StepDetailsDelta>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// An addition to the details of a step.
#[derive(Clone, Debug, PartialEq, Union)]
#[wire(tag = "type")]
#[non_exhaustive]
pub enum StepDetailsDelta {
    /// The step creates a message.
    MessageCreation(MessageCreationStepDelta),
    /// The step calls tools.
    ToolCalls(ToolCallsStepDelta),
    /// Details of a type that this version does not know.
    Unknown(Value),
}

/// The step creates a message.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct MessageCreationStepDelta {
    /// The message.
    pub message_creation: Option<MessageCreationDelta>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// The message that a step creates.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct MessageCreationDelta {
    /// The id of the message.
    pub message_id: Option<MessageId>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// The step calls tools.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct ToolCallsStepDelta {
    /// New calls, or additions to existing ones.
    pub tool_calls: Option<Vec<StepToolCallDelta>>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// A new tool call, or an addition to one. Its `index` tells which call of the step it belongs to.
#[derive(Clone, Debug, PartialEq, Union)]
#[wire(tag = "type")]
#[non_exhaustive]
pub enum StepToolCallDelta {
    /// A call of the code interpreter.
    CodeInterpreter(CodeInterpreterStepDelta),
    /// A call of the file search.
    FileSearch(FileSearchStepDelta),
    /// A call of a function that the caller has to run.
    Function(FunctionStepDelta),
    /// A call of a type that this version does not know.
    Unknown(Value),
}

/// A call of the code interpreter.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct CodeInterpreterStepDelta {
    /// The index of the call within the step.
    pub index: u64,
    /// The id of the call.
    pub id: Option<ToolCallId>,
    /// The program and its output.
    pub code_interpreter: Option<CodeInterpreterCallDelta>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// An addition to a program or its outputs.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct CodeInterpreterCallDelta {
    /// Source code to append.
    pub input: Option<String>,
    /// New outputs, or additions to existing ones.
    pub outputs: Option<Vec<CodeInterpreterOutputDelta>>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// A new output of a program, or an addition to one. Its `index` tells which output of the call it
/// belongs to.
#[derive(Clone, Debug, PartialEq, Union)]
#[wire(tag = "type")]
#[non_exhaustive]
pub enum CodeInterpreterOutputDelta {
    /// Text that the program printed, to append.
    Logs(CodeInterpreterLogsDelta),
    /// An image that the program generated.
    Image(CodeInterpreterImageDelta),
    /// An output of a type that this version does not know.
    Unknown(Value),
}

/// Text that a program printed.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct CodeInterpreterLogsDelta {
    /// The index of the output within the call.
    pub index: u64,
    /// Text to append.
    pub logs: Option<String>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// An image that a program generated.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct CodeInterpreterImageDelta {
    /// The index of the output within the call.
    pub index: u64,
    /// The image.
    pub image: Option<OutputImageDelta>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// The file of an image that a program generated.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct OutputImageDelta {
    /// The id of the file.
    pub file_id: Option<FileId>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// A call of the file search.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(required(index), lenient)]
#[non_exhaustive]
pub struct FileSearchStepDelta {
    /// The index of the call within the step.
    pub index: u64,
    /// The id of the call.
    pub id: Option<ToolCallId>,
    /// The search. At present the service sends an empty object.
    pub file_search: FileSearchCall,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// A call of a function that the caller has to run.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct FunctionStepDelta {
    /// The index of the call within the step.
    pub index: u64,
    /// The id of the call.
    pub id: Option<ToolCallId>,
    /// The function and its arguments.
    pub function: Option<FunctionStepCallDelta>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// The name of a function, or a piece of its arguments.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct FunctionStepCallDelta {
    /// The name of the function.
    pub name: Option<String>,
    /// A piece of the JSON arguments, to append.
    pub arguments: Option<Arguments>,
    /// The output that the caller submitted.
    #[wire(nullable, documented = "optional")]
    pub output: Option<String>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}
