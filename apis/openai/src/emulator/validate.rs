//! The check of a request before its endpoint sees it.

use schematic_api::Endpoint;
use schematic_api::mock::{ErrorReply, Received};
use serde_json::Value;

use super::{failures, rules};

/// Checks what the service demands of every request: a known route, an API key, and values that fit the endpoint.
pub(super) fn check_request(received: &Received) -> Result<(), ErrorReply> {
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
    check_query(endpoint, received.query())?;
    let body = serde_json::from_slice(received.body()).unwrap_or_default();
    match rules::of_body(endpoint) {
        Some(rule) if Value::is_object(&body) => rule.check(&body, ""),
        _ => Ok(()),
    }
}

fn check_query(endpoint: &Endpoint, query: &str) -> Result<(), ErrorReply> {
    let pairs = query.split('&').map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    pairs.into_iter().try_for_each(|(name, text)| {
        let name = list_name(decode(name));
        let declared = endpoint.query().iter().any(|parameter| parameter.name() == name);
        match rules::QUERY.iter().find(|field| declared && field.name() == name) {
            Some(field) => field.check_text(&decode(text)),
            None => Ok(()),
        }
    })
}

/// Returns the name of a list without the index that some clients write: `include[]` for `include[0]`.
fn list_name(name: String) -> String {
    match name.split_once('[') {
        Some((list, index)) if index.ends_with(']') => format!("{list}[]"),
        _ => name,
    }
}

/// Decodes a name or a value of a query. An escape that is not one stays as it is.
fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let escaped = if *first == b'%' { after.get(..2).and_then(byte) } else { None };
        bytes.push(escaped.unwrap_or(if *first == b'+' { b' ' } else { *first }));
        rest = if escaped.is_some() { after.get(2..).unwrap_or_default() } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn byte(digits: &[u8]) -> Option<u8> {
    let digits = digits.iter().map(|digit| char::from(*digit).to_digit(16));
    let number = digits.reduce(|high, low| Some(high? * 16 + low?))??;
    u8::try_from(number).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_decoded() {
        assert_eq!(decode("include%5b%5D"), "include[]");
        assert_eq!(decode("a+b%20c"), "a b c");
        assert_eq!(decode("100%"), "100%");
        assert_eq!(decode("%zz%e2%82%ac"), "%zz€");
    }
}
