//! Failures that a program asks for in a header, because it cannot reach the mock that fails from Rust.

use schematic_api::StatusCode;
use schematic_api::mock::{ErrorReply, Received};

use super::failures::invalid_value;
use crate::{ErrorObject, ErrorResponse};

/// The header that asks for a failure: its value is the status.
const HEADER: &str = "x-emulator-status";

/// Refuses a request that asks for a failure.
pub(super) fn check(received: &Received) -> Result<(), ErrorReply> {
    let Some(wanted) = received.header(HEADER) else { return Ok(()) };
    match wanted.parse::<StatusCode>() {
        Ok(status) if status.is_client_error() || status.is_server_error() => Err(reply(status)),
        _ => {
            let message = format!("Invalid '{HEADER}': expected the status of an error.");
            Err(invalid_value(HEADER, "invalid_value", message))
        }
    }
}

fn reply(status: StatusCode) -> ErrorReply {
    let error = match status {
        StatusCode::TOO_MANY_REQUESTS => ErrorObject::new("Rate limit reached for requests.")
            .kind("requests")
            .code("rate_limit_exceeded"),
        status if status.is_server_error() => {
            ErrorObject::new("The server had an error while processing your request.")
                .kind("server_error")
        }
        status => ErrorObject::new(format!("The request asked for the status {status}."))
            .kind("invalid_request_error"),
    };
    let reply = ErrorReply::new(status).json(&ErrorResponse::from(error));
    match status {
        StatusCode::TOO_MANY_REQUESTS => reply.header("retry-after", "1"),
        _ => reply,
    }
}
