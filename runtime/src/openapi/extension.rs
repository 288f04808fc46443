//! What OpenAPI has no words for: the extension `x-schematic` of an operation.

use serde_json::{Map, Value, json};

use super::declared::Line;
use super::field::set;
use super::parameters::rest_parameter;
use super::response::conditions;
use crate::declaration::{ApiSpec, CursorPlace, CursorSource, Endpoint, PagedBy};
use crate::retry::{RetrySpec, StatusSet};
use http::StatusCode;

/// The facts of a line but its name.
pub(super) fn of_line(line: &Line, spec: &'static ApiSpec) -> Map<String, Value> {
    let endpoint = line.endpoint;
    let paging = endpoint.paging();
    let conditions: Vec<_> = conditions(endpoint, spec.error_conditions()).collect();
    let facts = [
        ("rest", rest_parameter(endpoint).map(Value::from)),
        ("paged_by", paging.map(|paging| paged_by(paging.next(), "next"))),
        ("paged_back_by", paging.and_then(|it| it.previous()).map(|way| paged_by(way, "prev"))),
        ("polled_until", line.polled_until.map(Value::from)),
        ("events", events(endpoint)),
        ("errors_when", (!conditions.is_empty()).then(|| conditions.into())),
        ("retry", endpoint.retry().map(retry)),
        ("timeout_ms", endpoint.timeout().map(|it| millis(it).into())),
        ("idempotent", is_declared_idempotent(endpoint).then_some(Value::Bool(true))),
    ];
    collected(facts)
}

/// The facts of a client.
pub(super) fn of_client(spec: &ApiSpec) -> Map<String, Value> {
    let facts = [
        ("client", Some(Value::from(spec.name()))),
        ("base_url_env", spec.base_url_env().map(Value::from)),
        ("retry", spec.retry().map(retry)),
        ("timeout_ms", spec.timeout().map(|it| millis(it).into())),
    ];
    collected(facts)
}

fn collected<const N: usize>(facts: [(&str, Option<Value>); N]) -> Map<String, Value> {
    facts.into_iter().filter_map(|(name, fact)| Some((name.to_owned(), fact?))).collect()
}

fn is_declared_idempotent(endpoint: &Endpoint) -> bool {
    endpoint.is_idempotent() && !endpoint.method().is_idempotent()
}

fn millis(time: std::time::Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

fn events(endpoint: &Endpoint) -> Option<Value> {
    let events = endpoint.events()?;
    let facts = collected([
        ("when", events.when().map(Value::from)),
        ("when_query", events.when_query().map(Value::from)),
        ("until", events.until().map(Value::from)),
        ("error", events.error().map(Value::from)),
    ]);
    (!facts.is_empty()).then(|| facts.into())
}

fn paged_by(way: PagedBy, relation: &str) -> Value {
    match way {
        PagedBy::Cursor { name, place, source } => {
            let mut way = json!({ "cursor": name });
            if place == CursorPlace::Body {
                set(&mut way, "in", "body");
            }
            if let CursorSource::Header(header) = source {
                set(&mut way, "from_header", header);
            }
            way
        }
        PagedBy::Link => json!({ "link": relation }),
        PagedBy::Url => json!({ "url": relation }),
        PagedBy::Number { parameter, first } => json!({ "number": parameter, "from": first }),
        PagedBy::Offset { parameter, first } => json!({ "offset": parameter, "from": first }),
    }
}

fn retry(retry: RetrySpec) -> Value {
    let mut value = json!({ "retries": retry.retries });
    if let Some(statuses) = retry.statuses {
        set(&mut value, "on", on(statuses));
    }
    value
}

/// The statuses, with whole classes as `5XX`.
fn on(statuses: StatusSet) -> Vec<Value> {
    let holds = |status| StatusCode::from_u16(status).is_ok_and(|status| statuses.contains(status));
    let mut on = Vec::new();
    for class in 1..=9_u16 {
        let mut all = class * 100..class * 100 + 100;
        if all.clone().all(holds) {
            on.push(format!("{class}XX").into());
        } else {
            on.extend(all.by_ref().filter(|status| holds(*status)).map(Value::from));
        }
    }
    on
}
