//! What a request has that a recorded one has not.

use std::fmt;

use crate::error::Escaped;
use crate::redactor::REDACTED;

/// Where two requests differ first, in one of their parts.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Difference {
    pub(super) place: Place,
    pub(super) recorded: Option<String>,
    pub(super) now: Option<String>,
}

/// The part of a request, in the order in which differences matter.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Place {
    Path,
    Method,
    /// A parameter of the query.
    Query(String),
    Header(String),
    /// A place in the body; the empty one is the whole.
    Body(String),
}

impl Difference {
    pub(super) fn new(place: Place, recorded: Option<String>, now: Option<String>) -> Self {
        Self { place, recorded, now }
    }

    /// How much it says that two requests have nothing to do with each other.
    pub(super) fn weight(&self) -> usize {
        match &self.place {
            Place::Path => 100 * (1 + self.other_segments()),
            Place::Method => 60,
            Place::Query(_) | Place::Header(_) => 2,
            Place::Body(_) => 1,
        }
    }

    /// How many segments of the paths differ.
    fn other_segments(&self) -> usize {
        let segments = |path: &Option<String>| {
            let path = path.as_deref().unwrap_or_default();
            path.split('/').map(str::to_owned).collect::<Vec<_>>()
        };
        let (recorded, now) = (segments(&self.recorded), segments(&self.now));
        let pairs = recorded.iter().zip(&now);
        recorded.len().abs_diff(now.len()) * 2 + pairs.filter(|(a, b)| a != b).count()
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            Place::Path => f.write_str("the path")?,
            Place::Method => f.write_str("the method")?,
            Place::Query(name) => write!(f, "the parameter `{}` of the query", Escaped(name))?,
            Place::Header(name) => write!(f, "the header `{name}`")?,
            Place::Body(place) if place.is_empty() => f.write_str("the body")?,
            Place::Body(place) => write!(f, "`{}` in the body", Escaped(place))?,
        }
        f.write_str(": ")?;
        match &self.recorded {
            Some(value) => write!(f, "recorded {}", Escaped(value))?,
            None => f.write_str("not recorded")?,
        }
        match &self.now {
            Some(value) => write!(f, ", now {}", Escaped(value)),
            None => f.write_str(", now absent"),
        }
    }
}

/// Whether a text fits a recorded one: whatever stood where a secret was removed fits. A text of which nothing is left fits
/// everything.
pub(super) fn fits(recorded: &str, now: &str) -> bool {
    if now == REDACTED {
        return true;
    }
    let Some((first, others)) = recorded.split_once(REDACTED) else { return recorded == now };
    let (middle, last) = match others.rsplit_once(REDACTED) {
        Some((middle, last)) => (Some(middle), last),
        None => (None, others),
    };
    let rest = now.strip_prefix(first).and_then(|rest| rest.strip_suffix(last));
    let mut pieces = middle.into_iter().flat_map(|middle| middle.split(REDACTED));
    let found = rest.and_then(|rest| pieces.try_fold(rest, after));
    found.is_some()
}

/// What follows a piece of a text.
fn after<'a>(text: &'a str, piece: &str) -> Option<&'a str> {
    text.get(text.find(piece)? + piece.len()..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anything_fits_where_a_secret_was_removed() {
        for (recorded, now) in [
            ("", ""),
            ("a", "a"),
            ("[redacted]", ""),
            ("[redacted]", "a"),
            ("a[redacted]", "ab"),
            ("a[redacted]b[redacted]c", "a-b-b-c"),
            ("a[redacted]b[redacted]b", "a.b.b"),
            ("x", "[redacted]"),
        ] {
            assert!(fits(recorded, now), "{recorded} {now}");
        }
        for (recorded, now) in [
            ("a", "b"),
            ("a", "ab"),
            ("a", ""),
            ("a[redacted]", "ba"),
            ("[redacted]a", "ab"),
            ("a[redacted]a", "a"),
            ("a[redacted]b[redacted]b", "ab"),
        ] {
            assert!(!fits(recorded, now), "{recorded} {now}");
        }
    }
}
