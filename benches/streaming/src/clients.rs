//! Clients whose requests are answered in their own process. All peers get the same body, which is
//! reqwest's.

use std::future::ready;

use async_openai::config::OpenAIConfig;
use bytes::Bytes;
use futures::{Stream, StreamExt};
use http::StatusCode;
use schematic_api::transport::{
    BoxFuture, ResponseBody, Transport, TransportError, TransportErrorKind, TransportRequest,
    TransportResponse,
};

/// The body of the request for every stream.
pub const ASSISTANT: &str = "asst_abc123";
/// The thread of every run.
pub const THREAD: &str = "thread_abc123";
/// A credential that opens nothing.
pub const KEY: &str = "sk-0123456789abcdef0123456789abcdef";

/// Answers every request with the stream that this function returns.
pub struct Answer<F>(pub F);

impl<F, S, E> Transport for Answer<F>
where
    F: Fn() -> S + Send + Sync + 'static,
    S: Stream<Item = Result<Bytes, E>> + Send + 'static,
    E: std::error::Error + Send + Sync + 'static,
{
    fn send(
        &self,
        _: TransportRequest,
    ) -> BoxFuture<'_, Result<TransportResponse, TransportError>> {
        let reply = reply((self.0)());
        let headers = reply.headers().clone();
        let chunks = reply.bytes_stream().map(|chunk| {
            chunk.map_err(|error| TransportError::new(TransportErrorKind::ResponseBody, error))
        });
        let response = TransportResponse::new(StatusCode::OK, ResponseBody::stream(chunks));
        Box::pin(ready(Ok(response.with_headers(headers))))
    }
}

/// async-openai, answered in the same way.
pub fn async_openai<F, S, E>(answer: F) -> async_openai::Client<OpenAIConfig>
where
    F: Fn() -> S + Clone + Send + Sync + 'static,
    S: Stream<Item = Result<Bytes, E>> + Send + 'static,
    E: std::error::Error + Send + Sync + 'static,
{
    let service = tower::service_fn(move |_| {
        ready(Ok::<_, async_openai::error::OpenAIError>(reply(answer())))
    });
    async_openai::Client::with_config(OpenAIConfig::new().with_api_key(KEY))
        .with_http_service(service)
}

fn reply<E: std::error::Error + Send + Sync + 'static>(
    body: impl Stream<Item = Result<Bytes, E>> + Send + 'static,
) -> reqwest::Response {
    let reply = http::Response::builder()
        .header("content-type", "text/event-stream; charset=utf-8")
        .header("x-request-id", "req_0123456789abcdef0123456789abcdef")
        .header("openai-version", "2020-10-01")
        .header("openai-processing-ms", "12")
        .body(reqwest::Body::wrap_stream(body));
    reply.expect("the headers are valid").into()
}
