//! Breakpoints of the prompt cache.

use schematic_api::{Extra, Object, StringEnum, Union};
use serde_json::Value;

/// A breakpoint of the prompt cache: what comes before it, and the block itself, is cached. A request has up to four.
///
/// [Guide](https://platform.claude.com/docs/en/build-with-claude/prompt-caching)
///
/// ```
/// use schematic_anthropic::{CacheControl, CacheTtl, TextBlock};
///
/// let rules = TextBlock::new("The rules of the harbour…").cache_control(CacheControl::ephemeral());
/// let law = TextBlock::new("The law of the sea…").cache_control(CacheControl::for_time(CacheTtl::OneHour));
/// ```
#[derive(Clone, Debug, PartialEq, Union)]
#[wire(tag = "type")]
#[non_exhaustive]
pub enum CacheControl {
    /// The entry is dropped if it is not used for some time.
    Ephemeral(EphemeralCache),
    /// A kind that this version does not know.
    Unknown(Value),
}

impl CacheControl {
    /// An entry that is dropped if it is not used for five minutes.
    #[must_use]
    pub fn ephemeral() -> Self {
        Self::Ephemeral(EphemeralCache::new())
    }

    /// An entry that is dropped if it is not used for this time.
    #[must_use]
    pub fn for_time(ttl: CacheTtl) -> Self {
        Self::Ephemeral(EphemeralCache::new().ttl(ttl))
    }
}

/// A cache entry that is dropped if it is not used for some time.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct EphemeralCache {
    /// For how long the entry is kept without being used. Default: five minutes.
    pub ttl: Option<CacheTtl>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// For how long an entry of the prompt cache is kept without being used.
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum CacheTtl {
    /// Five minutes, the default.
    #[wire(rename = "5m")]
    FiveMinutes,
    /// An hour.
    #[wire(rename = "1h")]
    OneHour,
    /// A time that this version does not know.
    Unknown(String),
}
