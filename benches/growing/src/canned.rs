//! Calls to services that always reply the same.

use std::sync::Arc;

use bytes::Bytes;
use futures::stream;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use schematic_api::transport::{
    BoxFuture, ResponseBody, Transport, TransportError, TransportRequest, TransportResponse,
};

/// A reply, the same to every request, or the same after a redirect.
#[derive(Clone)]
pub(crate) struct Canned {
    status: StatusCode,
    headers: HeaderMap,
    chunks: Arc<[Bytes]>,
    redirects: bool,
}

impl Canned {
    pub(crate) fn new(status: u16, body: impl Into<Bytes>) -> Self {
        Self {
            status: StatusCode::from_u16(status).expect("a status"),
            headers: HeaderMap::new(),
            chunks: [body.into()].into(),
            redirects: false,
        }
    }

    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        let name: HeaderName = name.parse().expect("a name");
        self.headers.append(name, HeaderValue::from_str(value).expect("a value"));
        self
    }

    /// Cuts the body into chunks of this size.
    pub(crate) fn cut(mut self, size: usize) -> Self {
        self.chunks = pieces(&self.chunks[0], size).collect();
        self
    }

    /// Replies 200 to what has the word `moved` in its query, which is where the reply leads.
    pub(crate) fn redirecting(self) -> Self {
        Self { redirects: true, ..self }
    }
}

/// Bytes in pieces of this size.
pub(crate) fn pieces(bytes: &Bytes, size: usize) -> impl Iterator<Item = Bytes> + use<> {
    let mut rest = bytes.clone();
    std::iter::from_fn(move || (!rest.is_empty()).then(|| rest.split_to(size.min(rest.len()))))
}

impl Transport for Canned {
    fn send(
        &self,
        request: TransportRequest,
    ) -> BoxFuture<'_, Result<TransportResponse, TransportError>> {
        let arrived = self.redirects && request.url.query() == Some("moved");
        let status = if arrived { StatusCode::OK } else { self.status };
        let chunks = self.chunks.clone();
        let chunks = (0..chunks.len()).map(move |index| Ok(chunks[index].clone()));
        let body = ResponseBody::stream(stream::iter(chunks));
        let reply = TransportResponse::new(status, body).with_headers(self.headers.clone());
        Box::pin(async { Ok(reply) })
    }
}

/// Runs a future to its end.
pub(crate) fn wait<T>(future: impl Future<Output = T>) -> T {
    thread_local! {
        static RUNTIME: tokio::runtime::Runtime =
            tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a runtime");
    }
    RUNTIME.with(|runtime| runtime.block_on(future))
}
