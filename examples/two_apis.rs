//! One agent, two APIs: the same Rust functions answer a model behind the OpenAI Agent API and one behind the Claude API.
//!
//! `cargo run --example two_apis` needs neither a key nor a network: both emulators answer. Their models call the function, and
//! then repeat what it returned, as they do by default.

use schematic_anthropic::{Anthropic, CreateMessage as CreateClaudeMessage};
use schematic_functions::{FunctionSet, function};
use schematic_openai::{CreateAssistant, CreateMessage, CreateRun, CreateThread, OpenAi};
use serde_json::json;

type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

/// The next high tide.
#[function]
async fn high_tide(
    /// The name of a harbour.
    harbour: String,
) -> String {
    println!("  high_tide({harbour:?})");
    "14:20".to_owned()
}

const QUESTION: &str = "When is the next high tide in Bergen?";

async fn ask_openai(openai: &OpenAi, functions: &FunctionSet) -> Result<String> {
    let tools = schematic_openai::Tool::functions(functions);
    let assistant = CreateAssistant::new("gpt-4o").tools(tools);
    let assistant = openai.assistants().create(&assistant).await?;
    let thread = openai.threads().create(&CreateThread::new()).await?;
    openai.messages().create(&thread.id, &CreateMessage::user(QUESTION)).await?;
    let run = openai.runs().create(&thread.id, &CreateRun::new(&assistant.id)).await?;
    let run = openai.runs().answering(functions).finish(run).await?;
    let messages = openai.messages().list(&thread.id).run_id(&run.id).await?;
    Ok(messages.data.first().map(schematic_openai::Message::text).unwrap_or_default())
}

async fn ask_claude(claude: &Anthropic, functions: &FunctionSet) -> Result<String> {
    let tools = schematic_anthropic::Tool::functions(functions);
    let mut conversation =
        CreateClaudeMessage::ask("claude-sonnet-5-5", 1024, QUESTION).tools(tools);
    let answer = claude.messages().answering(functions).finish(&mut conversation).await?;
    Ok(answer.text())
}

#[tokio::main]
async fn main() -> Result<()> {
    let functions = FunctionSet::new([high_tide::function()?])?;
    let harbour = json!({ "harbour": "Bergen" });
    let call = schematic_openai::emulator::Answer::call("high_tide", harbour.clone());
    let openai = schematic_openai::emulator::Emulator::new().script([call]).client();
    println!("OpenAI:");
    println!("  {}", ask_openai(&openai, &functions).await?);
    let call = schematic_anthropic::emulator::Answer::tool_use("high_tide", harbour);
    let claude = schematic_anthropic::emulator::Emulator::new().script([call]).client();
    println!("Claude:");
    println!("  {}", ask_claude(&claude, &functions).await?);
    Ok(())
}
