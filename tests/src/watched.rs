//! Clients of the emulator that check its replies and events against the published document.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_util::Stream;
use schematic_api::ClientBuilder;
use schematic_api::sse::Decoder;
use schematic_api::transport::{
    BoxFuture, ResponseBody, Transport, TransportError, TransportRequest, TransportResponse,
};
use schematic_openai::OpenAi;
use schematic_openai::emulator::Emulator;
use serde_json::Value;

use crate::document::DOCUMENTS;

/// Returns a client that is connected in memory, and panics at the first reply or event that does not fit the document.
///
/// # Panics
///
/// Panics if the client cannot be built.
#[must_use]
pub fn client(emulator: &Emulator) -> OpenAi {
    client_builder(emulator).build().expect("a client")
}

/// Returns a builder of such a client.
pub fn client_builder(emulator: &Emulator) -> ClientBuilder<OpenAi> {
    emulator.client_builder().transport(Watching(emulator.mock().transport()))
}

/// A transport that passes everything on, and panics at the first reply or event that does not fit the document.
pub struct Watching<T>(pub T);

impl<T: Transport> Transport for Watching<T> {
    fn send(
        &self,
        request: TransportRequest,
    ) -> BoxFuture<'_, Result<TransportResponse, TransportError>> {
        let method = request.method.to_string();
        let path = request.url.path().trim_start_matches("/v1").to_owned();
        Box::pin(async move {
            let mut response = self.0.send(request).await?;
            let status = response.status.as_u16();
            let kind = response.headers.get("content-type").and_then(|kind| kind.to_str().ok());
            let check = match kind {
                Some("text/event-stream") => Check::Events(Box::new(Decoder::new(LIMIT))),
                // The document has it as JSON, which it is not.
                Some("application/octet-stream") if is_content(&path) => Check::Content,
                _ => Check::Reply { method, path, status, body: Vec::new() },
            };
            response.body = ResponseBody::stream(Watch { body: response.body, check });
            Ok(response)
        })
    }
}

/// The largest event.
const LIMIT: usize = 1 << 24;

/// A body, and what has been seen of it.
struct Watch {
    body: ResponseBody,
    check: Check,
}

enum Check {
    Reply { method: String, path: String, status: u16, body: Vec<u8> },
    Events(Box<Decoder>),
    Content,
}

/// Returns whether this is the path of the content of a file.
fn is_content(path: &str) -> bool {
    path.starts_with("/files/") && path.ends_with("/content")
}

impl Check {
    fn chunk(&mut self, chunk: &Bytes) {
        match self {
            Self::Reply { body, .. } => body.extend_from_slice(chunk),
            Self::Events(decoder) => {
                decoder.push(chunk.clone());
                while let Some(event) = decoder.next().expect("an event") {
                    check_event(&event.event, &event.data);
                }
            }
            Self::Content => {}
        }
    }

    fn end(&self) {
        let Self::Reply { method, path, status, body } = self else { return };
        let reply: Value = serde_json::from_slice(body).expect("JSON");
        for document in &*DOCUMENTS {
            let faults = document.faults_of_reply(method, path, *status, &reply);
            assert!(faults.is_empty(), "{method} {path} {status}: {faults:#?}\n{reply:#}");
        }
    }
}

/// The body of an `error` event is that of the test, and `done` has none.
fn check_event(name: &str, data: &str) {
    if ["error", "done"].contains(&name) {
        return;
    }
    let data: Value = serde_json::from_str(data).expect("JSON");
    for document in &*DOCUMENTS {
        let faults = document.faults_of_event(name, &data);
        assert!(faults.is_empty(), "{name}: {faults:#?}\n{data:#}");
    }
}

impl Stream for Watch {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let chunk = ready!(Pin::new(&mut self.body).poll_next(context));
        match &chunk {
            Some(Ok(chunk)) => self.check.chunk(chunk),
            Some(Err(_)) => {}
            None => self.check.end(),
        }
        Poll::Ready(chunk)
    }
}
