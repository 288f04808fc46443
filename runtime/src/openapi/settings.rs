//! What the caller chooses of a document.

use super::version::Version;

/// The choices for a document.
#[derive(Clone)]
pub(super) struct Settings {
    pub(super) version: Version,
    pub(super) enums: Enums,
    pub(super) title: Option<String>,
    /// The version of the API.
    pub(super) api_version: Option<String>,
    pub(super) server: Option<String>,
}

/// Whether an enum of strings has values that are not known yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Enums {
    Open,
    Closed,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            version: Version::V3_1,
            enums: Enums::Open,
            title: None,
            api_version: None,
            server: None,
        }
    }
}
