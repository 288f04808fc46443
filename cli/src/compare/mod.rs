//! `schematic compare`: whether one document describes the same API as another one, fact by fact.
//!
//! What counts as a fact is in [`Aspect`](crate::facts::Aspect). Each is counted once: those of operations and parameters for each
//! operation, those of fields once for each pair of schemas, however many paths lead there. What is below a part that only one
//! document has, or that is of another type in the other, is not compared and not counted.

mod accepted;
mod report;

pub use accepted::{Accepted, AcceptedError, Entry};
pub use report::report;

use crate::document::Document;
use crate::facts::{Fact, Facts, Options, Purpose, facts};

/// Two documents of one API.
#[derive(Clone, Debug, Default)]
pub struct Comparison(Facts);

impl Comparison {
    /// All facts, in the order of our document.
    #[must_use]
    pub fn facts(&self) -> &[Fact] {
        &self.0.facts
    }

    /// The facts in which the documents differ.
    pub fn differences(&self) -> impl Iterator<Item = &Fact> {
        self.facts().iter().filter(|fact| !fact.agrees())
    }

    /// The operations that only their document has.
    pub fn undeclared(&self) -> impl Iterator<Item = &str> {
        self.0.absent.iter().map(|operation| operation.place.as_str())
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
    Comparison(facts(ours, theirs, Purpose::Agreement, options))
}
