//! Differences that are accepted, each with its reason.

use crate::facts::Fact;
use std::fmt;

/// A list of accepted differences.
///
/// Each line of its text has a pattern and, after ` # `, the reason. The pattern is held against the place and the aspect of a
/// difference (`Run.metadata required`); `*` stands for any text. Empty lines, and those that begin with `#`, say nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Accepted {
    /// The lines that say something.
    pub entries: Vec<Entry>,
}

/// One line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The number of the line, from 1 on.
    pub line: usize,
    /// What the differences are called.
    pub pattern: String,
    /// Why they are accepted.
    pub reason: String,
}

/// A line without a reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AcceptedError {
    line: usize,
}

impl Accepted {
    /// Reads a list.
    ///
    /// # Errors
    ///
    /// A line has no reason.
    pub fn read(text: &str) -> Result<Self, AcceptedError> {
        let lines = text.lines().enumerate().map(|(index, line)| (index + 1, line.trim()));
        let lines = lines.filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
        let entries = lines.map(|(line, text)| {
            let parts =
                text.split_once(" # ").map(|(pattern, reason)| (pattern.trim(), reason.trim()));
            match parts {
                Some((pattern, reason)) if !pattern.is_empty() && !reason.is_empty() => {
                    Ok(Entry { line, pattern: pattern.to_owned(), reason: reason.to_owned() })
                }
                _ => Err(AcceptedError { line }),
            }
        });
        Ok(Self { entries: entries.collect::<Result<_, _>>()? })
    }

    /// The first line that accepts a difference.
    #[must_use]
    pub fn reason(&self, fact: &Fact) -> Option<&Entry> {
        let key = fact.key();
        self.entries.iter().find(|entry| matches(&entry.pattern, &key))
    }

    /// The lines that accept none of these differences.
    #[must_use]
    pub fn unused<'a>(&self, differences: impl IntoIterator<Item = &'a Fact>) -> Vec<&Entry> {
        let keys: Vec<_> = differences.into_iter().map(Fact::key).collect();
        let unused = |entry: &&Entry| !keys.iter().any(|key| matches(&entry.pattern, key));
        self.entries.iter().filter(unused).collect()
    }
}

/// Whether a text is of a pattern, in which `*` is any text.
fn matches(pattern: &str, text: &str) -> bool {
    let mut parts = pattern.split('*');
    let Some(mut rest) = text.strip_prefix(parts.next().unwrap_or_default()) else { return false };
    let Some(last) = parts.next_back() else { return rest.is_empty() };
    for part in parts {
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}

impl fmt::Display for AcceptedError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let line = self.line;
        write!(
            formatter,
            "line {line}: write a pattern and its reason: `Run.metadata required # why`"
        )
    }
}

impl std::error::Error for AcceptedError {}

#[cfg(test)]
mod tests {
    use super::{Accepted, AcceptedError, matches};

    #[test]
    fn a_star_is_any_text() {
        let hits = [
            ("Run.tools type", "Run.tools type"),
            ("*", "x"),
            ("Run.* type", "Run.a.b type"),
            ("* null", "Run null"),
            ("R*.*l", "Run.null"),
        ];
        let misses = [
            ("Run", "Run type"),
            ("Run.*", "Runs.a"),
            ("*x", "Run"),
            ("a*a", "a"),
            ("*b*c", "abd"),
        ];
        assert!(hits.iter().all(|(pattern, text)| matches(pattern, text)));
        assert!(!misses.iter().any(|(pattern, text)| matches(pattern, text)));
    }

    #[test]
    fn each_line_has_a_reason() {
        let list = Accepted::read("# Notes\n\nRun.* null # it never is\n").unwrap();
        let [entry] = list.entries.as_slice() else { panic!("{list:?}") };
        assert_eq!(
            (entry.line, entry.pattern.as_str(), entry.reason.as_str()),
            (3, "Run.* null", "it never is")
        );
        assert_eq!(Accepted::read("\nRun.* null"), Err(AcceptedError { line: 2 }));
        assert_eq!(Accepted::read("Run.* null # "), Err(AcceptedError { line: 1 }));
    }
}
