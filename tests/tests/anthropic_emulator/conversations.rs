//! What must hold between the messages of a conversation.

use schematic_anthropic::emulator::Emulator;
use schematic_anthropic::*;
use serde_json::{Value, json};

use crate::{MODEL, answer, ask, client, invalid, tide};

/// Sends messages, and returns the message of the 400.
async fn refused(messages: Value) -> String {
    let body = json!({ "model": MODEL, "max_tokens": 100, "messages": messages });
    let request: CreateMessage = serde_json::from_value(body).unwrap();
    invalid(client(&Emulator::new()).messages().create(&request).await)
}

fn call(id: &str) -> Value {
    json!({ "type": "tool_use", "id": id, "name": "get_tide", "input": {} })
}

fn result(id: &str) -> Value {
    json!({ "type": "tool_result", "tool_use_id": id, "content": "Calm." })
}

fn conversation(blocks: Value) -> Value {
    json!([
        { "role": "user", "content": "When?" },
        { "role": "assistant", "content": [call("toolu_1"), call("toolu_2")] },
        { "role": "user", "content": blocks },
    ])
}

#[tokio::test]
async fn every_call_has_a_result_that_comes_first() {
    let text = json!({ "type": "text", "text": "Here:" });
    for blocks in [
        json!([result("toolu_1")]),
        json!([text, result("toolu_1"), result("toolu_2")]),
        json!([result("toolu_1"), text, result("toolu_2")]),
        json!([text]),
    ] {
        let message = refused(conversation(blocks)).await;
        assert!(
            message
                .starts_with("messages.1: `tool_use` ids were found without `tool_result` blocks"),
            "{message}"
        );
        assert!(message.contains("toolu_2"), "{message}");
    }
    let unanswered = json!([{ "role": "user", "content": "When?" }, { "role": "assistant", "content": [call("toolu_1")] }]);
    assert!(refused(unanswered).await.contains("without `tool_result` blocks"));
}

#[tokio::test]
async fn results_may_be_spread_over_neighbouring_messages() {
    let mut messages = conversation(json!([result("toolu_2")]));
    messages
        .as_array_mut()
        .unwrap()
        .push(json!({ "role": "user", "content": [result("toolu_1")] }));
    messages.as_array_mut().unwrap().push(json!({ "role": "user", "content": "Well?" }));
    let body = json!({ "model": MODEL, "max_tokens": 100, "messages": messages });
    let message = answer(&serde_json::from_value(body).unwrap()).await;
    assert_eq!(message.text(), "Calm.\nCalm.");
}

#[tokio::test]
async fn a_result_needs_its_call() {
    let message =
        refused(conversation(json!([result("toolu_1"), result("toolu_2"), result("toolu_3")])))
            .await;
    assert!(message.starts_with("messages.2.content.2: unexpected `tool_use_id`"), "{message}");
    assert!(message.contains("toolu_3"), "{message}");
    let alone = refused(json!([{ "role": "user", "content": [result("toolu_1")] }])).await;
    assert!(alone.starts_with("messages.0.content.0: unexpected `tool_use_id`"), "{alone}");
}

#[tokio::test]
async fn a_call_has_one_result() {
    let twice = json!([result("toolu_1"), result("toolu_2"), result("toolu_1")]);
    let message = refused(conversation(twice)).await;
    assert!(message.starts_with("messages.2.content.2: each tool_use must have"), "{message}");
    assert!(message.ends_with("toolu_1"), "{message}");
}

#[tokio::test]
async fn a_stop_sequence_has_text() {
    let claude = client(&Emulator::new());
    for blank in ["", " \n"] {
        let request = ask("One two").stop_sequences(["two".to_owned(), blank.to_owned()]);
        let message = invalid(claude.messages().create(&request).await);
        assert_eq!(message, "stop_sequences: each stop sequence must contain non-whitespace");
    }
}

#[tokio::test]
async fn changed_thinking_is_refused() {
    let request = ask("Why?").thinking(Thinking::adaptive());
    let message = answer(&request).await;
    let changes: [fn(&mut ThinkingBlock); 2] = [
        |block| block.thinking.push('!'),
        |block| block.signature = format!("A{}", &block.signature[1..]),
    ];
    for change in changes {
        let mut changed = message.clone();
        let ContentBlock::Thinking(block) = &mut changed.content[0] else { panic!("{message:?}") };
        change(block);
        let request = request.clone().push(changed.into_param()).push("And then?");
        let refused = invalid(client(&Emulator::new()).messages().create(&request).await);
        assert_eq!(refused, "messages.1.content.0: Invalid `signature` in `thinking` block");
    }
}

#[tokio::test]
async fn thinking_needs_room() {
    let claude = client(&Emulator::new());
    let request =
        |max, budget| CreateMessage::ask(MODEL, max, "Why?").thinking(Thinking::enabled(budget));
    let few = invalid(claude.messages().create(&request(2000, 1023)).await);
    assert!(few.starts_with("thinking.budget_tokens: "), "{few}");
    let much = invalid(claude.messages().create(&request(1024, 1024)).await);
    assert_eq!(much, "`max_tokens` must be greater than `thinking.budget_tokens`");
}

#[tokio::test]
async fn there_are_at_most_four_breakpoints() {
    let marked = |count: usize| {
        let block = TextBlock::new("a").cache_control(CacheControl::ephemeral());
        let blocks = (0..count).map(|_| ContentBlock::Text(block.clone())).collect();
        CreateMessage::ask(MODEL, 10, TextOrBlocks::Blocks(blocks))
    };
    answer(&marked(4)).await;
    let claude = client(&Emulator::new());
    let refused = invalid(claude.messages().create(&marked(5)).await);
    assert_eq!(refused, "A maximum of 4 blocks with cache_control may be provided. Found 5.");
    let refused = invalid(
        claude.messages().create(&marked(4).cache_control(CacheControl::ephemeral())).await,
    );
    assert!(refused.ends_with("Found 5."));
}

#[tokio::test]
async fn tools_and_their_choice_fit() {
    let claude = client(&Emulator::new());
    for (request, start) in [
        (ask("Hi").tool_choice(ToolChoice::any()), "tool_choice: "),
        (
            ask("Hi").tools([tide()]).tool_choice(ToolChoice::tool("swim")),
            "tool_choice.name: Tool 'swim'",
        ),
        (ask("Hi").tools([tide(), tide()]), "tools: Tool names must be unique."),
        (
            ask("Hi")
                .tools([Tool::from(CustomTool::new("high tide", json!({ "type": "object" })))]),
            "tools.0.name: ",
        ),
        (
            ask("Hi").tools([Tool::from(CustomTool::new("tide", json!({ "type": "string" })))]),
            "tools.0.input_schema.type: ",
        ),
    ] {
        let refused = invalid(claude.messages().create(&request).await);
        assert!(refused.starts_with(start), "{refused}");
    }
}

#[tokio::test]
async fn messages_have_content() {
    assert!(refused(json!([])).await.starts_with("messages: "));
    assert!(refused(json!([{ "role": "user", "content": "" }])).await.starts_with("messages.0: "));
    let empty = json!([{ "role": "user", "content": [{ "type": "text", "text": "" }] }]);
    assert!(refused(empty).await.starts_with("messages.0.content.0: "));
}

#[tokio::test]
async fn blocks_stand_where_they_may() {
    let document =
        json!({ "type": "document", "source": { "type": "url", "url": "https://sea.test/a.pdf" } });
    let place = json!({
        "type": "char_location", "cited_text": "a", "document_index": 0, "document_title": null, "start_char_index": 0,
        "end_char_index": 1,
    });
    for (messages, path) in [
        (json!([{ "role": "user", "content": [call("toolu_1")] }]), "messages.0.content.0: "),
        (
            json!([{ "role": "user", "content": "a" }, { "role": "assistant", "content": [result("toolu_1")] }]),
            "messages.1.content.0: ",
        ),
        (
            json!([{ "role": "user", "content": "a" }, { "role": "assistant", "content": [document] }]),
            "messages.1.content.0: ",
        ),
        (
            json!([{ "role": "user", "content": [{ "type": "text", "text": "a", "citations": [place] }] }]),
            "messages.0.content.0.citations: ",
        ),
    ] {
        let refused = refused(messages).await;
        assert!(refused.starts_with(path), "{refused}");
    }
}

#[tokio::test]
async fn instructions_may_stand_in_the_middle() {
    let request = ask("Hi")
        .push(MessageParam::assistant("Hello"))
        .push(MessageParam::system("Be brief."))
        .push("Well?");
    assert_eq!(answer(&request).await.text(), "Well?");
}
