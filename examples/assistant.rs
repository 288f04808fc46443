//! An agent: an assistant that calls a Rust function before it answers.
//!
//! `cargo run --example assistant` needs neither a key nor a network: the emulator answers. With `OPENAI_BASE_URL` and
//! `OPENAI_API_KEY` set, the same program uses that service.

use std::time::Duration;

use schematic_openai::emulator::Emulator;
use schematic_openai::{
    CreateAssistant, CreateMessage, CreateRun, CreateThread, FunctionDefinition, OpenAi, Order,
    Run, RunStatus, SubmitToolOutputs, Tool, ToolCall, ToolOutput,
};
use serde_json::{Value, json};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let openai = connect()?;

    let weather = FunctionDefinition::new("get_weather")
        .description("The weather of a city, now.")
        .parameters(json!({ "type": "object", "properties": { "city": { "type": "string" } }, "required": ["city"] }));
    let assistant = CreateAssistant::new("gpt-4o")
        .name("Weather desk")
        .instructions("Answer questions about the weather. Use the function, never guess.")
        .tools([Tool::function(weather)]);
    let assistant = openai.assistants().create(&assistant).await?;
    println!("assistant  {}", assistant.id);

    let thread = openai.threads().create(&CreateThread::new()).await?;
    println!("thread     {}", thread.id);
    let question = CreateMessage::user("What is the weather like in Utrecht?");
    println!("message    {}", openai.messages().create(&thread.id, &question).await?.id);

    let mut run = openai.runs().create(&thread.id, &CreateRun::new(&assistant.id)).await?;
    println!("run        {} is {}", run.id, run.status);
    loop {
        run = settle(&openai, run).await?;
        if run.status != RunStatus::RequiresAction {
            break;
        }
        let outputs: Vec<ToolOutput> = run.tool_calls().iter().map(answer).collect();
        let outputs = SubmitToolOutputs::new(outputs);
        run = openai.runs().submit_tool_outputs(&thread.id, &run.id, &outputs).await?;
        println!("           {}", run.status);
    }

    for message in openai.messages().list(&thread.id).order(Order::Asc).await? {
        println!("{:<10} {}", message.role.as_str(), message.text());
    }
    for step in openai.steps().list(&thread.id, &run.id).order(Order::Asc).await? {
        println!("step       {} {}", step.kind, step.status);
    }
    Ok(())
}

/// Connects to the service that the environment names, or else to an emulator within this process.
fn connect() -> Result<OpenAi, schematic_api::Error> {
    let is_set = |name| std::env::var_os(name).is_some();
    if is_set("OPENAI_BASE_URL") && is_set("OPENAI_API_KEY") {
        OpenAi::from_env()
    } else {
        Ok(Emulator::new().client())
    }
}

/// Retrieves the run until it is settled, and prints every status on the way.
async fn settle(openai: &OpenAi, mut run: Run) -> Result<Run, schematic_api::Error> {
    while !run.is_settled() {
        tokio::time::sleep(Duration::from_millis(200)).await;
        let now = openai.runs().retrieve(&run.thread_id, &run.id).await?;
        if now.status != run.status {
            println!("           {}", now.status);
        }
        run = now;
    }
    Ok(run)
}

/// Calls the function that the model requests.
fn answer(call: &ToolCall) -> ToolOutput {
    let output = match (call.name(), call.arguments::<Value>()) {
        ("get_weather", Ok(arguments)) => {
            get_weather(arguments["city"].as_str().unwrap_or("nowhere"))
        }
        (name, Ok(_)) => format!("There is no function `{name}`."),
        (_, Err(error)) => format!("These arguments are no JSON: {error}"),
    };
    println!("call       {}({}) = {output}", call.name(), call.function.arguments);
    call.output(output)
}

fn get_weather(city: &str) -> String {
    format!("It is 11 °C in {city}, with light rain.")
}
