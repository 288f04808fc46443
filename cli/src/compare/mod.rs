//! `schematic compare`: whether one document describes the same API as another one, fact by fact.
//!
//! What counts as a fact is in [`Aspect`](crate::facts::Aspect). Each is counted once: those of operations and parameters for each
//! operation, those of fields once for each pair of schemas, however many paths lead there. What is below a part that only one
//! document has, or that is of another type in the other, is not compared and not counted.

mod accepted;
mod report;

pub use accepted::{Accepted, AcceptedError, Entry};
pub use report::report;

use crate::document::{Document, Pointer};
use crate::facts::{Fact, Facts, How, Options, Purpose, facts};
use std::collections::BTreeSet;

/// Two documents of one API.
#[derive(Clone, Debug, Default)]
pub struct Comparison {
    facts: Facts,
    elsewhere: usize,
}

impl Comparison {
    /// All facts, in the order of our document.
    #[must_use]
    pub fn facts(&self) -> &[Fact] {
        &self.facts.facts
    }

    /// The facts in which the documents differ.
    pub fn differences(&self) -> impl Iterator<Item = &Fact> {
        self.facts().iter().filter(|fact| !fact.agrees())
    }

    /// The operations that only their document has.
    pub fn undeclared(&self) -> impl Iterator<Item = &str> {
        self.facts.absent.iter().map(|operation| operation.place.as_str())
    }

    /// How many of the facts are only said by the document [beside](Self::beside) theirs.
    #[must_use]
    pub fn elsewhere(&self) -> usize {
        self.elsewhere
    }

    /// The comparison, given that of ours with one more document of the same API, such as the one of what is in beta: what ours
    /// has and theirs has nowhere, is no difference if the other one has it. What ours lacks, it lacks all the same.
    #[must_use]
    pub fn beside(mut self, other: &Self) -> Self {
        let known = self.shared();
        let elsewhere: BTreeSet<_> = other.shared().difference(&known).cloned().collect();
        for fact in self.facts.facts.iter_mut().filter(|fact| fact.how == Some(How::On)) {
            if fact.at.as_ref().is_some_and(|at| elsewhere.contains(at)) {
                fact.how = None;
                self.elsewhere += 1;
            }
        }
        self
    }

    /// The parts of ours that theirs has, too. A part may have several counterparts, such as a field of a type that theirs has
    /// once for requests and once for replies.
    fn shared(&self) -> BTreeSet<Pointer> {
        self.facts()
            .iter()
            .filter(|fact| fact.agrees())
            .filter_map(|fact| fact.at.clone())
            .collect()
    }

    /// The share of the facts in which the documents agree, in percent. 100 if there are none.
    #[must_use]
    pub fn percentage(&self) -> f64 {
        percentage(self.facts().len() - self.differences().count(), self.facts().len())
    }
}

#[expect(clippy::cast_precision_loss, reason = "no document has 2^52 facts")]
fn percentage(agreed: usize, facts: usize) -> f64 {
    if facts == 0 { 100.0 } else { 100.0 * agreed as f64 / facts as f64 }
}

/// Compares the operations that our document declares, and all that they consist of, with what another document says of them.
#[must_use]
pub fn compare(ours: &Document, theirs: &Document, options: &Options) -> Comparison {
    Comparison { facts: facts(ours, theirs, Purpose::Agreement, options), elsewhere: 0 }
}
