//! The function calls that a run waits for, and their outputs.

use schematic_api::{Extra, Object, Union};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::{Arguments, ToolCallId};

/// What a run in `requires_action` waits for.
///
/// [Reference](https://platform.openai.com/docs/api-reference/runs/object#runs/object-required_action)
#[derive(Clone, Debug, PartialEq, Union)]
#[wire(tag = "type")]
#[non_exhaustive]
pub enum RequiredAction {
    /// It waits for the outputs of tool calls.
    SubmitToolOutputs(SubmitToolOutputsAction),
    /// An action that this version does not know.
    Unknown(Value),
}

impl RequiredAction {
    /// The calls whose outputs are required.
    #[must_use]
    pub fn tool_calls(&self) -> &[ToolCall] {
        match self {
            Self::SubmitToolOutputs(action) => &action.submit_tool_outputs.tool_calls,
            Self::Unknown(_) => &[],
        }
    }
}

/// The action of submitting tool outputs.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(lenient)]
#[non_exhaustive]
pub struct SubmitToolOutputsAction {
    /// The calls whose outputs are required.
    pub submit_tool_outputs: RequiredToolOutputs,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// The calls whose outputs are required.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(lenient)]
#[non_exhaustive]
pub struct RequiredToolOutputs {
    /// The calls. Submit all their outputs in one [`SubmitToolOutputs`].
    pub tool_calls: Vec<ToolCall>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// A function call that the model requests.
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
#[wire(constant(type = "function"))]
#[non_exhaustive]
pub struct ToolCall {
    /// The id under which to submit the output.
    pub id: ToolCallId,
    /// The function and its arguments.
    pub function: FunctionCall,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

impl ToolCall {
    /// The name of the function.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.function.name
    }

    /// Decodes the arguments, as [`Arguments::decode`] does.
    ///
    /// # Errors
    ///
    /// The arguments are not JSON, or do not fit `T`.
    pub fn arguments<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        self.function.arguments.decode()
    }

    /// Builds the output of this call, to submit.
    #[must_use]
    pub fn output(&self, output: impl Into<String>) -> ToolOutput {
        ToolOutput::new(&self.id, output)
    }
}

/// The name and arguments of a function call.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(required(name), lenient)]
#[non_exhaustive]
pub struct FunctionCall {
    /// The name of the function.
    pub name: String,
    /// The arguments as JSON, exactly as the model wrote them; [`ToolCall::arguments`] decodes them.
    pub arguments: Arguments,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// The body of [`Runs::submit_tool_outputs`](crate::Runs::submit_tool_outputs): all outputs that a
/// run waits for.
///
/// [Reference](https://platform.openai.com/docs/api-reference/runs/submitToolOutputs)
///
/// ```
/// use schematic_openai::{SubmitToolOutputs, ToolOutput};
///
/// let body = SubmitToolOutputs::new([ToolOutput::new("call_abc123", "70 degrees and sunny")]);
/// ```
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct SubmitToolOutputs {
    /// One output for each call.
    pub tool_outputs: Vec<ToolOutput>,
    /// Whether the service replies with a stream of events. The client sets this according to the
    /// call, so there is no setter.
    #[wire(no_setter, accepts_null)]
    pub stream: Option<bool>,
    /// Additional fields to send.
    pub extra: Extra,
}

/// The output of a tool call.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct ToolOutput {
    /// The id of the call.
    #[wire(documented = "optional")]
    pub tool_call_id: ToolCallId,
    /// The output, which the model reads.
    #[wire(documented = "optional")]
    pub output: String,
    /// Additional fields to send.
    pub extra: Extra,
}
