//! What can go wrong with a call of a function, and what the caller makes of it.

use std::fmt;
use std::time::Duration;

use crate::BoxError;
use crate::definition::LONGEST_NAME;

/// A call of a function that gave no output.
#[derive(Debug)]
pub struct FunctionError {
    function: String,
    kind: FunctionErrorKind,
}

/// Why a call of a function gave no output.
#[derive(Debug)]
#[non_exhaustive]
pub enum FunctionErrorKind {
    /// The set has no function of this name.
    Unknown,
    /// The arguments are no JSON, or do not fit the function's argument. The model wrote them.
    Arguments(serde_json::Error),
    /// The function returned an error.
    Error(BoxError),
    /// The output cannot be written as JSON.
    Output(serde_json::Error),
    /// The function panicked.
    Panic,
    /// The function took longer than it may.
    Timeout(Duration),
}

/// What becomes of a [`FunctionError`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reaction {
    /// The model reads this in place of an output, and goes on.
    Tell(String),
    /// The error ends it all.
    Fail,
}

impl FunctionError {
    pub(crate) fn new(function: &str, kind: FunctionErrorKind) -> Self {
        Self { function: function.to_owned(), kind }
    }

    /// The name of the function, as the model called it.
    pub fn function(&self) -> &str {
        &self.function
    }

    /// What went wrong.
    pub fn kind(&self) -> &FunctionErrorKind {
        &self.kind
    }

    /// What the model is told by default: what went wrong, and for its own mistakes enough to mend them.
    ///
    /// The text of the function's own error is told too. Where that may say more than the model should know, choose
    /// another [`Reaction`].
    pub fn tell(&self) -> Reaction {
        Reaction::Tell(match &self.kind {
            FunctionErrorKind::Error(error) => format!("Error: {error}"),
            _ => format!("Error: {self}"),
        })
    }
}

impl fmt::Display for FunctionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (function, kind) = (Shown(&self.function), &self.kind);
        match kind {
            FunctionErrorKind::Unknown => write!(f, "there is no function `{function}`"),
            FunctionErrorKind::Arguments(error) => {
                write!(f, "the arguments of `{function}` do not fit: {error}")
            }
            FunctionErrorKind::Error(_) => write!(f, "the function `{function}` failed"),
            FunctionErrorKind::Output(_) => write!(f, "the output of `{function}` is no JSON"),
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

/// A name that no function has may be anything that a model writes: control characters, or pages of text.
struct Shown<'a>(&'a str);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut characters = self.0.chars();
        for character in characters.by_ref().take(LONGEST_NAME) {
            write!(f, "{}", character.escape_debug())?;
        }
        if characters.next().is_some() { f.write_str("…") } else { Ok(()) }
    }
}
