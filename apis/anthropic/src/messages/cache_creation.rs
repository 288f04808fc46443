//! What was written to the prompt cache.

use schematic_api::{Extra, Object};

/// Tokens written to the prompt cache, by the lifetime of their entries.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(lenient)]
#[non_exhaustive]
pub struct CacheCreation {
    /// Those kept for an hour.
    #[wire(rename = "ephemeral_1h_input_tokens")]
    pub one_hour_input_tokens: u64,
    /// Those kept for five minutes.
    #[wire(rename = "ephemeral_5m_input_tokens")]
    pub five_minutes_input_tokens: u64,
    /// Additional fields that the service sent.
    pub extra: Extra,
}
