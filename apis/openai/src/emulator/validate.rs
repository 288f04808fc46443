//! The check of a request before its endpoint sees it.

use std::borrow::Cow;

use schematic_api::Endpoint;
use schematic_api::mock::{ErrorReply, Received};
use serde_json::Value;

use super::{asked, failures, rules};

/// Checks what the service demands of every request: a known route, an API key, and values that fit the endpoint.
pub(super) fn check_request(received: &Received) -> Result<(), ErrorReply> {
    asked::check(received)?;
    if received.endpoint().is_none() {
        return Err(failures::no_route(received));
    }
    let key = received.header("authorization").and_then(|value| value.strip_prefix("Bearer "));
    match key.map(str::trim) {
        Some(key) if !key.is_empty() => check(received),
        _ => Err(failures::no_key()),
    }
}

/// Checks the query and the body against the rules of the endpoint.
///
/// Other faults are left to the endpoint, which reports them in this order: a missing header, then a body that is not
/// a JSON object.
fn check(received: &Received) -> Result<(), ErrorReply> {
    let Some(endpoint) = received.endpoint() else { return Ok(()) };
    if endpoint.headers().iter().any(|(name, _)| received.header(name).is_none()) {
        return Ok(());
    }
    check_query(endpoint, received)?;
    let body = serde_json::from_slice(received.body()).unwrap_or_default();
    match rules::of_body(endpoint) {
        Some(rule) if Value::is_object(&body) => rule.check(&body, ""),
        _ => Ok(()),
    }
}

fn check_query(endpoint: &Endpoint, received: &Received) -> Result<(), ErrorReply> {
    received.query_pairs().try_for_each(|(name, text)| {
        let name = list_name(name);
        let declared = endpoint.query().iter().any(|parameter| parameter.name() == name);
        match rules::of_query(endpoint, &name).filter(|_| declared) {
            Some(field) => field.check_text(&text),
            None => Ok(()),
        }
    })
}

/// Returns the name of a list without the index that some clients write: `include[]` for `include[0]`.
fn list_name(name: Cow<'_, str>) -> Cow<'_, str> {
    match name.split_once('[') {
        Some((list, index)) if index.ends_with(']') => format!("{list}[]").into(),
        _ => name,
    }
}
