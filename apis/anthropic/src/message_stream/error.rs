//! Events that do not fit those before them.

use std::error::Error;
use std::fmt;

/// Why an event does not fit those before it.
///
/// In a [`MessageStream`](crate::MessageStream), this is the source of the error that ends the stream.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DeltaError {
    /// The message has not started.
    NotStarted,
    /// The message has started before.
    StartedTwice,
    /// The block starts at a place that is not the next one.
    Start {
        /// The place of the block.
        index: u64,
        /// How many blocks have started before it.
        len: usize,
    },
    /// No block has started at this place.
    NoBlock {
        /// The place of the block.
        index: u64,
    },
    /// The delta is of another kind than the block.
    Kind {
        /// The place of the block.
        index: u64,
        /// What the delta adds.
        delta: &'static str,
    },
}

impl fmt::Display for DeltaError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotStarted => f.write_str("an event of a message that has not started"),
            Self::StartedTwice => f.write_str("the start of a message that has started before"),
            Self::Start { index, len } => {
                write!(f, "a block starts at the place {index}, but {len} have started before it")
            }
            Self::NoBlock { index } => {
                write!(f, "an event of the block {index}, which has not started")
            }
            Self::Kind { index, delta } => {
                write!(f, "{delta} for the block {index}, which is of another type")
            }
        }
    }
}

impl Error for DeltaError {}
