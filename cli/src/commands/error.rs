//! Why a command is not carried out.

use std::fmt;

/// A command that cannot be carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CommandError {
    /// The arguments are not those of a command.
    Arguments(String),
    /// Something is wrong with what the command reads.
    Failed(String),
}

impl CommandError {
    /// The code that the program ends with: 2 for wrong arguments, 1 for anything else.
    #[must_use]
    pub fn code(&self) -> u8 {
        match self {
            Self::Arguments(_) => 2,
            Self::Failed(_) => 1,
        }
    }
}

impl From<lexopt::Error> for CommandError {
    fn from(error: lexopt::Error) -> Self {
        Self::Arguments(error.to_string())
    }
}

impl fmt::Display for CommandError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Arguments(message) | Self::Failed(message) => formatter.write_str(message),
        }
    }
}

impl std::error::Error for CommandError {}
