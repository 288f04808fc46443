//! The flows of the client of the Claude API.

use std::time::Duration;

use schematic_anthropic::emulator::{Answer, Emulator};
use schematic_anthropic::{Anthropic, CountTokens, CreateMessage, MessageEvent, Tool, ToolResult};
use schematic_api::record::{Cassette, Mode};
use schematic_functions::{FunctionSet, function};
use schematic_tests::folder::Folder;
use schematic_tests::hand_clock::HandClock;
use serde_json::json;

use crate::{assert_same, committed};

const MODEL: &str = "claude-sonnet-5-5";

/// The next high tide.
#[function]
async fn high_tide(
    /// The name of a harbour.
    harbour: String,
) -> String {
    format!("the tide is high in {harbour} at two")
}

fn functions() -> FunctionSet {
    FunctionSet::new([high_tide::function().unwrap()]).unwrap()
}

/// An emulator whose model calls the tool, and then sums up. Without tools, it answers by itself.
fn emulator(clock: &HandClock) -> Emulator {
    Emulator::new().clock(clock.clone())
}

fn with_tools(emulator: Emulator) -> Emulator {
    emulator.model(|turn| {
        let results = turn.tool_results();
        let told = results.iter().find_map(|result| match &result.content {
            Some(ToolResult::Text(text)) => Some(format!("Yes: {text}.")),
            _ => None,
        });
        let pause = Duration::from_millis(30);
        match told {
            None => Answer::tool_use("high_tide", json!({ "harbour": "Bergen" })),
            Some(told) => Answer::text(told).paced(pause),
        }
    })
}

fn client(emulator: &Emulator, clock: &HandClock, cassette: &Cassette) -> Anthropic {
    let builder = emulator.client_builder().credential("sk-ant-0123456789").jitter(|| 0.0);
    builder.clock(clock.clone()).cassette(cassette).build().unwrap()
}

/// A conversation with a tool, as a stream.
async fn streamed(claude: &Anthropic) -> Vec<String> {
    let functions = functions();
    let question = "Can we sail from Bergen this afternoon?";
    let question = CreateMessage::ask(MODEL, 1024, question).tools(Tool::functions(&functions));
    let mut answer = claude.messages().answering(&functions).stream(question);
    let mut seen = vec![String::new()];
    while let Some(event) = answer.try_next().await.unwrap() {
        if let Some(words) = event.text() {
            seen[0].push_str(words);
        }
        if let MessageEvent::MessageStop(_) = event {
            seen.push("stop".to_owned());
        }
    }
    seen.push(answer.conversation().messages.len().to_string());
    seen
}

/// A question whose tokens are counted, and which the service is too busy for at first.
async fn retried(claude: &Anthropic) -> Vec<String> {
    let question = CreateMessage::ask(MODEL, 100, "Are you overloaded?");
    let counted = CountTokens::from(question.clone());
    let tokens = claude.messages().count_tokens(&counted).await.unwrap().input_tokens;
    let answer = claude.messages().create(&question).response().await.unwrap();
    vec![tokens.to_string(), answer.retries().to_string(), answer.into_value().text()]
}

/// As the same in `openai.rs`.
async fn holds(
    name: &str,
    set_up: fn(Emulator) -> Emulator,
    flow: impl AsyncFn(&Anthropic) -> Vec<String>,
) -> Vec<String> {
    let path = committed(name);
    let folder = Folder::new();
    let again = folder.path("again.json");
    let mut seen = Vec::new();
    for cassette in [
        Cassette::new(&path).mode_from_env("SCHEMATIC_RECORDINGS"),
        Cassette::new(&again).mode(Mode::Record),
    ] {
        let clock = HandClock::new();
        let emulator = set_up(emulator(&clock));
        seen.push(flow(&client(&emulator, &clock, &cassette)).await);
        cassette.assert_all_used();
    }
    assert_same(&again, &path);
    assert_eq!(seen[0], seen[1]);
    seen.swap_remove(0)
}

#[tokio::test]
async fn a_conversation_with_a_tool_is_streamed() {
    let seen = holds("anthropic-streamed.json", with_tools, streamed).await;
    assert_eq!(seen, ["Yes: the tide is high in Bergen at two.", "stop", "stop", "4"]);
}

#[tokio::test]
async fn a_question_is_asked_again_when_the_service_is_busy() {
    let seen = holds("anthropic-retried.json", |emulator| emulator, retried).await;
    assert_eq!(seen, ["7", "1", "Are you overloaded?"]);
}
