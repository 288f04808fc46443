//! The model's calls, answered with Rust functions.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use schematic_anthropic::functions::{FunctionErrorKind, FunctionSet, Reaction, function};
use schematic_anthropic::*;
use schematic_tests::scripted::{Reply, Scripted, Sent};
use serde_json::{Value, json};

/// The next high tide.
#[function(crate = schematic_anthropic::functions)]
async fn high_tide(harbour: String, wait_ms: Option<u64>) -> Result<String, String> {
    tokio::time::sleep(Duration::from_millis(wait_ms.unwrap_or(0))).await;
    match harbour.as_str() {
        "Bern" => Err("Bern has no sea".to_owned()),
        _ => Ok(format!("14:20 in {harbour}")),
    }
}

fn functions() -> FunctionSet {
    FunctionSet::new([high_tide::function().expect("a function")]).expect("a set")
}

fn client(transport: &Scripted) -> Anthropic {
    let builder = Anthropic::builder().transport(transport.clone()).credential("sk-1").retries(0);
    builder.build().expect("a client")
}

fn ask() -> CreateMessage {
    let question = CreateMessage::ask("claude-1", 9, "When is high tide?");
    question.tools(Tool::functions(&functions()))
}

fn message(content: &Value, reason: &str) -> Value {
    json!({"id": "msg_1", "role": "assistant", "model": "claude-1", "content": content, "stop_reason": reason})
}

fn call(id: &str, input: &Value) -> Value {
    json!({"type": "tool_use", "id": id, "name": "high_tide", "input": input})
}

fn reply(content: &Value, reason: &str) -> Reply {
    Reply::json(200, message(content, reason).to_string())
}

fn done() -> Reply {
    reply(&json!([{"type": "text", "text": "At 14:20."}]), "end_turn")
}

/// The same message as a stream, in which the input of each call is this text.
fn streamed(content: &Value, inputs: &[&str], reason: &str) -> Reply {
    let mut events = vec![json!({"type": "message_start", "message": message(&json!([]), "x")})];
    events[0]["message"]["stop_reason"] = Value::Null;
    let mut inputs = inputs.iter();
    for (index, block) in content.as_array().expect("blocks").iter().enumerate() {
        let mut start = block.clone();
        if block["type"] == "tool_use" {
            start["input"] = json!({});
        }
        events.push(json!({"type": "content_block_start", "index": index, "content_block": start}));
        if block["type"] == "tool_use" {
            let delta = json!({"type": "input_json_delta", "partial_json": inputs.next().expect("an input")});
            events.push(json!({"type": "content_block_delta", "index": index, "delta": delta}));
        }
        events.push(json!({"type": "content_block_stop", "index": index}));
    }
    events.push(json!({"type": "message_delta", "delta": {"stop_reason": reason}, "usage": {}}));
    events.push(json!({"type": "message_stop"}));
    let text: String = events.iter().map(|event| format!("data: {event}\n\n")).collect();
    Reply::status(200).header("content-type", "text/event-stream").chunk(text)
}

fn messages(sent: &Sent) -> Value {
    let body: Value = serde_json::from_slice(&sent.body).expect("JSON");
    body["messages"].clone()
}

#[tokio::test(start_paused = true)]
async fn the_calls_of_a_turn_run_at_once_and_their_results_come_first_in_one_message() {
    let thinking = json!({"type": "thinking", "thinking": "Hm", "signature": "s", "new": 1});
    let content = json!([
        thinking,
        call("a", &json!({"harbour": "Bergen", "wait_ms": 300})),
        call("b", &json!({"harbour": "Bern"})),
        call("a", &json!({"harbour": "Again"})),
        call("c", &json!({"harbour": 5})),
    ]);
    let transport = Scripted::new([reply(&content, "tool_use"), done()]);
    let mut conversation = ask();
    let started = tokio::time::Instant::now();
    let answering = client(&transport).messages().answering(&functions());
    let answer = answering.finish(&mut conversation).await.expect("an answer");
    assert_eq!(started.elapsed(), Duration::from_millis(300));
    assert_eq!(answer.text(), "At 14:20.");
    let sent = messages(&transport.sent()[1]);
    assert_eq!(sent[1], json!({"role": "assistant", "content": content}), "unchanged");
    assert_eq!(sent[2]["role"], "user");
    let results = sent[2]["content"].as_array().expect("results");
    assert_eq!(results.len(), 3);
    assert_eq!(
        results[0],
        json!({"type": "tool_result", "tool_use_id": "a", "content": "14:20 in Bergen"})
    );
    assert_eq!(
        results[1],
        json!({"type": "tool_result", "tool_use_id": "b", "content": "Error: Bern has no sea", "is_error": true})
    );
    assert_eq!((&results[2]["tool_use_id"], &results[2]["is_error"]), (&json!("c"), &json!(true)));
    assert_eq!(conversation.messages.len(), 4, "with the answer");
}

#[tokio::test]
async fn a_pause_is_sent_back_and_runs_nothing() {
    let content = json!([call("a", &json!({"harbour": "Bergen"})), {"type": "new_kind", "x": 1}]);
    let transport = Scripted::new([reply(&content, "pause_turn"), done()]);
    let mut conversation = ask();
    let answering = client(&transport).messages().answering(&functions());
    answering.finish(&mut conversation).await.expect("an answer");
    let sent = messages(&transport.sent()[1]);
    assert_eq!(sent.as_array().expect("messages").len(), 2);
    assert_eq!(sent[1], json!({"role": "assistant", "content": content}));
}

#[tokio::test]
async fn an_unknown_reason_ends_the_conversation() {
    let content = json!([call("a", &json!({"harbour": "Bergen"}))]);
    for reason in ["max_tokens", "refusal", "out_of_cheese"] {
        let transport = Scripted::new([reply(&content, reason)]);
        let answering = client(&transport).messages().answering(&functions());
        let answer = answering.finish(&mut ask()).await.expect("an answer");
        assert_eq!(answer.stop_reason.expect("a reason").as_str(), reason);
    }
}

#[tokio::test]
async fn the_rounds_are_bounded_and_the_conversation_can_go_on() {
    let turn = || reply(&json!([call("a", &json!({"harbour": "Bergen"}))]), "tool_use");
    let transport = Scripted::new([turn(), turn(), turn(), done()]);
    let mut conversation = ask();
    let answering = client(&transport).messages().answering(&functions()).rounds(2);
    let error = answering.finish(&mut conversation).await.expect_err("too many rounds");
    assert!(matches!(error, AnsweringError::Rounds(2)), "{error}");
    assert_eq!(conversation.messages.len(), 5, "each call has its result");
    answering.finish(&mut conversation).await.expect("an answer");
}

#[tokio::test(start_paused = true)]
async fn a_conversation_has_a_time_and_so_has_each_function() {
    let slow =
        || reply(&json!([call("a", &json!({"harbour": "Bergen", "wait_ms": 90_000}))]), "tool_use");
    let transport = Scripted::new([slow(), done()]);
    let answering = client(&transport).messages().answering(&functions());
    answering.finish(&mut ask()).await.expect("an answer");
    let result = messages(&transport.sent()[1])[2]["content"][0].clone();
    assert_eq!(result["is_error"], true, "the limit of the set is 60 s");

    let transport = Scripted::new([slow()]);
    let answering =
        client(&transport).messages().answering(&functions()).timeout(Duration::from_secs(9));
    let error = answering.finish(&mut ask()).await.expect_err("too long");
    assert!(matches!(error, AnsweringError::Timeout(time) if time == Duration::from_secs(9)));
}

#[tokio::test]
async fn the_caller_chooses_what_becomes_of_a_failure() {
    let content = json!([call("a", &json!({"harbour": 5}))]);
    let functions = functions().on_error(|error| match error.kind() {
        FunctionErrorKind::Arguments(_) => Reaction::Fail,
        _ => error.tell(),
    });
    let transport = Scripted::new([reply(&content, "tool_use")]);
    let mut conversation = ask();
    let answering = client(&transport).messages().answering(&functions);
    let error = answering.finish(&mut conversation).await.expect_err("a failure");
    assert!(matches!(&error, AnsweringError::Function(error) if error.function() == "high_tide"));
    assert_eq!(conversation.messages.len(), 1, "no call without its result");
}

/// The TypeScript client forgot it: anthropic-sdk-typescript #964.
#[tokio::test]
async fn the_next_request_goes_on_in_the_same_container() {
    let mut first = message(&json!([]), "pause_turn");
    first["container"] = json!({"id": "container_1", "expires_at": "2026-11-25T10:00:00Z"});
    let first = || Reply::json(200, first.to_string());
    let skill = SkillParams::new(SkillType::Anthropic, "pptx");
    let with_skills = ask().container(ContainerParams::new().skills([skill]));
    for (conversation, expected) in [
        (ask(), json!("container_1")),
        (
            with_skills,
            json!({"id": "container_1", "skills": [{"type": "anthropic", "skill_id": "pptx"}]}),
        ),
    ] {
        let transport = Scripted::new([first(), done()]);
        let answering = client(&transport).messages().answering(&functions());
        answering.finish(&mut { conversation }).await.expect("an answer");
        let body: Value = serde_json::from_slice(&transport.sent()[1].body).expect("JSON");
        assert_eq!(body["container"], expected);
    }
}

#[tokio::test(start_paused = true)]
async fn a_stream_goes_on_over_the_rounds_and_dropping_a_read_loses_nothing() {
    let content = json!([call("a", &json!({})), call("b", &json!({}))]);
    let inputs = ["{\"harbour\": \"Bergen\", \"wait_ms\": 300}", "{\"harbour\": "];
    let text = json!([{"type": "text", "text": "At 14:20."}]);
    let transport =
        Scripted::new([streamed(&content, &inputs, "tool_use"), streamed(&text, &[], "end_turn")]);
    let mut stream = client(&transport).messages().answering(&functions()).stream(ask());
    let (mut starts, mut dropped) = (0, 0);
    loop {
        match tokio::time::timeout(Duration::from_millis(100), stream.try_next()).await {
            Ok(Ok(Some(MessageEvent::MessageStart(_)))) => starts += 1,
            Ok(Ok(Some(_))) => {}
            Ok(Ok(None)) => break,
            Ok(Err(error)) => panic!("{error}"),
            Err(_) => dropped += 1,
        }
    }
    assert_eq!((starts, dropped, transport.attempts()), (2, 2, 2));
    let snapshot = stream.snapshot().expect("a message");
    assert_eq!(snapshot.message().expect("a message").text(), "At 14:20.");
    let sent = messages(&transport.sent()[1]);
    assert_eq!(sent[1]["content"][0]["input"], json!({"harbour": "Bergen", "wait_ms": 300}));
    assert_eq!(sent[2]["content"][0]["content"], "14:20 in Bergen");
    assert_eq!(sent[2]["content"][1]["is_error"], true, "what the model wrote is no JSON");
    assert_eq!(stream.into_conversation().messages.len(), 4);
}

#[tokio::test(start_paused = true)]
async fn a_dropped_runner_stops_its_functions() {
    static RUNNING: AtomicUsize = AtomicUsize::new(0);
    struct Guard;
    impl Drop for Guard {
        fn drop(&mut self) {
            RUNNING.fetch_sub(1, Ordering::SeqCst);
        }
    }
    /// Waits.
    #[function(crate = schematic_anthropic::functions)]
    async fn high_tide(harbour: String) -> String {
        RUNNING.fetch_add(1, Ordering::SeqCst);
        let _guard = Guard;
        tokio::time::sleep(Duration::from_secs(30)).await;
        harbour
    }
    let functions = FunctionSet::new([high_tide::function().expect("a function")]).expect("a set");
    let content = json!([call("a", &json!({"harbour": "Bergen"}))]);
    let transport = Scripted::new([reply(&content, "tool_use")]);
    let answering = client(&transport).messages().answering(&functions);
    let mut conversation = ask();
    {
        let finish = answering.finish(&mut conversation);
        assert!(tokio::time::timeout(Duration::from_secs(1), finish).await.is_err());
    }
    assert_eq!(RUNNING.load(Ordering::SeqCst), 0);
}
