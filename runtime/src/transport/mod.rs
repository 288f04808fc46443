//! The transport of a client: a trait that sends one request, and an implementation for HTTP behind the feature
//! `reqwest`.
//!
//! A transport sends each request exactly once. It must not follow redirects, retry, or add headers that the service
//! could take for the caller's: the client decides all of that.

#[cfg(feature = "reqwest")]
mod reqwest;
#[cfg(feature = "reqwest")]
mod sent_body;
#[cfg(feature = "reqwest")]
mod stillness;

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use http::{HeaderMap, Method, StatusCode};
use url::Url;

use crate::request::Body;

#[cfg(feature = "reqwest")]
pub use self::reqwest::ReqwestTransport;
pub use crate::error::BoxError;

/// A boxed future, which the methods of object-safe traits return.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Sends a request once and returns the reply.
///
/// # Examples
///
/// A transport that replies to every request with an empty JSON object:
///
/// ```
/// use schematic_api::transport::{BoxFuture, ResponseBody, Transport, TransportError, TransportRequest, TransportResponse};
///
/// struct Canned;
///
/// impl Transport for Canned {
///     fn send(&self, _: TransportRequest) -> BoxFuture<'_, Result<TransportResponse, TransportError>> {
///         Box::pin(async { Ok(TransportResponse::new(http::StatusCode::OK, ResponseBody::from("{}"))) })
///     }
/// }
/// ```
pub trait Transport: Send + Sync + 'static {
    /// Sends `request` and returns the reply as soon as its head has arrived.
    ///
    /// Dropping the future, or the body of the reply, must end the exchange.
    ///
    /// # Errors
    ///
    /// The kind of the error says how far the request got, which decides whether it may be sent again.
    fn send(
        &self,
        request: TransportRequest,
    ) -> BoxFuture<'_, Result<TransportResponse, TransportError>>;
}

/// A request that is ready to be sent.
pub struct TransportRequest {
    /// The method.
    pub method: Method,
    /// The absolute URL. Do not print it: its query may contain a secret.
    pub url: Url,
    /// All headers except those that frame the message, such as `host` and `content-length`. Secret values are marked
    /// as sensitive.
    pub headers: HeaderMap,
    /// The body.
    pub body: Body,
}

impl fmt::Debug for TransportRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TransportRequest")
            .field("method", &self.method)
            .field("host", &self.url.host_str())
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}

/// A reply: its head, and its body, which may still be arriving.
#[derive(Debug)]
#[non_exhaustive]
pub struct TransportResponse {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: ResponseBody,
}

impl TransportResponse {
    /// Creates a reply without headers.
    pub fn new(status: StatusCode, body: ResponseBody) -> Self {
        Self { status, headers: HeaderMap::new(), body }
    }

    /// Replaces the headers.
    pub fn with_headers(self, headers: HeaderMap) -> Self {
        Self { headers, ..self }
    }
}

/// The body of a reply, as chunks that may still be arriving.
pub struct ResponseBody {
    repr: Repr,
}

enum Repr {
    Whole(Option<Bytes>),
    Stream(Pin<Box<dyn Stream<Item = Result<Bytes, TransportError>> + Send>>),
}

impl ResponseBody {
    /// Creates an empty body.
    pub fn empty() -> Self {
        Self { repr: Repr::Whole(None) }
    }

    /// Creates a body from a stream of chunks. An error ends the body.
    pub fn stream(
        chunks: impl Stream<Item = Result<Bytes, TransportError>> + Send + 'static,
    ) -> Self {
        Self { repr: Repr::Stream(Box::pin(chunks)) }
    }

    /// Returns the length of what is left of the body, in bytes, unless it is a stream.
    #[cfg(feature = "mock")]
    pub(crate) fn length(&self) -> Option<u64> {
        match &self.repr {
            Repr::Whole(bytes) => Some(bytes.as_ref().map_or(0, |bytes| bytes.len() as u64)),
            Repr::Stream(_) => None,
        }
    }

    pub(crate) fn poll_chunk(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        match &mut self.repr {
            Repr::Whole(bytes) => Poll::Ready(bytes.take().map(Ok)),
            Repr::Stream(stream) => stream.as_mut().poll_next(context),
        }
    }
}

/// The chunks of the body, for a transport that wraps another one.
impl Stream for ResponseBody {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_chunk(context)
    }
}

impl From<Bytes> for ResponseBody {
    fn from(bytes: Bytes) -> Self {
        Self { repr: Repr::Whole((!bytes.is_empty()).then_some(bytes)) }
    }
}

impl From<Vec<u8>> for ResponseBody {
    fn from(bytes: Vec<u8>) -> Self {
        Bytes::from(bytes).into()
    }
}

impl From<String> for ResponseBody {
    fn from(text: String) -> Self {
        Bytes::from(text).into()
    }
}

impl From<&'static str> for ResponseBody {
    fn from(text: &'static str) -> Self {
        Bytes::from_static(text.as_bytes()).into()
    }
}

impl fmt::Debug for ResponseBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.repr {
            Repr::Whole(bytes) => {
                write!(f, "ResponseBody({} bytes)", bytes.as_ref().map_or(0, Bytes::len))
            }
            Repr::Stream(_) => f.write_str("ResponseBody(stream)"),
        }
    }
}

/// The error of a transport.
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    source: BoxError,
}

/// How far a request got before the transport failed, which decides whether it may be sent again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// The connection failed. Nothing of the request was sent.
    Connect,
    /// The connection was not made in time. Nothing of the request was sent.
    ConnectTimeout,
    /// The connection broke after some of the request may have been sent.
    Interrupted,
    /// The stream that provides the body of the request failed.
    RequestBody,
    /// The body of the reply broke off.
    ResponseBody,
    /// The transport is not set up correctly, or cannot send such a request.
    Unusable,
}

impl TransportError {
    /// Creates an error of this kind.
    pub fn new(kind: TransportErrorKind, source: impl Into<BoxError>) -> Self {
        Self { kind, source: source.into() }
    }

    /// Returns how far the request got.
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }

    /// Whether this error comes of one of this type.
    pub(crate) fn has_cause<E: std::error::Error + 'static>(&self) -> bool {
        std::iter::successors(std::error::Error::source(self), |error| error.source())
            .any(|error| error.is::<E>())
    }

    pub(crate) fn into_source(self) -> BoxError {
        self.source
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            TransportErrorKind::Connect => "no connection to the service",
            TransportErrorKind::ConnectTimeout => "no connection to the service in time",
            TransportErrorKind::Interrupted => "the connection broke before a reply came",
            TransportErrorKind::RequestBody => "the request's body could not be read",
            TransportErrorKind::ResponseBody => "the reply's body broke off",
            TransportErrorKind::Unusable => "the transport cannot send this request",
        })
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&*self.source)
    }
}
