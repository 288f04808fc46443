//! `schematic diff`: what has changed from one document of an API to the next, and whether it breaks callers.
//!
//! A change breaks callers if the service refuses a request that it took before, or sends a reply that it did not send before:
//! narrower requests and wider replies. [`RULES`] has the verdict on each kind of change.

mod report;
mod rule;
mod rules;

pub use report::report;
pub use rule::{Rule, Severity, Subject};
pub use rules::RULES;

use crate::document::Document;
use crate::facts::{Absent, Direction, Fact, Options, Purpose, facts};
use std::collections::BTreeSet;

/// One change.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Change {
    /// Whether it breaks callers.
    pub severity: Severity,
    /// An operation and a part of it, or a schema and a path of fields in it.
    pub place: String,
    /// Which way it is sent; `None` for what is true of an operation as a whole.
    pub direction: Option<Direction>,
    /// What has changed.
    pub text: String,
    /// The rule that it is an instance of.
    pub rule: &'static Rule,
}

/// What has changed, the worst first.
#[must_use]
pub fn diff(old: &Document, new: &Document) -> Vec<Change> {
    let read = facts(new, old, Purpose::Change, &Options::default());
    let changed = read.facts.iter().filter_map(change);
    let changes: BTreeSet<_> = changed.chain(read.absent.iter().map(gone)).collect();
    changes.into_iter().collect()
}

fn change(fact: &Fact) -> Option<Change> {
    let rule = rules::rule(fact, fact.how?);
    let text = rule.text(fact);
    let (place, direction) = (fact.place.clone(), fact.direction);
    Some(Change { severity: rule.severity, place, direction, text, rule })
}

fn gone(operation: &Absent) -> Change {
    let subject = match operation.deprecated {
        true => Subject::DeprecatedOperation,
        false => Subject::Operation,
    };
    let (rule, place) = (rules::gone(subject), operation.place.clone());
    Change { severity: rule.severity, place, direction: None, text: rule.text.to_owned(), rule }
}
