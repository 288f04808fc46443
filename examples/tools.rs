//! An agent with two tools, both Rust functions. The model calls both at once, and the stream continues by itself.
//!
//! `cargo run --example tools` needs neither a key nor a network: the emulator answers. With `OPENAI_BASE_URL` and
//! `OPENAI_API_KEY` set, the same program uses that service.

use schematic_functions::{FunctionSet, function};
use schematic_openai::emulator::{Answer, Emulator};
use schematic_openai::{
    CreateAssistant, CreateMessage, CreateRun, CreateThread, OpenAi, RunEvent, Tool,
};
use serde_json::json;

/// The weather of a city, now.
#[function(strict)]
async fn get_weather(
    /// City and country.
    city: String,
) -> String {
    format!("rain in {city}")
}

/// The time in a city, now.
#[function(strict)]
async fn get_time(
    /// City and country.
    city: String,
) -> String {
    format!("noon in {city}")
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let functions = FunctionSet::new([get_weather::function()?, get_time::function()?])?;
    let openai = connect()?;
    let assistant = CreateAssistant::new("gpt-4o").tools(Tool::functions(&functions));
    let assistant = openai.assistants().create(&assistant).await?;
    let thread = openai.threads().create(&CreateThread::new()).await?;
    let question = CreateMessage::user("Is it a good time for a walk in Utrecht?");
    openai.messages().create(&thread.id, &question).await?;

    let run = openai.runs().create_and_stream(&thread.id, &CreateRun::new(&assistant.id)).await?;
    let mut events = openai.runs().answering(&functions).stream(run);
    while let Some(event) = events.try_next().await? {
        match event {
            RunEvent::RunRequiresAction(run) => {
                for call in run.tool_calls() {
                    println!("call       {}({})", call.name(), call.function.arguments);
                }
            }
            RunEvent::MessageCompleted(message) => println!("assistant  {}", message.text()),
            RunEvent::RunCompleted(run) => println!("run        {}", run.status),
            _ => {}
        }
    }
    Ok(())
}

/// Connects to the service that the environment names, or else to an emulator whose model calls both tools and then
/// sums up.
fn connect() -> Result<OpenAi, schematic_api::Error> {
    let is_set = |name| std::env::var_os(name).is_some();
    if is_set("OPENAI_BASE_URL") && is_set("OPENAI_API_KEY") {
        return OpenAi::from_env();
    }
    let city = json!({ "city": "Utrecht" });
    let emulator = Emulator::new().model(move |turn| match turn.outputs() {
        [] => Answer::calls([("get_weather", city.clone()), ("get_time", city.clone())]),
        outputs => {
            let known: Vec<_> = outputs.iter().filter_map(|call| call.output.as_deref()).collect();
            Answer::text(format!("It is {}.", known.join(" and ")))
        }
    });
    Ok(emulator.client())
}
