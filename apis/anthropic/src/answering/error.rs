//! Why a conversation did not come to its end.

use std::fmt;
use std::time::Duration;

use schematic_functions::FunctionError;

/// Why a conversation did not come to its end.
#[derive(Debug)]
#[non_exhaustive]
pub enum AnsweringError {
    /// A call of the API failed.
    Api(schematic_api::Error),
    /// A function failed, and the set reacted with [`Reaction::Fail`](schematic_functions::Reaction::Fail).
    Function(FunctionError),
    /// The model was not done after this many rounds.
    Rounds(u32),
    /// The model was not done within this time.
    Timeout(Duration),
}

impl From<schematic_api::Error> for AnsweringError {
    fn from(error: schematic_api::Error) -> Self {
        Self::Api(error)
    }
}

impl From<FunctionError> for AnsweringError {
    fn from(error: FunctionError) -> Self {
        Self::Function(error)
    }
}

impl fmt::Display for AnsweringError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Api(error) => error.fmt(f),
            Self::Function(error) => error.fmt(f),
            Self::Rounds(rounds) => {
                write!(f, "the model is not done after {rounds} rounds; allow more with `rounds`")
            }
            Self::Timeout(timeout) => {
                write!(f, "the model was not done within {timeout:?}; allow more with `timeout`")
            }
        }
    }
}

impl std::error::Error for AnsweringError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Api(error) => error.source(),
            Self::Function(error) => error.source(),
            Self::Rounds(_) | Self::Timeout(_) => None,
        }
    }
}
