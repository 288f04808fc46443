//! Reads the stream of one message repeatedly with one peer: `messages PEER DELTAS PASSES`.
//!
//! Prints the size of the stream and the number of events in a pass.

use std::convert::Infallible;
use std::fmt::Debug;
use std::future::ready;
use std::hint::black_box;

use bytes::Bytes;
use eventsource_stream::EventStream;
use futures::{Stream, StreamExt, stream};
use rust_claude_sdk::StreamEvent;
use schematic_anthropic::{Anthropic, CreateMessage};
use schematic_api::transport::{
    BoxFuture, ResponseBody, Transport, TransportError, TransportRequest, TransportResponse,
};
use serde_json::{Value, json};

/// The size of the chunks in which the stream arrives.
const CHUNK: usize = 16 * 1024;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let arguments = std::env::args().skip(1).collect::<Vec<_>>();
    let [peer, deltas, passes] = arguments.as_slice() else {
        panic!("usage: messages PEER DELTAS PASSES")
    };
    let text = message(deltas.parse().expect("DELTAS is a number"));
    let (bytes, chunks) = (text.len(), cut(text));
    let mut events = 0;
    for _ in 0..passes.parse().expect("PASSES is a number") {
        events = read(peer, &chunks).await;
    }
    println!("{bytes} {events}");
}

async fn read(peer: &str, chunks: &[Bytes]) -> usize {
    let body = CreateMessage::ask("claude-sonnet-5-5", 4096, "When is high tide?");
    match peer {
        // Its types, behind a decoder that is not its own, which it does not make public.
        "rust-claude-sdk-types" => {
            let events = EventStream::new(all(chunks));
            let events = events.map(|event| event.expect("the stream is valid").data);
            count(events.map(|data| serde_json::from_str::<StreamEvent>(&data))).await
        }
        "schematic-anthropic" => {
            let call = client(chunks).messages().create(&body).stream();
            count(call.await.expect("a stream")).await
        }
        "snapshot" => {
            let call = client(chunks).messages().stream(&body);
            count(call.await.expect("a stream")).await
        }
        other => panic!("unknown peer `{other}`"),
    }
}

/// Reads a stream to its end.
async fn count<T, E: Debug>(stream: impl Stream<Item = Result<T, E>>) -> usize {
    let mut stream = std::pin::pin!(stream);
    let mut events = 0;
    while let Some(event) = stream.next().await {
        black_box(&event.expect("the stream is valid"));
        events += 1;
    }
    events
}

fn client(chunks: &[Bytes]) -> Anthropic {
    let builder = Anthropic::builder().credential("sk-1").transport(Answer(chunks.to_vec()));
    builder.build().expect("a client")
}

fn all(chunks: &[Bytes]) -> impl Stream<Item = Result<Bytes, Infallible>> + Send + use<> {
    stream::iter(chunks.to_vec()).map(Ok)
}

/// Answers every request with this stream.
struct Answer(Vec<Bytes>);

impl Transport for Answer {
    fn send(
        &self,
        _: TransportRequest,
    ) -> BoxFuture<'_, Result<TransportResponse, TransportError>> {
        let body = all(&self.0).map(|chunk| chunk.map_err(|never| match never {}));
        let mut response = TransportResponse::new(http::StatusCode::OK, ResponseBody::stream(body));
        let event_stream = http::HeaderValue::from_static("text/event-stream; charset=utf-8");
        response.headers.insert(http::header::CONTENT_TYPE, event_stream);
        Box::pin(ready(Ok(response)))
    }
}

fn cut(text: String) -> Vec<Bytes> {
    let mut rest = Bytes::from(text);
    let mut chunks = Vec::new();
    while !rest.is_empty() {
        chunks.push(rest.split_to(CHUNK.min(rest.len())));
    }
    chunks
}

/// A message with thinking, text with a citation, and the call of a tool, each in a third of the deltas.
fn message(deltas: usize) -> String {
    let usage = json!({"input_tokens": 17, "output_tokens": 1, "cache_creation_input_tokens": 0, "cache_read_input_tokens": 0});
    let message = json!({"id": "msg_01abc", "type": "message", "role": "assistant", "model": "claude-sonnet-5-5", "content": [],
        "stop_reason": null, "stop_sequence": null, "usage": usage});
    let mut text = event(&json!({"type": "message_start", "message": message}));
    let blocks = [
        (
            json!({"type": "thinking", "thinking": "", "signature": ""}),
            json!({"type": "thinking_delta", "thinking": " the tide"}),
        ),
        (
            json!({"type": "text", "text": "", "citations": null}),
            json!({"type": "text_delta", "text": " high water"}),
        ),
        (
            json!({"type": "tool_use", "id": "toolu_01A", "name": "get_tide", "input": {}}),
            json!({"type": "input_json_delta", "partial_json": ""}),
        ),
    ];
    for (index, (block, delta)) in blocks.iter().enumerate() {
        text +=
            &event(&json!({"type": "content_block_start", "index": index, "content_block": block}));
        for _ in 0..deltas / 3 {
            text += &event(&json!({"type": "content_block_delta", "index": index, "delta": delta}));
        }
        text += &event(&json!({"type": "content_block_stop", "index": index}));
    }
    text += &event(
        &json!({"type": "message_delta", "delta": {"stop_reason": "tool_use", "stop_sequence": null}, "usage": {"output_tokens": 900}}),
    );
    text + &event(&json!({"type": "message_stop"}))
}

fn event(data: &Value) -> String {
    format!("event: {}\ndata: {data}\n\n", data["type"].as_str().expect("a type"))
}
