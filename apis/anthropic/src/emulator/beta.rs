//! What replies have besides if the request names a beta, whether it asks for anything of that or not.

use serde_json::{Value, json};

use super::context::Edited;
use crate::{CreateMessage, Message};

/// Why a credit is not used: the emulator gives none, so that each is from another time.
const NO_CREDIT: &str = "expired";

/// Adds to a message what the betas have.
pub(super) fn completed(message: Message, request: &CreateMessage, edited: &Edited) -> Message {
    let mut json = json!(message);
    let usage = &json["usage"];
    let iteration = json!({
        "type": "message", "model": json["model"],
        "input_tokens": usage["input_tokens"], "output_tokens": usage["output_tokens"],
        "cache_creation": usage["cache_creation"],
        "cache_creation_input_tokens": usage["cache_creation_input_tokens"],
        "cache_read_input_tokens": usage["cache_read_input_tokens"],
    });
    let credit = request
        .fallback_credit_token
        .as_ref()
        .map(|_| json!({ "status": { "type": "not_applied", "reason": NO_CREDIT } }));
    json["context_management"] = match request.context_management {
        Some(_) => json!({ "applied_edits": edited.applied }),
        None => Value::Null,
    };
    json["usage"]["iterations"] = json!([iteration]);
    json["usage"]["fallback_credit"] = json!(credit);
    // What was read from a message can be read again.
    serde_json::from_value(json).unwrap_or(message)
}

/// Takes back, for the start of a stream, what only its end tells.
pub(super) fn start(message: &mut Value) {
    for place in ["/context_management", "/usage/iterations", "/usage/fallback_credit"] {
        if let Some(told) = message.pointer_mut(place) {
            *told = Value::Null;
        }
    }
}

/// Adds to the `message_delta` at the end of a stream what the message has of the betas.
pub(super) fn end(delta: &mut Value, message: &Message) {
    let message = json!(message);
    if let Some(edits) = message.get("context_management") {
        delta["context_management"] = edits.clone();
    }
    for name in ["iterations", "fallback_credit"] {
        if let Some(told) = message["usage"].get(name) {
            delta["usage"][name] = told.clone();
        }
    }
}
