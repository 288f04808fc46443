//! The one error of a call, and what a program may ask it.

mod escape;
mod kind;
mod mistake;

use std::borrow::Cow;
use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::declaration::{AnyApiError, ApiError, Endpoint};
use crate::response::Head;

pub(crate) use self::escape::Escaped;
pub use self::kind::{ErrorKind, NotRetried, Timeout};
pub(crate) use self::mistake::Mistake;

/// A boxed error, as the standard library names it.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// A result of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What went wrong with a call, or with the building of a client.
///
/// One pointer in size. [`kind`](Self::kind) tells the cases apart; status, headers, request id and body are there
/// whenever a reply came. Neither `Display` nor `Debug` shows a credential, a header value, a URL or a raw body.
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

/// The error of a time that ran out.
pub(crate) fn expired(timeout: Timeout) -> Error {
    Error::new(
        ErrorKind::Timeout(timeout),
        match timeout {
            Timeout::Connect => "no connection to the service in time",
            Timeout::Attempt => "the attempt took too long",
            Timeout::Idle => "the reply's body stood still for too long",
            Timeout::Total => "the call took too long",
            Timeout::Poll => "the condition was not met in time",
        },
    )
}

impl Error {
    /// An error of this kind, as the engine would give it: for fakes, tests, and code around a client that fails for reasons
    /// of its own.
    ///
    /// What a reply says is added by [`with_reply`](Self::with_reply) and [`with_api`](Self::with_api).
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

    /// A client that is set up wrong.
    pub(crate) fn config(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(ErrorKind::Config, message)
    }

    /// An argument that cannot be sent.
    pub(crate) fn input(message: impl Into<Cow<'static, str>>) -> Self {
        Self::new(ErrorKind::Input, message)
    }

    /// Adds what led to this error.
    pub fn with_source(mut self, source: impl Into<BoxError>) -> Self {
        self.inner.source = Some(source.into());
        self
    }

    /// Adds the reply that the error is about: its status, headers (a request id among them) and body.
    pub fn with_reply(
        self,
        status: StatusCode,
        headers: HeaderMap,
        body: impl Into<Bytes>,
    ) -> Self {
        let endpoint = self.inner.endpoint.unwrap_or(Endpoint::UNDECLARED);
        self.with_head(Head { endpoint, status, headers, retries: 0 }).with_body(body.into())
    }

    /// Adds the typed body of an error reply, for [`api`](Self::api), [`message`](Self::message) and [`code`](Self::code).
    pub fn with_api<E: ApiError>(self, error: E) -> Self {
        self.with_decoded(Some(Box::new(error)))
    }

    /// Says which endpoint was called.
    pub fn with_endpoint(mut self, endpoint: &'static Endpoint) -> Self {
        self.inner.endpoint = Some(endpoint);
        self
    }

    pub(crate) fn with_head(mut self, head: Head) -> Self {
        self.inner.endpoint = Some(head.endpoint);
        self.inner.attempts = head.attempts();
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

    /// What went wrong, as something to match on.
    pub fn kind(&self) -> ErrorKind {
        self.inner.kind
    }

    /// Whether the client is set up wrong.
    pub fn is_config(&self) -> bool {
        self.kind() == ErrorKind::Config
    }

    /// Whether an argument could not be sent.
    pub fn is_input(&self) -> bool {
        self.kind() == ErrorKind::Input
    }

    /// Whether no connection came about, be it refused or too slow. Nothing was sent.
    pub fn is_connect(&self) -> bool {
        matches!(self.kind(), ErrorKind::Connect | ErrorKind::Timeout(Timeout::Connect))
    }

    /// Whether time ran out, any of them.
    pub fn is_timeout(&self) -> bool {
        matches!(self.kind(), ErrorKind::Timeout(_))
    }

    /// Whether the service answered with an error status.
    pub fn is_api(&self) -> bool {
        self.kind() == ErrorKind::Api
    }

    /// Whether the reply does not have the declared form.
    pub fn is_decode(&self) -> bool {
        self.kind() == ErrorKind::Decode
    }

    /// Whether the reply's body broke off.
    pub fn is_truncated(&self) -> bool {
        self.kind() == ErrorKind::Truncated
    }

    /// Whether the call was not repeated because the client's budget of retries is exhausted.
    pub fn is_budget_exhausted(&self) -> bool {
        self.not_retried() == Some(NotRetried::Budget)
    }

    /// The status of the reply, if one came.
    pub fn status(&self) -> Option<StatusCode> {
        Some(self.inner.head.as_ref()?.status)
    }

    /// The headers of the reply, if one came.
    pub fn headers(&self) -> Option<&HeaderMap> {
        Some(&self.inner.head.as_ref()?.headers)
    }

    /// The service's id of the request, if a reply came with one.
    pub fn request_id(&self) -> Option<&str> {
        self.inner.head.as_ref()?.request_id()
    }

    /// The raw body of the reply, as far as it was read: an error body up to 64 KiB, or the body that did not decode.
    pub fn body(&self) -> Option<&Bytes> {
        self.inner.body.as_ref()
    }

    /// The body as the error type `E`, if the declaration names `E` for this status and the body fits.
    pub fn api<E: ApiError>(&self) -> Option<&E> {
        self.inner.api.as_ref()?.as_any().downcast_ref()
    }

    /// What the service says went wrong, if the typed error body says it.
    pub fn message(&self) -> Option<&str> {
        self.inner.api.as_ref()?.message()
    }

    /// The service's code for the error, if the typed error body has one.
    pub fn code(&self) -> Option<&str> {
        self.inner.api.as_ref()?.code()
    }

    /// How long the service asks to wait before the next call.
    pub fn retry_after(&self) -> Option<Duration> {
        self.inner.retry_after
    }

    /// Where in a JSON reply decoding stopped, such as `data[3].content.text`; empty for the whole body.
    pub fn json_path(&self) -> Option<&str> {
        self.inner.json_path.as_deref()
    }

    /// The endpoint that was called, if the request is declared.
    pub fn endpoint(&self) -> Option<&'static Endpoint> {
        self.inner.endpoint.filter(|endpoint| endpoint.is_declared())
    }

    /// How many attempts were made: 0 when nothing was sent.
    pub fn attempts(&self) -> u32 {
        self.inner.attempts
    }

    /// Why the call was not repeated, if it is one that might have been.
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
