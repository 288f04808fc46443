//! What an import makes of each thing that documents have.

mod bodies;
mod clients;
mod docs;
mod documents;
mod names;
mod parameters;
mod repetition;
mod replies;
#[path = "../support/mod.rs"]
mod support;
mod types;

use support::{line, source};

/// A reply of JSON.
const OK: &str = "responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Note'}}}}}";
const NOTE: &str =
    "schemas:\n  Note: {type: object, required: [id], properties: {id: {type: string}}}";

/// The line of an operation that replies with a note.
fn of(operation: &str) -> String {
    line(&source(operation, NOTE), "read")
}

fn get(path: &str, parameters: &str) -> String {
    of(&format!("'{path}': {{get: {{operationId: read, parameters: [{parameters}], {OK}}}}}"))
}
