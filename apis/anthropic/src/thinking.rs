//! How the model thinks before it answers.

use schematic_api::{Extra, Object, StringEnum, Union};
use serde_json::Value;

/// Whether, and how much, the model thinks before it answers.
///
/// [Guide](https://platform.claude.com/docs/en/build-with-claude/extended-thinking)
#[derive(Clone, Debug, PartialEq, Union)]
#[wire(tag = "type")]
#[non_exhaustive]
pub enum Thinking {
    /// The model thinks, with up to so many tokens. Newer models refuse this in favour of [`Adaptive`](Self::Adaptive).
    Enabled(EnabledThinking),
    /// The model decides how much it thinks; [`OutputConfig::effort`](crate::OutputConfig) guides it.
    Adaptive(AdaptiveThinking),
    /// The model thinks between the calls of tools.
    BetweenTools(NoSettings),
    /// The model does not think.
    Disabled(NoSettings),
    /// A way of thinking that this version does not know.
    Unknown(Value),
}

impl Thinking {
    /// The model thinks, with up to so many tokens: at least 1024, and fewer than `max_tokens`.
    #[must_use]
    pub fn enabled(budget_tokens: u64) -> Self {
        Self::Enabled(EnabledThinking::new(budget_tokens))
    }

    /// The model decides how much it thinks.
    #[must_use]
    pub fn adaptive() -> Self {
        Self::Adaptive(AdaptiveThinking::new())
    }

    /// The model thinks between the calls of tools.
    #[must_use]
    pub fn between_tools() -> Self {
        Self::BetweenTools(NoSettings::new())
    }

    /// The model does not think.
    #[must_use]
    pub fn disabled() -> Self {
        Self::Disabled(NoSettings::new())
    }
}

/// Thinking with a budget.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct EnabledThinking {
    /// The most tokens to think with: at least 1024, and fewer than `max_tokens`.
    pub budget_tokens: u64,
    /// How thinking comes back.
    #[wire(accepts_null)]
    pub display: Option<ThinkingDisplay>,
    /// What becomes of thinking that does not fit what comes before it (beta).
    #[wire(accepts_null)]
    pub block_binding: Option<ThinkingBlockBinding>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// Thinking of which the model decides how much there is.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct AdaptiveThinking {
    /// How thinking comes back.
    #[wire(accepts_null)]
    pub display: Option<ThinkingDisplay>,
    /// What becomes of thinking that does not fit what comes before it (beta).
    #[wire(accepts_null)]
    pub block_binding: Option<ThinkingBlockBinding>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// A variant that has no settings.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct NoSettings {
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// How thinking comes back.
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum ThinkingDisplay {
    /// As a summary.
    Summarized,
    /// Not at all: blocks of thinking have a signature and no text.
    Omitted,
    /// As news of how far it is (beta).
    Updates,
    /// A form that this version does not know.
    Unknown(String),
}

/// What becomes of thinking that does not fit what comes before it (beta).
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct ThinkingBlockBinding {
    /// What becomes of it. Default: it is an error.
    #[wire(accepts_null)]
    pub prefix_mismatch_behavior: Option<PrefixMismatch>,
    /// Additional fields to send.
    pub extra: Extra,
}

/// What becomes of thinking that does not fit what comes before it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum PrefixMismatch {
    /// It is an error.
    Error,
    /// The block is dropped.
    DropBlock,
    /// Something that this version does not know.
    Unknown(String),
}
