//! What stands where a declaration has a mistake.

use crate::error::Error;
use std::future::{IntoFuture, Ready, ready};

/// The call and the reply of a line that has a mistake.
///
/// The mistake itself is reported at the line. The method is kept with this type, so that nothing else is reported where
/// it is called, and an editor still knows the other methods.
#[doc(hidden)]
#[derive(Debug)]
#[must_use = "the declaration of this call has a mistake"]
pub struct Erroneous;

/// What every call has, of whatever reply.
#[doc(hidden)]
#[allow(clippy::missing_errors_doc, clippy::unused_async)]
impl Erroneous {
    pub fn timeout(self, _: impl Sized) -> Self {
        self
    }

    pub fn attempt_timeout(self, _: impl Sized) -> Self {
        self
    }

    pub fn idle_timeout(self, _: impl Sized) -> Self {
        self
    }

    pub fn retries(self, _: impl Sized) -> Self {
        self
    }

    pub fn header(self, _: impl Sized, _: impl Sized) -> Self {
        self
    }

    pub fn query(self, _: impl Sized, _: impl Sized) -> Self {
        self
    }

    pub fn idempotency_key(self, _: impl Sized) -> Self {
        self
    }

    pub fn options(self, _: impl Sized) -> Self {
        self
    }

    pub fn response(self) -> Self {
        self
    }

    pub fn poll(self) -> Self {
        self
    }
}

impl IntoFuture for Erroneous {
    type Output = Result<Self, Error>;
    type IntoFuture = Ready<Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        ready(Ok(self))
    }
}
