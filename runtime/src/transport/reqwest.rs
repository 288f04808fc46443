//! The HTTP transport, on reqwest.

use std::error::Error as StdError;
use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;

use super::{
    BoxFuture, ResponseBody, Transport, TransportError, TransportErrorKind, TransportRequest,
    TransportResponse,
};
use crate::request::{Body, BodyError};

/// How long a connection may take; 5 s.
pub(crate) const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// How long an unused connection is kept. Below the 60 s of common load balancers, so that a request does not go out on
/// a connection that the other side is just closing.
const POOL_IDLE: Duration = Duration::from_secs(20);

type Customize = dyn Fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder + Send + Sync;

/// Sends over HTTP/1.1 with a pool of connections.
///
/// The pool is built when the first request is sent, and shared by all clones. Redirects, retries, proxies from the
/// environment and transparent decompression are off.
///
/// # Examples
///
/// A proxy, named in code:
///
/// ```no_run
/// use schematic_api::transport::ReqwestTransport;
///
/// # fn main() -> Result<(), reqwest::Error> {
/// let proxy = reqwest::Proxy::all("http://proxy.example.com:3128")?;
/// let transport = ReqwestTransport::customized(move |builder| builder.proxy(proxy.clone()));
/// # drop(transport);
/// # Ok(()) }
/// ```
#[derive(Clone)]
pub struct ReqwestTransport {
    shared: Arc<Shared>,
}

struct Shared {
    connect_timeout: Duration,
    customize: Option<Box<Customize>>,
    client: OnceLock<Result<reqwest::Client, Arc<reqwest::Error>>>,
}

impl ReqwestTransport {
    /// A transport with the defaults: 5 s to connect, idle connections kept for 20 s.
    pub fn new() -> Self {
        Self::build(CONNECT_TIMEOUT, None)
    }

    /// A transport with the defaults, but this long to connect.
    pub fn with_connect_timeout(timeout: Duration) -> Self {
        Self::build(timeout, None)
    }

    /// A transport whose reqwest client is set up further by `customize`: a proxy, a root certificate, a resolver.
    ///
    /// Redirects and retries stay off, whatever `customize` says: reqwest would carry credentials to other origins.
    pub fn customized(
        customize: impl Fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder + Send + Sync + 'static,
    ) -> Self {
        Self::build(CONNECT_TIMEOUT, Some(Box::new(customize)))
    }

    fn build(connect_timeout: Duration, customize: Option<Box<Customize>>) -> Self {
        Self { shared: Arc::new(Shared { connect_timeout, customize, client: OnceLock::new() }) }
    }

    fn client(&self) -> Result<&reqwest::Client, TransportError> {
        let built = self.shared.client.get_or_init(|| self.shared.build_client().map_err(Arc::new));
        built
            .as_ref()
            .map_err(|error| TransportError::new(TransportErrorKind::Unusable, Arc::clone(error)))
    }
}

impl Default for ReqwestTransport {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for ReqwestTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReqwestTransport")
            .field("connect_timeout", &self.shared.connect_timeout)
            .finish_non_exhaustive()
    }
}

impl Shared {
    fn build_client(&self) -> Result<reqwest::Client, reqwest::Error> {
        let defaults = reqwest::Client::builder()
            .no_proxy()
            .connect_timeout(self.connect_timeout)
            .pool_idle_timeout(POOL_IDLE)
            .tcp_nodelay(true);
        let customized = match &self.customize {
            Some(customize) => customize(defaults),
            None => defaults,
        };
        customized
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .referer(false)
            .build()
    }
}

impl Transport for ReqwestTransport {
    fn send(
        &self,
        request: TransportRequest,
    ) -> BoxFuture<'_, Result<TransportResponse, TransportError>> {
        let client = match self.client() {
            Ok(client) => client,
            Err(error) => return Box::pin(std::future::ready(Err(error))),
        };
        let sending = client.execute(outgoing(request));
        Box::pin(async move { Ok(incoming(sending.await.map_err(send_error)?)) })
    }
}

fn outgoing(request: TransportRequest) -> reqwest::Request {
    let mut outgoing = reqwest::Request::new(request.method, request.url);
    *outgoing.headers_mut() = request.headers;
    *outgoing.body_mut() = outgoing_body(request.body);
    outgoing
}

fn outgoing_body(body: Body) -> Option<reqwest::Body> {
    match body.into_bytes() {
        Ok(bytes) if bytes.is_empty() => None,
        Ok(bytes) => Some(bytes.into()),
        Err(stream) => Some(reqwest::Body::wrap_stream(stream)),
    }
}

fn incoming(mut response: reqwest::Response) -> TransportResponse {
    let headers = std::mem::take(response.headers_mut());
    let status = response.status();
    TransportResponse {
        status,
        headers,
        body: ResponseBody::stream(Chunks(response.bytes_stream())),
    }
}

/// reqwest's chunks with our errors.
struct Chunks<S>(S);

impl<S: Stream<Item = reqwest::Result<Bytes>> + Unpin> Stream for Chunks<S> {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let chunk = ready!(Pin::new(&mut self.0).poll_next(context));
        Poll::Ready(chunk.map(|chunk| {
            chunk.map_err(|error| {
                TransportError::new(TransportErrorKind::ResponseBody, error.without_url())
            })
        }))
    }
}

/// How far the request came when sending it failed. The URL goes: its query may hold a key.
fn send_error(error: reqwest::Error) -> TransportError {
    let kind = match () {
        () if error.is_builder() => TransportErrorKind::Unusable,
        () if error.is_connect() && error.is_timeout() => TransportErrorKind::ConnectTimeout,
        () if error.is_connect() => TransportErrorKind::Connect,
        () if is_body_error(&error) => TransportErrorKind::RequestBody,
        () => TransportErrorKind::Interrupted,
    };
    TransportError::new(kind, error.without_url())
}

fn is_body_error(error: &reqwest::Error) -> bool {
    std::iter::successors(error.source(), |&error| error.source())
        .any(|error| error.is::<BodyError>())
}
