//! The HTTP transport, based on reqwest.

use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::header::{CONTENT_LENGTH, TRANSFER_ENCODING};
use http::{HeaderValue, Method};
use tokio::runtime::Handle;

use super::sent_body::{Failure, SentBody};
use super::stillness::Stillness;
use super::{
    BoxFuture, ResponseBody, Transport, TransportError, TransportErrorKind, TransportRequest,
    TransportResponse,
};
use crate::request::Body;

/// The default time limit for opening a connection.
pub(crate) const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// How long an unused connection is kept. It is less than the 60 s of common load balancers, so that a request is not
/// sent on a connection that the other side is about to close.
const POOL_IDLE: Duration = Duration::from_secs(20);

type Customize = dyn Fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder + Send + Sync;

/// A transport over HTTP with a pool of connections: HTTP/1.1, and with the feature `http2` also HTTP/2 if the server
/// offers it.
///
/// The pool is created when the first request is sent and shared by all clones. By default, a connection must open
/// within 5 s, an unused connection is kept for 20 s, and the proxies of the environment are used (`HTTPS_PROXY`,
/// `HTTP_PROXY`, `ALL_PROXY`, `NO_PROXY`). Redirects, retries and decompression are turned off in reqwest, because the
/// client handles them. Features of reqwest that other crates turn on change nothing here, with one exception: on macOS and
/// Windows, `system-proxy` adds the proxies of the system's settings to those of the environment.
///
/// Requests must be sent inside a tokio runtime; otherwise they fail with an error of the kind
/// [`Unusable`](TransportErrorKind::Unusable).
///
/// # Examples
///
/// A proxy that is set in code:
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
    stillness: Arc<Stillness>,
}

enum Shared {
    /// A client of ours, built when the first request is sent.
    Own { setup: Setup, client: OnceLock<Result<reqwest::Client, Arc<reqwest::Error>>> },
    /// A client of somebody else's, used as it is.
    Given(reqwest::Client),
}

/// The settings of a reqwest client.
#[derive(Clone)]
struct Setup {
    connect_timeout: Duration,
    proxies: Proxies,
    customize: Option<Arc<Customize>>,
}

/// Which proxies are used beside those that `customize` sets.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Proxies {
    OfEnvironment,
    None,
}

impl ReqwestTransport {
    /// Creates a transport with the defaults: 5 s to connect, unused connections kept for 20 s, and the proxies of the
    /// environment.
    pub fn new() -> Self {
        Self::of(Setup::default())
    }

    /// Creates a transport with another time limit for opening a connection.
    pub fn with_connect_timeout(timeout: Duration) -> Self {
        Self::of(Setup { connect_timeout: timeout, ..Setup::default() })
    }

    /// Creates a transport whose reqwest client is set up by `customize`, which can add a proxy, a root certificate or
    /// a resolver.
    ///
    /// Redirects and retries stay off, whatever `customize` does, because reqwest would send credentials to other
    /// origins.
    pub fn customized(
        customize: impl Fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder + Send + Sync + 'static,
    ) -> Self {
        let customize: Option<Arc<Customize>> = Some(Arc::new(customize));
        Self::of(Setup { customize, ..Setup::default() })
    }

    /// Creates a transport that uses an existing reqwest client and shares its connections.
    ///
    /// The client is used as it is. Build it with `redirect(reqwest::redirect::Policy::none())`; otherwise reqwest
    /// follows redirects, whatever the [`Redirects`](crate::Redirects) setting of the client that uses this transport.
    ///
    /// ```
    /// use schematic_api::transport::ReqwestTransport;
    ///
    /// # fn main() -> Result<(), reqwest::Error> {
    /// let shared = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build()?;
    /// let transport = ReqwestTransport::from_client(shared.clone());
    /// # drop(transport);
    /// # Ok(()) }
    /// ```
    pub fn from_client(client: reqwest::Client) -> Self {
        Self { shared: Arc::new(Shared::Given(client)), stillness: Arc::default() }
    }

    /// Returns a transport with the same settings that ignores the proxies of the environment and has separate
    /// connections.
    ///
    /// A transport that was created [from a client](Self::from_client) is returned unchanged.
    #[must_use]
    pub fn without_env_proxies(self) -> Self {
        match &*self.shared {
            Shared::Own { setup, .. } => {
                Self::of(Setup { proxies: Proxies::None, ..setup.clone() })
            }
            Shared::Given(_) => self,
        }
    }

    fn of(setup: Setup) -> Self {
        let shared = Arc::new(Shared::Own { setup, client: OnceLock::new() });
        Self { shared, stillness: Arc::default() }
    }

    fn client(&self) -> Result<&reqwest::Client, TransportError> {
        // reqwest would panic without a runtime.
        if let Err(error) = Handle::try_current() {
            return Err(TransportError::new(TransportErrorKind::Unusable, error));
        }
        let (setup, client) = match &*self.shared {
            Shared::Own { setup, client } => (setup, client),
            Shared::Given(client) => return Ok(client),
        };
        let built = client.get_or_init(|| setup.build().map_err(Arc::new));
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
        let mut out = f.debug_struct("ReqwestTransport");
        match &*self.shared {
            Shared::Own { setup, .. } => {
                out.field("connect_timeout", &setup.connect_timeout);
                out.field("proxies", &setup.proxies);
            }
            // Its default headers may hold secrets.
            Shared::Given(_) => {
                out.field("client", &format_args!("given"));
            }
        }
        out.finish_non_exhaustive()
    }
}

impl Default for Setup {
    fn default() -> Self {
        Self { connect_timeout: CONNECT_TIMEOUT, proxies: Proxies::OfEnvironment, customize: None }
    }
}

impl Setup {
    fn build(&self) -> Result<reqwest::Client, reqwest::Error> {
        let defaults = own_defaults(reqwest::Client::builder())
            .connect_timeout(self.connect_timeout)
            .pool_idle_timeout(POOL_IDLE)
            .tcp_nodelay(true);
        let defaults = match self.proxies {
            Proxies::OfEnvironment => defaults,
            Proxies::None => defaults.no_proxy(),
        };
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

/// Turns off what reqwest does by default when another crate of the program turns on its features.
fn own_defaults(builder: reqwest::ClientBuilder) -> reqwest::ClientBuilder {
    let builder = builder.no_gzip().no_brotli().no_zstd().no_deflate().no_hickory_dns();
    #[cfg(feature = "rustls")]
    let builder = builder.tls_backend_rustls();
    if cfg!(feature = "http2") { builder } else { builder.http1_only() }
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
        let (request, failure) = outgoing(request);
        Box::pin(async move {
            self.stillness.end().await;
            let sent = client.execute(request).await;
            Ok(incoming(sent.map_err(|error| send_error(error, failure))?))
        })
    }
}

fn outgoing(request: TransportRequest) -> (reqwest::Request, Option<Failure>) {
    let length = request.body.length();
    let (body, failure) = outgoing_body(request.body);
    let is_bare = body.is_none() && expects_body(&request.method);
    let is_stream = failure.is_some();
    let mut outgoing = reqwest::Request::new(request.method, request.url);
    *outgoing.headers_mut() = request.headers;
    if is_bare {
        outgoing.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
    }
    if let (true, Some(length)) = (is_stream, length) {
        // reqwest does not know the length of a stream, and hyper respects the header.
        outgoing.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from(length));
    } else if is_stream && matches!(*outgoing.method(), Method::GET | Method::HEAD) {
        // Otherwise hyper leaves such a body out. HTTP/2 frames all bodies and drops the header.
        outgoing.headers_mut().insert(TRANSFER_ENCODING, HeaderValue::from_static("chunked"));
    }
    *outgoing.body_mut() = body;
    (outgoing, failure)
}

/// Whether a request of this method must state that it has no body (RFC 9110, section 8.6): some services reply 411
/// otherwise.
fn expects_body(method: &Method) -> bool {
    matches!(*method, Method::POST | Method::PUT | Method::PATCH)
}

/// The body for reqwest, and what a stream may have failed with.
fn outgoing_body(body: Body) -> (Option<reqwest::Body>, Option<Failure>) {
    match body.into_bytes() {
        Ok(bytes) if bytes.is_empty() => (None, None),
        Ok(bytes) => (Some(bytes.into()), None),
        Err(stream) => {
            let failure = Failure::default();
            let body = SentBody { stream, failure: failure.clone() };
            (Some(reqwest::Body::wrap_stream(body)), Some(failure))
        }
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

/// The chunks of reqwest, with errors of this crate.
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

/// Classifies how far the request got. The URL is removed, because its query may contain a key.
fn send_error(error: reqwest::Error, failure: Option<Failure>) -> TransportError {
    if let Some(error) = failure.and_then(|failure| failure.take()) {
        return TransportError::new(TransportErrorKind::RequestBody, error);
    }
    let kind = match () {
        () if error.is_builder() => TransportErrorKind::Unusable,
        () if error.is_connect() && error.is_timeout() => TransportErrorKind::ConnectTimeout,
        () if error.is_connect() => TransportErrorKind::Connect,
        () => TransportErrorKind::Interrupted,
    };
    TransportError::new(kind, error.without_url())
}
