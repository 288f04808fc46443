//! Tools that an assistant can use.

use schematic_api::{Extra, Object, StringEnum, Union};
use serde_json::Value;

/// A tool that the model may use.
///
/// [Reference](https://platform.openai.com/docs/api-reference/assistants/createAssistant)
///
/// ```
/// use schematic_openai::{FunctionDefinition, Tool};
/// use serde_json::json;
///
/// let city = json!({ "type": "string", "description": "City and country" });
/// let weather = FunctionDefinition::new("get_weather")
///     .description("The weather of a city, now.")
///     .parameters(json!({ "type": "object", "properties": { "city": city }, "required": ["city"] }));
/// let tools = [Tool::code_interpreter(), Tool::function(weather)];
/// ```
#[derive(Clone, Debug, PartialEq, Union)]
#[wire(tag = "type")]
#[non_exhaustive]
pub enum Tool {
    /// Runs Python in a sandbox of the service.
    CodeInterpreter(CodeInterpreterTool),
    /// Searches the attached vector stores.
    FileSearch(FileSearchTool),
    /// A function of the caller's: the run stops and asks for its result.
    Function(FunctionTool),
    /// A tool that this version does not know.
    Unknown(Value),
}

impl Tool {
    /// Runs Python in a sandbox of the service.
    #[must_use]
    pub fn code_interpreter() -> Self {
        Self::CodeInterpreter(CodeInterpreterTool::new())
    }

    /// Searches the attached vector stores, with the settings of the service.
    #[must_use]
    pub fn file_search() -> Self {
        Self::FileSearch(FileSearchTool::new())
    }

    /// A function of the caller's. A bare name declares one without arguments.
    #[must_use]
    pub fn function(definition: impl Into<FunctionDefinition>) -> Self {
        Self::Function(FunctionTool::new(definition))
    }
}

impl From<FunctionDefinition> for Tool {
    fn from(definition: FunctionDefinition) -> Self {
        Self::function(definition)
    }
}

/// The code interpreter; it has no settings.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct CodeInterpreterTool {
    /// What the service sent beyond the type.
    pub extra: Extra,
}

/// The file search.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct FileSearchTool {
    /// Settings, where they differ from those of the service.
    pub file_search: Option<FileSearchOptions>,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}

/// Settings of the file search.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct FileSearchOptions {
    /// At most this many results, 1 to 50. Unset, it is 20 for the `gpt-4` family and 5 for
    /// `gpt-3.5-turbo`.
    pub max_num_results: Option<u32>,
    /// How results are ranked. Unset, the `auto` ranker keeps every result.
    pub ranking_options: Option<RankingOptions>,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}

/// How the results of a file search are ranked.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(required(score_threshold))]
#[non_exhaustive]
pub struct RankingOptions {
    /// Results below this score are left out; 0 to 1.
    pub score_threshold: f64,
    /// Who ranks; the default is [`Ranker::Auto`].
    pub ranker: Option<Ranker>,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}

/// Who ranks the results of a file search.
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum Ranker {
    /// The newest ranker of the service.
    Auto,
    /// The one of August 2024.
    #[wire(name = "default_2024_08_21")]
    Default20240821,
    /// A ranker that this version does not know.
    Unknown(String),
}

/// A function of the caller's, as a tool.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(required(function))]
#[non_exhaustive]
pub struct FunctionTool {
    /// What the model is told about the function.
    pub function: FunctionDefinition,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}

impl From<FunctionDefinition> for FunctionTool {
    fn from(definition: FunctionDefinition) -> Self {
        Self::new(definition)
    }
}

/// What the model is told about a function that it may call.
///
/// [Reference](https://platform.openai.com/docs/guides/function-calling)
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(required(name))]
#[non_exhaustive]
pub struct FunctionDefinition {
    /// The name: at most 64 letters, digits, `_` and `-`.
    pub name: String,
    /// What the function does, and when to call it; the model reads it.
    pub description: Option<String>,
    /// The arguments, as a JSON Schema object. Unset, the function takes none.
    pub parameters: Option<Value>,
    /// Whether the arguments follow the schema without fail. Only a part of JSON Schema is allowed
    /// then. Unset counts as `false`.
    pub strict: Option<bool>,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}

impl From<&str> for FunctionDefinition {
    /// A function without arguments.
    fn from(name: &str) -> Self {
        Self::new(name)
    }
}
