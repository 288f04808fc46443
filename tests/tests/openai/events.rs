//! Everything a service can send in a stream: each event, and each kind of content in deltas.

use schematic_api::ErrorKind;
use schematic_api::mock::{Events, JsonOrEvents, Mock};
use schematic_api::sse::Event as _;
use schematic_openai::*;
use schematic_tests::scripted::Scripted;
use serde_json::{Value, json};

use crate::streams::{client, each_way_to_a_stream, frame, read, reply};

/// Returns all events of the published document in a meaningful order, with their objects.
fn catalogue() -> Vec<(&'static str, Value)> {
    let object = |id: &str| json!({ "id": id, "thread_id": "thread_1" });
    let delta = |id: &str| json!({ "id": id, "delta": {} });
    vec![
        ("thread.created", object("thread_1")),
        ("thread.run.created", object("run_1")),
        ("thread.run.queued", object("run_1")),
        ("thread.run.in_progress", object("run_1")),
        ("thread.run.step.created", object("step_1")),
        ("thread.run.step.in_progress", object("step_1")),
        ("thread.run.step.delta", delta("step_1")),
        ("thread.run.step.completed", object("step_1")),
        ("thread.run.step.failed", object("step_2")),
        ("thread.run.step.cancelled", object("step_3")),
        ("thread.run.step.expired", object("step_4")),
        ("thread.message.created", object("msg_1")),
        ("thread.message.in_progress", object("msg_1")),
        ("thread.message.delta", delta("msg_1")),
        ("thread.message.completed", object("msg_1")),
        ("thread.message.incomplete", object("msg_2")),
        ("thread.run.cancelling", object("run_1")),
        ("thread.run.requires_action", object("run_1")),
        ("thread.run.completed", object("run_1")),
        ("thread.run.incomplete", object("run_1")),
        ("thread.run.failed", object("run_1")),
        ("thread.run.cancelled", object("run_1")),
        ("thread.run.expired", object("run_1")),
        ("error", json!({ "message": "No.", "code": "server_error" })),
    ]
}

#[test]
fn each_event_is_known_and_the_last_ones_of_a_run_are_terminal() {
    let ends = ["requires_action", "completed", "incomplete", "failed", "cancelled", "expired"];
    let ends = ends.map(|status| format!("thread.run.{status}"));
    let catalogue = catalogue();
    assert_eq!(catalogue.len(), 24);
    for (name, data) in &catalogue[..23] {
        let event = RunEvent::decode(name, &data.to_string()).expect(name);
        assert!(!matches!(event, RunEvent::Unknown { .. }), "{name}");
        assert_eq!((event.name(), event.is_terminal()), (*name, ends.contains(&name.to_string())));
    }
}

/// All events, in one stream, for every way to open one; the error event is returned as an error.
#[tokio::test]
async fn each_call_that_streams_gives_each_event() {
    let catalogue = catalogue();
    let body: String = catalogue.iter().map(|(name, data)| frame(name, data)).collect();
    let openai = client(&Scripted::new([reply(body)]));
    for call in each_way_to_a_stream(&openai) {
        let (names, error) = read(&mut call.await.expect("a stream")).await;
        let expected: Vec<_> = catalogue[..23].iter().map(|(name, _)| *name).collect();
        assert_eq!(names, expected);
        let error = error.expect("the last event is an error");
        assert_eq!((error.kind(), error.code()), (ErrorKind::Api, Some("server_error")));
    }
}

/// The content of a message and of a step by an assistant with all tools, written piece by piece.
fn pieces() -> Vec<RunEvent> {
    let step = |call: Value| {
        let details = json!({ "type": "tool_calls", "tool_calls": [call] });
        ("thread.run.step.delta", json!({ "id": "step_1", "delta": { "step_details": details } }))
    };
    let code =
        |it: Value| step(json!({ "index": 0, "type": "code_interpreter", "code_interpreter": it }));
    let message = |part: Value| {
        ("thread.message.delta", json!({ "id": "msg_1", "delta": { "content": [part] } }))
    };
    let text = |text: Value| message(json!({ "index": 0, "type": "text", "text": text }));
    let cited = json!({ "index": 0, "type": "file_citation", "text": "[1]", "start_index": 7,
        "end_index": 10, "file_citation": { "file_id": "file-1", "quote": "it rained" } });
    let written = json!({ "index": 1, "type": "file_path", "text": "a.csv", "start_index": 11,
        "end_index": 16, "file_path": { "file_id": "file-2" } });
    let drawn = json!({ "index": 1, "type": "image_file", "image_file": { "file_id": "file-3" } });
    let plot = json!({ "index": 1, "type": "image", "image": { "file_id": "file-3" } });
    let events = [
        ("thread.run.step.created", json!({ "id": "step_1", "type": "tool_calls" })),
        code(json!({ "input": "plot(" })),
        code(json!({ "input": "rain)" })),
        code(json!({ "outputs": [{ "index": 0, "type": "logs", "logs": "42 " }, plot] })),
        code(json!({ "outputs": [{ "index": 0, "type": "logs", "logs": "mm" }] })),
        step(json!({ "index": 1, "id": "call_2", "type": "file_search", "file_search": {} })),
        ("thread.message.created", json!({ "id": "msg_1" })),
        text(json!({ "value": "It did ", "annotations": [] })),
        text(json!({ "value": "[1] a.csv", "annotations": [cited, written] })),
        message(drawn),
        ("thread.run.completed", json!({ "id": "run_1", "status": "completed" })),
    ];
    let decode =
        |(name, data): (&str, Value)| RunEvent::decode(name, &data.to_string()).expect(name);
    events.into_iter().map(decode).collect()
}

/// Over a port, from a service that writes events to a reader that assembles them.
#[tokio::test]
async fn pictures_citations_and_programs_are_in_the_snapshot_that_deltas_make() {
    let mock = Mock::<OpenAi>::new()
        .on(|_: RunsCreateRequest| async { Ok(JsonOrEvents::Events(Events::new(pieces()))) });
    let server = mock.listen().await.expect("there is a port");
    let openai = server.client().expect("there is a transport");
    let body = CreateRun::new("asst_1");
    let call = openai.runs().create_and_stream(&"thread_1".into(), &body);
    let mut run = call.await.expect("a stream");
    let message = run.final_messages().await.expect("messages").remove(0);
    let ContentPart::Text(text) = &message.content[0] else { panic!("{message:?}") };
    assert_eq!(text.text.value, "It did [1] a.csv");
    let [Annotation::FileCitation(cited), Annotation::FilePath(written)] =
        &text.text.annotations[..]
    else {
        panic!("{text:?}")
    };
    assert_eq!((cited.start_index, cited.end_index, cited.text.as_str()), (7, 10, "[1]"));
    assert_eq!(cited.file_citation.file_id.as_str(), "file-1");
    assert_eq!(cited.file_citation.extra.get("quote"), Some(&json!("it rained")));
    assert_eq!(written.file_path.file_id.as_str(), "file-2");
    let ContentPart::ImageFile(drawn) = &message.content[1] else { panic!("{message:?}") };
    assert_eq!(drawn.image_file.file_id.as_str(), "file-3");
    let step = run.final_steps().await.expect("steps").remove(0);
    let StepDetails::ToolCalls(details) = &step.step_details else { panic!("{step:?}") };
    let [StepToolCall::CodeInterpreter(code), StepToolCall::FileSearch(search)] =
        &details.tool_calls[..]
    else {
        panic!("{step:?}")
    };
    assert_eq!(code.code_interpreter.input, "plot(rain)");
    let [CodeInterpreterOutput::Logs(logs), CodeInterpreterOutput::Image(image)] =
        &code.code_interpreter.outputs[..]
    else {
        panic!("{code:?}")
    };
    assert_eq!((logs.logs.as_str(), image.image.file_id.as_str()), ("42 mm", "file-3"));
    assert_eq!(search.id.as_str(), "call_2");
}
