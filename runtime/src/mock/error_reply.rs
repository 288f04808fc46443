//! Error replies: those that a handler returns, and those of the mock itself.

use std::fmt::{self, Display};

use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use serde::Serialize;

use crate::declaration::Endpoint;
use crate::error::shortened;
use crate::transport::{ResponseBody, TransportResponse};

/// An error reply, as a handler returns it: a status, headers and a body. What the declaration has no type for is one, too, whatever
/// its status; a success with a value of the declared type is a [`SuccessReply`](super::SuccessReply).
///
/// # Examples
///
/// ```
/// use schematic_api::StatusCode;
/// use schematic_api::mock::ErrorReply;
///
/// let busy = ErrorReply::new(StatusCode::TOO_MANY_REQUESTS)
///     .json(&serde_json::json!({ "error": { "message": "slow down" } }))
///     .header("retry-after", "1");
/// assert_eq!(busy.status(), StatusCode::TOO_MANY_REQUESTS);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct ErrorReply {
    status: StatusCode,
    /// Boxed, so that the `Result` of a handler stays small.
    headers: Box<HeaderMap>,
    body: Vec<u8>,
}

impl ErrorReply {
    /// Creates a reply with this status, without headers or a body.
    pub fn new(status: StatusCode) -> Self {
        Self { status, headers: Box::default(), body: Vec::new() }
    }

    /// Sets a JSON body. If it cannot be encoded, the reply becomes a 500 that says why.
    pub fn json<T: Serialize + ?Sized>(self, body: &T) -> Self {
        match serde_json::to_vec(body) {
            Ok(json) => self.body("application/json", json),
            Err(error) => Self::broken(&error),
        }
    }

    /// Sets a text body.
    pub fn text(self, body: impl Into<String>) -> Self {
        self.body("text/plain; charset=utf-8", body.into().into_bytes())
    }

    /// Sets a body with this content type. If the content type cannot be sent, the reply becomes a 500 that says so.
    ///
    /// It is for errors in other formats than JSON, and for what a handler cannot say otherwise, such as a part of a file:
    ///
    /// ```
    /// use schematic_api::StatusCode;
    /// use schematic_api::mock::ErrorReply;
    ///
    /// let part = ErrorReply::new(StatusCode::PARTIAL_CONTENT)
    ///     .body("application/octet-stream", "bytes")
    ///     .header("content-range", "bytes 0-4/10");
    /// ```
    pub fn body(mut self, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        match HeaderValue::try_from(content_type) {
            Ok(content_type) => {
                self.headers.insert(header::CONTENT_TYPE, content_type);
                self.body = body.into();
                self
            }
            Err(_) => Self::broken(&format_args!("{content_type:?} is not a valid content type")),
        }
    }

    /// Adds a header. If its name or value is not valid, the reply becomes a 500 that says so.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        match (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            (Ok(name), Ok(value)) => {
                self.headers.append(name, value);
                self
            }
            _ => Self::broken(&format_args!(
                "`{name}` with the value {value:?} is not a valid header"
            )),
        }
    }

    /// Returns the status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// Creates the reply of a mock that was given something it cannot send.
    pub(super) fn broken(reason: &dyn Display) -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR)
            .text(format!("the mock cannot send this reply: {reason}"))
    }

    pub(super) fn body_bytes(&self) -> &[u8] {
        &self.body
    }

    pub(super) fn into_response(self) -> TransportResponse {
        TransportResponse::new(self.status, ResponseBody::from(self.body))
            .with_headers(*self.headers)
    }
}

impl From<StatusCode> for ErrorReply {
    fn from(status: StatusCode) -> Self {
        Self::new(status)
    }
}

/// The body is `{"error":{"message":…}}`; [`Mock::reject_with`](super::Mock::reject_with) replaces it.
impl From<Rejection> for ErrorReply {
    fn from(rejection: Rejection) -> Self {
        let body = serde_json::json!({ "error": { "message": rejection.to_string() } });
        Self::new(rejection.status()).json(&body)
    }
}

/// Why the mock did not pass a request to a handler.
#[derive(Clone, Debug, PartialEq)]
pub struct Rejection {
    reason: Reason,
    /// What is wrong, worded as the end of a sentence about the part.
    problem: String,
    endpoint: Option<&'static str>,
}

/// The part of a request that a [`Rejection`] is about.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// No endpoint has this path.
    UnknownPath,
    /// The path is declared, but only with other methods.
    OtherMethod,
    /// The endpoint is declared, but has no handler.
    NoHandler,
    /// The path parameter of this name does not match its type.
    Path(String),
    /// The query parameter of this name is missing, does not match its type or has not the declared value. The name is empty for a struct of
    /// parameters.
    Query(String),
    /// The header of this name is missing, does not match its type or has not the declared value.
    Header(String),
    /// The body is missing.
    NoBody,
    /// The body is not JSON.
    NotJson,
    /// The body does not match its type, at this JSON path; the path is empty if it is not known.
    Body(String),
}

impl Rejection {
    pub(super) fn new(reason: Reason, problem: impl Display) -> Self {
        Self { reason, problem: shortened(problem.to_string()), endpoint: None }
    }

    pub(super) fn of(self, endpoint: &'static Endpoint) -> Self {
        Self { endpoint: Some(endpoint.id()), ..self }
    }

    /// Returns the part of the request that is wrong.
    pub fn reason(&self) -> &Reason {
        &self.reason
    }

    /// Returns what is wrong with that part, worded as the end of a sentence about it.
    pub fn problem(&self) -> &str {
        &self.problem
    }

    /// Returns the status of the reply: 404 or 405 if the request is not declared, 501 if there is no handler, and 400
    /// if an input is not valid.
    pub fn status(&self) -> StatusCode {
        match self.reason {
            Reason::UnknownPath => StatusCode::NOT_FOUND,
            Reason::OtherMethod => StatusCode::METHOD_NOT_ALLOWED,
            Reason::NoHandler => StatusCode::NOT_IMPLEMENTED,
            _ => StatusCode::BAD_REQUEST,
        }
    }
}

impl Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(endpoint) = self.endpoint {
            write!(f, "{endpoint}: ")?;
        }
        match &self.reason {
            Reason::UnknownPath | Reason::OtherMethod | Reason::NoHandler => {
                f.write_str(&self.problem)
            }
            Reason::Path(name) => write!(f, "the path parameter `{name}` {}", self.problem),
            Reason::Query(name) if name.is_empty() => write!(f, "the query {}", self.problem),
            Reason::Query(name) => write!(f, "the query parameter `{name}` {}", self.problem),
            Reason::Header(name) => write!(f, "the header `{name}` {}", self.problem),
            Reason::NoBody | Reason::NotJson => write!(f, "the body {}", self.problem),
            Reason::Body(path) if path.is_empty() => write!(f, "the body {}", self.problem),
            Reason::Body(path) => write!(f, "the body at `{path}` {}", self.problem),
        }
    }
}

impl std::error::Error for Rejection {}
