//! The emulator, an Assistants v2 service in memory, tested through the client that users have.

mod code_interpreter;
mod complete;
mod file_search;
mod files;
mod life;
mod limits;
mod lists;
mod model;
mod objects;
mod pieces;
mod published;
mod refusals;
mod resources;
mod rules;
mod storage_rules;
mod streams;
mod time;
mod tools;
mod uploads;
mod vector_store_batches;
mod vector_stores;

use schematic_api::{Error, StatusCode};
use schematic_openai::emulator::Emulator;
use schematic_openai::{
    Assistant, CreateAssistant, CreateFile, CreateMessage, CreateRun, CreateThread, ErrorResponse,
    FileId, FilePart, FilePurpose, FunctionDefinition, OpenAi, Run, RunStatus, SubmitToolOutputs,
    Thread, Tool, ToolOutput,
};
use schematic_tests::hand_clock::{HandClock, START};
use schematic_tests::watched;
use serde_json::json;

/// Returns a client with an assistant, and a thread with a question.
struct Desk {
    emulator: Emulator,
    openai: OpenAi,
    assistant: Assistant,
    thread: Thread,
}

impl Desk {
    async fn new(emulator: Emulator) -> Self {
        let openai = watched::client(&emulator);
        let tools = ["get_weather", "get_time"].map(|name| Tool::function(function(name)));
        let assistant = CreateAssistant::new("gpt-4o").instructions("Be brief.").tools(tools);
        let assistant = openai.assistants().create(&assistant).await.unwrap();
        let question = CreateMessage::user("How is the weather in Delft?");
        let thread =
            openai.threads().create(&CreateThread::new().messages([question])).await.unwrap();
        Self { emulator, openai, assistant, thread }
    }

    async fn run(&self) -> Run {
        self.run_with(CreateRun::new(&self.assistant.id)).await.unwrap()
    }

    async fn run_with(&self, body: CreateRun) -> Result<Run, Error> {
        self.openai.runs().create(&self.thread.id, &body).await
    }

    async fn retrieve(&self, run: &Run) -> Run {
        self.openai.runs().retrieve(&self.thread.id, &run.id).await.unwrap()
    }

    /// Retrieves the run until it is settled.
    async fn settle(&self, run: &Run) -> Run {
        for _ in 0..10 {
            let run = self.retrieve(run).await;
            if run.is_settled() {
                return run;
            }
        }
        panic!("the run does not settle");
    }

    /// Submits an output for every call that the run waits for.
    async fn submit(&self, run: &Run, output: &str) -> Run {
        let outputs: Vec<ToolOutput> =
            run.tool_calls().iter().map(|call| call.output(output)).collect();
        self.try_submit(run, outputs).await.unwrap()
    }

    async fn try_submit(&self, run: &Run, outputs: Vec<ToolOutput>) -> Result<Run, Error> {
        self.openai
            .runs()
            .submit_tool_outputs(&self.thread.id, &run.id, &SubmitToolOutputs::new(outputs))
            .await
    }

    /// Returns the text of the newest message.
    async fn newest(&self) -> String {
        self.openai.messages().list(&self.thread.id).await.unwrap().data[0].text()
    }

    /// Returns the names of the events of a run, in order.
    fn story(&self, run: &Run) -> Vec<String> {
        self.emulator
            .events(&run.id)
            .iter()
            .map(|event| event.name().replace("thread.", ""))
            .collect()
    }
}

/// Uploads a file for assistants.
async fn file(openai: &OpenAi, name: &str, content: impl Into<schematic_api::Body>) -> FileId {
    let body = CreateFile::new(FilePurpose::Assistants, FilePart::new(name, content));
    openai.files().create(body).await.unwrap().id
}

fn function(name: &str) -> FunctionDefinition {
    FunctionDefinition::new(name)
        .parameters(json!({ "type": "object", "properties": { "city": { "type": "string" } } }))
}

/// Returns the statuses that the run shows, retrieval by retrieval, until it is settled.
async fn statuses(desk: &Desk, run: &Run) -> Vec<RunStatus> {
    let mut statuses = Vec::new();
    loop {
        let run = desk.retrieve(run).await;
        statuses.push(run.status.clone());
        if run.is_settled() {
            return statuses;
        }
    }
}

/// Returns what an error reply says: status, message, parameter and code.
fn refusal<T: std::fmt::Debug>(
    result: Result<T, Error>,
) -> (StatusCode, String, Option<String>, Option<String>) {
    let error = result.unwrap_err();
    let body = error.api::<ErrorResponse>().expect("the service's error body").error.clone();
    assert_eq!(body.kind.as_deref(), Some("invalid_request_error"));
    (error.status().unwrap(), body.message, body.param, body.code)
}
