//! How a thread that is too long is cut for a run.

use schematic_api::{Extra, Object, StringEnum};

/// Which messages of a long thread the model gets to see.
///
/// [Reference](https://platform.openai.com/docs/api-reference/runs/createRun)
///
/// ```
/// use schematic_openai::{CreateRun, TruncationStrategy};
///
/// let body = CreateRun::new("asst_abc123").truncation_strategy(TruncationStrategy::last(10));
/// ```
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct TruncationStrategy {
    /// The rule, `type` on the wire.
    #[wire(name = "type")]
    pub kind: Truncation,
    /// How many of the newest messages to keep, at least 1; only with [`Truncation::LastMessages`].
    pub last_messages: Option<u32>,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}

impl TruncationStrategy {
    /// Messages in the middle of the thread are dropped until the rest fits the model, within
    /// `max_prompt_tokens`. The default.
    #[must_use]
    pub fn auto() -> Self {
        Self::new().kind(Truncation::Auto)
    }

    /// Only the newest `count` messages are kept.
    #[must_use]
    pub fn last(count: u32) -> Self {
        Self::new().kind(Truncation::LastMessages).last_messages(count)
    }
}

/// The rule of a [`TruncationStrategy`].
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum Truncation {
    /// The service decides what to drop.
    Auto,
    /// The newest messages stay.
    LastMessages,
    /// A rule that this version does not know.
    Unknown(String),
}
