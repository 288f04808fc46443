//! Documents in JSON.

use super::{DocumentError, Node};

/// Reads a text of JSON.
pub(super) fn read(text: &str) -> Result<Node, DocumentError> {
    serde_json::from_str(text).map_err(|error| DocumentError::Syntax {
        format: "JSON",
        line: error.line(),
        column: error.column(),
        message: without_place(&error.to_string()),
    })
}

/// The message of `serde_json`, which ends with the place.
fn without_place(message: &str) -> String {
    message.split(" at line ").next().unwrap_or(message).to_owned()
}
