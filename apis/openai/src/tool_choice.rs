//! Which tools a run must, may or may not call.

use schematic_api::{Extra, Object, Union};
use serde_json::Value;

/// Which tools the model must, may or may not call in a run.
///
/// On the wire it is a string or an object with a `type`.
///
/// [Reference](https://platform.openai.com/docs/api-reference/runs/createRun)
///
/// ```
/// use schematic_openai::{CreateRun, ToolChoice};
///
/// let body = CreateRun::new("asst_abc123").tool_choice(ToolChoice::function("get_weather"));
/// ```
#[derive(Clone, Debug, PartialEq, Union)]
#[wire(tag = "type")]
#[non_exhaustive]
pub enum ToolChoice {
    /// No tools: the model writes a message.
    #[wire(string)]
    None,
    /// The model chooses between tools and a message; the default.
    #[wire(string)]
    Auto,
    /// At least one tool call, before any message.
    #[wire(string)]
    Required,
    /// The function of this name.
    Function(NamedFunction),
    /// The code interpreter.
    CodeInterpreter(NamedTool),
    /// The file search.
    FileSearch(NamedTool),
    /// A choice that this version does not know.
    Unknown(Value),
}

impl ToolChoice {
    /// Requires a call of the named function.
    #[must_use]
    pub fn function(name: impl Into<String>) -> Self {
        Self::Function(NamedFunction::new(FunctionName::new(name)))
    }

    /// Requires the code interpreter.
    #[must_use]
    pub fn code_interpreter() -> Self {
        Self::CodeInterpreter(NamedTool::new())
    }

    /// Requires the file search.
    #[must_use]
    pub fn file_search() -> Self {
        Self::FileSearch(NamedTool::new())
    }
}

/// The choice of a function.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct NamedFunction {
    /// The function.
    pub function: FunctionName,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// The name of a function.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct FunctionName {
    /// The name in the [`FunctionDefinition`](crate::FunctionDefinition).
    pub name: String,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// The choice of a tool that needs no more than its type.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct NamedTool {
    /// Additional fields that the service sent.
    pub extra: Extra,
}
