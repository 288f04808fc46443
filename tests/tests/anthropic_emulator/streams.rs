//! Streams: the grammar of the events, and how they end.

use std::time::Duration;

use schematic_anthropic::emulator::{Answer, Emulator};
use schematic_anthropic::*;
use schematic_api::ErrorKind;
use serde_json::json;

use crate::{HandClock, ask, client, tide, wind};

/// Reads a stream, and returns the types of its events and how it ended.
async fn events(
    emulator: &Emulator,
    request: &CreateMessage,
) -> (Vec<String>, Result<(), schematic_api::Error>, MessageSnapshot) {
    let mut stream = client(emulator).messages().stream(request).await.expect("a stream");
    let mut kinds = Vec::new();
    let end = loop {
        match stream.try_next().await {
            Ok(Some(event)) => kinds.push(json!(event)["type"].as_str().unwrap().to_owned()),
            Ok(None) => break Ok(()),
            Err(error) => break Err(error),
        }
    };
    (kinds, end, stream.into_snapshot())
}

#[tokio::test]
async fn events_follow_the_grammar() {
    let (kinds, end, _) = events(&Emulator::new(), &ask("One two")).await;
    end.unwrap();
    let expected = [
        "message_start",
        "content_block_start",
        "ping",
        "content_block_delta",
        "content_block_delta",
        "content_block_stop",
        "message_delta",
        "message_stop",
    ];
    assert_eq!(kinds, expected);
}

#[tokio::test]
async fn a_stream_adds_up_to_the_message_that_json_has() {
    let tools = || [tide(), wind()];
    let document = json!({
        "type": "document", "source": { "type": "text", "media_type": "text/plain", "data": "Calm. Sea." },
        "citations": { "enabled": true },
    });
    let cited = [ContentBlock::text("Is it?"), serde_json::from_value(document).unwrap()];
    for request in [
        ask("Hello"),
        ask("Hello there").thinking(Thinking::adaptive()),
        ask("Use a tool!").tools(tools()).thinking(Thinking::adaptive()),
        ask("Tides").tools([Tool::web_search()]).tool_choice(ToolChoice::any()),
        ask("Tides").tools([Tool::code_execution()]).tool_choice(ToolChoice::any()),
        CreateMessage::ask(crate::MODEL, 100, cited),
        ask("One two three").stop_sequences(["two".to_owned()]),
        CreateMessage::ask(crate::MODEL, 2, "One two three"),
    ] {
        // Each emulator makes the same ids.
        let whole = client(&Emulator::new()).messages().create(&request).await.unwrap();
        let streamed = client(&Emulator::new()).messages().stream(&request).await.unwrap();
        let mut streamed = { streamed }.final_message().await.unwrap();
        if let (Some(one), Some(other)) = (&whole.container, &mut streamed.container) {
            other.expires_at = one.expires_at.clone();
        }
        assert_eq!(json!(streamed), json!(whole));
    }
}

#[tokio::test]
async fn breaking_the_stream_leaves_what_came_before() {
    let (kinds, end, snapshot) = events(&Emulator::new(), &ask("Please break the stream.")).await;
    let error = end.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Api);
    let body = error.api::<ErrorResponse>().unwrap();
    assert_eq!(body.error.kind, ErrorType::OverloadedError);
    assert!(kinds.iter().filter(|kind| *kind == "content_block_delta").count() > 2);
    assert!(!kinds.contains(&"message_stop".to_owned()));
    assert!(snapshot.message().unwrap().text().starts_with("The stream"));
    // Without a stream there is nothing to break.
    let whole = client(&Emulator::new()).messages().create(&ask("Please break the stream.")).await;
    assert_eq!(whole.unwrap().text(), "Please break the stream.");
}

#[tokio::test]
async fn a_connection_can_break_after_any_piece() {
    for pieces in 0..3 {
        let emulator = Emulator::new().script([Answer::text("One two three").cut_after(pieces)]);
        let (kinds, end, snapshot) = events(&emulator, &ask("Count.")).await;
        assert!(end.is_err());
        assert_eq!(kinds.iter().filter(|kind| *kind == "content_block_delta").count(), pieces);
        let text = snapshot.message().map(Message::text).unwrap_or_default();
        assert_eq!(text, ["", "One", "One two"][pieces]);
    }
}

#[tokio::test]
async fn a_failure_before_the_first_block_is_a_status() {
    let emulator = Emulator::new().script([Answer::failure(ErrorType::ApiError, "Out of order.")]);
    let error = client(&emulator).messages().stream(&ask("Hi")).await.unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 500);
}

#[tokio::test]
async fn pauses_take_the_time_of_the_clock() {
    let answer = || {
        Answer::text("One two three").after(Duration::from_secs(5)).paced(Duration::from_secs(1))
    };
    for streams in [false, true] {
        let clock = HandClock::new();
        let emulator = Emulator::new().clock(clock.clone()).script([answer()]);
        let claude = client(&emulator);
        match streams {
            false => drop(claude.messages().create(&ask("Count.")).await.unwrap()),
            true => drop(
                claude.messages().stream(&ask("Count.")).await.unwrap().final_text().await.unwrap(),
            ),
        }
        assert_eq!(clock.passed(), Duration::from_secs(8), "{streams}");
    }
}

#[tokio::test]
async fn arguments_that_are_no_json_are_streamed_as_they_are() {
    let emulator = Emulator::new().script([Answer::tool_use_raw("get_tide", "{\"harbour\": ")]);
    let (_, end, snapshot) = events(&emulator, &ask("Hi").tools([tide()])).await;
    end.unwrap();
    assert_eq!(snapshot.invalid_inputs().len(), 1);
}
