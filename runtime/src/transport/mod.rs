//! What carries a request to a service: one trait, with an HTTP implementation behind the feature `reqwest`.
//!
//! A transport sends one request once. It follows no redirect, repeats nothing, and adds no header of its own that the
//! service could mistake for the caller's: all of that is decided above it.

#[cfg(feature = "reqwest")]
mod reqwest;

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

/// A boxed future, the return type of object-safe asynchronous methods.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Sends one request once.
///
/// # Examples
///
/// A transport that answers everything itself:
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
    /// Sends `request` and gives the head of the reply as soon as it is there.
    ///
    /// Dropping the future, or the body of the reply, ends the exchange.
    fn send(
        &self,
        request: TransportRequest,
    ) -> BoxFuture<'_, Result<TransportResponse, TransportError>>;
}

/// One request, ready to be sent.
pub struct TransportRequest {
    /// The method.
    pub method: Method,
    /// The absolute URL. It may hold a secret in its query; do not print it.
    pub url: Url,
    /// All headers but those that framing needs. Secrets among them are marked sensitive.
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

/// The head of a reply and its body, which may still be arriving.
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
    /// A reply without headers.
    pub fn new(status: StatusCode, body: ResponseBody) -> Self {
        Self { status, headers: HeaderMap::new(), body }
    }

    /// The same reply with these headers.
    pub fn with_headers(self, headers: HeaderMap) -> Self {
        Self { headers, ..self }
    }
}

/// The body of a reply: the chunks as they arrive.
pub struct ResponseBody {
    repr: Repr,
}

enum Repr {
    Whole(Option<Bytes>),
    Stream(Pin<Box<dyn Stream<Item = Result<Bytes, TransportError>> + Send>>),
}

impl ResponseBody {
    /// No body.
    pub fn empty() -> Self {
        Self { repr: Repr::Whole(None) }
    }

    /// A body that arrives in chunks. An error ends it.
    pub fn stream(
        chunks: impl Stream<Item = Result<Bytes, TransportError>> + Send + 'static,
    ) -> Self {
        Self { repr: Repr::Stream(Box::pin(chunks)) }
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

/// Why a transport could not carry a request.
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    source: BoxError,
}

/// How far a request came before the transport failed, which decides whether it may be sent again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// No connection: nothing of the request was sent.
    Connect,
    /// No connection in time: nothing of the request was sent.
    ConnectTimeout,
    /// The connection broke after some of the request may have been sent.
    Interrupted,
    /// The stream that feeds the request's body failed.
    RequestBody,
    /// The body of the reply ended early or broke off.
    ResponseBody,
    /// The transport itself is set up wrong, or cannot carry such a request.
    Unusable,
}

impl TransportError {
    /// An error of this kind.
    pub fn new(kind: TransportErrorKind, source: impl Into<BoxError>) -> Self {
        Self { kind, source: source.into() }
    }

    /// How far the request came.
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
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
