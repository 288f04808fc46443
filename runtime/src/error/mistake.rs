//! A mistake in an option or argument, kept until a call can report it.

use std::borrow::Cow;
use std::sync::Arc;

use super::{Error, ErrorKind};

/// The part of an [`Error`] that can be cloned, because the options and clients that keep it can be.
#[derive(Clone, Debug)]
pub(crate) struct Mistake {
    kind: ErrorKind,
    message: Cow<'static, str>,
    source: Option<Arc<dyn std::error::Error + Send + Sync>>,
}

impl Mistake {
    /// Creates a mistake of the kind [`ErrorKind::Input`].
    pub(crate) fn input(message: impl Into<Cow<'static, str>>) -> Self {
        Self { kind: ErrorKind::Input, message: message.into(), source: None }
    }

    /// Creates a mistake of the kind [`ErrorKind::Config`].
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
