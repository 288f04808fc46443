//! The error of a call.

mod escape;
mod kind;
mod mistake;

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::declaration::{AnyApiError, ApiError, Endpoint};
use crate::redactor::Redactor;
use crate::response::Head;

pub(crate) use self::escape::{Escaped, shortened};
pub use self::kind::{ErrorKind, NotRetried, Timeout};
pub(crate) use self::mistake::Mistake;

/// A boxed error that can be sent between threads.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// A `Result` whose error is [`Error`] by default.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// The error of a call, or of building a client.
///
/// [`kind`](Self::kind) tells the cases apart. The status, headers, request id and body are available whenever the
/// service replied. Neither `Display` nor `Debug` shows a credential, a header value other than the request id, a URL,
/// or a raw body. Where the service repeats a secret that the request sent, `[redacted]` stands in its place, also in the
/// request id and the JSON path. The type is one pointer in size.
///
/// # Examples
///
/// ```
/// use schematic_api::{Error, ErrorKind};
///
/// fn advice(error: &Error) -> &'static str {
///     match error.kind() {
///         ErrorKind::Api if error.status() == Some(http::StatusCode::NOT_FOUND) => "no such thing",
///         ErrorKind::Api => "the service refused",
///         ErrorKind::Connect | ErrorKind::Timeout(_) => "try later",
///         _ => "look at the source of the error",
///     }
/// }
/// ```
pub struct Error {
    inner: Box<Inner>,
}

struct Inner {
    kind: ErrorKind,
    message: Cow<'static, str>,
    source: Option<BoxError>,
    endpoint: Option<&'static Endpoint>,
    head: Option<Head>,
    body: Option<Bytes>,
    api: Option<Box<dyn AnyApiError>>,
    json_path: Option<String>,
    retry_after: Option<Duration>,
    attempts: u32,
    not_retried: Option<NotRetried>,
}

/// Creates the error of a time limit that was exceeded.
pub(crate) fn expired(timeout: Timeout) -> Error {
    Error::new(
        ErrorKind::Timeout(timeout),
        match timeout {
            Timeout::Connect => "no connection to the service in time",
            Timeout::Attempt => "the attempt took too long",
            Timeout::Idle => "no more of the reply's body arrived in time",
            Timeout::Total => "the call took too long",
            Timeout::Poll => "the condition was not met in time",
        },
    )
}

impl Error {
    /// Creates an error of this kind, such as the engine would return.
    ///
    /// Use it in fakes, in tests, and in code around a client that has failures of its own to report.
    ///
    /// Add the details of a reply with [`with_reply`](Self::with_reply) and [`with_api`](Self::with_api).
    ///
    /// # Examples
    ///
    /// ```
    /// use schematic_api::{Error, ErrorKind, HeaderMap, StatusCode};
    ///
    /// let refused = Error::new(ErrorKind::Api, "no such note")
    ///     .with_reply(StatusCode::NOT_FOUND, HeaderMap::new(), r#"{"error":"gone"}"#);
    ///
    /// assert_eq!(refused.status(), Some(StatusCode::NOT_FOUND));
    /// assert_eq!(refused.to_string(), "no such note");
    /// ```
    pub fn new(kind: ErrorKind, message: impl Into<Cow<'static, str>>) -> Self {
        let inner = Inner {
            kind,
            message: message.into(),
            source: None,
            endpoint: None,
            head: None,
            body: None,
            api: None,
            json_path: None,
            retry_after: None,
            attempts: 0,
            not_retried: None,
        };
        Self { inner: Box::new(inner) }
    }

    /// Creates an error of the kind [`ErrorKind::Config`].
    pub(crate) fn config(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(ErrorKind::Config, message)
    }

    /// Creates an error of the kind [`ErrorKind::Input`].
    pub(crate) fn input(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(ErrorKind::Input, message)
    }

    pub(crate) fn with_kind(mut self, kind: ErrorKind) -> Self {
        self.inner.kind = kind;
        self
    }

    /// Sets the source of this error.
    pub fn with_source(mut self, source: impl Into<BoxError>) -> Self {
        self.inner.source = Some(source.into());
        self
    }

    /// Adds the reply that the error is about: its status, its headers (which include the request id) and its body.
    pub fn with_reply(
        self,
        status: StatusCode,
        headers: HeaderMap,
        body: impl Into<Bytes>,
    ) -> Self {
        let endpoint = self.inner.endpoint.unwrap_or(Endpoint::UNDECLARED);
        let redactor = Redactor::default();
        self.with_head(Head {
            endpoint,
            status,
            headers,
            retries: 0,
            max_decoded: usize::MAX,
            redactor,
        })
        .with_body(body.into())
    }

    /// Adds the typed body of an error reply, as returned by [`api`](Self::api), [`message`](Self::message) and
    /// [`code`](Self::code).
    pub fn with_api<E: ApiError>(self, error: E) -> Self {
        self.with_decoded(Some(Box::new(error)))
    }

    /// Sets the endpoint that was called.
    pub fn with_endpoint(mut self, endpoint: &'static Endpoint) -> Self {
        self.inner.endpoint = Some(endpoint);
        self
    }

    pub(crate) fn with_head(mut self, head: Head) -> Self {
        self.inner.endpoint = Some(head.endpoint);
        self.inner.attempts = head.attempts();
        if let Cow::Owned(redacted) = head.redactor.redact(&self.inner.message) {
            self.inner.message = redacted.into();
        }
        self.inner.head = Some(head);
        self
    }

    pub(crate) fn with_body(mut self, body: Bytes) -> Self {
        self.inner.body = Some(body);
        self
    }

    pub(crate) fn with_decoded(mut self, api: Option<Box<dyn AnyApiError>>) -> Self {
        self.inner.api = api;
        self
    }

    pub(crate) fn with_json_path(mut self, path: Option<String>) -> Self {
        self.inner.json_path = path;
        self
    }

    pub(crate) fn with_retry_after(mut self, pause: Option<Duration>) -> Self {
        self.inner.retry_after = pause;
        self
    }

    pub(crate) fn with_attempts(mut self, attempts: u32) -> Self {
        self.inner.attempts = attempts;
        self
    }

    pub(crate) fn with_not_retried(mut self, reason: Option<NotRetried>) -> Self {
        self.inner.not_retried = reason;
        self
    }

    /// Returns the kind of error.
    pub fn kind(&self) -> ErrorKind {
        self.inner.kind
    }

    /// Returns whether the client is not set up correctly ([`ErrorKind::Config`]).
    pub fn is_config(&self) -> bool {
        self.kind() == ErrorKind::Config
    }

    /// Returns whether an argument cannot be sent ([`ErrorKind::Input`]).
    pub fn is_input(&self) -> bool {
        self.kind() == ErrorKind::Input
    }

    /// Returns whether no connection was made, whether it was refused or took too long. Nothing was sent.
    pub fn is_connect(&self) -> bool {
        matches!(self.kind(), ErrorKind::Connect | ErrorKind::Timeout(Timeout::Connect))
    }

    /// Returns whether any time limit was exceeded ([`ErrorKind::Timeout`]).
    pub fn is_timeout(&self) -> bool {
        matches!(self.kind(), ErrorKind::Timeout(_))
    }

    /// Returns whether the service reported the error ([`ErrorKind::Api`]).
    pub fn is_api(&self) -> bool {
        self.kind() == ErrorKind::Api
    }

    /// Returns whether the reply does not match the declared type ([`ErrorKind::Decode`]).
    pub fn is_decode(&self) -> bool {
        self.kind() == ErrorKind::Decode
    }

    /// Returns whether the body of the reply ended early ([`ErrorKind::Truncated`]).
    pub fn is_truncated(&self) -> bool {
        self.kind() == ErrorKind::Truncated
    }

    /// Returns whether the call was not retried because the client's retry budget is exhausted
    /// ([`NotRetried::Budget`]).
    pub fn is_budget_exhausted(&self) -> bool {
        self.not_retried() == Some(NotRetried::Budget)
    }

    /// Returns the status of the reply, if there was one.
    pub fn status(&self) -> Option<StatusCode> {
        Some(self.inner.head.as_ref()?.status)
    }

    /// Returns the headers of the reply, if there was one.
    pub fn headers(&self) -> Option<&HeaderMap> {
        Some(&self.inner.head.as_ref()?.headers)
    }

    /// Returns the id that the service gave the request, if the reply has one.
    ///
    /// It is the first of the headers `x-request-id`, `request-id` and `x-correlation-id` that the reply has.
    pub fn request_id(&self) -> Option<&str> {
        self.inner.head.as_ref()?.request_id()
    }

    /// Returns the part of the raw body that was read.
    ///
    /// Of an error reply this is at most the first 64 KiB (see
    /// [`Limits::max_error_body`](crate::Limits::max_error_body)); of a reply that could not be decoded it is the whole
    /// body, or the data of the event.
    pub fn body(&self) -> Option<&Bytes> {
        self.inner.body.as_ref()
    }

    /// Returns the typed body of the error reply, if the declaration names `E` for its status and the body could be
    /// decoded.
    pub fn api<E: ApiError>(&self) -> Option<&E> {
        self.inner.api.as_ref()?.as_any().downcast_ref()
    }

    /// Returns the message of the service, if the typed body has one.
    pub fn message(&self) -> Option<&str> {
        self.inner.api.as_ref()?.message()
    }

    /// Returns the service's code for the error, if the typed body has one.
    pub fn code(&self) -> Option<&str> {
        self.inner.api.as_ref()?.code()
    }

    /// Returns how long the service asks to wait before the next call.
    ///
    /// The value comes from the header `retry-after-ms`, else from `retry-after`.
    pub fn retry_after(&self) -> Option<Duration> {
        self.inner.retry_after
    }

    /// Returns the place where decoding a JSON reply stopped, such as `data[3].content.text`.
    ///
    /// It is empty for the body as a whole, and a long path is cut.
    pub fn json_path(&self) -> Option<&str> {
        self.inner.json_path.as_deref()
    }

    /// Returns the endpoint that was called, if the request is a declared one.
    pub fn endpoint(&self) -> Option<&'static Endpoint> {
        self.inner.endpoint.filter(|endpoint| endpoint.is_declared())
    }

    /// Returns how many attempts were made; 0 if nothing was sent.
    pub fn attempts(&self) -> u32 {
        self.inner.attempts
    }

    /// Returns why the call was not retried, if its failure may be temporary.
    pub fn not_retried(&self) -> Option<NotRetried> {
        self.inner.not_retried
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(endpoint) = self.endpoint() {
            write!(f, "{endpoint}: ")?;
        }
        f.write_str(&self.inner.message)?;
        match self.request_id() {
            Some(id) => write!(f, " (request id {})", Escaped(id)),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("Error");
        out.field("kind", &self.inner.kind);
        out.field("message", &format_args!("{self}"));
        if let Some(status) = self.status() {
            out.field("status", &status.as_u16());
        }
        if let Some(body) = self.body() {
            out.field("body", &format_args!("{} bytes", body.len()));
        }
        if let Some(source) = &self.inner.source {
            out.field("source", source);
        }
        out.field("attempts", &self.inner.attempts).finish_non_exhaustive()
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.inner.source.as_deref().map(|source| source as _)
    }
}
