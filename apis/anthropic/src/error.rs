//! The error bodies of the service.

use schematic_api::{ApiError, Extra, Object, StringEnum};

/// The typed body of an error reply, returned by [`schematic_api::Error::api`], and the data of an `error` event in a stream.
///
/// The service writes `{"type": "error", "error": {"type": …, "message": …}, "request_id": …}`. Bodies in any other form,
/// which the edge of the network may write, do not decode; their bytes remain available on the error.
///
/// [Reference](https://platform.claude.com/docs/en/api/errors)
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(constant(type = "error"))]
#[non_exhaustive]
pub struct ErrorResponse {
    /// What went wrong.
    pub error: ErrorObject,
    /// The id of the request, for the support of the service.
    #[wire(nullable)]
    pub request_id: Option<String>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// What went wrong.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct ErrorObject {
    /// The kind of error, `type` on the wire.
    #[wire(rename = "type")]
    pub kind: ErrorType,
    /// A description of the error, for people. It may change: do not match on it.
    pub message: String,
    /// More about the cause.
    #[wire(accepts_null)]
    pub details: Option<ErrorDetails>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// More about the cause of an error.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct ErrorDetails {
    /// A stable code of the cause, such as `file_expired`. There are more than a hundred, and new ones may be added.
    pub error_code: Option<String>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// A kind of error.
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum ErrorType {
    /// The request is wrong (400, and other statuses of 4xx), or it would exceed a limit of yours on what is spent.
    InvalidRequestError,
    /// The credential is missing or wrong (401).
    AuthenticationError,
    /// The account cannot be billed (402).
    BillingError,
    /// The credential does not permit the request (403).
    PermissionError,
    /// There is no such object, or no such model (404).
    NotFoundError,
    /// The object was changed by another request (409).
    ConflictError,
    /// A memory is not in the state that the request expects (beta).
    MemoryPreconditionFailedError,
    /// Another memory has the path (beta).
    MemoryPathConflictError,
    /// The body is too large (413).
    RequestTooLarge,
    /// Too many requests or tokens at a time (429).
    RateLimitError,
    /// The service failed (500).
    ApiError,
    /// The service took too long (504).
    TimeoutError,
    /// The service has too much to do (529).
    OverloadedError,
    /// A kind that this version does not know.
    Unknown(String),
}

impl ErrorType {
    /// Returns whether the same request may succeed later: the service has too much to do, takes too long, or failed.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        matches!(
            self,
            Self::RateLimitError | Self::ApiError | Self::TimeoutError | Self::OverloadedError
        )
    }
}

impl ErrorResponse {
    /// Returns whether the same request may succeed later. This holds for an error in a stream, too, whose status is 200; but
    /// another request repeats what has been read of the stream.
    #[must_use]
    pub fn is_retryable(&self) -> bool {
        self.error.kind.is_retryable()
    }

    /// Returns the stable code of the cause, if the service gave one.
    #[must_use]
    pub fn error_code(&self) -> Option<&str> {
        self.error.details.as_ref()?.error_code.as_deref()
    }
}

impl ApiError for ErrorResponse {
    fn message(&self) -> Option<&str> {
        Some(self.error.message.as_str()).filter(|message| !message.is_empty())
    }

    /// The code of the cause, or else the kind of the error.
    fn code(&self) -> Option<&str> {
        self.error_code().or(Some(self.error.kind.as_str()))
    }
}
