//! A mock behind a port on the loopback interface.

use std::convert::Infallible;
use std::fmt;
use std::future::poll_fn;
use std::io;
use std::marker::PhantomData;
use std::net::{Ipv4Addr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http::{Request, Response, StatusCode, header};
use hyper::body::{Body, Frame, Incoming, SizeHint};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{oneshot, watch};
use tokio::task::{JoinHandle, JoinSet};

use super::made_up;
use super::received::Received;
use super::service::Service;
use crate::Api;
use crate::client::ClientBuilder;
use crate::transport::{ResponseBody, TransportError, TransportResponse};

/// The longest time in which the head of a request must arrive, and for which a connection may be unused.
const HEAD: Duration = Duration::from_secs(30);

/// The pause after a connection that could not be accepted.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// A [`Mock`](super::Mock) that replies on a port of the loopback interface, until it is dropped.
///
/// Returned by [`Mock::listen`](super::Mock::listen).
///
/// Requests that are in progress when it is dropped are still replied to, for at most [`GRACE`](Self::GRACE).
///
/// The head of a request must arrive within 30 s, and its body may have up to 64 MiB, or what
/// [`Mock::max_body`](super::Mock::max_body) says; a larger one is replied to with 413.
pub struct MockServer<A> {
    address: SocketAddr,
    service: Arc<Service>,
    stop: Option<oneshot::Sender<()>>,
    serving: JoinHandle<()>,
    api: PhantomData<fn() -> A>,
}

impl<A: Api> MockServer<A> {
    pub(super) async fn start(service: Arc<Service>, port: u16) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
        let address = listener.local_addr()?;
        let (stop, stopped) = oneshot::channel();
        let serving = tokio::spawn(accept(listener, Arc::clone(&service), stopped));
        Ok(Self { address, service, stop: Some(stop), serving, api: PhantomData })
    }

    /// Returns the base URL: `http://127.0.0.1:PORT`, followed by the path of the declared one.
    pub fn base_url(&self) -> String {
        format!("http://{}{}", self.address, self.service.base_path())
    }

    /// Returns the address and the port.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Returns a builder of a client that connects to this port, with a made-up credential.
    ///
    /// The environment is not read.
    pub fn client_builder(&self) -> ClientBuilder<A> {
        // It is on this machine, where no proxy leads.
        made_up(ClientBuilder::new().base_url(self.base_url()).without_env_proxies())
    }

    /// Returns a client that connects to this port.
    ///
    /// # Errors
    ///
    /// Returns an error if no client can be built, for example because there is no HTTP transport (feature `reqwest`).
    pub fn client(&self) -> Result<A, crate::Error> {
        self.client_builder().build()
    }

    /// Stops accepting requests, replies to those in progress, and waits until the port is closed.
    ///
    /// After [`GRACE`](Self::GRACE) the connections that are left are broken off, whether half a request has arrived or
    /// the reply is a stream that does not end.
    ///
    /// # Errors
    ///
    /// Returns an error if the server failed earlier.
    pub async fn stop(mut self) -> io::Result<()> {
        self.close();
        (&mut self.serving).await.map_err(io::Error::other)
    }

    /// Replies to requests until the server fails. Use it for a mock that runs as a separate program.
    ///
    /// # Errors
    ///
    /// Returns the reason why the server failed.
    pub async fn serve(mut self) -> io::Result<()> {
        (&mut self.serving).await.map_err(io::Error::other)
    }
}

impl<A> MockServer<A> {
    /// How long a server that is stopped or dropped still replies to requests in progress: 2 s.
    pub const GRACE: Duration = Duration::from_secs(2);

    fn close(&mut self) {
        if let Some(stop) = self.stop.take() {
            // Sending fails if the server has already ended.
            let _ = stop.send(());
        }
    }
}

impl<A> Drop for MockServer<A> {
    fn drop(&mut self) {
        self.close();
    }
}

impl<A> fmt::Debug for MockServer<A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MockServer").field("address", &self.address).finish_non_exhaustive()
    }
}

/// Accepts connections until it is told to stop, then waits a moment for those that are in progress.
async fn accept(listener: TcpListener, service: Arc<Service>, stopped: oneshot::Receiver<()>) {
    let (closing, closed) = watch::channel(());
    let mut connections = JoinSet::new();
    let mut stopped = std::pin::pin!(stopped);
    while let Some(accepted) = next_connection(&listener, stopped.as_mut(), &mut connections).await
    {
        match accepted {
            Ok((stream, _)) => {
                let talk = converse(stream, Arc::clone(&service), closed.clone());
                connections.spawn(talk);
            }
            // Without file descriptors, for example, the next attempt fails as well.
            Err(_) => tokio::time::sleep(ACCEPT_PAUSE).await,
        }
    }
    drop((listener, closing));
    let all = async { while connections.join_next().await.is_some() {} };
    // Those that are left are broken off when the set is dropped.
    let _ = tokio::time::timeout(MockServer::<()>::GRACE, all).await;
}

/// Returns the next connection, or `None` when the server is to stop: both a message and a dropped sender stop it.
async fn next_connection(
    listener: &TcpListener,
    mut stopped: Pin<&mut oneshot::Receiver<()>>,
    connections: &mut JoinSet<()>,
) -> Option<io::Result<(TcpStream, SocketAddr)>> {
    poll_fn(|context| {
        if stopped.as_mut().poll(context).is_ready() {
            return Poll::Ready(None);
        }
        while let Poll::Ready(Some(_)) = connections.poll_join_next(context) {}
        listener.poll_accept(context).map(Some)
    })
    .await
}

/// Replies to the requests of one connection. When `closed` changes, the current one is the last.
async fn converse(stream: TcpStream, service: Arc<Service>, mut closed: watch::Receiver<()>) {
    let _ = stream.set_nodelay(true);
    let answers = service_fn(|request| {
        let service = Arc::clone(&service);
        async move { Ok::<_, Infallible>(answer(service, request).await) }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD)
        .serve_connection(TokioIo::new(stream), answers);
    let mut connection = std::pin::pin!(connection);
    let mut closing = std::pin::pin!(closed.changed());
    let mut is_closing = false;
    // A connection that breaks is the client's concern.
    let _ = poll_fn(|context| {
        if !is_closing && closing.as_mut().poll(context).is_ready() {
            is_closing = true;
            connection.as_mut().graceful_shutdown();
        }
        connection.as_mut().poll(context)
    })
    .await;
}

async fn answer(service: Arc<Service>, request: Request<Incoming>) -> Response<Outgoing> {
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    outgoing(service.observed(method, path, reply(&service, request)).await)
}

async fn reply(service: &Service, request: Request<Incoming>) -> TransportResponse {
    let (head, body) = request.into_parts();
    let max = service.change(|settings| settings.max_body);
    let body = match whole(body, max).await {
        Ok(body) => body,
        Err((status, reason)) => return TransportResponse::new(status, reason.into()),
    };
    let received = Received {
        endpoint: None,
        method: head.method,
        base_path: "",
        path: head.uri.path().to_owned(),
        query: head.uri.query().unwrap_or_default().to_owned(),
        headers: head.headers,
        body,
    };
    service.answer(received).await
}

/// Reads a body, or returns the status and the reason to refuse it with.
async fn whole(mut body: Incoming, max: usize) -> Result<Bytes, (StatusCode, String)> {
    let too_large = || {
        let reason = format!("the body is larger than {max} bytes");
        Err((StatusCode::PAYLOAD_TOO_LARGE, reason))
    };
    if body.size_hint().lower() > max as u64 {
        return too_large();
    }
    let mut whole = BytesMut::new();
    while let Some(frame) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
        let Ok(frame) = frame else {
            return Err((StatusCode::BAD_REQUEST, "the body broke off".to_owned()));
        };
        let data = frame.into_data().unwrap_or_default();
        if whole.len() + data.len() > max {
            return too_large();
        }
        whole.extend_from_slice(&data);
    }
    Ok(whole.freeze())
}

fn outgoing(response: TransportResponse) -> Response<Outgoing> {
    let says_length = response.headers.contains_key(header::CONTENT_LENGTH);
    let mut outgoing = Response::new(Outgoing { body: response.body, says_length });
    *outgoing.status_mut() = response.status;
    *outgoing.headers_mut() = response.headers;
    outgoing
}

/// The body of a reply.
struct Outgoing {
    body: ResponseBody,
    /// Whether the handler gave a length, which may be wrong on purpose.
    says_length: bool,
}

impl Body for Outgoing {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        self.body.poll_chunk(context).map(|chunk| chunk.map(|chunk| chunk.map(Frame::data)))
    }

    /// A body that is there as a whole is sent with its length.
    fn size_hint(&self) -> SizeHint {
        let length = self.body.length().filter(|_| !self.says_length);
        length.map(SizeHint::with_exact).unwrap_or_default()
    }
}
