//! Tools that the model knows, and the caller runs.

use schematic_api::{Extra, Object};
use serde_json::{Map, Value};

use super::AllowedCaller;
use crate::CacheControl;

/// A shell, which the caller runs.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(constant(name = "bash"))]
#[non_exhaustive]
pub struct BashTool {
    /// Who may call the tool. Default: the model.
    pub allowed_callers: Option<Vec<AllowedCaller>>,
    /// Whether the model sees the tool only after a search has found it. Default: `false`.
    pub defer_loading: Option<bool>,
    /// Whether the arguments fit the schema of the tool for sure. Default: `false`.
    pub strict: Option<bool>,
    /// Examples of arguments.
    pub input_examples: Option<Vec<Map<String, Value>>>,
    /// A breakpoint of the prompt cache after this tool.
    #[wire(accepts_null)]
    pub cache_control: Option<CacheControl>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// A text editor, which the caller runs, of January 2025.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(constant(name = "str_replace_editor"))]
#[non_exhaustive]
pub struct TextEditorTool20250124 {
    /// Who may call the tool. Default: the model.
    pub allowed_callers: Option<Vec<AllowedCaller>>,
    /// Whether the model sees the tool only after a search has found it. Default: `false`.
    pub defer_loading: Option<bool>,
    /// Whether the arguments fit the schema of the tool for sure. Default: `false`.
    pub strict: Option<bool>,
    /// Examples of arguments.
    pub input_examples: Option<Vec<Map<String, Value>>>,
    /// A breakpoint of the prompt cache after this tool.
    #[wire(accepts_null)]
    pub cache_control: Option<CacheControl>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// A text editor, which the caller runs, of April 2025.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(constant(name = "str_replace_based_edit_tool"))]
#[non_exhaustive]
pub struct TextEditorTool {
    /// Who may call the tool. Default: the model.
    pub allowed_callers: Option<Vec<AllowedCaller>>,
    /// Whether the model sees the tool only after a search has found it. Default: `false`.
    pub defer_loading: Option<bool>,
    /// Whether the arguments fit the schema of the tool for sure. Default: `false`.
    pub strict: Option<bool>,
    /// Examples of arguments.
    pub input_examples: Option<Vec<Map<String, Value>>>,
    /// A breakpoint of the prompt cache after this tool.
    #[wire(accepts_null)]
    pub cache_control: Option<CacheControl>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// A text editor, which the caller runs, of July 2025.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(constant(name = "str_replace_based_edit_tool"))]
#[non_exhaustive]
pub struct TextEditorTool20250728 {
    /// The most characters that the viewing of a file gives.
    #[wire(accepts_null)]
    pub max_characters: Option<u64>,
    /// Who may call the tool. Default: the model.
    pub allowed_callers: Option<Vec<AllowedCaller>>,
    /// Whether the model sees the tool only after a search has found it. Default: `false`.
    pub defer_loading: Option<bool>,
    /// Whether the arguments fit the schema of the tool for sure. Default: `false`.
    pub strict: Option<bool>,
    /// Examples of arguments.
    pub input_examples: Option<Vec<Map<String, Value>>>,
    /// A breakpoint of the prompt cache after this tool.
    #[wire(accepts_null)]
    pub cache_control: Option<CacheControl>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// Files that the model keeps between conversations. The caller stores them.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(constant(name = "memory"))]
#[non_exhaustive]
pub struct MemoryTool {
    /// Who may call the tool. Default: the model.
    pub allowed_callers: Option<Vec<AllowedCaller>>,
    /// Whether the model sees the tool only after a search has found it. Default: `false`.
    pub defer_loading: Option<bool>,
    /// Whether the arguments fit the schema of the tool for sure. Default: `false`.
    pub strict: Option<bool>,
    /// Examples of arguments.
    pub input_examples: Option<Vec<Map<String, Value>>>,
    /// A breakpoint of the prompt cache after this tool.
    #[wire(accepts_null)]
    pub cache_control: Option<CacheControl>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}
