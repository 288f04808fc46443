//! Tables of events and the snapshot they add up to. The events are written as the service sends
//! them.

use schematic_api::sse::Event;
use schematic_api::{Clock, TokioClock};
use serde_json::{Value, json};

use super::*;

const MESSAGE: &str = "thread.message.delta";
const STEP: &str = "thread.run.step.delta";

fn event(name: &str, data: &Value) -> RunEvent {
    RunEvent::decode(name, &data.to_string()).expect("an event")
}

fn message_delta(content: &Value) -> RunEvent {
    event(MESSAGE, &json!({"id": "msg_1", "delta": {"content": content}}))
}

fn step_delta(calls: &Value) -> RunEvent {
    let details = json!({"type": "tool_calls", "tool_calls": calls});
    event(STEP, &json!({"id": "step_1", "delta": {"step_details": details}}))
}

/// A run that has begun a message and a step.
fn begun() -> RunSnapshot {
    let mut snapshot = RunSnapshot::new();
    for (name, data) in [
        ("thread.message.created", json!({"id": "msg_1", "content": []})),
        (
            "thread.run.step.created",
            json!({"id": "step_1", "type": "tool_calls",
            "step_details": {"type": "tool_calls", "tool_calls": []}}),
        ),
    ] {
        snapshot.apply(&event(name, &data)).expect("it fits");
    }
    snapshot
}

/// Returns the content of the message after these deltas.
fn content(deltas: &[Value]) -> Result<Value, DeltaError> {
    let mut snapshot = begun();
    for delta in deltas {
        snapshot.apply(&message_delta(delta))?;
    }
    let message = snapshot.message(&"msg_1".into()).expect("the message");
    Ok(serde_json::to_value(&message.content).expect("JSON"))
}

/// Returns the tool calls of the step after these deltas.
fn calls(deltas: &[Value]) -> Result<Value, DeltaError> {
    let mut snapshot = begun();
    for delta in deltas {
        snapshot.apply(&step_delta(delta))?;
    }
    let step = snapshot.step(&"step_1".into()).expect("the step");
    Ok(serde_json::to_value(&step.step_details).expect("JSON")["tool_calls"].take())
}

#[test]
fn text_grows() {
    let piece = |text: &str| json!([{"index": 0, "type": "text", "text": {"value": text}}]);
    let expected = json!([{"type": "text", "text": {"value": "Hello", "annotations": []}}]);
    assert_eq!(content(&[piece("Hel"), piece("lo")]), Ok(expected.clone()));
    let both = json!([
        {"index": 0, "type": "text", "text": {"value": "Hel"}},
        {"index": 0, "type": "text", "text": {"value": "lo"}},
    ]);
    assert_eq!(content(&[both]), Ok(expected));
}

#[test]
fn a_refusal_grows() {
    let piece = |text: &str| json!([{"index": 0, "type": "refusal", "refusal": text}]);
    let expected = json!([{"type": "refusal", "refusal": "I cannot."}]);
    assert_eq!(content(&[piece("I can"), piece("not.")]), Ok(expected));
}

#[test]
fn pictures_are_replaced() {
    let file =
        |id: &str| json!([{"index": 0, "type": "image_file", "image_file": {"file_id": id}}]);
    let expected = json!([{"type": "image_file", "image_file": {"file_id": "file-2"}}]);
    assert_eq!(content(&[file("file-1"), file("file-2")]), Ok(expected));
    let url =
        json!([{"index": 0, "type": "image_url", "image_url": {"url": "u", "detail": "low"}}]);
    let expected = json!([{"type": "image_url", "image_url": {"url": "u", "detail": "low"}}]);
    assert_eq!(content(&[url.clone(), url]), Ok(expected));
}

#[test]
fn citations_are_put_together_and_their_numbers_are_not_added() {
    let piece = |annotation: Value| json!([{"index": 0, "type": "text", "text": {"annotations": [annotation]}}]);
    let cited = piece(json!({"index": 0, "type": "file_citation", "text": "[0]",
        "file_citation": {"file_id": "file-1", "quote": "so it is"},
        "start_index": 4, "end_index": 7}));
    let again = piece(json!({"index": 0, "type": "file_citation", "start_index": 4}));
    let path = piece(json!({"index": 1, "type": "file_path", "text": "a.csv",
        "file_path": {"file_id": "file-2"}, "start_index": 8, "end_index": 13}));
    let content = content(&[cited, again, path]).expect("it fits");
    let expected = json!([
        {"type": "file_citation", "text": "[0]", "start_index": 4, "end_index": 7,
            "file_citation": {"file_id": "file-1", "quote": "so it is"}},
        {"type": "file_path", "text": "a.csv", "start_index": 8, "end_index": 13,
            "file_path": {"file_id": "file-2"}},
    ]);
    assert_eq!(content[0]["text"]["annotations"], expected);
}

/// A late member ends up in its place, and a gap leaves nothing behind.
#[test]
fn parts_stand_in_the_order_of_their_indices() {
    let piece =
        |index: u64, text: &str| json!([{"index": index, "type": "text", "text": {"value": text}}]);
    let content = content(&[piece(0, "a"), piece(2, "c"), piece(1, "b"), piece(2, "!")]);
    let content = content.expect("it fits");
    let texts: Vec<&Value> =
        content.as_array().expect("a list").iter().map(|part| &part["text"]["value"]).collect();
    assert_eq!(texts, ["a", "b", "c!"]);
}

#[test]
fn arguments_grow_and_ids_and_names_do_not() {
    let first = json!([{"index": 0, "id": "call_1", "type": "function",
        "function": {"name": "add", "arguments": "", "output": null}}]);
    let piece = |arguments: &str| {
        json!([{"index": 0, "id": "call_1", "type": "function",
            "function": {"name": "add", "arguments": arguments}}])
    };
    let expected = json!([{"type": "function", "id": "call_1",
        "function": {"name": "add", "arguments": "{\"a\":1}", "output": null}}]);
    assert_eq!(calls(&[first, piece("{\"a\""), piece(":1}")]), Ok(expected));
}

/// Servers other than OpenAI's send arguments that are no pieces of a text.
#[test]
fn arguments_that_come_as_a_whole_are_not_appended() {
    let piece = |arguments: Value| json!([{"index": 0, "type": "function", "function": {"arguments": arguments}}]);
    for (pieces, whole) in [
        (vec![json!({"a": 1})], json!({"a": 1})),
        (vec![json!(""), json!({"a": 1}), json!("")], json!({"a": 1})),
        (vec![json!({"a": 1}), json!({"a": 1, "b": 2}), json!(null)], json!({"a": 1, "b": 2})),
        (vec![json!(null), json!("{"), json!(null), json!("}")], json!("{}")),
        (vec![json!(null)], json!(null)),
    ] {
        let pieces: Vec<_> = pieces.into_iter().map(piece).collect();
        let calls = calls(&pieces).expect("it fits");
        assert_eq!(calls[0]["function"]["arguments"], whole, "{pieces:?}");
    }
}

#[test]
fn calls_of_one_step_grow_side_by_side() {
    let piece = |index: u64, arguments: &str| json!([{"index": index, "type": "function", "function": {"arguments": arguments}}]);
    let calls = calls(&[piece(0, "{"), piece(1, "["), piece(0, "}"), piece(1, "]")]);
    let calls = calls.expect("it fits");
    assert_eq!(
        (&calls[0]["function"]["arguments"], &calls[1]["function"]["arguments"]),
        (&json!("{}"), &json!("[]"))
    );
}

#[test]
fn a_program_and_its_outputs_grow() {
    let piece = |call: Value| json!([{"index": 0, "id": "call_1", "type": "code_interpreter", "code_interpreter": call}]);
    let calls = calls(&[
        piece(json!({"input": "print(", "outputs": []})),
        piece(json!({"input": "1)"})),
        piece(json!({"outputs": [{"index": 0, "type": "logs", "logs": "1"}]})),
        piece(json!({"outputs": [{"index": 0, "type": "logs", "logs": "\n"}]})),
        piece(json!({"outputs": [{"index": 1, "type": "image", "image": {"file_id": "file-1"}}]})),
    ]);
    let expected = json!({"input": "print(1)", "outputs": [
        {"type": "logs", "logs": "1\n"},
        {"type": "image", "image": {"file_id": "file-1"}},
    ]});
    assert_eq!(calls.expect("it fits")[0]["code_interpreter"], expected);
}

#[test]
fn a_search_has_what_was_found() {
    let piece = |search: Value| json!([{"index": 0, "id": "call_1", "type": "file_search", "file_search": search}]);
    let found = json!({"results": [{"file_id": "file-1", "file_name": "a", "score": 0.5}]});
    let calls = calls(&[piece(json!({})), piece(found.clone()), piece(json!({}))]);
    assert_eq!(calls.expect("it fits")[0]["file_search"], found);
}

#[test]
fn unknown_kinds_are_kept_as_they_came_last() {
    let piece = |value: u64| json!([{"index": 0, "type": "smell", "smell": value}]);
    assert_eq!(content(&[piece(1), piece(2)]), Ok(json!([{"type": "smell", "smell": 2}])));
    assert_eq!(calls(&[piece(1), piece(2)]), Ok(json!([{"type": "smell", "smell": 2}])));
    let nowhere = json!([{"type": "smell"}]);
    assert_eq!(content(&[nowhere]), Ok(json!([])));
}

#[test]
fn a_delta_of_another_kind_is_refused() {
    let text = json!([{"index": 0, "type": "text", "text": {"value": "a"}}]);
    let refusal = json!([{"index": 0, "type": "refusal", "refusal": "b"}]);
    let kind = DeltaError::Kind { found: "text".into(), delta: "refusal".into() };
    assert_eq!(content(&[text, refusal]), Err(kind));
}

/// S33: an index out of range changes nothing, however deep it is and whatever precedes it in the
/// same delta.
#[test]
fn s33_an_index_out_of_reach_is_refused_before_anything_changes() {
    let text = |index: u64| json!({"index": index, "type": "text", "text": {"value": "a"}});
    let note = |index: u64| json!({"index": index, "type": "file_path"});
    let output = |index: u64| json!({"index": index, "type": "logs", "logs": "a"});
    for index in [17, 65_537, 1_000_000, 4_294_967_294, u64::MAX] {
        let deep = json!({"index": 0, "type": "text", "text": {"value": "a", "annotations": [note(index)]}});
        let program = json!({"index": 0, "type": "code_interpreter",
            "code_interpreter": {"input": "a", "outputs": [output(index)]}});
        for delta in [
            message_delta(&json!([text(index)])),
            message_delta(&json!([deep])),
            step_delta(&json!([{"index": index, "type": "function"}])),
            step_delta(&json!([program])),
        ] {
            let mut snapshot = begun();
            let refused = snapshot.apply(&delta);
            assert_eq!(refused, Err(DeltaError::Index { index, len: 0 }), "{delta:?}");
            assert_eq!(snapshot, begun(), "{delta:?}");
        }
    }
    let mut snapshot = begun();
    assert!(snapshot.apply(&message_delta(&json!([text(0), text(18 + 1)]))).is_err());
    assert_eq!(snapshot, begun());
}

#[test]
fn s33_an_index_that_is_none_does_not_decode() {
    for index in ["-1", "1.5", "null", "\"0\""] {
        let content = format!(r#"[{{"index":{index},"type":"text","text":{{"value":"a"}}}}]"#);
        let data = format!(r#"{{"id":"msg_1","delta":{{"content":{content}}}}}"#);
        assert!(RunEvent::decode(MESSAGE, &data).is_err(), "{index}");
    }
    assert!(
        RunEvent::decode(MESSAGE, r#"{"id":"msg_1","delta":{"content":[{"type":"text"}]}}"#)
            .is_err()
    );
}

/// S33: gaps do not extend the allowed range, and take no memory.
#[test]
fn s33_gaps_do_not_add_up() {
    let text = |index: u64| json!([{"index": index, "type": "text", "text": {"value": "a"}}]);
    let (near, far) = (16, 32);
    assert_eq!(content(&[text(near)]).map(|content| content.as_array().map(Vec::len)), Ok(Some(1)));
    assert_eq!(content(&[text(near), text(far)]), Err(DeltaError::Index { index: far, len: 1 }));
}

/// S34.
#[test]
fn s34_a_delta_of_an_unknown_or_finished_object_is_refused() {
    let mut snapshot = RunSnapshot::new();
    let (message, step) = (message_delta(&json!([])), step_delta(&json!([])));
    assert_eq!(snapshot.apply(&message), Err(DeltaError::UnknownMessage("msg_1".into())));
    assert_eq!(snapshot.apply(&step), Err(DeltaError::UnknownStep("step_1".into())));
    for end in ["completed", "incomplete"] {
        let mut snapshot = begun();
        let end = event(&format!("thread.message.{end}"), &json!({"id": "msg_1"}));
        snapshot.apply(&end).expect("it fits");
        let refused = snapshot.apply(&message);
        assert_eq!(refused, Err(DeltaError::FinishedMessage("msg_1".into())));
    }
    for end in ["completed", "failed", "cancelled", "expired"] {
        let mut snapshot = begun();
        let end = event(&format!("thread.run.step.{end}"), &json!({"id": "step_1"}));
        snapshot.apply(&end).expect("it fits");
        assert_eq!(snapshot.apply(&step), Err(DeltaError::FinishedStep("step_1".into())));
    }
}

/// Here openai-python keeps the step as it was before its last event, and openai-node the message.
#[test]
fn whole_objects_replace_what_was_known() {
    let mut snapshot = begun();
    for (name, data) in [
        (
            "thread.message.completed",
            json!({"id": "msg_1", "status": "completed",
            "content": [{"type": "text", "text": {"value": "All of it", "annotations": []}}]}),
        ),
        (
            "thread.run.step.completed",
            json!({"id": "step_1", "status": "completed",
            "usage": {"prompt_tokens": 1, "completion_tokens": 2, "total_tokens": 3}}),
        ),
        ("thread.run.step.completed", json!({"id": "step_0", "status": "completed"})),
        ("thread.run.completed", json!({"id": "run_1", "status": "completed"})),
    ] {
        snapshot.apply(&event(name, &data)).expect("it fits");
    }
    let messages: Vec<&Message> = snapshot.messages().collect();
    assert_eq!((messages.len(), messages[0].text().as_str()), (1, "All of it"));
    assert_eq!(messages[0].status, Some(crate::MessageStatus::Completed));
    let step = snapshot.step(&"step_1".into()).expect("the step");
    assert_eq!(step.usage.as_ref().map(|usage| usage.total_tokens), Some(3));
    assert_eq!(snapshot.steps().len(), 2, "a step that was not announced counts too");
    assert_eq!(snapshot.run().map(|run| run.is_settled()), Some(true));
}

/// A message may already have parts in its first event; deltas add to them.
#[test]
fn deltas_go_on_from_what_came_whole() {
    let mut snapshot = RunSnapshot::new();
    let begun = json!({"id": "msg_1", "content": [{"type": "text", "text": {"value": "Hel",
        "annotations": [{"type": "file_path", "text": "a"}]}}]});
    snapshot.apply(&event("thread.message.in_progress", &begun)).expect("it fits");
    let delta = json!([{"index": 0, "type": "text", "text": {"value": "lo",
        "annotations": [{"index": 0, "type": "file_path", "text": "b"}]}}]);
    snapshot.apply(&message_delta(&delta)).expect("it fits");
    let message = snapshot.message(&"msg_1".into()).expect("the message");
    let expected = json!({"value": "Hello", "annotations": [
        {"type": "file_path", "text": "b", "file_path": {"file_id": ""}, "start_index": 0, "end_index": 0},
    ]});
    let found = serde_json::to_value(&message.content).expect("JSON");
    assert_eq!(found[0]["text"], expected);
}

#[test]
fn unknown_events_change_nothing() {
    let mut snapshot = begun();
    snapshot.apply(&event("thread.run.paused", &json!({"id": "run_1"}))).expect("it fits");
    assert_eq!(snapshot, begun());
}

/// A service that announces ever more objects, and goes back to the first of them.
#[test]
fn the_cost_of_an_event_does_not_grow_with_the_objects_before_it() {
    let time = |count: usize| {
        let created = |at| event("thread.message.created", &json!({"id": format!("msg_{at}")}));
        let step = |at| event("thread.run.step.created", &json!({"id": format!("step_{at}")}));
        let delta = message_delta(&json!([{"index": 0, "type": "text", "text": {"value": "a"}}]));
        let events: Vec<RunEvent> =
            (1..count).flat_map(|at| [created(at), step(at), delta.clone()]).collect();
        let once = || {
            let started = TokioClock.now();
            let mut snapshot = RunSnapshot::new();
            events.iter().for_each(|event| snapshot.apply(event).expect("it fits"));
            assert_eq!((snapshot.messages().len(), snapshot.steps().len()), (count - 1, count - 1));
            TokioClock.now() - started
        };
        (0..3).map(|_| once()).min().expect("three times")
    };
    let (few, many) = (time(1_000), time(16_000));
    assert!(many < few * 64, "{few:?} became {many:?}");
}
