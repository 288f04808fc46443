//! The types of error bodies for certain statuses, as constant data.

use std::ops::RangeInclusive;

use http::StatusCode;

use super::api_error::ErrorDecoder;

/// An `error` clause of an endpoint: the type of error bodies for one status, or for a class of statuses; or that they are empty.
///
/// # Examples
///
/// ```
/// # use schematic_api::{ApiError, api};
/// # #[derive(Debug, serde::Deserialize)]
/// # pub struct Problem { title: String }
/// # impl ApiError for Problem {
/// #     fn message(&self) -> Option<&str> { Some(&self.title) }
/// #     fn code(&self) -> Option<&str> { None }
/// # }
/// api! {
///     pub client Notes at "https://notes.example.com";
///
///     read: GET /notes/<id> -> text error 404 5xx: Problem;
/// }
///
/// let errors = Notes::ENDPOINTS.get("read").unwrap().errors();
/// assert_eq!(errors[0].statuses(), 404..=404);
/// assert_eq!(errors[1].statuses(), 500..=599);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct ErrorSpec {
    first: u16,
    last: u16,
    decoder: Option<ErrorDecoder>,
    media_types: &'static [&'static str],
}

impl ErrorSpec {
    /// Creates a clause by which the bodies of replies with `status` are decoded with `decoder`.
    #[doc(hidden)]
    pub const fn new(status: u16, decoder: ErrorDecoder) -> Self {
        Self::of(status, status, Some(decoder))
    }

    /// Creates a clause for a class of statuses: `4` stands for `4xx`.
    #[doc(hidden)]
    pub const fn class(digit: u16, decoder: ErrorDecoder) -> Self {
        Self::of_class(digit, Some(decoder))
    }

    /// Creates a clause by which replies with `status` have no body.
    #[doc(hidden)]
    pub const fn new_empty(status: u16) -> Self {
        Self::of(status, status, None)
    }

    /// Creates a clause by which replies of a class have no body.
    #[doc(hidden)]
    pub const fn class_empty(digit: u16) -> Self {
        Self::of_class(digit, None)
    }

    const fn of_class(digit: u16, decoder: Option<ErrorDecoder>) -> Self {
        let first = digit.saturating_mul(100);
        Self::of(first, first.saturating_add(99), decoder)
    }

    const fn of(first: u16, last: u16, decoder: Option<ErrorDecoder>) -> Self {
        Self { first, last, decoder, media_types: &[] }
    }

    /// Sets the media types of the body.
    #[doc(hidden)]
    pub const fn with_media_types(mut self, media_types: &'static [&'static str]) -> Self {
        self.media_types = media_types;
        self
    }

    /// Returns the statuses that the clause is for: one status, or all of a class.
    pub const fn statuses(&self) -> RangeInclusive<u16> {
        self.first..=self.last
    }

    /// Returns the decoder of the bodies. `None` for `error 404: empty`: the type of the client's clause is tried all the same.
    pub const fn decoder(&self) -> Option<ErrorDecoder> {
        self.decoder
    }

    /// Returns the media types that the declaration names for the body, as in `error 404: Problem as "application/problem+json"`;
    /// none if it is JSON. They are only told: a body of any is decoded as JSON.
    pub const fn media_types(&self) -> &'static [&'static str] {
        self.media_types
    }

    const fn is_of_one_status(&self) -> bool {
        self.first == self.last
    }
}

/// Returns the decoder for a status. A clause for the status alone comes before one for its class.
pub(super) fn find(specs: &[ErrorSpec], status: StatusCode) -> Option<ErrorDecoder> {
    let matching = || specs.iter().filter(|spec| spec.statuses().contains(&status.as_u16()));
    let exact = matching().find(|spec| spec.is_of_one_status());
    exact.or_else(|| matching().next()).and_then(|spec| spec.decoder)
}
