//! What the model answers by itself: the rows of the table of `Emulator`.

use schematic_anthropic::emulator::Emulator;
use schematic_anthropic::*;
use schematic_api::StatusCode;
use serde_json::{Value, json};

use crate::{answer, ask, builder, client, refusal, tide, wind};

fn names(message: &Message) -> Vec<&str> {
    message.tool_uses().map(|call| call.name.as_str()).collect()
}

#[tokio::test]
async fn text_is_repeated() {
    let message = answer(&ask("What is a neap tide?")).await;
    assert_eq!(message.content.len(), 1);
    assert_eq!(message.text(), "What is a neap tide?");
    assert_eq!(message.stop_reason, Some(StopReason::EndTurn));
    assert_eq!((message.usage.input_tokens, message.usage.output_tokens), (8, 5));
}

#[tokio::test]
async fn tools_are_called_as_the_choice_says() {
    let request = || ask("When is high water?").tools([tide(), wind()]);
    for (choice, expected) in [
        (ToolChoice::any(), vec!["get_tide", "get_wind"]),
        (ToolChoice::tool("get_wind"), vec!["get_wind"]),
        (ToolChoice::Any(AnyTool::new().disable_parallel_tool_use(true)), vec!["get_tide"]),
        (ToolChoice::auto(), vec![]),
        (ToolChoice::none(), vec![]),
    ] {
        let message = answer(&request().tool_choice(choice.clone())).await;
        assert_eq!(names(&message), expected, "{choice:?}");
        let reason = if expected.is_empty() { StopReason::EndTurn } else { StopReason::ToolUse };
        assert_eq!(message.stop_reason, Some(reason), "{choice:?}");
    }
}

#[tokio::test]
async fn the_word_tool_calls_tools() {
    let request = || ask("Use a tool!").tools([tide(), wind()]);
    assert_eq!(names(&answer(&request()).await), ["get_tide", "get_wind"]);
    assert_eq!(
        names(&answer(&request().tool_choice(ToolChoice::auto())).await),
        ["get_tide", "get_wind"]
    );
    let one = ToolChoice::Auto(AutoTool::new().disable_parallel_tool_use(true));
    assert_eq!(names(&answer(&request().tool_choice(one)).await), ["get_tide"]);
    assert!(names(&answer(&request().tool_choice(ToolChoice::none())).await).is_empty());
    assert!(names(&answer(&ask("Use a tool!")).await).is_empty());
}

#[tokio::test]
async fn arguments_have_what_the_schema_requires() {
    let message = answer(&ask("Bergen").tools([tide()]).tool_choice(ToolChoice::any())).await;
    let call = message.tool_uses().next().unwrap();
    assert_eq!(Value::Object(call.input.clone()), json!({ "harbour": "Bergen", "day": 1 }));
    assert!(call.id.as_str().starts_with("toolu_"));
    assert_eq!(call.caller, Some(Caller::Direct(DirectCaller::new())));
}

#[tokio::test]
async fn tools_that_have_no_schema_are_called_too() {
    let tools = [
        json!({ "type": "bash_20250124", "name": "bash" }),
        json!({ "type": "memory_20250818", "name": "memory" }),
    ];
    let tools: Vec<Tool> = tools.map(|tool| serde_json::from_value(tool).unwrap()).into();
    let message = answer(&ask("Look.").tools(tools).tool_choice(ToolChoice::any())).await;
    assert_eq!(names(&message), ["bash", "memory"]);
}

#[tokio::test]
async fn results_are_repeated() {
    let request = ask("Use a tool!").tools([tide(), wind()]);
    let called = answer(&request).await;
    let results = called.tool_uses().map(|call| {
        let content = ToolResult::Text(format!("{} is calm", call.name));
        ContentBlock::ToolResult(ToolResultBlock::new(&call.id).content(content))
    });
    let results = TextOrBlocks::Blocks(results.collect());
    let message =
        answer(&request.push(called.into_param()).push(MessageParam::user(results))).await;
    assert_eq!(message.text(), "get_tide is calm\nget_wind is calm");
    assert_eq!(message.stop_reason, Some(StopReason::EndTurn));
}

#[tokio::test]
async fn results_without_text_lead_to_some() {
    let request = ask("Use a tool!").tools([wind()]);
    let called = answer(&request).await;
    let id = called.tool_uses().next().unwrap().id.clone();
    let result = ContentBlock::ToolResult(ToolResultBlock::new(id));
    let request = request.push(called.into_param()).push(MessageParam::user(result));
    let message = answer(&request).await;
    answer(&request.push(message.into_param()).push("Well?")).await;
}

#[tokio::test]
async fn thinking_comes_first_and_goes_back() {
    for thinking in [Thinking::adaptive(), Thinking::enabled(1024)] {
        let request = CreateMessage::ask(crate::MODEL, 2000, "Why?").thinking(thinking);
        let message = answer(&request).await;
        let ContentBlock::Thinking(block) = &message.content[0] else { panic!("{message:?}") };
        assert!(!block.thinking.is_empty() && !block.signature.is_empty());
        assert_eq!(message.text(), "Why?");
        let thought = message.usage.output_tokens_details.as_ref().unwrap().thinking_tokens;
        assert_eq!(message.usage.output_tokens, thought + 1);
        // Another emulator knows the signature, too.
        answer(&request.push(message.into_param()).push("And then?")).await;
    }
}

#[tokio::test]
async fn thinking_can_be_left_out_of_the_answer() {
    let thinking = Thinking::Adaptive(AdaptiveThinking::new().display(ThinkingDisplay::Omitted));
    let request = ask("Why?").thinking(thinking);
    let message = answer(&request).await;
    let ContentBlock::Thinking(block) = &message.content[0] else { panic!("{message:?}") };
    assert_eq!(block.thinking, "");
    assert!(!block.signature.is_empty());
    answer(&request.push(message.into_param()).push("And then?")).await;
}

#[tokio::test]
async fn a_document_is_cited() {
    let data = "Öde ist die See. Nothing else.";
    let document = |source: Value| -> ContentBlock {
        let block = json!({ "type": "document", "source": source, "title": "Pilot", "citations": { "enabled": true } });
        serde_json::from_value(block).unwrap()
    };
    let cited = async |source: Value| {
        let blocks = [ContentBlock::text("What?"), document(source)];
        let request = CreateMessage::ask(crate::MODEL, 100, blocks);
        let message = answer(&request).await;
        // The citation goes back with the block.
        answer(&request.push(message.clone().into_param()).push("And?")).await;
        let ContentBlock::Text(block) = &message.content[0] else { panic!("{message:?}") };
        block.citations.clone().unwrap().remove(0)
    };
    let text = json!({ "type": "text", "media_type": "text/plain", "data": data });
    let Citation::CharLocation(place) = cited(text).await else { panic!() };
    assert_eq!((place.start_char_index, place.end_char_index), (0, 16));
    assert_eq!(place.cited_text, data.chars().take(16).collect::<String>());
    assert_eq!((place.document_index, place.document_title.as_deref()), (0, Some("Pilot")));
    let blocks = json!({ "type": "content", "content": [{ "type": "text", "text": data }] });
    let Citation::ContentBlockLocation(place) = cited(blocks).await else { panic!() };
    assert_eq!(
        (place.start_block_index, place.end_block_index, place.cited_text.as_str()),
        (0, 1, data)
    );
    let pdf = json!({ "type": "base64", "media_type": "application/pdf", "data": "JVBERg==" });
    assert!(matches!(cited(pdf).await, Citation::PageLocation(_)));
}

#[tokio::test]
async fn text_without_citations_has_none() {
    let message = answer(&ask("What?")).await;
    assert_eq!(
        json!(message.content),
        json!([{ "type": "text", "text": "What?", "citations": null }])
    );
}

#[tokio::test]
async fn text_ends_before_a_stop_sequence() {
    let request =
        ask("One two three four").stop_sequences(["four".to_owned(), " three".to_owned()]);
    let message = answer(&request).await;
    assert_eq!(message.text(), "One two");
    assert_eq!(message.stop_reason, Some(StopReason::StopSequence));
    assert_eq!(message.stop_sequence.as_deref(), Some(" three"));
}

#[tokio::test]
async fn text_ends_at_the_limit_of_tokens() {
    for (limit, text) in [(0, ""), (1, "One"), (2, "One two")] {
        let message = answer(&CreateMessage::ask(crate::MODEL, limit, "One two three")).await;
        assert_eq!(message.text(), text);
        assert_eq!(message.stop_reason, Some(StopReason::MaxTokens));
        assert_eq!(message.usage.output_tokens, limit);
    }
    let whole = answer(&CreateMessage::ask(crate::MODEL, 3, "One two three")).await;
    assert_eq!(whole.stop_reason, Some(StopReason::EndTurn));
}

#[tokio::test]
async fn a_call_that_does_not_fit_is_left_out() {
    let request = CreateMessage::ask(crate::MODEL, 1, "Bergen harbour").tools([tide()]);
    let message = answer(&request.tool_choice(ToolChoice::any())).await;
    assert!(message.content.is_empty());
    assert_eq!(message.stop_reason, Some(StopReason::MaxTokens));
}

#[tokio::test]
async fn an_overloaded_service_answers_the_second_request() {
    let emulator = Emulator::new();
    let claude = client(&emulator);
    let request = ask("You seem overloaded.");
    let refused = claude.messages().create(&request).await.unwrap_err();
    assert_eq!(refused.headers().unwrap()["retry-after"], "1");
    let (status, kind, _) = refusal::<Message>(Err(refused));
    assert_eq!((status.as_u16(), kind), (529, ErrorType::OverloadedError));
    let message = claude.messages().create(&request).await.unwrap();
    assert_eq!(message.text(), "You seem overloaded.");
    assert_eq!(
        claude.messages().create(&request).await.unwrap_err().status().unwrap().as_u16(),
        529
    );
}

#[tokio::test(start_paused = true)]
async fn a_client_that_retries_does_not_notice() {
    let claude = builder(&Emulator::new()).build().unwrap();
    let message = claude.messages().create(&ask("Overloaded?")).await.unwrap();
    assert_eq!(message.text(), "Overloaded?");
}

#[tokio::test]
async fn structured_output_fits_its_schema() {
    let properties = json!({ "harbour": { "type": "string" }, "high": { "type": "boolean" } });
    let schema = json!({
        "type": "object", "properties": properties, "required": ["harbour", "high"], "additionalProperties": false,
    });
    let format = OutputConfig::new().format(OutputFormat::json_schema(schema.clone()));
    let message = answer(&ask("Bergen").output_config(format)).await;
    let output: Value = serde_json::from_str(&message.text()).unwrap();
    assert!(jsonschema::is_valid(&schema, &output), "{output}");
    assert_eq!(output["harbour"], "Bergen");
}

#[tokio::test]
async fn tools_of_the_service_are_used() {
    let request = |tool: Tool| ask("Tides").tools([tool]).tool_choice(ToolChoice::any());
    let message = answer(&request(Tool::web_search())).await;
    let [
        ContentBlock::ServerToolUse(call),
        ContentBlock::WebSearchToolResult(result),
        ContentBlock::Text(_),
    ] = &message.content[..]
    else {
        panic!("{message:?}")
    };
    assert_eq!(call.id, result.tool_use_id);
    assert!(call.id.as_str().starts_with("srvtoolu_"));
    assert_eq!(message.stop_reason, Some(StopReason::EndTurn));
    assert_eq!(message.usage.server_tool_use.as_ref().unwrap().web_search_requests, 1);
    // All of it goes back.
    answer(&request(Tool::web_search()).push(message.into_param()).push("And?")).await;
}

#[tokio::test]
async fn a_page_is_fetched_and_goes_back() {
    for (question, url) in [
        ("What is on https://example.org/tides today?", "https://example.org/tides"),
        ("What is on the page?", "https://example.com/"),
    ] {
        let request = ask(question).tools([Tool::web_fetch()]).tool_choice(ToolChoice::any());
        let message = answer(&request).await;
        let [
            ContentBlock::ServerToolUse(call),
            ContentBlock::WebFetchToolResult(result),
            ContentBlock::Text(_),
        ] = &message.content[..]
        else {
            panic!("{message:?}")
        };
        assert_eq!((call.input["url"].as_str(), &call.id), (Some(url), &result.tool_use_id));
        let WebFetchToolResult::Page(page) = &result.content else { panic!("{result:?}") };
        assert_eq!(page.url, url);
        assert!(matches!(*page.content, ContentBlock::Document(_)));
        assert_eq!(message.usage.server_tool_use.as_ref().unwrap().web_fetch_requests, 1);
        answer(&request.push(message.into_param()).push("And?")).await;
    }
}

#[tokio::test]
async fn an_unknown_model_is_not_found() {
    let claude = client(&Emulator::new());
    let unknown = CreateMessage::ask("claude-x", 10, "Hi");
    let (status, kind, message) = refusal(claude.messages().create(&unknown).await);
    assert_eq!((status, kind), (StatusCode::NOT_FOUND, ErrorType::NotFoundError));
    assert_eq!(message, "model: claude-x");
}
