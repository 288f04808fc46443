//! Which tool a run must, may or may not use.

use schematic_api::{Extra, Object, Union};
use serde_json::Value;

/// Which tool the model must, may or may not use in a run.
///
/// On the wire it is a word or an object with a `type`.
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
    /// No tool: the model writes a message.
    #[wire(string)]
    None,
    /// The model chooses between tools and a message; the default.
    #[wire(string)]
    Auto,
    /// At least one tool, before any message.
    #[wire(string)]
    Required,
    /// This function.
    Function(NamedFunction),
    /// The code interpreter.
    CodeInterpreter(NamedTool),
    /// The file search.
    FileSearch(NamedTool),
    /// A choice that this version does not know.
    Unknown(Value),
}

impl ToolChoice {
    /// Forces a call of the named function.
    #[must_use]
    pub fn function(name: impl Into<String>) -> Self {
        Self::Function(NamedFunction::new(FunctionName::new(name)))
    }

    /// Forces the code interpreter.
    #[must_use]
    pub fn code_interpreter() -> Self {
        Self::CodeInterpreter(NamedTool::new())
    }

    /// Forces the file search.
    #[must_use]
    pub fn file_search() -> Self {
        Self::FileSearch(NamedTool::new())
    }
}

/// The choice of one function.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(required(function))]
#[non_exhaustive]
pub struct NamedFunction {
    /// Which function.
    pub function: FunctionName,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}

/// A function by its name.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(required(name))]
#[non_exhaustive]
pub struct FunctionName {
    /// The name, as its [`FunctionDefinition`](crate::FunctionDefinition) has it.
    pub name: String,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}

/// The choice of a tool that its type alone names.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct NamedTool {
    /// What the service sent beyond the type.
    pub extra: Extra,
}
