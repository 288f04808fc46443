//! The HTTP transport, on reqwest.

use std::error::Error as StdError;
use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::header::CONTENT_LENGTH;
use http::{HeaderValue, Method};

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

/// Sends over HTTP with a pool of connections: HTTP/1.1, and HTTP/2 with the feature `http2` where the server offers it.
///
/// The pool is built when the first request is sent, and shared by all clones. Proxies are those of the environment
/// (`HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY`, `NO_PROXY`). Redirects, retries and decompression are off: they are decided
/// above a transport. What other crates of a program switch on in reqwest changes nothing here.
///
/// It needs a tokio runtime.
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
    setup: Setup,
    client: OnceLock<Result<reqwest::Client, Arc<reqwest::Error>>>,
}

/// How a reqwest client is set up.
#[derive(Clone)]
struct Setup {
    connect_timeout: Duration,
    proxies: Proxies,
    customize: Option<Arc<Customize>>,
}

/// Which proxies are used beside those that a customization names.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Proxies {
    OfEnvironment,
    None,
}

impl ReqwestTransport {
    /// A transport with the defaults: 5 s to connect, idle connections kept for 20 s, the proxies of the environment.
    pub fn new() -> Self {
        Self::of(Setup {
            connect_timeout: CONNECT_TIMEOUT,
            proxies: Proxies::OfEnvironment,
            customize: None,
        })
    }

    /// A transport with the defaults, but this long to connect.
    pub fn with_connect_timeout(timeout: Duration) -> Self {
        Self::of(Setup { connect_timeout: timeout, ..Self::new().shared.setup.clone() })
    }

    /// A transport whose reqwest client is set up further by `customize`: a proxy, a root certificate, a resolver.
    ///
    /// Redirects and retries stay off, whatever `customize` says: reqwest would carry credentials to other origins.
    pub fn customized(
        customize: impl Fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder + Send + Sync + 'static,
    ) -> Self {
        let customize: Option<Arc<Customize>> = Some(Arc::new(customize));
        Self::of(Setup { customize, ..Self::new().shared.setup.clone() })
    }

    /// A transport over a reqwest client that you have already, so that both share their connections.
    ///
    /// The client is used as it is. Build it with `redirect(reqwest::redirect::Policy::none())`: otherwise reqwest
    /// follows redirects by itself, whatever the [`Redirects`](crate::Redirects) of the client over this transport are.
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
        let transport = Self::new();
        // Nobody else has it yet, so it is not set.
        let _ = transport.shared.client.set(Ok(client));
        transport
    }

    /// The same transport without the proxies of the environment, and with connections of its own. A transport
    /// [from a client](Self::from_client) stays as that client is.
    #[must_use]
    pub fn without_env_proxies(self) -> Self {
        match self.shared.client.get() {
            Some(_) => self,
            None => Self::of(Setup { proxies: Proxies::None, ..self.shared.setup.clone() }),
        }
    }

    fn of(setup: Setup) -> Self {
        Self { shared: Arc::new(Shared { setup, client: OnceLock::new() }) }
    }

    fn client(&self) -> Result<&reqwest::Client, TransportError> {
        // reqwest would panic without a runtime.
        if let Err(error) = tokio::runtime::Handle::try_current() {
            return Err(TransportError::new(TransportErrorKind::Unusable, error));
        }
        let built = self.shared.client.get_or_init(|| self.shared.setup.build().map_err(Arc::new));
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
            .field("connect_timeout", &self.shared.setup.connect_timeout)
            .field("proxies", &self.shared.setup.proxies)
            .finish_non_exhaustive()
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

/// Takes back what reqwest does by default when another crate of the program switches its features on.
fn own_defaults(builder: reqwest::ClientBuilder) -> reqwest::ClientBuilder {
    let builder = builder.no_gzip().no_brotli().no_zstd().no_deflate().no_hickory_dns();
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
        let sending = client.execute(outgoing(request));
        Box::pin(async move { Ok(incoming(sending.await.map_err(send_error)?)) })
    }
}

fn outgoing(request: TransportRequest) -> reqwest::Request {
    let body = outgoing_body(request.body);
    let is_bare = body.is_none() && expects_body(&request.method);
    let mut outgoing = reqwest::Request::new(request.method, request.url);
    *outgoing.headers_mut() = request.headers;
    if is_bare {
        outgoing.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
    }
    *outgoing.body_mut() = body;
    outgoing
}

/// Whether a request of this method says that it has no body (RFC 9110, section 8.6): some services answer 411 otherwise.
fn expects_body(method: &Method) -> bool {
    matches!(*method, Method::POST | Method::PUT | Method::PATCH)
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
