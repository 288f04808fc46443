//! What the calls of a model are answered with.

use std::fmt;
use std::ops::Deref;

/// What a call is answered with. It dereferences to the text, and is compared with one.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Answer {
    /// The output of the function.
    Output(String),
    /// The call failed, and this is what the model is told.
    Error(String),
}

impl Answer {
    /// Returns whether the call failed. Some services are told so apart from the text.
    #[must_use]
    pub fn is_error(&self) -> bool {
        matches!(self, Self::Error(_))
    }

    /// Returns the text.
    #[must_use]
    pub fn into_text(self) -> String {
        match self {
            Self::Output(text) | Self::Error(text) => text,
        }
    }
}

impl Deref for Answer {
    type Target = str;

    fn deref(&self) -> &str {
        match self {
            Self::Output(text) | Self::Error(text) => text,
        }
    }
}

impl PartialEq<&str> for Answer {
    fn eq(&self, text: &&str) -> bool {
        **self == **text
    }
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}
