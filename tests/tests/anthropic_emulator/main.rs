//! The emulator of the Claude API, tested through the client that users have. Whatever it replies is checked against the
//! published document.

mod answers;
mod batches;
mod betas;
mod conversations;
mod document;
mod files;
mod limits;
mod lists;
mod model;
mod refusals;
mod skills;
mod streams;
mod threads;

use schematic_anthropic::emulator::Emulator;
use schematic_anthropic::*;
use schematic_api::{ClientBuilder, Error, StatusCode};
use schematic_tests::hand_clock::HandClock;
use serde_json::json;

use crate::document::Watching;

const MODEL: &str = "claude-sonnet-5-5";

/// Returns a client that is connected in memory, does not retry, and panics at the first reply that does not fit the document.
fn client(emulator: &Emulator) -> Anthropic {
    builder(emulator).retries(0).build().expect("a client")
}

fn builder(emulator: &Emulator) -> ClientBuilder<Anthropic> {
    emulator.client_builder().transport(Watching(emulator.mock().transport()))
}

fn ask(question: &str) -> CreateMessage {
    CreateMessage::ask(MODEL, 1000, question)
}

/// A tool with two required arguments.
fn tide() -> Tool {
    let properties = json!({ "harbour": { "type": "string" }, "day": { "type": "integer" }, "unit": { "type": "string" } });
    let schema =
        json!({ "type": "object", "properties": properties, "required": ["harbour", "day"] });
    CustomTool::new("get_tide", schema).into()
}

fn wind() -> Tool {
    CustomTool::new("get_wind", json!({ "type": "object" })).into()
}

/// Answers without a script.
async fn answer(request: &CreateMessage) -> Message {
    client(&Emulator::new()).messages().create(request).await.expect("an answer")
}

/// Returns what an error reply says: status, kind and message.
fn refusal<T: std::fmt::Debug>(result: Result<T, Error>) -> (StatusCode, ErrorType, String) {
    let error = result.expect_err("a refusal");
    let body = error.api::<ErrorResponse>().expect("the service's error body");
    assert_eq!(
        body.request_id.as_deref(),
        error.request_id(),
        "the id in the body is that of the header"
    );
    (error.status().expect("a status"), body.error.kind.clone(), body.error.message.clone())
}

/// Returns the message of a 400.
fn invalid<T: std::fmt::Debug>(result: Result<T, Error>) -> String {
    let (status, kind, message) = refusal(result);
    assert_eq!(
        (status, kind),
        (StatusCode::BAD_REQUEST, ErrorType::InvalidRequestError),
        "{message}"
    );
    message
}
