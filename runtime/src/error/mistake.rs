//! A mistake in what a caller gave, kept until there is a call that can report it.

use std::borrow::Cow;
use std::sync::Arc;

use super::{Error, ErrorKind};

/// The beginnings of an [`Error`] that can be copied: options and clients can, and so can the mistake in one.
#[derive(Clone, Debug)]
pub(crate) struct Mistake {
    kind: ErrorKind,
    message: Cow<'static, str>,
    source: Option<Arc<dyn std::error::Error + Send + Sync>>,
}

impl Mistake {
    /// An argument that cannot be sent.
    pub(crate) fn input(message: impl Into<Cow<'static, str>>) -> Self {
        Self { kind: ErrorKind::Input, message: message.into(), source: None }
    }

    /// A client that is set up wrong.
    pub(crate) fn config(message: impl Into<Cow<'static, str>>) -> Self {
        Self { kind: ErrorKind::Config, message: message.into(), source: None }
    }

    pub(crate) fn with_source(
        self,
        source: impl std::error::Error + Send + Sync + 'static,
    ) -> Self {
        Self { source: Some(Arc::new(source)), ..self }
    }
}

impl From<Mistake> for Error {
    fn from(Mistake { kind, message, source }: Mistake) -> Self {
        let error = Self::new(kind, message);
        match source {
            Some(source) => error.with_source(source),
            None => error,
        }
    }
}
