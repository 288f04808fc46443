//! The errors of function calls, and how the caller reacts to them.

use std::fmt;
use std::time::Duration;

use crate::BoxError;
use crate::shown::Name;

/// The error of a function call.
pub struct FunctionError {
    function: String,
    kind: FunctionErrorKind,
}

/// The reason a function call failed.
#[derive(Debug)]
#[non_exhaustive]
pub enum FunctionErrorKind {
    /// The set has no function of this name.
    Unknown,
    /// The arguments, which the model wrote, are not JSON or do not fit the function. What the error repeats of them is
    /// escaped and shortened.
    Arguments(serde_json::Error),
    /// The function returned an error.
    Error(BoxError),
    /// The output cannot be encoded as JSON.
    Output(serde_json::Error),
    /// The function panicked.
    Panic,
    /// The function took longer than this time limit.
    Timeout(Duration),
}

/// How to react to a [`FunctionError`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reaction {
    /// Sends this text to the model in place of an output, and continues.
    Tell(String),
    /// Ends the call of [`FunctionSet::answer`](crate::FunctionSet::answer) with the error.
    Fail,
}

impl FunctionError {
    pub(crate) fn new(function: &str, kind: FunctionErrorKind) -> Self {
        Self { function: function.to_owned(), kind }
    }

    /// Returns the name of the function, as the model wrote it.
    pub fn function(&self) -> &str {
        &self.function
    }

    /// Returns what went wrong.
    pub fn kind(&self) -> &FunctionErrorKind {
        &self.kind
    }

    /// Returns the default reaction, which tells the model what went wrong, so that it can correct its own mistakes.
    ///
    /// The text includes the function's own error. If that may reveal more than the model should know, choose another
    /// [`Reaction`].
    pub fn tell(&self) -> Reaction {
        Reaction::Tell(match &self.kind {
            FunctionErrorKind::Error(error) => format!("Error: {error}"),
            _ => format!("Error: {self}"),
        })
    }
}

impl fmt::Debug for FunctionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FunctionError")
            .field("function", &Name(&self.function))
            .field("kind", &self.kind)
            .finish()
    }
}

impl fmt::Display for FunctionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (function, kind) = (Name(&self.function), &self.kind);
        match kind {
            FunctionErrorKind::Unknown => write!(f, "there is no function `{function}`"),
            FunctionErrorKind::Arguments(error) => {
                write!(f, "the arguments of `{function}` do not fit: {error}")
            }
            FunctionErrorKind::Error(_) => write!(f, "the function `{function}` failed"),
            FunctionErrorKind::Output(_) => {
                write!(f, "the output of `{function}` cannot be encoded as JSON")
            }
            FunctionErrorKind::Panic => write!(f, "the function `{function}` panicked"),
            FunctionErrorKind::Timeout(limit) => {
                write!(f, "the function `{function}` took longer than {limit:?}")
            }
        }
    }
}

impl std::error::Error for FunctionError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.kind {
            FunctionErrorKind::Arguments(error) | FunctionErrorKind::Output(error) => Some(error),
            FunctionErrorKind::Error(error) => Some(&**error),
            _ => None,
        }
    }
}
