//! Streams a run: prints its text as it is written.
//!
//! `cargo run --example stream` needs neither a key nor a network: the emulator answers. With `OPENAI_BASE_URL` and
//! `OPENAI_API_KEY` set, the same program uses that service.

use std::io::Write as _;

use schematic_openai::emulator::{Answer, Emulator};
use schematic_openai::{CreateAssistant, CreateMessage, CreateRun, CreateThread, OpenAi};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let openai = connect()?;
    let assistant = openai.assistants().create(&CreateAssistant::new("gpt-4o")).await?;
    let thread = openai.threads().create(&CreateThread::new()).await?;
    let question = CreateMessage::user("How does a stream know that it is complete?");
    openai.messages().create(&thread.id, &question).await?;

    let mut run =
        openai.runs().create_and_stream(&thread.id, &CreateRun::new(&assistant.id)).await?;
    let mut words = run.text_deltas();
    while let Some(text) = words.try_next().await? {
        print!("{text}");
        std::io::stdout().flush()?;
    }

    // Reads the rest of the stream: if it broke off, this is an error.
    println!("\n{}", run.final_run().await?.status);
    Ok(())
}

/// Connects to the service that the environment names, or else to an emulator within this process.
fn connect() -> Result<OpenAi, schematic_api::Error> {
    let is_set = |name| std::env::var_os(name).is_some();
    if is_set("OPENAI_BASE_URL") && is_set("OPENAI_API_KEY") {
        return OpenAi::from_env();
    }
    let answer = "It ends with an event that says so. One that merely stops was cut off.";
    Ok(Emulator::new().script([Answer::text(answer)]).client())
}
