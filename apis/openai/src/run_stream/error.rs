//! Deltas that do not fit the object they belong to.

use std::error::Error;
use std::fmt;

use crate::{MessageId, StepId};

/// The reason a delta does not fit.
///
/// In a [`RunStream`](crate::RunStream), this is the source of the error that ends the stream.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DeltaError {
    /// The delta belongs to a message that was never created.
    UnknownMessage(MessageId),
    /// The delta belongs to a message that has already ended.
    FinishedMessage(MessageId),
    /// The delta belongs to a step that was never created.
    UnknownStep(StepId),
    /// The delta belongs to a step that has already ended.
    FinishedStep(StepId),
    /// The index is out of range: above 65 536, or more than 16 past the end of the list.
    Index {
        /// The index of the delta.
        index: u64,
        /// The length of the list.
        len: usize,
    },
    /// The delta is of another type than the value at its index.
    Kind {
        /// The type of the existing value.
        found: String,
        /// The type of the delta.
        delta: String,
    },
}

impl fmt::Display for DeltaError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownMessage(id) => {
                write!(f, "a delta of the message {}, which was never created", Shown(id.as_str()))
            }
            Self::FinishedMessage(id) => {
                write!(f, "a delta of the message {}, which has already ended", Shown(id.as_str()))
            }
            Self::UnknownStep(id) => {
                write!(f, "a delta of the step {}, which was never created", Shown(id.as_str()))
            }
            Self::FinishedStep(id) => {
                write!(f, "a delta of the step {}, which has already ended", Shown(id.as_str()))
            }
            Self::Index { index, len } => {
                write!(f, "a delta with the index {index}, out of range for a list of length {len}")
            }
            Self::Kind { found, delta } => {
                let (delta, found) = (Shown(delta), Shown(found));
                write!(f, "a delta of the type {delta} at the index of a {found}")
            }
        }
    }
}

impl Error for DeltaError {}

/// A name from the service, which may be as long as an event.
struct Shown<'a>(&'a str);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const LONGEST: usize = 64;
        let end = self.0.char_indices().nth(LONGEST).map(|(end, _)| end);
        match end.and_then(|end| self.0.get(..end)) {
            Some(beginning) => write!(f, "{beginning:?}…"),
            None => write!(f, "{:?}", self.0),
        }
    }
}
