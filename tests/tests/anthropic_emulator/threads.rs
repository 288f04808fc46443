//! Threads: requests that have only what is new.

use std::time::Duration;

use schematic_anthropic::emulator::Emulator;
use schematic_anthropic::*;
use schematic_api::{Error, StatusCode};
use serde_json::json;

use crate::{HandClock, MODEL, ask, builder, tide};

fn client(emulator: &Emulator) -> Anthropic {
    let builder = builder(emulator).append_header("anthropic-beta", "message-threads-2026-08-12");
    builder.retries(0).build().expect("a client")
}

fn create(question: &str) -> CreateMessage {
    ask(question).thread(MessageThread::Create(NoSettings::new()))
}

fn go_on(previous: &Message, messages: impl Into<MessageParam>) -> CreateMessage {
    let thread = MessageThread::Continue(ContinuedThread::new(&previous.id));
    CreateMessage::new(MODEL, 1000, [messages.into()]).thread(thread)
}

/// Returns the status and the code of a refusal.
fn refused(result: Result<Message, Error>) -> (u16, String) {
    let error = result.expect_err("a refusal");
    let body = error.api::<ErrorResponse>().expect("the body of an error");
    let code = body.error_code().unwrap_or(&body.error.message).to_owned();
    (error.status().map_or(0, |status| status.as_u16()), code)
}

#[tokio::test]
async fn a_thread_has_what_was_said_before() {
    let claude = client(&Emulator::new());
    let messages = claude.messages();
    let first = create("Use a tool in Bergen").system("Be brief.").tools([tide()]);
    let first = messages.create(&first).await.unwrap();
    let call = first.tool_uses().next().expect("a call");
    let result = ToolResultBlock::new(&call.id).content("High at two.");
    let results = MessageParam::user([ContentBlock::from(result)]);
    let second = messages.create(&go_on(&first, results)).await.unwrap();
    assert_eq!(second.text(), "High at two.");
    // The tools are still there, and what was said is counted.
    let third = messages.create(&go_on(&second, "The tool again")).await.unwrap();
    assert_eq!(third.stop_reason, Some(StopReason::ToolUse));
    assert!(third.usage.input_tokens > second.usage.input_tokens);
}

#[tokio::test]
async fn a_thread_goes_on_in_a_stream() {
    let claude = client(&Emulator::new());
    let first = claude.messages().stream(&create("One")).await.unwrap();
    let first = { first }.final_message().await.unwrap();
    let second = claude.messages().stream(&go_on(&first, "Two")).await.unwrap();
    let second = { second }.final_message().await.unwrap();
    let whole = ask("One").push(first.into_param()).push("Two");
    let whole = claude.messages().create(&whole).await.unwrap();
    assert_eq!(
        (second.text(), second.usage.input_tokens),
        ("Two".to_owned(), whole.usage.input_tokens)
    );
}

#[tokio::test]
async fn a_message_is_continued_once() {
    let claude = client(&Emulator::new());
    let messages = claude.messages();
    let first = messages.create(&create("One")).await.unwrap();
    // A request that fails does not count.
    assert_eq!(refused(messages.create(&go_on(&first, "overloaded")).await).0, 529);
    messages.create(&go_on(&first, "Two")).await.unwrap();
    let again = refused(messages.create(&go_on(&first, "Three")).await);
    assert_eq!(again, (400, "thread_already_continued".to_owned()));
}

#[tokio::test]
async fn a_thread_ends_five_minutes_after_its_last_request() {
    let clock = HandClock::new();
    let claude = client(&Emulator::new().clock(clock.clone()));
    let messages = claude.messages();
    let first = messages.create(&create("One")).await.unwrap();
    clock.advance(Duration::from_secs(299));
    let second = messages.create(&go_on(&first, "Two")).await.unwrap();
    clock.advance(Duration::from_secs(300));
    let late = refused(messages.create(&go_on(&second, "Three")).await);
    assert_eq!(late, (404, "thread_not_found".to_owned()));
    let other = messages.create(&ask("No thread")).await.unwrap();
    let unknown = refused(messages.create(&go_on(&other, "Two")).await);
    assert_eq!(unknown, (StatusCode::NOT_FOUND.as_u16(), "thread_not_found".to_owned()));
}

#[tokio::test]
async fn what_a_thread_keeps_is_not_sent_again() {
    let claude = client(&Emulator::new());
    let messages = claude.messages();
    let first = messages.create(&create("One").system("Be brief.")).await.unwrap();
    for (request, expected) in [
        (
            go_on(&first, "Two").system("Be brief."),
            "system: the thread has it from its first request",
        ),
        (go_on(&first, "Two").tools([tide()]), "tools: the thread has it from its first request"),
        (
            go_on(&first, "Two").context_management(ContextManagement::new()),
            "thread_unsupported_request",
        ),
        (create("One").fallbacks(Fallbacks::Default), "thread_unsupported_request"),
    ] {
        assert_eq!(refused(messages.create(&request).await), (400, expected.to_owned()));
    }
    let mut other = go_on(&first, "Two");
    other.model = "claude-opus-5".into();
    let other = refused(messages.create(&other).await);
    assert_eq!(other, (400, "thread_fingerprint_mismatch".to_owned()));
    let odd = MessageThread::Unknown(json!({ "type": "fork" }));
    let odd = refused(messages.create(&ask("One").thread(odd)).await);
    assert_eq!(odd, (400, "thread.type: Input should be 'create' or 'continue'".to_owned()));
}
