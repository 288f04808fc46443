//! The check of a request before its endpoint sees it.

use schematic_api::mock::Received;
use serde_json::Value;

use super::conversation::Terms;
use super::failures::{Failure, invalid, too_large, unauthenticated};

/// The largest body of a request for a message, in bytes.
const MAX_BODY: usize = 32 * 1024 * 1024;

/// The largest page of a list.
const MAX_LIMIT: u64 = 1000;

/// The key that is wrong.
const BAD_KEY: &str = "bad-key";

/// Checks what the service demands of every request: a key, a version, and a body that fits the endpoint. A request that no
/// endpoint is declared for is left to the mock. `whole` adds to a body what its thread has before it.
pub(super) fn check_request(
    received: &Received,
    whole: impl FnOnce(Value) -> Result<Value, Failure>,
) -> Result<(), Failure> {
    let Some(endpoint) = received.endpoint() else { return Ok(()) };
    let schema = match endpoint.id() {
        "messages.create" => Some("MessagesCreateParams"),
        "messages.count_tokens" => Some("MessagesCountTokensParams"),
        _ => None,
    };
    if schema.is_some() && received.body().len() > MAX_BODY {
        return Err(too_large());
    }
    check_key(received)?;
    let terms = terms(received)?;
    check_encoding(received)?;
    check_limit(received)?;
    match schema {
        Some(schema) if !terms.has_betas() => terms.check(schema, &body(received)?),
        Some(schema) => terms.check(schema, &whole(body(received)?)?),
        None => Ok(()),
    }
}

/// Returns what the headers say about the body.
pub(super) fn terms(received: &Received) -> Result<Terms, Failure> {
    Terms::new(received.header("anthropic-version"), received.header("anthropic-beta"))
}

/// Returns the body, an object.
pub(super) fn body(received: &Received) -> Result<Value, Failure> {
    match received.json::<Value>() {
        Ok(body) if body.is_object() => Ok(body),
        Ok(_) => Err(invalid("Input should be a valid dictionary")),
        Err(error) => Err(invalid(format!("The request body is not valid JSON: {error}"))),
    }
}

/// There is a key in one of two headers, and the wrong one is in neither.
fn check_key(received: &Received) -> Result<(), Failure> {
    let bearer = received.header("authorization").and_then(|value| {
        let (scheme, token) = value.split_once(' ')?;
        scheme.eq_ignore_ascii_case("bearer").then_some(token)
    });
    let keys = [received.header("x-api-key"), bearer].into_iter().flatten().map(str::trim);
    let keys: Vec<_> = keys.filter(|key| !key.is_empty()).collect();
    match keys[..] {
        [] => Err(unauthenticated("x-api-key header is required")),
        _ if keys.contains(&BAD_KEY) => Err(unauthenticated("invalid x-api-key")),
        _ => Ok(()),
    }
}

fn check_encoding(received: &Received) -> Result<(), Failure> {
    match received.header("content-encoding") {
        None | Some("" | "identity") => Ok(()),
        Some(coding) => {
            let problem = format!("content-encoding: '{coding}' is not supported");
            Err(invalid(problem).code("request_body_encoding_unsupported"))
        }
    }
}

fn check_limit(received: &Received) -> Result<(), Failure> {
    let mut limits = received.query_pairs().filter(|(name, _)| name == "limit");
    let is_valid = |text: &str| matches!(text.parse::<u64>(), Ok(1..=MAX_LIMIT));
    match limits.find(|(_, text)| !is_valid(text)) {
        Some(_) => Err(invalid(format!("limit: Input should be an integer from 1 to {MAX_LIMIT}"))),
        None => Ok(()),
    }
}
