//! Exchanges that are recorded to a file and replayed from it.

mod bodies;
mod connections;
mod matching;
mod offline;
mod secrets;
mod streams;
mod written;

use std::path::Path;

use http::Method;
use schematic_api::record::{Cassette, Mode};
use schematic_api::reply::{Json, Text};
use schematic_api::{Api, ClientBuilder, Error, Event, Object, UndeclaredRequest, api};
use schematic_tests::scripted::{Reply, Scripted};
use serde_json::Value;

/// The credential of all clients that record.
const KEY: &str = "sk-note-9a8b7c";

/// A note.
#[derive(Clone, Debug, PartialEq, Object)]
struct Note {
    pub id: u64,
    pub text: String,
}

/// What happens to notes.
#[derive(Clone, Debug, PartialEq, Event)]
enum Change {
    Written(Note),
    Unknown { event: String, data: String },
}

api! {
    /// An invented service.
    client Notes at "https://notes.example.com/v1" {
        auth        bearer env "NOTES_KEY";
        idempotency "Idempotency-Key";
    }

    read:     GET  /notes/<id: u64> -> Note;
    search:   GET  /notes?<words: String?>&<limit: u32?> -> text;
    write:    POST /notes (json Note) -> Note;
    upload:   POST /files (stream) -> text;
    download: GET  /files/<id: u64> -> stream;
    watch:    GET  /changes -> sse Change;
    log:      GET  /log -> lines Note;
}

fn record(path: &Path) -> Cassette {
    Cassette::new(path).mode(Mode::Record)
}

fn replay(path: &Path) -> Cassette {
    Cassette::new(path)
}

/// A builder of a client that records what a script answers.
fn recording(cassette: &Cassette, script: &Scripted) -> ClientBuilder<Notes> {
    let builder = Notes::builder().credential(KEY).transport(script.clone()).jitter(|| 0.0);
    builder.cassette(cassette)
}

/// A client that records.
fn recorder(cassette: &Cassette, script: &Scripted) -> Notes {
    recording(cassette, script).build().expect("a client")
}

/// A client that has nothing but a cassette.
fn player(cassette: &Cassette) -> Notes {
    Notes::builder().jitter(|| 0.0).cassette(cassette).build().expect("a client without a key")
}

fn request(notes: &Notes, method: Method, path: &str) -> UndeclaredRequest {
    notes.client().request(method, path)
}

fn get(notes: &Notes, path: &str) -> UndeclaredRequest {
    request(notes, Method::GET, path)
}

fn post(notes: &Notes, path: &str) -> UndeclaredRequest {
    request(notes, Method::POST, path)
}

async fn text(request: UndeclaredRequest) -> Result<String, Error> {
    request.send::<Text>().await
}

async fn json(request: UndeclaredRequest) -> Result<Value, Error> {
    request.send::<Json<Value>>().await
}

/// A reply that is text.
fn said(text: &str) -> Reply {
    Reply::status(200).header("content-type", "text/plain").chunk(text.to_owned())
}

/// The file, as text and as JSON.
fn written(path: &Path) -> (String, Value) {
    let text = std::fs::read_to_string(path).expect("the recording");
    let json = serde_json::from_str(&text).expect("JSON");
    (text, json)
}

/// The error that says that nothing was recorded for a request.
fn reason(error: &Error) -> String {
    assert!(error.is_config(), "{error:?}");
    std::error::Error::source(error).expect("a source").to_string()
}
