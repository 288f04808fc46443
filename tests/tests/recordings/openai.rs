//! The flows of the OpenAI client.

use std::path::{Path, PathBuf};

use schematic_api::StatusCode;
use schematic_api::record::{Cassette, Mode};
use schematic_functions::{FunctionSet, function};
use schematic_openai::emulator::{Answer, Emulator};
use schematic_openai::{
    CreateAssistant, CreateFile, CreateMessage, CreateRun, CreateThread, FilePart, FilePurpose,
    OpenAi, Order, RunEvent, Tool,
};
use schematic_tests::folder::Folder;
use schematic_tests::hand_clock::HandClock;
use serde_json::json;

use crate::{assert_same, committed};

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

fn functions() -> FunctionSet {
    FunctionSet::new([get_weather::function().unwrap(), get_time::function().unwrap()]).unwrap()
}

/// An emulator whose model calls both tools, and then sums up, with pauses.
fn emulator(clock: &HandClock) -> Emulator {
    let city = json!({ "city": "Utrecht" });
    Emulator::new().clock(clock.clone()).model(move |turn| match turn.outputs() {
        [] => Answer::calls([("get_weather", city.clone()), ("get_time", city.clone())]),
        outputs => {
            let known: Vec<_> = outputs.iter().filter_map(|call| call.output.as_deref()).collect();
            let pause = std::time::Duration::from_millis(40);
            Answer::text(format!("It is {}.", known.join(" and "))).paced(pause)
        }
    })
}

/// A client of an emulator, or of what is recorded of one.
fn client(emulator: &Emulator, clock: &HandClock, cassette: &Cassette) -> OpenAi {
    let builder = emulator.client_builder().credential("sk-proj-0123456789").jitter(|| 0.0);
    builder.clock(clock.clone()).cassette(cassette).build().unwrap()
}

async fn ask(openai: &OpenAi) -> (CreateRun, schematic_openai::ThreadId) {
    let assistant =
        CreateAssistant::new("gpt-4o").name("Desk").tools(Tool::functions(&functions()));
    let assistant = openai.assistants().create(&assistant).await.unwrap();
    let thread = openai.threads().create(&CreateThread::new()).await.unwrap();
    let question = CreateMessage::user("Is it a good time for a walk in Utrecht?");
    openai.messages().create(&thread.id, &question).await.unwrap();
    (CreateRun::new(&assistant.id), thread.id)
}

/// From a question to its answer, with two functions, by polling.
async fn polled(openai: &OpenAi) -> Vec<String> {
    let (run, thread) = ask(openai).await;
    let run = openai.runs().create(&thread, &run).await.unwrap();
    let run = openai.runs().answering(&functions()).finish(run).await.unwrap();
    let mut seen = vec![run.status.to_string()];
    for message in openai.messages().list(&thread).order(Order::Asc).await.unwrap() {
        seen.push(format!("{}: {}", message.role.as_str(), message.text()));
    }
    for step in openai.steps().list(&thread, &run.id).order(Order::Asc).await.unwrap() {
        seen.push(format!("{} {}", step.kind, step.status));
    }
    seen
}

/// The same as a stream that goes on after the functions have answered.
async fn streamed(openai: &OpenAi) -> Vec<String> {
    let (run, thread) = ask(openai).await;
    let run = openai.runs().create_and_stream(&thread, &run).await.unwrap();
    let functions = functions();
    let mut events = openai.runs().answering(&functions).stream(run);
    let mut seen = Vec::new();
    while let Some(event) = events.try_next().await.unwrap() {
        match event {
            RunEvent::RunRequiresAction(run) => {
                seen.extend(run.tool_calls().iter().map(|call| call.name().to_owned()));
            }
            RunEvent::MessageCompleted(message) => seen.push(message.text()),
            RunEvent::RunCompleted(run) => seen.push(run.status.to_string()),
            _ => {}
        }
    }
    seen
}

/// A file that is uploaded, read and deleted, and then is gone.
async fn filed(openai: &OpenAi) -> Vec<String> {
    let files = openai.files();
    let note = FilePart::new("tide.md", "The tide is high at noon.");
    let file = files.create(CreateFile::new(FilePurpose::Assistants, note)).await.unwrap();
    let listed = files.list().await.unwrap().data.len();
    files.delete(&file.id).await.unwrap();
    let gone = files.retrieve(&file.id).await.unwrap_err();
    assert_eq!(gone.status(), Some(StatusCode::NOT_FOUND));
    vec![file.filename, listed.to_string(), gone.to_string().replace(file.id.as_str(), "ID")]
}

/// Replays a flow from its recording, and records it from the emulator once more: it has to be the same, byte for byte.
async fn holds(name: &str, flow: impl AsyncFn(&OpenAi) -> Vec<String>) -> Vec<String> {
    let path = committed(name);
    let cassette = Cassette::new(&path).mode_from_env("SCHEMATIC_RECORDINGS");
    let clock = HandClock::new();
    let silent = emulator(&clock);
    let seen = flow(&client(&silent, &clock, &cassette)).await;
    cassette.assert_all_used();
    assert_eq!(recorded(&path, &flow).await, seen);
    seen
}

/// Records a flow from the emulator, and compares the file.
async fn recorded(path: &Path, flow: impl AsyncFn(&OpenAi) -> Vec<String>) -> Vec<String> {
    let folder = Folder::new();
    let again: PathBuf = folder.path("again.json");
    let cassette = Cassette::new(&again).mode(Mode::Record);
    let clock = HandClock::new();
    let seen = flow(&client(&emulator(&clock), &clock, &cassette)).await;
    cassette.assert_all_used();
    assert_same(&again, path);
    seen
}

#[tokio::test]
async fn a_question_is_answered_with_functions() {
    let seen = holds("openai-polled.json", polled).await;
    let expected = [
        "completed",
        "user: Is it a good time for a walk in Utrecht?",
        "assistant: It is rain in Utrecht and noon in Utrecht.",
        "tool_calls completed",
        "message_creation completed",
    ];
    assert_eq!(seen, expected);
}

#[tokio::test]
async fn a_question_is_answered_as_a_stream() {
    let seen = holds("openai-streamed.json", streamed).await;
    let answer = "It is rain in Utrecht and noon in Utrecht.";
    assert_eq!(seen, ["get_weather", "get_time", answer, "completed"]);
}

#[tokio::test]
async fn a_file_is_uploaded_and_deleted() {
    let seen = holds("openai-filed.json", filed).await;
    assert_eq!(seen[..2], ["tide.md", "1"]);
}

/// Nothing is asked of a service while a recording is replayed.
#[tokio::test]
async fn a_replay_asks_nobody() {
    let clock = HandClock::new();
    let emulator = emulator(&clock);
    let cassette = Cassette::new(committed("openai-streamed.json"));
    streamed(&client(&emulator, &clock, &cassette)).await;
    assert_eq!(emulator.mock().requests().len(), 0);
    assert_eq!(clock.passed(), std::time::Duration::ZERO);
}

/// The pauses of the model are in the recording.
#[tokio::test]
async fn a_replay_can_take_its_time() {
    let clock = HandClock::new();
    let cassette = Cassette::new(committed("openai-streamed.json")).keep_timing();
    streamed(&client(&emulator(&clock), &clock, &cassette)).await;
    let live = HandClock::new();
    let emulator = emulator(&live);
    let openai = emulator.client_builder().clock(live.clone()).build().unwrap();
    streamed(&openai).await;
    assert!(!live.passed().is_zero());
    assert_eq!(clock.passed(), live.passed());
}
