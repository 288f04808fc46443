//! Streamed runs: each event, and the snapshot they add up to.
//!
//! `S…` are the cases of `tests/PORTED.md`, which other clients got wrong.

use std::error::Error as _;

use futures_util::{StreamExt, TryStreamExt};
use schematic_api::mock::{Events, JsonOrEvents, Mock};
use schematic_api::reply::EventStream;
use schematic_api::sse::Event;
use schematic_api::{CallOptions, Error, ErrorKind};
use schematic_openai::*;
use schematic_tests::scripted::{Reply, Scripted};
use serde_json::{Value, json};

pub(crate) const DONE: &str = "event: done\ndata: [DONE]\n\n";

/// An event on the wire.
pub(crate) fn frame(event: &str, data: &Value) -> String {
    format!("event: {event}\ndata: {data}\n\n")
}

pub(crate) fn each_way_to_a_stream(openai: &OpenAi) -> [RunStreamCall; 3] {
    let (thread, run) = ("thread_1".into(), "run_1".into());
    let outputs = SubmitToolOutputs::new([ToolOutput::new("call_1", "4")]);
    let (create, both) = (CreateRun::new("asst_1"), CreateThreadAndRun::new("asst_1"));
    [
        openai.runs().create_and_stream(&thread, &create),
        openai.runs().submit_tool_outputs_and_stream(&thread, &run, &outputs),
        openai.threads().create_and_run_and_stream(&both),
    ]
}

fn run(status: &str) -> String {
    let data = json!({"id": "run_1", "thread_id": "thread_1", "status": status});
    frame(&format!("thread.run.{status}"), &data)
}

fn message(event: &str, text: &str) -> String {
    let content = json!([{"type": "text", "text": {"value": text, "annotations": []}}]);
    let content = if text.is_empty() { json!([]) } else { content };
    let data = json!({"id": "msg_1", "status": event.replace("created", "in_progress"), "content": content});
    frame(&format!("thread.message.{event}"), &data)
}

fn words(text: &str) -> String {
    let content = json!([{"index": 0, "type": "text", "text": {"value": text}}]);
    frame("thread.message.delta", &json!({"id": "msg_1", "delta": {"content": content}}))
}

/// A stream of these bytes.
pub(crate) fn reply(body: impl Into<String>) -> Reply {
    let reply = Reply::status(200).header("content-type", "text/event-stream");
    reply.header("x-request-id", "req_1").chunk(body.into())
}

pub(crate) fn client(transport: &Scripted) -> OpenAi {
    let builder = OpenAi::builder().transport(transport.clone()).credential("sk-1").retries(0);
    builder.build().expect("a client")
}

async fn events(transport: &Scripted) -> EventStream<RunEvent> {
    let openai = client(transport);
    let body = CreateRun::new("asst_1");
    openai.runs().create(&"thread_1".into(), &body).stream().await.expect("a stream")
}

async fn stream(transport: &Scripted) -> RunStream {
    RunStream::new(events(transport).await)
}

/// The stream of these bytes.
pub(crate) async fn stream_of(body: impl Into<String>) -> RunStream {
    stream(&Scripted::new([reply(body)])).await
}

/// Reads the whole stream: the names of its events, and how it ended.
pub(crate) async fn read(run: &mut RunStream) -> (Vec<String>, Option<Error>) {
    let mut names = Vec::new();
    loop {
        match run.try_next().await {
            Ok(Some(event)) => names.push(event.name().to_owned()),
            Ok(None) => return (names, None),
            Err(error) => return (names, Some(error)),
        }
    }
}

/// openai-python yields a flat error as an event, or turns it into a thread without data;
/// openai-node loses its code.
#[tokio::test]
async fn s24_an_error_event_is_an_error_in_both_shapes() {
    let flat = json!({"message": "Slow down", "type": "requests", "param": "model", "code": "rate_limit_exceeded"});
    for data in [flat.clone(), json!({"error": flat})] {
        let mut run = stream_of(run("created") + &frame("error", &data)).await;
        let (names, error) = read(&mut run).await;
        let error = error.expect("an error");
        assert_eq!(names, ["thread.run.created"]);
        assert_eq!(error.kind(), ErrorKind::Api);
        assert_eq!(error.message(), Some("Slow down"));
        assert_eq!(error.code(), Some("rate_limit_exceeded"));
        assert_eq!(error.request_id(), Some("req_1"));
        let typed = error.api::<ErrorResponse>().expect("a typed body");
        assert_eq!(typed.error.param.as_deref(), Some("model"));
        assert_eq!(typed.error.kind.as_deref(), Some("requests"));
    }
}

#[tokio::test]
async fn s25_events_come_before_the_error_and_nothing_after_it() {
    let body =
        run("created") + &frame("error", &json!({"message": "no"})) + &run("completed") + DONE;
    let transport = Scripted::new([reply(body).open()]);
    let mut run = stream(&transport).await;
    let (names, error) = read(&mut run).await;
    assert_eq!((names.len(), error.is_some()), (1, true));
    assert!(run.try_next().await.expect("no second error").is_none());
    assert_eq!(transport.open(), 0, "the transfer is over");
    let error = run.final_run().await.expect_err("there is no final run");
    assert_eq!(error.kind(), ErrorKind::Truncated);
    assert_eq!(run.snapshot().run().expect("the run").status, RunStatus::Unknown("created".into()));
}

/// Both official libraries take such a stream for a complete one.
#[tokio::test]
async fn s26_a_stream_that_ends_before_its_run_is_an_error() {
    let beginning = run("in_progress") + &message("created", "") + &words("Hel");
    for end in ["", "event: thread.message.delta\ndata: {\"id\"", "event: done\n"] {
        let mut run = stream_of(beginning.clone() + end).await;
        let (names, error) = read(&mut run).await;
        let error = error.expect("an error");
        assert_eq!((names.len(), error.kind()), (3, ErrorKind::Truncated));
        assert_eq!(error.request_id(), Some("req_1"));
        assert!(run.final_messages().await.is_err(), "half a message is no final one");
        let known = run.into_snapshot();
        assert_eq!(known.messages().map(Message::text).collect::<String>(), "Hel");
    }
    let mut run = stream_of(beginning + DONE).await;
    let error = run.final_run().await.expect_err("the run was not settled");
    assert_eq!(error.kind(), ErrorKind::Truncated);
}

#[tokio::test]
async fn s26_after_the_last_event_of_a_run_the_end_may_be_missing() {
    for status in ["completed", "incomplete", "failed", "cancelled", "expired", "requires_action"] {
        let mut run = stream_of(run("in_progress") + &run(status)).await;
        assert_eq!(run.final_run().await.expect(status).status.as_str(), status);
    }
}

/// openai-python takes such an event for a new thread; async-openai fails.
#[tokio::test]
async fn s32_unknown_events_are_kept_and_the_stream_goes_on() {
    let odd = frame("thread.run.paused", &json!({"id": "run_1", "why": "night"}));
    let mut run = stream_of(odd + &run("completed") + DONE).await;
    let first = run.try_next().await.expect("no error").expect("an event");
    let RunEvent::Unknown { event, data } = first else { panic!("{first:?}") };
    assert_eq!(
        (event.as_str(), data.as_str()),
        ("thread.run.paused", r#"{"id":"run_1","why":"night"}"#)
    );
    assert_eq!(run.final_run().await.expect("a run").status, RunStatus::Completed);
}

#[tokio::test]
async fn s33_an_index_out_of_reach_ends_the_stream() {
    for index in ["4294967294", "1000000", "1025", "-1", "1.5"] {
        let delta = format!(
            "event: thread.message.delta\ndata: {{\"id\":\"msg_1\",\"delta\":{{\"content\":[{{\"index\":{index},\
             \"type\":\"text\",\"text\":{{\"value\":\"a\"}}}}]}}}}\n\n"
        );
        let transport = Scripted::new([reply(message("created", "") + &delta).open()]);
        let mut run = stream(&transport).await;
        let (names, error) = read(&mut run).await;
        assert_eq!(error.expect("an error").kind(), ErrorKind::Decode, "{index}");
        assert_eq!((names.len(), transport.open()), (1, 0), "{index}");
        let message = run.snapshot().messages().next().expect("the message");
        assert!(message.content.is_empty(), "{index}");
    }
}

/// The service may write anything for an id, what it was sent as the key too.
#[tokio::test]
async fn a_delta_that_does_not_fit_is_told_briefly_and_without_secrets() {
    let delta =
        |id: &str| frame("thread.message.delta", &json!({"id": id, "delta": {"content": []}}));
    let mut run = stream_of(delta(&"\u{1b}é".repeat(500_000)) + DONE).await;
    let error = run.final_run().await.expect_err("the message was never created");
    assert!(error.to_string().len() < 1_000, "{}", error.to_string().len());
    let source = error.source().expect("the reason");
    assert!(source.downcast_ref::<DeltaError>().is_some(), "{source:?}");
    assert!(source.to_string().len() < 1_000 && !source.to_string().contains('\u{1b}'), "{source}");

    let transport = Scripted::new([reply(delta("msg_sk-planted") + DONE)]);
    let openai = OpenAi::builder().credential("sk-planted").transport(transport).build();
    let call =
        openai.expect("a client").runs().create(&"thread_1".into(), &CreateRun::new("asst_1"));
    let mut run = RunStream::new(call.stream().await.expect("events"));
    let error = run.final_run().await.expect_err("the message was never created");
    assert!(error.to_string().contains("\"msg_[redacted]\""), "{error}");
    assert!(error.source().is_none() && !format!("{error:?}").contains("sk-planted"), "{error:?}");
}

#[tokio::test]
async fn s34_a_delta_of_an_unknown_or_finished_message_ends_the_stream() {
    for (before, expected) in [
        (String::new(), DeltaError::UnknownMessage("msg_1".into())),
        (message("completed", "Hi"), DeltaError::FinishedMessage("msg_1".into())),
    ] {
        let mut run = stream_of(before + &words("!") + DONE).await;
        let (_, error) = read(&mut run).await;
        let error = error.expect("an error");
        let source = error.source().and_then(|source| source.downcast_ref::<DeltaError>());
        assert_eq!((error.kind(), source), (ErrorKind::Decode, Some(&expected)));
        assert!(error.to_string().contains("msg_1"), "{error}");
        assert!(run.try_next().await.expect("no second error").is_none());
    }
}

#[tokio::test]
async fn s35_events_are_not_kept_after_they_were_read() {
    let noise = frame("thread.noise", &json!({"marker": "x"})).repeat(1000);
    let mut run = stream_of(noise + &run("completed") + DONE).await;
    assert_eq!(run.try_next().await.expect("no error").expect("an event").name(), "thread.noise");
    run.final_run().await.expect("a run");
    assert!(!format!("{run:?}").contains("marker"));
}

/// A stream that has begun is never requested again: the service would run twice.
#[tokio::test]
async fn s36_a_stream_that_breaks_is_not_resumed() {
    let body =
        run("in_progress") + &message("created", "") + "event: thread.message.delta\ndata: {";
    let transport = Scripted::new([reply(body).broken()]);
    let openai = OpenAi::builder().transport(transport.clone()).credential("sk-1").retries(2);
    let openai = openai.build().expect("a client");
    let body = CreateRun::new("asst_1");
    let call = openai.runs().create_and_stream(&"thread_1".into(), &body).retries(2);
    let mut run = call.await.expect("a stream");
    let (names, error) = read(&mut run).await;
    assert_eq!((names.len(), error.expect("an error").kind()), (2, ErrorKind::Truncated));
    assert_eq!(transport.attempts(), 1);
}

/// The data of the last event counts only with the blank line after it; both official libraries
/// lose the event silently.
#[tokio::test]
async fn an_event_without_its_blank_line_is_missed() {
    let body = run("in_progress") + run("completed").trim_end();
    let (names, error) = read(&mut stream_of(body).await).await;
    assert_eq!(names, ["thread.run.in_progress"]);
    assert_eq!(error.expect("an error").kind(), ErrorKind::Truncated);
}

/// openai-python loses the name of the first event.
#[tokio::test]
async fn a_byte_order_mark_is_no_part_of_the_first_event() {
    let (names, error) =
        read(&mut stream_of(format!("\u{feff}{}{DONE}", run("completed"))).await).await;
    assert_eq!((names, error.is_none()), (vec!["thread.run.completed".to_owned()], true));
}

fn step(event: &str, id: &str, usage: &Value) -> String {
    let data = json!({"id": id, "type": "tool_calls", "status": event, "usage": usage});
    frame(&format!("thread.run.step.{event}"), &data)
}

/// openai-python returns steps as they began, and none that was not announced; openai-node returns
/// messages as they began.
#[tokio::test]
async fn final_steps_and_messages_are_as_they_ended() {
    let usage = json!({"prompt_tokens": 1, "completion_tokens": 2, "total_tokens": 3});
    let body = step("completed", "step_0", &usage)
        + &step("created", "step_1", &Value::Null)
        + &message("created", "")
        + &words("Hi")
        + &message("completed", "Hi")
        + &step("completed", "step_1", &usage)
        + &run("completed")
        + DONE;
    let mut run = stream_of(body).await;
    let steps = run.final_steps().await.expect("steps");
    let seen: Vec<_> = steps.iter().map(|step| (step.id.as_str(), &step.status)).collect();
    assert_eq!(seen, [("step_0", &StepStatus::Completed), ("step_1", &StepStatus::Completed)]);
    assert!(
        steps.iter().all(|step| step.usage.as_ref().is_some_and(|usage| usage.total_tokens == 3))
    );
    let messages = run.final_messages().await.expect("messages");
    assert_eq!(messages.len(), 1);
    assert_eq!(messages[0].status, Some(MessageStatus::Completed));
}

/// openai-python reports the end of a tool call twice, and the end of one message during the next.
#[tokio::test]
async fn every_event_comes_once() {
    let body = message("created", "")
        + &words("Hi")
        + &message("completed", "Hi")
        + &run("completed")
        + DONE;
    let (names, error) = read(&mut stream_of(body).await).await;
    let expected = [
        "thread.message.created",
        "thread.message.delta",
        "thread.message.completed",
        "thread.run.completed",
    ];
    assert_eq!((names.as_slice(), error.is_none()), (&expected.map(String::from)[..], true));
}

/// Neither official library reports either.
#[tokio::test]
async fn a_refusal_and_a_picture_on_the_web_are_in_the_snapshot() {
    let part = |part: Value| {
        frame("thread.message.delta", &json!({"id": "msg_1", "delta": {"content": [part]}}))
    };
    let body = message("created", "")
        + &part(json!({"index": 0, "type": "refusal", "refusal": "I can"}))
        + &part(json!({"index": 0, "type": "refusal", "refusal": "not."}))
        + &part(
            json!({"index": 1, "type": "image_url", "image_url": {"url": "https://a.example/b.png"}}),
        )
        + &run("completed")
        + DONE;
    let mut run = stream_of(body).await;
    let text: Vec<String> = run.text_deltas().try_collect().await.expect("no error");
    assert!(text.is_empty(), "a refusal is no text: {text:?}");
    let message = &run.final_messages().await.expect("messages")[0];
    assert_eq!(message.refusal(), Some("I cannot."));
    assert!(
        matches!(&message.content[1], ContentPart::ImageUrl(part) if part.image_url.url.ends_with("b.png"))
    );
}

#[tokio::test]
async fn the_snapshot_is_up_to_date_after_each_event() {
    let body = run("queued")
        + &message("created", "")
        + &words("a")
        + &words("b")
        + &run("completed")
        + DONE;
    let mut run = stream_of(body).await;
    let mut texts = Vec::new();
    while run.next().await.transpose().expect("no error").is_some() {
        texts.push(run.snapshot().messages().map(Message::text).collect::<String>());
    }
    assert_eq!(texts, ["", "", "a", "ab", "ab"]);
}

#[tokio::test]
async fn dropping_the_stream_ends_the_transfer() {
    let transport = Scripted::new([reply(run("queued")).open()]);
    let mut run = stream(&transport).await;
    assert!(run.try_next().await.expect("no error").is_some());
    assert_eq!(transport.open(), 1);
    drop(run);
    assert_eq!(transport.open(), 0);
}

/// The events after the tool outputs belong to the same run, and for the reader to the same stream.
#[tokio::test]
async fn submitting_tool_outputs_continues_the_stream() {
    let first = step("created", "step_1", &Value::Null) + &run("requires_action") + DONE;
    let second = step("completed", "step_1", &Value::Null)
        + &message("completed", "4")
        + &run("completed")
        + DONE;
    let transport = Scripted::new([reply(first), reply(second)]);
    let openai = client(&transport);
    let body = CreateRun::new("asst_1");
    let call = openai.runs().create_and_stream(&"thread_1".into(), &body);
    let mut run = call.await.expect("a stream");
    let outputs = SubmitToolOutputs::new([ToolOutput::new("call_1", "4")]);
    run.submit_tool_outputs(openai.runs(), &outputs).await.expect("a stream");
    assert_eq!(run.final_run().await.expect("a run").status, RunStatus::Completed);
    let known = run.into_snapshot();
    assert_eq!((known.steps().len(), known.messages().len()), (1, 1));
    assert_eq!(known.step(&"step_1".into()).expect("the step").status, StepStatus::Completed);
    let sent = transport.sent();
    assert_eq!(sent[1].target(), "/v1/threads/thread_1/runs/run_1/submit_tool_outputs");
    let sent: Value = serde_json::from_slice(&sent[1].body).expect("JSON");
    let expected =
        json!({"tool_outputs": [{"tool_call_id": "call_1", "output": "4"}], "stream": true});
    assert_eq!(sent, expected);
}

/// Every way to open a stream requests one, and takes the options of a call.
#[tokio::test]
async fn a_stream_is_asked_for() {
    let transport = Scripted::new([reply(run("completed") + DONE)]);
    let openai = client(&transport);
    let options = CallOptions::new().header("x-trace", "t1");
    for call in each_way_to_a_stream(&openai) {
        let mut run = call.options(&options).await.expect("a stream");
        assert!(run.final_run().await.expect("a run").is_settled());
        assert_eq!(run.events().request_id(), Some("req_1"));
    }
    let sent = transport.sent();
    let targets: Vec<&str> = sent.iter().map(|sent| sent.target()).collect();
    let runs = "/v1/threads/thread_1/runs";
    let submit = format!("{runs}/run_1/submit_tool_outputs");
    assert_eq!(targets, [runs, &submit, "/v1/threads/runs"]);
    for sent in sent {
        assert_eq!(sent.header("x-trace"), Some("t1"));
        let body: Value = serde_json::from_slice(&sent.body).expect("JSON");
        assert_eq!(body["stream"], true);
    }
}

/// An error reply to the call is an error before there is a stream, with its body.
#[tokio::test]
async fn what_is_no_stream_is_an_error() {
    let refused = json!({"error": {"message": "No such thread"}}).to_string();
    let html = Reply::status(200).header("content-type", "text/html").chunk("<p>Hello");
    for (reply, kind) in [(Reply::json(404, refused), ErrorKind::Api), (html, ErrorKind::Decode)] {
        let openai = client(&Scripted::new([reply]));
        let body = CreateRun::new("asst_1");
        let error = openai.runs().create_and_stream(&"thread_1".into(), &body).await;
        let error = error.expect_err("an error");
        assert_eq!(error.kind(), kind);
        assert!(error.body().is_some_and(|body| !body.is_empty()));
    }
}

/// One handler for both forms of the reply.
#[tokio::test]
async fn a_mock_gives_json_or_events() {
    let mock = Mock::<OpenAi>::new().on(|request: RunsCreateRequest| async move {
        let run = Run::new("run_1").status(RunStatus::Completed);
        Ok(match request.body.stream {
            Some(true) => JsonOrEvents::Events(Events::new([
                RunEvent::RunCreated(run.clone().status(RunStatus::Queued).into()),
                RunEvent::MessageDelta(MessageDelta::new("msg_1")),
                RunEvent::RunCompleted(run.into()),
            ])),
            _ => JsonOrEvents::Json(run),
        })
    });
    let openai = mock.client();
    let (thread, body) = ("thread_1".into(), CreateRun::new("asst_1"));
    assert_eq!(openai.runs().create(&thread, &body).await.expect("a run").id, "run_1");
    let events = openai.runs().create(&thread, &body).stream().await.expect("a stream");
    let names: Vec<String> =
        events.map_ok(|event| event.name().to_owned()).try_collect().await.expect("events");
    assert_eq!(names, ["thread.run.created", "thread.message.delta", "thread.run.completed"]);
}
