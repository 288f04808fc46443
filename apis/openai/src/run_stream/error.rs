//! Deltas that do not fit what they are deltas of.

use std::error::Error;
use std::fmt;

use crate::{MessageId, StepId};

/// Why a delta does not fit.
///
/// In a [`RunStream`](crate::RunStream) it is the source of the error that ends the stream.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DeltaError {
    /// It is of a message that was not announced.
    UnknownMessage(MessageId),
    /// It is of a message that is finished.
    FinishedMessage(MessageId),
    /// It is of a step that was not announced.
    UnknownStep(StepId),
    /// It is of a step that is finished.
    FinishedStep(StepId),
    /// Its index is out of reach: beyond 65 536, or more than 1024 beyond the length of the list.
    Index {
        /// The index.
        index: u64,
        /// The length of the list.
        len: usize,
    },
    /// It is of another kind than what is at its index.
    Kind {
        /// What is there.
        found: String,
        /// What the delta is of.
        delta: String,
    },
}

impl fmt::Display for DeltaError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownMessage(id) => {
                write!(f, "a delta of the message {:?}, which was not announced", id.as_str())
            }
            Self::FinishedMessage(id) => {
                write!(f, "a delta of the message {:?}, which is finished", id.as_str())
            }
            Self::UnknownStep(id) => {
                write!(f, "a delta of the step {:?}, which was not announced", id.as_str())
            }
            Self::FinishedStep(id) => {
                write!(f, "a delta of the step {:?}, which is finished", id.as_str())
            }
            Self::Index { index, len } => {
                write!(f, "a delta with the index {index}, in a list of {len}")
            }
            Self::Kind { found, delta } => {
                write!(f, "a delta of the kind {delta:?}, where {found:?} is")
            }
        }
    }
}

impl Error for DeltaError {}
