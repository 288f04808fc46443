//! The reasoning effort of a model.

use schematic_api::StringEnum;

/// How much a reasoning model thinks before it answers. Less effort is faster and takes fewer
/// tokens.
///
/// Not every model accepts every value. Default of reasoning models: `medium`.
///
/// [Reference](https://platform.openai.com/docs/guides/reasoning)
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum ReasoningEffort {
    /// No reasoning.
    None,
    /// Hardly any reasoning.
    Minimal,
    /// Low effort.
    Low,
    /// Medium effort; the default.
    Medium,
    /// High effort.
    High,
    /// More than `high`.
    Xhigh,
    /// The highest effort that the model supports.
    Max,
    /// An effort that this version does not know.
    Unknown(String),
}
