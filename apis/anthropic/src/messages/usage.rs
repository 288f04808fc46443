//! What is billed.

use schematic_api::{Extra, Object, StringEnum};

use super::{CacheCreation, FallbackCreditUsage, IterationUsage};

/// How many tokens a message cost.
///
/// The input is `input_tokens`, `cache_creation_input_tokens` and `cache_read_input_tokens` together.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(lenient, nullable)]
#[non_exhaustive]
pub struct Usage {
    /// The tokens of the input that the prompt cache has no part in.
    pub input_tokens: u64,
    /// The tokens of the answer.
    pub output_tokens: u64,
    /// The tokens of the input that were written to the prompt cache.
    pub cache_creation_input_tokens: Option<u64>,
    /// The tokens of the input that came from the prompt cache.
    pub cache_read_input_tokens: Option<u64>,
    /// The tokens written to the prompt cache, by the lifetime of their entries.
    pub cache_creation: Option<CacheCreation>,
    /// The tokens of the answer, by their kind.
    pub output_tokens_details: Option<OutputTokensDetails>,
    /// How often tools of the service were called.
    pub server_tool_use: Option<ServerToolUsage>,
    /// The capacity that the request used.
    pub service_tier: Option<ServiceTier>,
    /// Where the model ran.
    pub inference_geo: Option<String>,
    /// How fast the model ran.
    pub speed: Option<super::Speed>,
    /// What the parts of the answer cost (beta).
    #[wire(optional, accepts_null, documented = "required")]
    pub iterations: Option<Vec<IterationUsage>>,
    /// What became of a credit (beta).
    #[wire(optional, accepts_null, documented = "required")]
    pub fallback_credit: Option<FallbackCreditUsage>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

impl Usage {
    /// Takes over what a stream says about usage so far. The numbers are totals; what is missing keeps its value.
    pub(crate) fn update(&mut self, delta: &MessageDeltaUsage) {
        fn keep<T: Clone>(now: &mut Option<T>, new: &Option<T>) {
            if new.is_some() {
                now.clone_from(new);
            }
        }
        self.input_tokens = delta.input_tokens.unwrap_or(self.input_tokens);
        self.output_tokens = delta.output_tokens.unwrap_or(self.output_tokens);
        keep(&mut self.cache_creation_input_tokens, &delta.cache_creation_input_tokens);
        keep(&mut self.cache_read_input_tokens, &delta.cache_read_input_tokens);
        keep(&mut self.output_tokens_details, &delta.output_tokens_details);
        keep(&mut self.server_tool_use, &delta.server_tool_use);
        keep(&mut self.iterations, &delta.iterations);
        keep(&mut self.fallback_credit, &delta.fallback_credit);
    }
}

/// How many tokens a message cost so far. The numbers are totals, not differences.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(lenient, nullable)]
#[non_exhaustive]
pub struct MessageDeltaUsage {
    /// The tokens of the input that the prompt cache has no part in.
    pub input_tokens: Option<u64>,
    /// The tokens of the answer so far.
    pub output_tokens: Option<u64>,
    /// The tokens of the input that were written to the prompt cache.
    pub cache_creation_input_tokens: Option<u64>,
    /// The tokens of the input that came from the prompt cache.
    pub cache_read_input_tokens: Option<u64>,
    /// The tokens of the answer, by their kind.
    pub output_tokens_details: Option<OutputTokensDetails>,
    /// How often tools of the service were called.
    pub server_tool_use: Option<ServerToolUsage>,
    /// What the parts of the answer cost (beta).
    #[wire(optional, accepts_null, documented = "required")]
    pub iterations: Option<Vec<IterationUsage>>,
    /// What became of a credit (beta).
    #[wire(optional, accepts_null, documented = "required")]
    pub fallback_credit: Option<FallbackCreditUsage>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// Tokens of an answer, by their kind.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(lenient)]
#[non_exhaustive]
pub struct OutputTokensDetails {
    /// Those of thinking.
    pub thinking_tokens: u64,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// How often tools of the service were called.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(lenient)]
#[non_exhaustive]
pub struct ServerToolUsage {
    /// Pages that were fetched.
    pub web_fetch_requests: u64,
    /// Searches of the web.
    pub web_search_requests: u64,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// The capacity that a request used.
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum ServiceTier {
    /// The usual one.
    Standard,
    /// Capacity that was bought ahead.
    Priority,
    /// That of batches.
    Batch,
    /// A tier that this version does not know.
    Unknown(String),
}
