//! Which messages of a long thread a run sees.

use schematic_api::{Extra, Object, StringEnum};

/// Which messages of a long thread the model sees.
///
/// [Reference](https://platform.openai.com/docs/api-reference/runs/createRun)
///
/// ```
/// use schematic_openai::{CreateRun, TruncationStrategy};
///
/// let body = CreateRun::new("asst_abc123").truncation_strategy(TruncationStrategy::last(10));
/// ```
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(lenient)]
#[non_exhaustive]
pub struct TruncationStrategy {
    /// The rule, `type` on the wire.
    #[wire(rename = "type")]
    pub kind: Truncation,
    /// How many of the newest messages to keep, at least 1; used with [`Truncation::LastMessages`]
    /// only.
    #[wire(accepts_null, min = 1)]
    pub last_messages: Option<u32>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

impl TruncationStrategy {
    /// Drops messages in the middle of the thread until the rest fits the model and
    /// `max_prompt_tokens`. The default.
    #[must_use]
    pub fn auto() -> Self {
        Self::new().kind(Truncation::Auto)
    }

    /// Keeps only the newest `count` messages.
    #[must_use]
    pub fn last(count: u32) -> Self {
        Self::new().kind(Truncation::LastMessages).last_messages(count)
    }
}

/// The rule of a [`TruncationStrategy`].
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum Truncation {
    /// The service decides which messages to drop.
    Auto,
    /// Only the newest messages are kept.
    LastMessages,
    /// A rule that this version does not know.
    Unknown(String),
}
