//! The tools of an assistant.

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
    /// A function of the caller. The run stops and waits for its output.
    Function(FunctionTool),
    /// A tool of a type that this version does not know.
    Unknown(Value),
}

impl Tool {
    /// Runs Python in a sandbox of the service.
    #[must_use]
    pub fn code_interpreter() -> Self {
        Self::CodeInterpreter(CodeInterpreterTool::new())
    }

    /// Searches the attached vector stores, with the default settings.
    #[must_use]
    pub fn file_search() -> Self {
        Self::FileSearch(FileSearchTool::new())
    }

    /// A function of the caller. A plain name declares a function without arguments.
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

/// The code interpreter. It has no settings.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct CodeInterpreterTool {
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// The file search.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct FileSearchTool {
    /// The settings, where they differ from the defaults.
    pub file_search: Option<FileSearchOptions>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// The settings of the file search.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct FileSearchOptions {
    /// The largest number of results, 1 to 50. Default: 20 for the `gpt-4` family, 5 for
    /// `gpt-3.5-turbo`.
    #[wire(min = 1, max = 50)]
    pub max_num_results: Option<u32>,
    /// How to rank the results. By default, the `auto` ranker keeps every result.
    pub ranking_options: Option<RankingOptions>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// How to rank the results of a file search.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct RankingOptions {
    /// The score, 0 to 1, below which results are left out.
    #[wire(min = 0, max = 1)]
    pub score_threshold: f64,
    /// The ranker. Default: [`Ranker::Auto`].
    pub ranker: Option<Ranker>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// A ranker of file search results.
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum Ranker {
    /// The latest ranker of the service.
    Auto,
    /// The ranker of August 2024.
    #[wire(rename = "default_2024_08_21")]
    Default20240821,
    /// A ranker that this version does not know.
    Unknown(String),
}

/// A function of the caller, as a tool.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct FunctionTool {
    /// The declaration of the function for the model.
    pub function: FunctionDefinition,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

impl From<FunctionDefinition> for FunctionTool {
    fn from(definition: FunctionDefinition) -> Self {
        Self::new(definition)
    }
}

/// The declaration of a function that a model may call.
///
/// [Reference](https://platform.openai.com/docs/guides/function-calling)
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct FunctionDefinition {
    /// The name: at most 64 letters, digits, `_` and `-`.
    pub name: String,
    /// What the function does and when to call it. The model reads it.
    pub description: Option<String>,
    /// The JSON Schema of the arguments, an object. If unset, the function takes no arguments.
    #[wire(schema = "serde_json::Map<String, Value>")]
    pub parameters: Option<Value>,
    /// Whether the arguments must follow the schema exactly; only a subset of JSON Schema is
    /// supported then. Default: `false`.
    #[wire(accepts_null, if_absent = false)]
    pub strict: Option<bool>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

impl From<&str> for FunctionDefinition {
    /// Declares a function without arguments.
    fn from(name: &str) -> Self {
        Self::new(name)
    }
}
