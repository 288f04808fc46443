//! What a declaration has and a document cannot say.

use std::fmt;

/// Something of a line that an OpenAPI document cannot say.
///
/// Its text names the line and the reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Omission {
    endpoint: &'static str,
    reason: String,
}

impl Omission {
    pub(super) fn new(endpoint: &'static str, reason: impl Into<String>) -> Self {
        Self { endpoint, reason: reason.into() }
    }

    /// Returns the name of the line: `runs.create`.
    pub fn endpoint(&self) -> &'static str {
        self.endpoint
    }
}

/// Shows the line and the reason.
impl fmt::Display for Omission {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`: {}", self.endpoint, self.reason)
    }
}
