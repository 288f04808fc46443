//! The error of a stream that provides the body of a request.

use std::fmt;

use crate::error::BoxError;

/// The error of a stream that provides the body of a request. Its source is the error of the stream itself.
#[derive(Debug)]
pub struct BodyError(pub(super) BoxError);

impl BodyError {
    pub(super) fn new(source: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self(source.into())
    }
}

impl fmt::Display for BodyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the stream that provides the request's body failed")
    }
}

impl std::error::Error for BodyError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&*self.0)
    }
}
