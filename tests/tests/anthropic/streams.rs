//! Streamed messages: what the events add up to, and what other clients got wrong.

use std::fs;

use futures_util::TryStreamExt;
use schematic_anthropic::*;
use schematic_api::sse::Event;
use schematic_api::{Error, ErrorKind};
use schematic_tests::round_trip::{published, same};
use schematic_tests::scripted::{Reply, Scripted};
use serde_json::{Value, json};

/// An event on the wire.
fn frame(data: &Value) -> String {
    format!("event: {}\ndata: {data}\n\n", data["type"].as_str().expect("a type"))
}

fn start() -> String {
    let usage = json!({"input_tokens": 17, "output_tokens": 1});
    let message = json!({"id": "msg_1", "type": "message", "role": "assistant", "model": "claude-1", "content": [], "usage": usage});
    frame(&json!({"type": "message_start", "message": message}))
}

fn block(index: u64, block: &Value) -> String {
    frame(&json!({"type": "content_block_start", "index": index, "content_block": block}))
}

fn delta(index: u64, delta: &Value) -> String {
    frame(&json!({"type": "content_block_delta", "index": index, "delta": delta}))
}

fn stop(index: u64) -> String {
    frame(&json!({"type": "content_block_stop", "index": index}))
}

fn text(index: u64, words: &[&str]) -> String {
    let added = words.iter().map(|word| delta(index, &json!({"type": "text_delta", "text": word})));
    let start = block(index, &json!({"type": "text", "text": "", "citations": null}));
    start + &added.collect::<String>() + &stop(index)
}

fn call(index: u64, pieces: &[&str]) -> String {
    let start = json!({"type": "tool_use", "id": "toolu_1", "name": "tide", "input": {}});
    let pieces =
        pieces.iter().map(|piece| json!({"type": "input_json_delta", "partial_json": piece}));
    let pieces = pieces.map(|piece| delta(index, &piece)).collect::<String>();
    block(index, &start) + &pieces + &stop(index)
}

fn end(reason: &Value, output_tokens: u64) -> String {
    let usage = json!({"output_tokens": output_tokens, "input_tokens": null});
    frame(&json!({"type": "message_delta", "delta": {"stop_reason": reason}, "usage": usage}))
}

fn message_stop() -> String {
    frame(&json!({"type": "message_stop"}))
}

fn client(transport: &Scripted) -> Anthropic {
    let builder = Anthropic::builder().transport(transport.clone()).credential("sk-1").retries(0);
    builder.build().expect("a client")
}

fn reply(body: impl Into<String>) -> Reply {
    let reply = Reply::status(200).header("content-type", "text/event-stream");
    reply.header("request-id", "req_1").chunk(body.into())
}

async fn stream_of(reply: Reply) -> MessageStream {
    let claude = client(&Scripted::new([reply]));
    claude.messages().stream(&CreateMessage::ask("claude-1", 9, "Hi")).await.expect("a stream")
}

/// Reads the whole stream: its events, and how it ended.
async fn read(message: &mut MessageStream) -> (Vec<MessageEvent>, Option<Error>) {
    let mut events = Vec::new();
    loop {
        match message.try_next().await {
            Ok(Some(event)) => events.push(event),
            Ok(None) => return (events, None),
            Err(error) => return (events, Some(error)),
        }
    }
}

async fn whole(body: impl Into<String>) -> Message {
    stream_of(reply(body)).await.final_message().await.expect("a message")
}

#[tokio::test]
async fn the_streams_of_the_documents_add_up_to_their_messages() {
    for name in ["plain", "citations", "thinking", "tool_use"] {
        let Some(path) = published(&format!("anthropic/examples/stream.{name}.sse")) else {
            return;
        };
        let message = whole(fs::read_to_string(path).expect("a text")).await;
        let path = published(&format!("anthropic/examples/message.{name}.json")).expect("a file");
        let expected: Value =
            serde_json::from_slice(&fs::read(path).expect("a text")).expect("JSON");
        let mut message = serde_json::to_value(&message).expect("JSON");
        // The last usage of a stream is a total, which the examples leave at that of the start.
        message["usage"] = expected["usage"].clone();
        assert!(same(&message, &expected), "{name}:\n{message}\n{expected}");
    }
}

#[tokio::test]
async fn every_event_of_the_documents_decodes_and_is_written_as_it_came() {
    let Some(folder) = published("anthropic/examples") else { return };
    let mut count = 0;
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|extension| extension != "sse") {
            continue;
        }
        count += 1;
        let text = fs::read_to_string(&path).expect("a text");
        let mut message = stream_of(reply(text.clone())).await;
        let mut blocks = text.split("\n\n").filter(|block| !block.trim().is_empty());
        while let Ok(Some(event)) = message.try_next().await {
            let block = blocks.next().expect("an event");
            let data = block.lines().find_map(|line| line.strip_prefix("data: ")).expect("data");
            let sent: Value = serde_json::from_str(data).expect("JSON");
            let written: Value = serde_json::from_str(&event.data().expect("JSON")).expect("JSON");
            assert!(same(&written, &sent), "{}:\n{written}\n{sent}", path.display());
        }
    }
    assert_eq!(count, 10, "as many streams as when this was written");
}

/// openai-python's sister yields a partial message without a word.
#[tokio::test]
async fn a_stream_that_is_cut_is_an_error_and_keeps_what_came() {
    let beginning = start() + &text(0, &["High ", "water"]);
    let inside = "event: content_block_start\ndata: {\"type\":";
    // The last one is a whole event without the blank line that ends it: by the standard it is none.
    for end in [String::new(), inside.to_owned(), message_stop().trim_end().to_owned()] {
        for reply in [reply(beginning.clone() + &end), reply(beginning.clone() + &end).broken()] {
            let mut message = stream_of(reply).await;
            let (events, error) = read(&mut message).await;
            assert_eq!(error.expect("an error").kind(), ErrorKind::Truncated, "{end}");
            assert_eq!(events.len(), 5);
            assert_eq!(message.snapshot().message().expect("a message").text(), "High water");
            assert!(!message.snapshot().is_complete());
            let error = message.final_message().await.expect_err("no whole message");
            assert_eq!(error.kind(), ErrorKind::Truncated);
        }
    }
}

#[tokio::test]
async fn a_raw_stream_that_is_cut_is_an_error() {
    let claude = client(&Scripted::new([reply(start())]));
    let body = CreateMessage::ask("claude-1", 9, "Hi");
    let events = claude.messages().create(&body).stream().await.expect("a stream");
    let error = events.try_collect::<Vec<_>>().await.expect_err("an error");
    assert_eq!(error.kind(), ErrorKind::Truncated);
}

/// The official clients give status 200 and no type.
#[tokio::test]
async fn an_error_event_is_the_error_of_the_service_with_its_type() {
    let error = json!({"type": "error", "error": {"type": "overloaded_error", "message": "Overloaded"}, "request_id": "req_9"});
    let mut message = stream_of(reply(start() + &text(0, &["High "]) + &frame(&error))).await;
    let (events, error) = read(&mut message).await;
    let error = error.expect("an error");
    assert_eq!((events.len(), error.kind()), (4, ErrorKind::Api));
    assert_eq!((error.message(), error.code()), (Some("Overloaded"), Some("overloaded_error")));
    let body: &ErrorResponse = error.api().expect("a typed body");
    assert_eq!(body.error.kind, ErrorType::OverloadedError);
    assert!(body.is_retryable());
    assert_eq!(body.request_id.as_deref(), Some("req_9"));
    assert_eq!(message.snapshot().message().expect("a message").text(), "High ");
}

/// anthropic-sdk-python #1940 and anthropic-sdk-typescript #1204: the reason is lost.
#[tokio::test]
async fn a_later_message_delta_keeps_what_it_does_not_say() {
    let message = whole(
        start()
            + &text(0, &["x"])
            + &end(&json!("max_tokens"), 3)
            + &end(&Value::Null, 4)
            + &message_stop(),
    )
    .await;
    assert_eq!(message.stop_reason, Some(StopReason::MaxTokens));
    assert_eq!((message.usage.input_tokens, message.usage.output_tokens), (17, 4));
}

#[tokio::test]
async fn what_is_not_known_is_passed_on_and_kept() {
    let hologram = block(0, &json!({"type": "hologram", "mesh": [1]}));
    let light = delta(0, &json!({"type": "light_delta", "light": 3}));
    let body = start()
        + &frame(&json!({"type": "tide_turned", "at": 5}))
        + &hologram
        + &light
        + &stop(0)
        + &text(1, &["x"])
        + &end(&json!("out_of_cheese"), 3)
        + &message_stop();
    let mut message = stream_of(reply(body)).await;
    let (events, error) = read(&mut message).await;
    assert!(error.is_none(), "{error:?}");
    assert_eq!(events[1].name(), "tide_turned");
    assert_eq!(message.snapshot().unapplied().len(), 1);
    let message = message.into_snapshot().into_message().expect("a message");
    assert_eq!(message.content[0], ContentBlock::Unknown(json!({"type": "hologram", "mesh": [1]})));
    assert_eq!(message.stop_reason, Some(StopReason::Unknown("out_of_cheese".into())));
}

/// anthropic-sdk-python fails at the byte order mark.
#[tokio::test]
async fn a_byte_order_mark_carriage_returns_and_pings_change_nothing() {
    let ping = frame(&json!({"type": "ping"}));
    let body = start()
        + &ping
        + &text(0, &["High ", "water"])
        + &ping
        + &end(&json!("end_turn"), 3)
        + &message_stop();
    for body in [format!("\u{feff}{body}"), body.replace('\n', "\r\n"), body] {
        assert_eq!(whole(body).await.text(), "High water");
    }
}

#[tokio::test]
async fn arguments_are_text_until_their_block_is_complete_and_parsed_once() {
    let body = start()
        + &call(0, &["", "{\"harbour\":", " \"Bergen\", \"day\": 1", "}"])
        + &call(1, &[])
        + &end(&json!("tool_use"), 3)
        + &message_stop();
    let mut message = stream_of(reply(body)).await;
    let mut partial = Vec::new();
    while let Some(event) = message.try_next().await.expect("an event") {
        if matches!(&event, MessageEvent::ContentBlockDelta(_)) {
            partial.push(message.snapshot().partial_input(0).expect("a text").to_owned());
            assert_eq!(message.snapshot().partial_input(1), None);
        }
    }
    assert_eq!(partial[2], "{\"harbour\": \"Bergen\", \"day\": 1");
    assert_eq!(message.snapshot().partial_input(0), None);
    let message = message.final_message().await.expect("a message");
    let inputs: Vec<Value> = message.tool_uses().map(|call| call.input.clone().into()).collect();
    assert_eq!(inputs, [json!({"harbour": "Bergen", "day": 1}), json!({})]);
}

/// The official clients throw the message away.
#[tokio::test]
async fn arguments_that_are_no_json_cost_their_block_and_not_the_message() {
    for wrong in ["{\"harbour\": ", "[1]", "tide"] {
        let body = start()
            + &text(0, &["Well."])
            + &call(1, &[wrong])
            + &call(2, &["{\"a\": 1}"])
            + &end(&json!("max_tokens"), 3)
            + &message_stop();
        let mut message = stream_of(reply(body)).await;
        let whole = message.final_message().await.expect("a message");
        let [invalid] = message.snapshot().invalid_inputs() else { panic!("{message:?}") };
        assert_eq!(
            (invalid.index, invalid.name.as_str(), invalid.text.as_str()),
            (1, "tide", wrong)
        );
        assert!(!invalid.reason.is_empty());
        assert_eq!(whole.content.len(), 3);
        assert_eq!(whole.content[2].as_tool_use().expect("a call").input["a"], 1);
    }
}

#[tokio::test]
async fn a_signature_replaces_the_one_before_and_thinking_is_added_to() {
    let thinking = |text| delta(0, &json!({"type": "thinking_delta", "thinking": text}));
    let signature = |text| delta(0, &json!({"type": "signature_delta", "signature": text}));
    let block = block(0, &json!({"type": "thinking", "thinking": "", "signature": ""}));
    let body = start()
        + &block
        + &thinking("Let ")
        + &thinking("me")
        + &signature("a")
        + &signature("b")
        + &stop(0)
        + &end(&json!("end_turn"), 3)
        + &message_stop();
    let message = whole(body).await;
    let ContentBlock::Thinking(block) = &message.content[0] else { panic!("{message:?}") };
    assert_eq!((block.thinking.as_str(), block.signature.as_str()), ("Let me", "b"));
}

#[tokio::test]
async fn events_that_do_not_fit_are_errors_and_the_message_stays() {
    let word = |index| delta(index, &json!({"type": "text_delta", "text": "x"}));
    let thinking = |index| delta(index, &json!({"type": "thinking_delta", "thinking": "x"}));
    let cases = [
        (text(0, &["x"]), DeltaError::NotStarted),
        (start() + &start(), DeltaError::StartedTwice),
        (
            start() + &block(1, &json!({"type": "text", "text": ""})),
            DeltaError::Start { index: 1, len: 0 },
        ),
        (start() + &word(u64::MAX), DeltaError::NoBlock { index: u64::MAX }),
        (start() + &text(0, &[]) + &thinking(0), DeltaError::Kind { index: 0, delta: "thinking" }),
    ];
    for (body, expected) in cases {
        let mut message = stream_of(reply(body)).await;
        let (_, error) = read(&mut message).await;
        let error = error.expect("an error");
        assert_eq!(error.kind(), ErrorKind::Decode);
        let source = std::error::Error::source(&error).expect("a source");
        assert_eq!(source.downcast_ref::<DeltaError>(), Some(&expected), "{error}");
    }
}

#[tokio::test]
async fn the_text_comes_word_by_word_and_the_message_is_there_at_the_end() {
    let body =
        start() + &text(0, &["High ", "", "water"]) + &end(&json!("end_turn"), 3) + &message_stop();
    let mut message = stream_of(reply(body)).await;
    let words: Vec<String> = message.text_deltas().try_collect().await.expect("words");
    assert_eq!(words, ["High ", "water"]);
    assert_eq!(message.final_text().await.expect("a text"), "High water");
    assert_eq!(message.events().request_id(), Some("req_1"));
}
