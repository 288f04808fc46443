//! Functions that a run asks its caller to call, and their outputs.

use schematic_api::{Extra, Object, Union};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::ToolCallId;

/// What a run in `requires_action` waits for.
///
/// [Reference](https://platform.openai.com/docs/api-reference/runs/object#runs/object-required_action)
#[derive(Clone, Debug, PartialEq, Union)]
#[wire(tag = "type")]
#[non_exhaustive]
pub enum RequiredAction {
    /// The outputs of tool calls.
    SubmitToolOutputs(SubmitToolOutputsAction),
    /// An action that this version does not know.
    Unknown(Value),
}

impl RequiredAction {
    /// The calls whose outputs are wanted.
    #[must_use]
    pub fn tool_calls(&self) -> &[ToolCall] {
        match self {
            Self::SubmitToolOutputs(action) => &action.submit_tool_outputs.tool_calls,
            Self::Unknown(_) => &[],
        }
    }
}

/// The outputs of tool calls are wanted.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct SubmitToolOutputsAction {
    /// Which ones.
    pub submit_tool_outputs: RequiredToolOutputs,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}

/// The calls whose outputs are wanted.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct RequiredToolOutputs {
    /// The calls; all their outputs go back in one [`SubmitToolOutputs`].
    pub tool_calls: Vec<ToolCall>,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}

/// A function that the model wants called.
///
/// ```
/// use schematic_openai::{FunctionCall, ToolCall};
/// use serde_json::Value;
///
/// let function = FunctionCall::new("add").arguments(r#"{"a":2,"b":2}"#);
/// let call = ToolCall::new("call_abc123", function);
/// let arguments: Value = call.arguments()?;
/// let sum = arguments["a"].as_i64().unwrap_or(0) + arguments["b"].as_i64().unwrap_or(0);
/// let output = call.output(sum.to_string());
/// assert_eq!(output.output, "4");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(constant(type = "function"), required(id, function))]
#[non_exhaustive]
pub struct ToolCall {
    /// The id that the output has to bear.
    pub id: ToolCallId,
    /// The function and its arguments.
    pub function: FunctionCall,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}

impl ToolCall {
    /// The name of the function.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.function.name
    }

    /// The arguments, decoded.
    ///
    /// # Errors
    ///
    /// The model wrote them: they may be no JSON, or not what the schema of the function says.
    pub fn arguments<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        serde_json::from_str(&self.function.arguments)
    }

    /// The answer to this call.
    #[must_use]
    pub fn output(&self, output: impl Into<String>) -> ToolOutput {
        ToolOutput::new(&self.id, output)
    }
}

/// The call of a function.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(required(name))]
#[non_exhaustive]
pub struct FunctionCall {
    /// The name of the function.
    pub name: String,
    /// The arguments as JSON in a string, just as the model wrote them; [`ToolCall::arguments`]
    /// decodes them.
    pub arguments: String,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}

/// The outputs that a run waits for, all of them.
///
/// [Reference](https://platform.openai.com/docs/api-reference/runs/submitToolOutputs)
///
/// ```
/// use schematic_openai::{SubmitToolOutputs, ToolOutput};
///
/// let body = SubmitToolOutputs::new([ToolOutput::new("call_abc123", "70 degrees and sunny")]);
/// ```
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(required(tool_outputs))]
#[non_exhaustive]
pub struct SubmitToolOutputs {
    /// One output for each call.
    pub tool_outputs: Vec<ToolOutput>,
    /// Whether the service answers with events as they happen; the client sets it when a call asks
    /// for a stream.
    #[wire(no_setter)]
    pub stream: Option<bool>,
    /// Fields to send beyond these.
    pub extra: Extra,
}

/// The output of one call.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(required(tool_call_id, output))]
#[non_exhaustive]
pub struct ToolOutput {
    /// The call that it answers.
    pub tool_call_id: ToolCallId,
    /// What the model is to read as the result.
    pub output: String,
    /// Fields to send beyond these.
    pub extra: Extra,
}
