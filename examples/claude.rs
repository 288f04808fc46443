//! An agent with two tools, both Rust functions. The model calls both at once, and its answer is streamed.
//!
//! `cargo run --example claude` needs neither a key nor a network: the emulator answers. With `ANTHROPIC_API_KEY` set, the same
//! program uses the service, or with `ANTHROPIC_BASE_URL` another one.

use std::io::Write;

use schematic_anthropic::emulator::{Answer, Emulator};
use schematic_anthropic::{Anthropic, CreateMessage, MessageEvent, Tool, ToolResult};
use schematic_functions::{FunctionSet, function};
use serde_json::json;

/// The next high tide.
#[function]
async fn high_tide(
    /// The name of a harbour.
    harbour: String,
) -> String {
    format!("the tide is high in {harbour} at two")
}

/// The wind in the afternoon.
#[function]
async fn wind(
    /// The name of a harbour.
    harbour: String,
) -> String {
    format!("the wind in {harbour} is light")
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let functions = FunctionSet::new([high_tide::function()?, wind::function()?])?;
    let claude = connect()?;
    let question = "Can we sail from Bergen this afternoon?";
    let conversation =
        CreateMessage::ask("claude-sonnet-5-5", 1024, question).tools(Tool::functions(&functions));

    let mut answer = claude.messages().answering(&functions).stream(conversation);
    while let Some(event) = answer.try_next().await? {
        if let Some(words) = event.text() {
            print!("{words}");
            std::io::stdout().flush()?;
        }
        if let (MessageEvent::MessageStop(_), Some(message)) =
            (&event, answer.snapshot().and_then(|snapshot| snapshot.message()))
        {
            for call in message.tool_uses() {
                println!("call  {}({})", call.name, json!(call.input));
            }
        }
    }
    println!();
    println!("{} messages", answer.conversation().messages.len());
    Ok(())
}

/// Connects to the service if there is a key, or else to an emulator whose model calls both tools and then sums up.
fn connect() -> Result<Anthropic, schematic_api::Error> {
    if std::env::var_os("ANTHROPIC_API_KEY").is_some() {
        return Anthropic::from_env();
    }
    let emulator = Emulator::new().model(|turn| {
        let results = turn.tool_results();
        let told = results.iter().filter_map(|result| match &result.content {
            Some(ToolResult::Text(text)) => Some(text.as_str()),
            _ => None,
        });
        let told: Vec<_> = told.collect();
        let harbour = json!({ "harbour": "Bergen" });
        match told[..] {
            [] => Answer::tool_use("high_tide", harbour.clone())
                .then(Answer::tool_use("wind", harbour)),
            _ => Answer::text(format!("Yes: {}.", told.join(", and "))),
        }
    });
    Ok(emulator.client())
}
