//! A mock behind a port on the loopback interface.

use std::fmt;
use std::io;
use std::marker::PhantomData;
use std::net::{Ipv4Addr, SocketAddr};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::extract::{Request, State};
use axum::response::Response;
use bytes::Bytes;
use futures_core::Stream;
use http::StatusCode;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use super::made_up;
use super::received::Received;
use super::service::Service;
use crate::Api;
use crate::client::ClientBuilder;
use crate::transport::{ResponseBody, TransportError, TransportResponse};

/// A [`Mock`](super::Mock) that replies on a port of the loopback interface, until it is dropped.
///
/// Returned by [`Mock::listen`](super::Mock::listen).
///
/// Requests that are in progress when it is dropped are still replied to.
pub struct MockServer<A> {
    address: SocketAddr,
    service: Arc<Service>,
    stop: Option<oneshot::Sender<()>>,
    serving: JoinHandle<io::Result<()>>,
    api: PhantomData<fn() -> A>,
}

impl<A: Api> MockServer<A> {
    pub(super) async fn start(service: Arc<Service>, port: u16) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
        let address = listener.local_addr()?;
        let (stop, stopped) = oneshot::channel();
        let router = axum::Router::new().fallback(answer).with_state(Arc::clone(&service));
        let server = axum::serve(listener, router).with_graceful_shutdown(async {
            // The result does not matter: both a message and a dropped sender stop the server.
            let _ = stopped.await;
        });
        let serving = tokio::spawn(server.into_future());
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
    /// # Errors
    ///
    /// Returns an error if the server failed earlier.
    pub async fn stop(mut self) -> io::Result<()> {
        self.close();
        (&mut self.serving).await.unwrap_or_else(|error| Err(io::Error::other(error)))
    }

    /// Replies to requests until the server fails. Use it for a mock that runs as a separate program.
    ///
    /// # Errors
    ///
    /// Returns the reason why the server failed.
    pub async fn serve(mut self) -> io::Result<()> {
        (&mut self.serving).await.unwrap_or_else(|error| Err(io::Error::other(error)))
    }
}

impl<A> MockServer<A> {
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

async fn answer(State(service): State<Arc<Service>>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    let Ok(body) = axum::body::to_bytes(body, usize::MAX).await else {
        return outgoing(TransportResponse::new(
            StatusCode::BAD_REQUEST,
            "the body broke off".into(),
        ));
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
    outgoing(service.answer(received).await)
}

fn outgoing(response: TransportResponse) -> Response {
    let mut outgoing = Response::new(axum::body::Body::from_stream(Chunks(response.body)));
    *outgoing.status_mut() = response.status;
    *outgoing.headers_mut() = response.headers;
    outgoing
}

/// The chunks of a reply.
struct Chunks(ResponseBody);

impl Stream for Chunks {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_chunk(context)
    }
}
