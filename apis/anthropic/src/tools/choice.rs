//! How the model uses the tools.

use schematic_api::{Extra, Object, Union};
use serde_json::Value;

use crate::NoSettings;

/// How the model uses the tools.
#[derive(Clone, Debug, PartialEq, Union)]
#[wire(tag = "type")]
#[non_exhaustive]
pub enum ToolChoice {
    /// As it sees fit; the default with tools.
    Auto(AutoTool),
    /// It calls at least one.
    Any(AnyTool),
    /// It calls this one.
    Tool(NamedTool),
    /// It calls none; the default without tools.
    None(NoSettings),
    /// A choice that this version does not know.
    Unknown(Value),
}

impl ToolChoice {
    /// As it sees fit.
    #[must_use]
    pub fn auto() -> Self {
        Self::Auto(AutoTool::new())
    }

    /// It calls at least one tool.
    #[must_use]
    pub fn any() -> Self {
        Self::Any(AnyTool::new())
    }

    /// It calls the tool of this name.
    #[must_use]
    pub fn tool(name: impl Into<String>) -> Self {
        Self::Tool(NamedTool::new(name))
    }

    /// It calls no tool.
    #[must_use]
    pub fn none() -> Self {
        Self::None(NoSettings::new())
    }
}

/// The model calls tools as it sees fit.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct AutoTool {
    /// Whether the model calls no more than one tool in a turn. Default: `false`.
    pub disable_parallel_tool_use: Option<bool>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// The model calls at least one tool.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct AnyTool {
    /// Whether the model calls exactly one tool. Default: `false`.
    pub disable_parallel_tool_use: Option<bool>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// The model calls one tool.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct NamedTool {
    /// The name of the tool.
    pub name: String,
    /// Whether the model calls it exactly once. Default: `false`.
    pub disable_parallel_tool_use: Option<bool>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}
