//! What is emitted only with a feature.

use proc_macro2::TokenStream;

/// Which of the artefacts are emitted that a feature turns on.
#[derive(Clone, Copy)]
pub(crate) struct Artefacts {
    /// The request types of the mock.
    pub(crate) mock: Artefact,
    /// The types of the OpenAPI document.
    pub(crate) openapi: Artefact,
}

#[derive(Clone, Copy)]
pub(crate) enum Artefact {
    Absent,
    Emitted,
}

impl Artefact {
    /// Whether a feature turns it on.
    pub(crate) const fn of_feature(is_on: bool) -> Self {
        if is_on { Self::Emitted } else { Self::Absent }
    }

    /// The artefact, if it is emitted.
    pub(super) fn emitted(self, expand: impl FnOnce() -> TokenStream) -> Option<TokenStream> {
        match self {
            Self::Absent => None,
            Self::Emitted => Some(expand()),
        }
    }
}
