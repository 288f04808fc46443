//! The prompt cache: a prefix of a request that is marked is read from it by the next request with the same prefix.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use serde_json::Value;

use super::mix;
use super::tokens::{Part, parts};

const FIVE_MINUTES: Duration = Duration::from_secs(5 * 60);
const ONE_HOUR: Duration = Duration::from_secs(60 * 60);

/// The prefixes that are known, by their digest, and until when they are.
#[derive(Default)]
pub(super) struct PromptCache(BTreeMap<u64, Instant>);

/// The tokens of a request, by the part that the cache has in them.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Split {
    pub(super) read: u64,
    pub(super) written_for_five_minutes: u64,
    pub(super) written_for_an_hour: u64,
}

/// The end of a prefix that is marked.
struct Breakpoint {
    digest: u64,
    /// The tokens of the prefix.
    tokens: u64,
    lifetime: Duration,
}

impl PromptCache {
    /// Reads the longest known prefix of a request, and keeps all that are marked.
    pub(super) fn split(&mut self, body: &Value, now: Instant) -> Split {
        self.0.retain(|_, until| *until > now);
        let breakpoints = breakpoints(body);
        let known = breakpoints.iter().rev().find(|end| self.0.contains_key(&end.digest));
        let mut split = Split { read: known.map_or(0, |end| end.tokens), ..Split::default() };
        let mut kept = split.read;
        for end in &breakpoints {
            let new = end.tokens.saturating_sub(kept);
            match end.lifetime {
                ONE_HOUR => split.written_for_an_hour += new,
                _ => split.written_for_five_minutes += new,
            }
            kept = kept.max(end.tokens);
            self.0.insert(end.digest, now + end.lifetime);
        }
        split
    }
}

fn breakpoints(body: &Value) -> Vec<Breakpoint> {
    let (mut digest, mut tokens) = (0, 0);
    let parts = parts(body);
    let mut found = Vec::new();
    let is_marked = |part: &Part<'_>| part.json["cache_control"].is_object();
    if !body["cache_control"].is_object() && !parts.iter().any(is_marked) {
        return found;
    }
    for (index, part) in parts.iter().enumerate() {
        digest = extended(digest, part);
        tokens += part.tokens;
        // One for the whole request stands at the last block.
        let at_end = (index + 1 == parts.len()).then(|| &body["cache_control"]);
        let control = [Some(&part.json["cache_control"]), at_end].into_iter().flatten();
        if let Some(control) = control.into_iter().find(|control| control.is_object()) {
            let lifetime = if control["ttl"] == "1h" { ONE_HOUR } else { FIVE_MINUTES };
            found.push(Breakpoint { digest, tokens, lifetime });
        }
    }
    found
}

/// Adds a part to the digest of those before it. Where marks stand makes no difference.
fn extended(digest: u64, part: &Part<'_>) -> u64 {
    let mut json = part.json.clone();
    json.as_object_mut().map(|fields| fields.remove("cache_control"));
    mix::digest(digest, &format!("{} {json}", part.role))
}
