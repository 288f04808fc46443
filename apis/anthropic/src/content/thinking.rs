//! What the model thought.

use schematic_api::{Extra, Object};

/// What the model thought before it answered. It goes back unchanged: its signature holds for what comes before it.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct ThinkingBlock {
    /// The text, or a summary of it. Empty if thinking is [omitted](crate::ThinkingDisplay::Omitted).
    pub thinking: String,
    /// The signature, by which the service knows the block again.
    pub signature: String,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// What the model thought, encrypted. It goes back unchanged.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct RedactedThinkingBlock {
    /// The encrypted text.
    pub data: String,
    /// Additional fields that the service sent.
    pub extra: Extra,
}
