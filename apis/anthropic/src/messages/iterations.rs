//! What the parts of an answer cost (beta).

use schematic_api::{Extra, Object, Union};
use serde_json::Value;

use super::CacheCreation;
use crate::ModelId;

/// What a part of an answer cost (beta).
#[derive(Clone, Debug, PartialEq, Union)]
#[wire(tag = "type")]
#[non_exhaustive]
pub enum IterationUsage {
    /// A message of the model.
    Message(TokensOfIteration),
    /// A summary of what was said before.
    Compaction(TokensOfIteration),
    /// An advice of another model.
    AdvisorMessage(TokensOfIteration),
    /// A message of a model that took over.
    FallbackMessage(TokensOfIteration),
    /// A part that this version does not know.
    Unknown(Value),
}

/// The tokens of a part of an answer.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(lenient)]
#[non_exhaustive]
pub struct TokensOfIteration {
    /// The model. A summary has none.
    #[wire(accepts_null, documented = "required")]
    pub model: Option<ModelId>,
    /// The tokens of the input that the prompt cache has no part in.
    pub input_tokens: u64,
    /// The tokens of the part.
    pub output_tokens: u64,
    /// The tokens of the input that were written to the prompt cache.
    pub cache_creation_input_tokens: u64,
    /// The tokens of the input that came from the prompt cache.
    pub cache_read_input_tokens: u64,
    /// The tokens written to the prompt cache, by the lifetime of their entries.
    #[wire(nullable)]
    pub cache_creation: Option<CacheCreation>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}
