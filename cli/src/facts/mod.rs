//! What two documents say, side by side: one [`Fact`] for each thing that either of them says about an operation, a parameter, a
//! body, a reply or a value.
//!
//! Operations go together by method and path, parameters by name, fields by name, members of unions by their tags or by what
//! they consist of. A schema is walked through once for each schema that it is held against, however many paths lead there, so
//! that circles end. What is below a part that only one document has, or that is of another type in the other, is not walked
//! through.

mod alone;
mod aspect;
mod common;
mod discriminator;
mod events;
mod fact;
mod known_errors;
mod limits;
mod listed;
mod members;
mod operations;
mod parameters;
mod replies;
mod strings;
mod tagged;
mod types;
mod values;
mod walk;

pub use aspect::{Aspect, Need, Outcome, Part};
pub use fact::{Direction, Fact, How};

use crate::document::Document;
use crate::operation::Api;
use crate::schema::Schemas;

/// What two documents say.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// All facts, in the order of our document.
    pub facts: Vec<Fact>,
    /// The operations that only their document has.
    pub absent: Vec<Absent>,
}

/// An operation that only their document has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Absent {
    /// Its method and path.
    pub place: String,
    /// Whether it is deprecated.
    pub deprecated: bool,
}

/// What the facts are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Whether our document describes the API that theirs does. What a client may expect beyond the document is no difference:
    /// errors, values of an enum that our document leaves open, and everything that is only for people.
    Agreement,
    /// What has changed since their document. Limits, formats, authentication and deprecations are facts, too, and those of a
    /// schema are there for each direction in which it is sent.
    Change,
}

/// What is known of their document beyond what it says.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The component that describes events, where their document calls a stream of events a string.
    pub events: Option<String>,
}

/// Reads what two documents say.
#[must_use]
pub fn facts(ours: &Document, theirs: &Document, purpose: Purpose, options: &Options) -> Facts {
    let (our_schemas, their_schemas) = (Schemas::new(ours), Schemas::new(theirs));
    let (our_api, their_api) = (Api::read(ours, &our_schemas), Api::read(theirs, &their_schemas));
    let walk = walk::Walk::new(&our_schemas, &their_schemas, purpose, options);
    operations::read(walk, &our_api, &their_api)
}
