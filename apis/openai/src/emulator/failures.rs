//! Error replies, in the words of the service where they are known.

use std::fmt::Display;

use schematic_api::StatusCode;
use schematic_api::mock::{ErrorReply, Reason, Received, Rejection};

use crate::{ErrorObject, ErrorResponse};

/// The reply to a request for an object that does not exist.
pub(super) fn not_found(kind: &str, id: impl Display) -> ErrorReply {
    fail(StatusCode::NOT_FOUND, invalid(format!("No {kind} found with id '{id}'.")))
}

/// The reply to a request that the current state does not allow.
pub(super) fn refused(message: impl Into<String>) -> ErrorReply {
    fail(StatusCode::BAD_REQUEST, invalid(message))
}

/// The reply to a request with an invalid parameter.
pub(super) fn invalid_value(parameter: &str, code: &str, message: impl Into<String>) -> ErrorReply {
    fail(StatusCode::BAD_REQUEST, invalid(message).param(parameter).code(code))
}

/// Checks what the service demands of every request: a known route and an API key.
pub(super) fn check_request(received: &Received) -> Result<(), ErrorReply> {
    if received.endpoint().is_none() {
        let message = format!("Invalid URL ({} {})", received.method(), received.full_path());
        return Err(fail(StatusCode::NOT_FOUND, invalid(message)));
    }
    let key = received.header("authorization").and_then(|value| value.strip_prefix("Bearer "));
    match key.map(str::trim) {
        Some(key) if !key.is_empty() => Ok(()),
        _ => Err(fail(StatusCode::UNAUTHORIZED, invalid(NO_KEY))),
    }
}

/// Turns the rejection of a request that does not fit its endpoint into an error reply of the
/// service.
pub(super) fn word(rejection: Rejection) -> ErrorReply {
    match rejection.reason() {
        Reason::Header(name) if name == "openai-beta" => {
            fail(StatusCode::BAD_REQUEST, invalid(NO_BETA).code("invalid_beta"))
        }
        Reason::Query(name) | Reason::Path(name) => invalid_value(
            name,
            "invalid_value",
            format!("Invalid '{name}': {}", rejection.problem()),
        ),
        Reason::NoBody | Reason::NotJson => fail(StatusCode::BAD_REQUEST, invalid(NO_JSON)),
        Reason::Body(path) => body(path, rejection.problem()),
        _ => rejection.into(),
    }
}

/// serde reports a missing field as "missing field `model`". A body that is not JSON has no path.
fn body(path: &str, problem: &str) -> ErrorReply {
    let missing = problem.split_once("missing field `").and_then(|(_, rest)| rest.split_once('`'));
    if let Some((field, _)) = missing {
        let parameter = if path.is_empty() { field.to_owned() } else { format!("{path}.{field}") };
        let message = format!("Missing required parameter: '{parameter}'.");
        return invalid_value(&parameter, "missing_required_parameter", message);
    }
    if path.is_empty() {
        return fail(StatusCode::BAD_REQUEST, invalid(NO_JSON));
    }
    invalid_value(
        path,
        "invalid_type",
        format!("Invalid type for '{path}': {}.", mismatch(problem)),
    )
}

/// serde reports a wrong type as "invalid type: integer `5`, expected a string at line 1 column
/// 10".
fn mismatch(problem: &str) -> String {
    let types =
        problem.split_once("invalid type: ").and_then(|(_, types)| types.split_once(", expected "));
    match types {
        Some((got, rest)) => {
            let expected = rest.rsplit_once(" at line ").map_or(rest, |(expected, _)| expected);
            format!("expected {expected}, but got {got} instead")
        }
        None => problem.to_owned(),
    }
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
