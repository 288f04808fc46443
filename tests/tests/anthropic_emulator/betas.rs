//! What replies have if the request names a beta.

use schematic_anthropic::emulator::Emulator;
use schematic_anthropic::*;
use serde_json::{Value, json};

use crate::{MODEL, ask, builder};

/// Returns a client that names a beta with every request.
fn client(emulator: &Emulator) -> Anthropic {
    let builder =
        builder(emulator).append_header("anthropic-beta", "context-management-2025-06-27");
    builder.retries(0).build().expect("a client")
}

async fn answer(request: &CreateMessage) -> Message {
    client(&Emulator::new()).messages().create(request).await.expect("an answer")
}

fn edits(edits: Value) -> ContextManagement {
    serde_json::from_value(json!({ "edits": edits })).expect("edits")
}

/// A conversation with this many calls, whose results have five tokens each.
fn conversation(calls: usize) -> CreateMessage {
    let mut messages = vec![json!({ "role": "user", "content": "How is the sea?" })];
    for call in 0..calls {
        let id = format!("toolu_{call}");
        let used =
            json!({ "type": "tool_use", "id": id, "name": "get_tide", "input": { "day": call } });
        let result = json!({ "type": "tool_result", "tool_use_id": id, "content": "One two three four five" });
        messages.push(json!({ "role": "assistant", "content": [used] }));
        messages.push(json!({ "role": "user", "content": [result] }));
    }
    serde_json::from_value(json!({ "model": MODEL, "max_tokens": 100, "messages": messages }))
        .unwrap()
}

#[tokio::test]
async fn replies_have_the_fields_of_the_beta() {
    let message = answer(&ask("Hello there")).await;
    let [IterationUsage::Message(iteration)] = &message.usage.iterations.clone().unwrap()[..]
    else {
        panic!("{message:?}")
    };
    assert_eq!(iteration.model.as_ref(), Some(&message.model));
    let usage = &message.usage;
    assert_eq!(
        (iteration.input_tokens, iteration.output_tokens),
        (usage.input_tokens, usage.output_tokens)
    );
    // The document wants them, if only as `null`.
    let json = json!(message);
    assert_eq!(
        (json.get("context_management"), json["usage"].get("fallback_credit")),
        (Some(&Value::Null), Some(&Value::Null))
    );
    let plain = json!(crate::answer(&ask("Hello there")).await);
    assert_eq!((plain.get("context_management"), plain["usage"].get("iterations")), (None, None));
}

#[tokio::test]
async fn a_stream_adds_up_to_the_same_message() {
    for request in [
        ask("Hello there"),
        ask("Hello there").context_management(edits(json!([]))),
        conversation(2).context_management(edits(json!([
            { "type": "clear_tool_uses_20250919", "trigger": { "type": "tool_uses", "value": 1 }, "keep": { "type": "tool_uses", "value": 1 } },
        ]))),
    ] {
        let whole = answer(&request).await;
        let stream = client(&Emulator::new()).messages().stream(&request).await.unwrap();
        assert_eq!(json!({ stream }.final_message().await.unwrap()), json!(whole));
    }
}

#[tokio::test]
async fn results_are_cleared_from_a_long_conversation() {
    let clear = |more: Value| {
        let mut edit = json!({ "type": "clear_tool_uses_20250919", "trigger": { "type": "input_tokens", "value": 20 } });
        edit.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        conversation(5).context_management(edits(json!([edit])))
    };
    let whole = answer(&conversation(5)).await;
    for (more, calls, tokens) in [
        (json!({}), 2, 10),
        (json!({ "keep": { "type": "tool_uses", "value": 1 } }), 4, 20),
        (
            json!({ "keep": { "type": "tool_uses", "value": 0 }, "clear_at_least": { "type": "input_tokens", "value": 25 } }),
            5,
            25,
        ),
    ] {
        let message = answer(&clear(more)).await;
        let applied = message.context_management.unwrap().applied_edits;
        let [AppliedEdit::ClearToolUses(cleared)] = &applied[..] else { panic!("{applied:?}") };
        assert_eq!((cleared.cleared_tool_uses, cleared.cleared_input_tokens), (calls, tokens));
        assert_eq!(message.usage.input_tokens, whole.usage.input_tokens - tokens);
    }
    for nothing in [
        json!({ "exclude_tools": ["get_tide"] }),
        json!({ "clear_at_least": { "type": "input_tokens", "value": 11 } }),
        json!({ "trigger": { "type": "tool_uses", "value": 5 } }),
        json!({ "trigger": { "type": "input_tokens", "value": 1000 } }),
    ] {
        let message = answer(&clear(nothing)).await;
        assert_eq!(message.context_management.unwrap().applied_edits, []);
        assert_eq!(message.usage.input_tokens, whole.usage.input_tokens);
    }
}

#[tokio::test]
async fn counting_tells_what_the_conversation_was_before() {
    let edit = json!([{ "type": "clear_tool_uses_20250919", "trigger": { "type": "tool_uses", "value": 1 } }]);
    let request = conversation(4).context_management(edits(edit));
    let message = answer(&request).await;
    let group = client(&Emulator::new()).messages();
    let count = group.count_tokens(&request.into()).await.unwrap();
    assert_eq!(count.input_tokens, message.usage.input_tokens);
    let original = count.context_management.unwrap().original_input_tokens;
    assert_eq!(original, count.input_tokens + 5);
    let count = group.count_tokens(&ask("Hi").into()).await.unwrap();
    assert_eq!(json!(count).get("context_management"), Some(&Value::Null));
}

#[tokio::test]
async fn thinking_of_earlier_turns_is_cleared() {
    let mut request = ask("Why?").thinking(Thinking::adaptive());
    for question in ["And then?", "And then?"] {
        request = request.clone().push(answer(&request).await.into_param()).push(question);
    }
    for (keep, turns) in [
        (json!({ "type": "thinking_turns", "value": 0 }), Some(2)),
        (json!({ "type": "thinking_turns", "value": 1 }), Some(1)),
        (json!({ "type": "all" }), None),
        (json!("all"), None),
    ] {
        let edit = json!([{ "type": "clear_thinking_20251015", "keep": keep }]);
        let message = answer(&request.clone().context_management(edits(edit))).await;
        let applied = message.context_management.unwrap().applied_edits;
        let cleared = applied.iter().map(|edit| match edit {
            AppliedEdit::ClearThinking(cleared) => cleared.cleared_thinking_turns,
            other => panic!("{other:?}"),
        });
        assert_eq!(cleared.collect::<Vec<_>>(), turns.into_iter().collect::<Vec<_>>());
    }
}

#[tokio::test]
async fn a_credit_of_another_time_is_not_used() {
    let request = ask("Hi").fallback_credit_token(FallbackCredit::Token("fct_1".to_owned()));
    let message = answer(&request).await;
    let status = message.usage.fallback_credit.unwrap().status;
    let FallbackCreditStatus::NotApplied(reason) = status else { panic!("{status:?}") };
    assert_eq!(reason.reason, FallbackCreditRefusal::Expired);
}
