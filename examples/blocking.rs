//! Runs an assistant from code that is not `async`: every call and every stream has a method `block`.
//!
//! `cargo run --example blocking` needs neither a key nor a network: the emulator answers. With `OPENAI_BASE_URL` and
//! `OPENAI_API_KEY` set, the same program uses that service.

use schematic_api::Error;
use schematic_openai::emulator::{Answer, Emulator};
use schematic_openai::{CreateAssistant, CreateMessage, CreateRun, CreateThread, OpenAi};

fn main() -> Result<(), Error> {
    let openai = connect()?;
    let assistant = openai.assistants().create(&CreateAssistant::new("gpt-4o")).block()?;
    let thread = openai.threads().create(&CreateThread::new()).block()?;
    let question = CreateMessage::user("May I call this from a plain function?");
    openai.messages().create(&thread.id, &question).block()?;

    let mut run =
        openai.runs().create_and_stream(&thread.id, &CreateRun::new(&assistant.id)).block()?;
    let words = run.text_deltas().block().collect::<Result<String, _>>()?;
    println!("{words}");

    for message in openai.messages().list(&thread.id).items().block() {
        let message = message?;
        println!("{}: {}", message.role, message.text());
    }
    Ok(())
}

/// Connects to the service that the environment names, or else to an emulator within this process.
fn connect() -> Result<OpenAi, Error> {
    let is_set = |name| std::env::var_os(name).is_some();
    if is_set("OPENAI_BASE_URL") && is_set("OPENAI_API_KEY") {
        return OpenAi::from_env();
    }
    Ok(Emulator::new().script([Answer::text("Yes. It waits for the answer.")]).client())
}
