//! The blocks of a reply go back to the service as they came.

use proptest::prelude::*;
use schematic_anthropic::*;
use serde_json::{Map, Value, json};

/// A JSON value of a few levels.
fn anything() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        "\\PC{0,8}".prop_map(Value::from),
    ];
    leaf.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            prop::collection::btree_map("[a-z]{1,6}", inner, 0..3)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

/// A block of one of the types of replies.
fn block() -> impl Strategy<Value = Value> {
    let word = "\\PC{0,8}";
    let citation = json!({"type": "char_location", "cited_text": "x", "document_index": 0, "document_title": null,
        "start_char_index": 0, "end_char_index": 1, "file_id": null});
    let found = json!([{"type": "web_search_result", "url": "u", "title": "t", "encrypted_content": "e", "page_age": null}]);
    let failed = json!({"type": "web_search_tool_result_error", "error_code": "max_uses_exceeded"});
    prop_oneof![
        (word, prop_oneof![Just(Value::Null), Just(json!([citation]))])
            .prop_map(|(text, citations)| json!({"type": "text", "text": text, "citations": citations})),
        word.prop_map(|text| json!({"type": "text", "text": text})),
        (word, word).prop_map(|(a, b)| json!({"type": "thinking", "thinking": a, "signature": b})),
        word.prop_map(|data| json!({"type": "redacted_thinking", "data": data})),
        (word, prop::collection::btree_map("[a-z]{1,4}", anything(), 0..3)).prop_map(|(name, input)| {
            let input = input.into_iter().collect::<Map<_, _>>();
            json!({"type": "tool_use", "id": "toolu_1", "name": name, "input": input, "caller": {"type": "direct"}, "toolset_name": null})
        }),
        prop_oneof![Just(found), Just(failed)].prop_map(|content| {
            json!({"type": "web_search_tool_result", "tool_use_id": "srvtoolu_1", "content": content, "caller": {"type": "direct"}})
        }),
        Just(json!({"type": "fallback", "from": {"model": "a"}, "to": {"model": "b"}, "trigger": {"type": "refusal", "category": null}})),
        (word, word).prop_map(|(name, text)| {
            let tools = json!([{"name": name, "description": null, "input_schema": {"type": "object"}}]);
            let change = json!({"type": "tool_addition", "tool": {"type": "tool_reference", "name": text}});
            match name.len() % 2 {
                0 => json!({"type": "mcp_tool_listing", "mcp_server_name": "s", "tools": tools}),
                _ => json!({"type": "compaction", "content": text, "encrypted_content": null, "tool_changes": [change]}),
            }
        }),
        "[a-z_]{3,9}".prop_map(|kind| json!({"type": format!("new_{kind}")})),
    ]
}

/// The same with fields that this version does not know.
fn block_of_the_future() -> impl Strategy<Value = Value> {
    (block(), prop::collection::btree_map("x_[a-z]{1,4}", anything(), 0..3)).prop_map(
        |(mut block, more)| {
            block.as_object_mut().expect("an object").extend(more);
            block
        },
    )
}

proptest! {
    #[test]
    fn a_message_becomes_one_of_the_next_request_block_by_block(content in prop::collection::vec(block_of_the_future(), 0..5)) {
        let message = json!({"id": "msg_1", "type": "message", "role": "assistant", "model": "claude-1", "content": content});
        let message: Message = serde_json::from_value(message).expect("a message");
        let request = CreateMessage::ask("claude-1", 9, "Hi").push(message).push(MessageParam::user("Go on"));
        // In text, so that the order of the blocks counts, and so that it is what is sent.
        let sent: Value = serde_json::from_str(&serde_json::to_string(&request).expect("JSON")).expect("JSON");
        prop_assert_eq!(&sent["messages"][1], &json!({"role": "assistant", "content": content}));
    }
}
