//! How hard a model thinks.

use schematic_api::StringEnum;

/// How much a reasoning model thinks before it answers; less is faster and costs fewer tokens.
///
/// Not every model takes every value. A model that reasons uses `medium` unless told otherwise.
///
/// [Reference](https://platform.openai.com/docs/guides/reasoning)
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum ReasoningEffort {
    /// No reasoning.
    None,
    /// Next to none.
    Minimal,
    /// Little.
    Low,
    /// The default.
    Medium,
    /// Much.
    High,
    /// More than `high`.
    Xhigh,
    /// As much as the model can.
    Max,
    /// An effort that this version does not know.
    Unknown(String),
}
