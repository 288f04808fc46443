//! Error replies, in the words of the service where they are known.

use std::fmt::Display;

use schematic_api::StatusCode;
use schematic_api::mock::{ErrorReply, Reason, Received, Rejection};

use crate::{ErrorObject, ErrorResponse};

/// The reply to a request for an object that does not exist.
pub(super) fn not_found(kind: &str, id: impl Display) -> ErrorReply {
    fail(StatusCode::NOT_FOUND, invalid(format!("No {kind} found with id '{id}'.")))
}

/// The reply to a request for an object that does not exist in another, which does.
pub(super) fn not_found_in(
    kind: &str,
    id: impl Display,
    outer: &str,
    outer_id: impl Display,
) -> ErrorReply {
    let message = format!("No {kind} found with id '{id}' in {outer} '{outer_id}'.");
    fail(StatusCode::NOT_FOUND, invalid(message))
}

/// The reply to a request for a file or an upload that does not exist.
pub(super) fn no_such(kind: &str, id: impl Display) -> ErrorReply {
    let error = invalid(format!("No such {kind} object: {id}")).param("id");
    fail(StatusCode::NOT_FOUND, error)
}

/// The reply to more bytes than the service takes at once.
pub(super) fn too_large(limit: usize, got: usize) -> ErrorReply {
    let message = format!("Maximum content size limit ({limit}) exceeded ({got} bytes read)");
    fail(StatusCode::PAYLOAD_TOO_LARGE, invalid(message))
}

/// The reply to a request that the current state does not allow.
pub(super) fn refused(message: impl Into<String>) -> ErrorReply {
    fail(StatusCode::BAD_REQUEST, invalid(message))
}

/// The reply to a request with an invalid parameter.
pub(super) fn invalid_value(parameter: &str, code: &str, message: impl Into<String>) -> ErrorReply {
    fail(StatusCode::BAD_REQUEST, invalid(message).param(parameter).code(code))
}

/// The reply to a request without an API key.
pub(super) fn no_key() -> ErrorReply {
    fail(StatusCode::UNAUTHORIZED, invalid(NO_KEY))
}

/// The reply to a request that no endpoint is declared for.
pub(super) fn no_route(received: &Received) -> ErrorReply {
    let message = format!("Invalid URL ({} {})", received.method(), received.full_path());
    fail(StatusCode::NOT_FOUND, invalid(message))
}

/// Turns the rejection of a request that does not fit its endpoint into an error reply of the
/// service.
pub(super) fn word(rejection: Rejection) -> ErrorReply {
    match rejection.reason() {
        Reason::Header(name) if name == "openai-beta" => {
            fail(StatusCode::BAD_REQUEST, invalid(NO_BETA).code("invalid_beta"))
        }
        Reason::Query(name) | Reason::Path(name) => unfit(name),
        Reason::NoBody | Reason::NotJson => fail(StatusCode::BAD_REQUEST, invalid(NO_JSON)),
        // The problem is in the words of the decoder, which are not those of the service.
        Reason::Body(path) if path.is_empty() => fail(StatusCode::BAD_REQUEST, invalid(NO_JSON)),
        Reason::Body(path) => unfit(path),
        _ => rejection.into(),
    }
}

fn unfit(parameter: &str) -> ErrorReply {
    invalid_value(parameter, "invalid_value", format!("Invalid value for '{parameter}'."))
}

fn invalid(message: impl Into<String>) -> ErrorObject {
    ErrorObject::new(message).kind("invalid_request_error")
}

fn fail(status: StatusCode, error: ErrorObject) -> ErrorReply {
    ErrorReply::new(status).json(&ErrorResponse::from(error))
}

const NO_KEY: &str = "You didn't provide an API key. You need to provide your API key in an Authorization header using \
    Bearer auth (i.e. Authorization: Bearer YOUR_KEY), or as the password field (with blank username) if you're \
    accessing the API from your browser and are prompted for a username and password. You can obtain an API key from \
    https://platform.openai.com/account/api-keys.";

const NO_BETA: &str = "You must provide the 'OpenAI-Beta' header to access the Assistants API. Please try again by \
    setting the header 'OpenAI-Beta: assistants=v2'.";

const NO_JSON: &str = "We could not parse the JSON body of your request. (HINT: This likely means you aren't using your \
    HTTP library correctly. The OpenAI API expects a JSON payload, but what was sent was not valid JSON.)";
