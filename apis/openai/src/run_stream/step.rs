//! Assembles steps from their deltas.

use serde_json::Value;

use super::DeltaError;
use super::indices::{self, Indices, Piece, append, replace, set};
use super::unknown;
use crate::{
    CodeInterpreterCallDelta, CodeInterpreterImage, CodeInterpreterLogs, CodeInterpreterOutput,
    CodeInterpreterOutputDelta, CodeInterpreterStep, FileSearchStep, FunctionStep, RunStep,
    RunStepDelta, StepDetails, StepDetailsDelta, StepToolCall, StepToolCallDelta,
};

/// The indices of a step received as a whole.
pub(super) fn indices(step: &RunStep) -> Indices {
    let calls = match &step.step_details {
        StepDetails::ToolCalls(details) => details.tool_calls.as_slice(),
        _ => &[],
    };
    Indices::of_whole(calls.iter().map(|call| match call {
        StepToolCall::CodeInterpreter(call) => call.code_interpreter.outputs.len(),
        _ => 0,
    }))
}

/// Adds a delta to a step.
pub(super) fn extend(
    step: &mut RunStep,
    calls: &mut Indices,
    delta: &RunStepDelta,
) -> Result<(), DeltaError> {
    let Some(delta) = &delta.delta.step_details else { return Ok(()) };
    if let StepDetailsDelta::ToolCalls(delta) = delta {
        indices::check(calls, delta.tool_calls.as_deref().unwrap_or_default())?;
    }
    let details = &mut step.step_details;
    if *details == StepDetails::default() {
        *details = begin(delta);
    }
    match (delta, details) {
        (StepDetailsDelta::MessageCreation(delta), StepDetails::MessageCreation(details)) => {
            let id = delta.message_creation.as_ref().and_then(|it| it.message_id.as_ref());
            replace(&mut details.message_creation.message_id, id);
            Ok(())
        }
        (StepDetailsDelta::ToolCalls(delta), StepDetails::ToolCalls(details)) => {
            let pieces = delta.tool_calls.as_deref().unwrap_or_default();
            indices::extend(&mut details.tool_calls, calls, pieces)
        }
        (StepDetailsDelta::Unknown(delta), StepDetails::Unknown(details)) => {
            details.clone_from(delta);
            Ok(())
        }
        (delta, details) => Err(unknown::clash(details.tag(), delta.tag())),
    }
}

/// The details of a step that was created without any.
fn begin(delta: &StepDetailsDelta) -> StepDetails {
    match delta {
        StepDetailsDelta::MessageCreation(_) => StepDetails::message_creation(""),
        StepDetailsDelta::ToolCalls(_) => StepDetails::tool_calls([]),
        StepDetailsDelta::Unknown(_) => StepDetails::default(),
    }
}

fn outputs(call: Option<&CodeInterpreterCallDelta>) -> &[CodeInterpreterOutputDelta] {
    call.and_then(|call| call.outputs.as_deref()).unwrap_or_default()
}

impl Piece for StepToolCallDelta {
    type Whole = StepToolCall;

    fn index(&self) -> Option<u64> {
        match self {
            Self::CodeInterpreter(piece) => Some(piece.index),
            Self::FileSearch(piece) => Some(piece.index),
            Self::Function(piece) => Some(piece.index),
            Self::Unknown(value) => unknown::index(value),
        }
    }

    fn check(&self, inner: &Indices) -> Result<(), DeltaError> {
        match self {
            Self::CodeInterpreter(piece) => {
                indices::check(inner, outputs(piece.code_interpreter.as_ref()))
            }
            _ => Ok(()),
        }
    }

    fn begin(&self) -> StepToolCall {
        match self {
            Self::CodeInterpreter(_) => CodeInterpreterStep::new().into(),
            Self::FileSearch(_) => FileSearchStep::new().into(),
            Self::Function(_) => FunctionStep::new().into(),
            Self::Unknown(_) => StepToolCall::Unknown(Value::Null),
        }
    }

    fn extend(&self, whole: &mut StepToolCall, inner: &mut Indices) -> Result<(), DeltaError> {
        match (self, whole) {
            (Self::CodeInterpreter(piece), StepToolCall::CodeInterpreter(call)) => {
                replace(&mut call.id, piece.id.as_ref());
                let delta = piece.code_interpreter.as_ref();
                append(&mut call.code_interpreter.input, delta.and_then(|it| it.input.as_ref()));
                return indices::extend(&mut call.code_interpreter.outputs, inner, outputs(delta));
            }
            (Self::FileSearch(piece), StepToolCall::FileSearch(call)) => {
                replace(&mut call.id, piece.id.as_ref());
                let search = &mut call.file_search;
                set(&mut search.ranking_options, piece.file_search.ranking_options.as_ref());
                set(&mut search.results, piece.file_search.results.as_ref());
            }
            (Self::Function(piece), StepToolCall::Function(call)) => {
                replace(&mut call.id, piece.id.as_ref());
                if let Some(piece) = &piece.function {
                    replace(&mut call.function.name, piece.name.as_ref());
                    piece.arguments.iter().for_each(|piece| call.function.arguments.extend(piece));
                    set(&mut call.function.output, piece.output.as_ref());
                }
            }
            (Self::Unknown(piece), StepToolCall::Unknown(call)) => {
                *call = unknown::without_index(piece);
            }
            (_, whole) => return Err(unknown::clash(whole.tag(), self.tag())),
        }
        Ok(())
    }
}

impl Piece for CodeInterpreterOutputDelta {
    type Whole = CodeInterpreterOutput;

    fn index(&self) -> Option<u64> {
        match self {
            Self::Logs(piece) => Some(piece.index),
            Self::Image(piece) => Some(piece.index),
            Self::Unknown(value) => unknown::index(value),
        }
    }

    fn check(&self, _: &Indices) -> Result<(), DeltaError> {
        Ok(())
    }

    fn begin(&self) -> CodeInterpreterOutput {
        match self {
            Self::Logs(_) => CodeInterpreterLogs::new().into(),
            Self::Image(_) => CodeInterpreterImage::new().into(),
            Self::Unknown(_) => CodeInterpreterOutput::Unknown(Value::Null),
        }
    }

    fn extend(&self, whole: &mut CodeInterpreterOutput, _: &mut Indices) -> Result<(), DeltaError> {
        match (self, whole) {
            (Self::Logs(piece), CodeInterpreterOutput::Logs(output)) => {
                append(&mut output.logs, piece.logs.as_ref());
            }
            (Self::Image(piece), CodeInterpreterOutput::Image(output)) => {
                let file = piece.image.as_ref().and_then(|image| image.file_id.as_ref());
                replace(&mut output.image.file_id, file);
            }
            (Self::Unknown(piece), CodeInterpreterOutput::Unknown(output)) => {
                *output = unknown::without_index(piece);
            }
            (_, whole) => return Err(unknown::clash(whole.tag(), self.tag())),
        }
        Ok(())
    }
}
