//! Tools that the caller declares.

use schematic_api::{Extra, Object, StringEnum};
use serde_json::{Map, Value};

use crate::CacheControl;

/// A tool that the caller declares, and whose calls the caller answers.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct CustomTool {
    /// The name: up to 64 letters, digits, `_` and `-`.
    pub name: String,
    /// The JSON Schema of the arguments, an object.
    pub input_schema: Value,
    /// What the tool does, and when to call it. The model reads it.
    pub description: Option<String>,
    /// Whether the arguments fit the schema for sure. Default: `false`.
    pub strict: Option<bool>,
    /// Who may call the tool. Default: the model.
    pub allowed_callers: Option<Vec<AllowedCaller>>,
    /// Whether the model sees the tool only after a search has found it. Default: `false`.
    pub defer_loading: Option<bool>,
    /// Whether a stream has the arguments as the model writes them. They may be no JSON then. Default: `false`.
    #[wire(accepts_null)]
    pub eager_input_streaming: Option<bool>,
    /// Examples of arguments.
    pub input_examples: Option<Vec<Map<String, Value>>>,
    /// A breakpoint of the prompt cache after this tool.
    #[wire(accepts_null, write_only)]
    pub cache_control: Option<CacheControl>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// Who may call a tool.
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum AllowedCaller {
    /// The model.
    Direct,
    /// Code that the model runs, of the version of August 2025.
    #[wire(rename = "code_execution_20250825")]
    CodeExecution20250825,
    /// Code that the model runs, of the version of January 2026.
    #[wire(rename = "code_execution_20260120")]
    CodeExecution20260120,
    /// Code that the model runs, of the version of May 2026.
    #[wire(rename = "code_execution_20260521")]
    CodeExecution20260521,
    /// A caller that this version does not know.
    Unknown(String),
}
