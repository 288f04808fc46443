//! What the headers of replies say about the limits of a minute. Nothing is refused because of them.

use std::time::{Duration, Instant};

use crate::Usage;

/// How much may be asked for in a minute: those of a large customer, so that tests do not come near.
const REQUESTS: u64 = 4_000;
const INPUT_TOKENS: u64 = 2_000_000;
const OUTPUT_TOKENS: u64 = 400_000;

const MINUTE: Duration = Duration::from_secs(60);

/// What has been used in the minute that the first request began.
#[derive(Default)]
pub(super) struct RateLimits {
    /// The end of the minute.
    end: Option<Instant>,
    requests: u64,
    input_tokens: u64,
    output_tokens: u64,
}

/// A limit as the headers tell it.
pub(super) struct RateLimit {
    /// The names of the headers with the limit, what is left of it, and when it begins again.
    pub(super) names: [&'static str; 3],
    pub(super) limit: u64,
    pub(super) remaining: u64,
}

impl RateLimits {
    /// Counts a request, and returns how long the minute still lasts.
    pub(super) fn count_request(&mut self, now: Instant) -> Duration {
        let end = *self.end.get_or_insert(now + MINUTE);
        if end <= now {
            *self = Self { end: Some(now + MINUTE), ..Self::default() };
        }
        self.requests += 1;
        self.end.map_or(Duration::ZERO, |end| end.saturating_duration_since(now))
    }

    /// Counts the tokens of a message. What comes from the prompt cache is free.
    pub(super) fn count_tokens(&mut self, usage: &Usage) {
        let written = usage.cache_creation_input_tokens.unwrap_or_default();
        self.input_tokens += usage.input_tokens + written;
        self.output_tokens += usage.output_tokens;
    }

    /// Returns what is left of each limit.
    pub(super) fn left(&self) -> [RateLimit; 4] {
        let tokens = self.input_tokens + self.output_tokens;
        [
            (REQUEST_HEADERS, REQUESTS, self.requests),
            (TOKEN_HEADERS, INPUT_TOKENS + OUTPUT_TOKENS, tokens),
            (INPUT_TOKEN_HEADERS, INPUT_TOKENS, self.input_tokens),
            (OUTPUT_TOKEN_HEADERS, OUTPUT_TOKENS, self.output_tokens),
        ]
        .map(|(names, limit, used)| {
            let remaining = limit.saturating_sub(used);
            RateLimit { names, limit, remaining }
        })
    }
}

const REQUEST_HEADERS: [&str; 3] = [
    "anthropic-ratelimit-requests-limit",
    "anthropic-ratelimit-requests-remaining",
    "anthropic-ratelimit-requests-reset",
];
const TOKEN_HEADERS: [&str; 3] = [
    "anthropic-ratelimit-tokens-limit",
    "anthropic-ratelimit-tokens-remaining",
    "anthropic-ratelimit-tokens-reset",
];
const INPUT_TOKEN_HEADERS: [&str; 3] = [
    "anthropic-ratelimit-input-tokens-limit",
    "anthropic-ratelimit-input-tokens-remaining",
    "anthropic-ratelimit-input-tokens-reset",
];
const OUTPUT_TOKEN_HEADERS: [&str; 3] = [
    "anthropic-ratelimit-output-tokens-limit",
    "anthropic-ratelimit-output-tokens-remaining",
    "anthropic-ratelimit-output-tokens-reset",
];
