//! The connection to a mock through memory.

use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;

use bytes::{Bytes, BytesMut};
use futures_core::Stream;

use super::received::Received;
use super::service::Service;
use crate::request::{Body, BodyError};
use crate::transport::{
    BoxFuture, Transport, TransportError, TransportErrorKind, TransportRequest, TransportResponse,
};

/// Passes requests to a mock in the same process.
pub(super) struct MemoryTransport {
    service: Arc<Service>,
}

impl MemoryTransport {
    pub(super) fn new(service: Arc<Service>) -> Self {
        Self { service }
    }
}

impl Transport for MemoryTransport {
    fn send(
        &self,
        request: TransportRequest,
    ) -> BoxFuture<'_, Result<TransportResponse, TransportError>> {
        Box::pin(async move {
            let body = collect(request.body).await;
            let received = Received {
                endpoint: None,
                method: request.method,
                base_path: "",
                path: request.url.path().to_owned(),
                query: request.url.query().unwrap_or_default().to_owned(),
                headers: request.headers,
                body: body
                    .map_err(|error| TransportError::new(TransportErrorKind::RequestBody, error))?,
            };
            let (method, path) = (received.method.clone(), received.path.clone());
            Ok(self.service.observed(method, path, self.service.answer(received)).await)
        })
    }
}

async fn collect(body: Body) -> Result<Bytes, BodyError> {
    let mut stream = match body.into_bytes() {
        Ok(bytes) => return Ok(bytes),
        Err(stream) => stream,
    };
    let mut whole = BytesMut::new();
    while let Some(chunk) = poll_fn(|context| Pin::new(&mut stream).poll_next(context)).await {
        whole.extend_from_slice(&chunk?);
    }
    Ok(whole.freeze())
}
