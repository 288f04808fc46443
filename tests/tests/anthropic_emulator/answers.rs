//! The programmable model.

use schematic_anthropic::emulator::{Answer, Emulator};
use schematic_anthropic::*;
use serde_json::json;

use crate::{ask, client, refusal, tide};

#[tokio::test]
async fn a_script_comes_before_the_model() {
    let emulator = Emulator::new()
        .model(|turn| turn.question().to_uppercase())
        .script([Answer::text("First."), "Second.".into()]);
    let claude = client(&emulator);
    for expected in ["First.", "Second.", "HELLO"] {
        assert_eq!(claude.messages().create(&ask("Hello")).await.unwrap().text(), expected);
    }
}

#[tokio::test]
async fn the_model_sees_the_turn() {
    let emulator = Emulator::new().model(|turn| {
        let results = turn.tool_results();
        let tools: Vec<_> = turn.tools().map(|tool| tool.name.as_str()).collect();
        format!("{} {:?} {} {}", turn.question(), tools, results.len(), turn.wants_events())
    });
    let request = ask("Hi").tools([tide()]);
    let message = client(&emulator).messages().create(&request).await.unwrap();
    assert_eq!(message.text(), "Hi [\"get_tide\"] 0 false");
}

#[tokio::test]
async fn answers_are_put_together() {
    let answer = Answer::thinking("Hm.")
        .then(Answer::redacted_thinking())
        .then("I look.")
        .then(Answer::tool_use("get_tide", json!({ "harbour": "Bergen" })))
        .then(Answer::tool_use("get_tide", json!({ "harbour": "Delft" })));
    let emulator = Emulator::new().script([answer]);
    let request = ask("Both?").tools([tide()]).thinking(Thinking::adaptive());
    let message = client(&emulator).messages().create(&request).await.unwrap();
    let kinds: Vec<_> = message.content.iter().map(|block| json!(block)["type"].clone()).collect();
    assert_eq!(kinds, ["thinking", "redacted_thinking", "text", "tool_use", "tool_use"]);
    assert_eq!(message.stop_reason, Some(StopReason::ToolUse));
    let ids: Vec<_> = message.tool_uses().map(|call| call.id.clone()).collect();
    assert_ne!(ids[0], ids[1]);
}

#[tokio::test]
async fn a_refusal_says_why() {
    let emulator =
        Emulator::new().script([Answer::refusal(RefusalCategory::Cyber, "I would rather not.")]);
    let message = client(&emulator).messages().create(&ask("Break in.")).await.unwrap();
    assert_eq!(message.stop_reason, Some(StopReason::Refusal));
    let Some(StopDetails::Refusal(details)) = message.stop_details else { panic!() };
    assert_eq!(details.category, Some(RefusalCategory::Cyber));
    assert_eq!(details.explanation.as_deref(), Some("I would rather not."));
}

#[tokio::test]
async fn a_pause_goes_on() {
    let emulator = Emulator::new().script([
        Answer::web_search("tides", []).stop(StopReason::PauseTurn),
        Answer::text("There are none."),
    ]);
    let claude = client(&emulator);
    let request = ask("Any tides?").tools([Tool::web_search()]);
    let paused = claude.messages().create(&request).await.unwrap();
    assert_eq!(paused.stop_reason, Some(StopReason::PauseTurn));
    let message = claude.messages().create(&request.push(paused.into_param())).await.unwrap();
    assert_eq!(message.text(), "There are none.");
}

#[tokio::test]
async fn a_failure_has_the_status_of_its_kind() {
    for (kind, status) in [
        (ErrorType::InvalidRequestError, 400),
        (ErrorType::BillingError, 402),
        (ErrorType::PermissionError, 403),
        (ErrorType::ConflictError, 409),
        (ErrorType::RateLimitError, 429),
        (ErrorType::ApiError, 500),
        (ErrorType::TimeoutError, 504),
        (ErrorType::OverloadedError, 529),
    ] {
        let emulator = Emulator::new().script([Answer::failure(kind.clone(), "No.")]);
        let (got, got_kind, message) =
            refusal(client(&emulator).messages().create(&ask("Hi")).await);
        assert_eq!((got.as_u16(), got_kind, message.as_str()), (status, kind, "No."));
    }
}

#[tokio::test]
async fn blocks_of_any_kind_are_completed() {
    let result = json!({
        "type": "web_fetch_tool_result", "tool_use_id": "",
        "content": { "type": "web_fetch_tool_result_error", "error_code": "url_not_accessible" },
    });
    let result: ContentBlock = serde_json::from_value(result).unwrap();
    let answer =
        Answer::server_tool(ServerTool::WebFetch, json!({ "url": "https://sea.test/" }), result);
    let emulator = Emulator::new().script([answer.then("I cannot read it.")]);
    let message = client(&emulator).messages().create(&ask("Read it.")).await.unwrap();
    let [ContentBlock::ServerToolUse(call), ContentBlock::WebFetchToolResult(result), _] =
        &message.content[..]
    else {
        panic!("{message:?}")
    };
    assert_eq!(call.id, result.tool_use_id);
    assert_eq!(message.usage.server_tool_use.unwrap().web_fetch_requests, 1);
}
