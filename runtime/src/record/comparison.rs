//! Compares a request with a recorded one.

use std::collections::BTreeSet;

use serde_json::{Number, Value};

use super::content::{Content, Part};
use super::difference::{Difference, Place, fits};
use super::exchange::Request;
use super::pairs;
use crate::redactor::REDACTED;

/// Returns where two requests differ, at most once in each of their parts. The headers that matter are in `headers`.
pub(super) fn differences(
    recorded: &Request,
    now: &Request,
    headers: &BTreeSet<String>,
) -> Vec<Difference> {
    let ((path, query), (path_now, query_now)) = (place(&recorded.url), place(&now.url));
    let text = |place, recorded: &str, now: &str| {
        (!fits(recorded, now))
            .then(|| Difference::new(place, Some(recorded.into()), Some(now.into())))
    };
    let heads = [
        text(Place::Path, path, path_now),
        text(Place::Method, &recorded.method, &now.method),
        of_pairs(query, query_now)
            .map(|(name, was, is)| Difference::new(Place::Query(name), was, is)),
    ];
    let headers = headers.iter().filter_map(|name| of_header(name, recorded, now));
    let body = of_contents(&recorded.body, &now.body);
    let body = body.map(|(at, was, is)| Difference::new(Place::Body(at), was, is));
    heads.into_iter().flatten().chain(headers).chain(body).collect()
}

/// The path below the base URL, or the origin and the path, and the query.
pub(super) fn place(url: &str) -> (&str, &str) {
    url.split_once('?').unwrap_or((url, ""))
}

/// Where two values differ, and what they have there.
type Found = (String, Option<String>, Option<String>);

/// Finds the first pair that has no counterpart.
fn of_pairs(recorded: &str, now: &str) -> Option<Found> {
    let mut free = pairs::sorted(now);
    let mut missing = None;
    for (name, value) in pairs::sorted(recorded) {
        let same = |(other, given): &(String, String)| *other == name && fits(&value, given);
        match free.iter().position(same) {
            Some(at) => drop(free.remove(at)),
            None => {
                missing.get_or_insert((name, value));
            }
        }
    }
    match missing {
        Some((name, value)) => {
            let other = free.into_iter().find(|(other, _)| *other == name);
            Some((name, Some(quoted(&value)), other.map(|(_, value)| quoted(&value))))
        }
        None => free.into_iter().next().map(|(name, value)| (name, None, Some(quoted(&value)))),
    }
}

fn of_header(name: &str, recorded: &Request, now: &Request) -> Option<Difference> {
    let values = |request: &Request| {
        let mut headers = request.headers.iter();
        headers.find(|(other, _)| other == name).map(|(_, values)| values.join(", "))
    };
    let (was, is) = (values(recorded), values(now));
    let same = match (&was, &is) {
        (Some(was), Some(is)) => fits(was, is),
        (was, is) => was == is,
    };
    (!same).then(|| Difference::new(Place::Header(name.to_owned()), was, is))
}

fn of_contents(recorded: &Content, now: &Content) -> Option<Found> {
    match (recorded, now) {
        (Content::Json(was), Content::Json(is)) => of_json(was, is),
        (Content::Text(was), Content::Text(is)) => of_texts(was, is),
        (Content::Parts(was), Content::Parts(is)) => of_parts(was, is),
        (Content::Binary(was), Content::Binary(is)) if fits_bytes(was, is) => None,
        (was, is) if was == is => None,
        (Content::Text(was), _) if was == REDACTED => None,
        (was, is) => Some((String::new(), shown(was), shown(is))),
    }
}

/// Texts may be forms, whose pairs have no order.
fn of_texts(recorded: &str, now: &str) -> Option<Found> {
    if fits(recorded, now) {
        return None;
    }
    let is_form = |text: &str| text.contains('=') && !text.contains(['\n', ' ']);
    match is_form(recorded) && is_form(now) {
        true => of_pairs(recorded, now),
        false => Some((String::new(), Some(quoted(recorded)), Some(quoted(now)))),
    }
}

fn of_json(recorded: &str, now: &str) -> Option<Found> {
    match (serde_json::from_str(recorded), serde_json::from_str(now)) {
        (Ok(recorded), Ok(now)) => of_values("", &recorded, &now),
        _ => of_texts(recorded, now),
    }
}

fn of_values(at: &str, recorded: &Value, now: &Value) -> Option<Found> {
    let is_removed = |value: &Value| value.as_str() == Some(REDACTED);
    match (recorded, now) {
        (was, is) if is_removed(was) || is_removed(is) => None,
        (Value::String(was), Value::String(is)) if fits(was, is) => None,
        (Value::Array(was), Value::Array(is)) => (0..was.len().max(is.len()))
            .find_map(|index| of_members(format!("{at}[{index}]"), was.get(index), is.get(index))),
        (Value::Object(was), Value::Object(is)) => {
            let names: BTreeSet<&String> = was.keys().chain(is.keys()).collect();
            let place =
                |name: &str| if at.is_empty() { name.to_owned() } else { format!("{at}.{name}") };
            names.into_iter().find_map(|name| of_members(place(name), was.get(name), is.get(name)))
        }
        (Value::Number(was), Value::Number(is)) if same_fraction(was, is) => None,
        (was, is) if was == is => None,
        (was, is) => Some((at.to_owned(), Some(was.to_string()), Some(is.to_string()))),
    }
}

/// With `arbitrary_precision`, which any crate may turn on, numbers are compared by their text: 0.5 is not 5e-1.
fn same_fraction(recorded: &Number, now: &Number) -> bool {
    recorded.is_f64() && now.is_f64() && recorded.as_f64() == now.as_f64()
}

fn of_members(at: String, recorded: Option<&Value>, now: Option<&Value>) -> Option<Found> {
    match (recorded, now) {
        (Some(was), Some(is)) => of_values(&at, was, is),
        (was, is) => Some((at, was.map(Value::to_string), is.map(Value::to_string))),
    }
}

fn of_parts(recorded: &[Part], now: &[Part]) -> Option<Found> {
    (0..recorded.len().max(now.len())).find_map(|index| {
        match (recorded.get(index), now.get(index)) {
            (Some(was), Some(is)) => of_part(was, is),
            (was, is) => {
                let name = was.or(is).map(|part| part.name.clone()).unwrap_or_default();
                let content = |part: Option<&Part>| part.and_then(|part| shown(&part.content));
                Some((name, content(was), content(is)))
            }
        }
    })
}

fn of_part(recorded: &Part, now: &Part) -> Option<Found> {
    let head = |part: &Part| {
        let (file, media_type) = (part.file_name.as_deref(), part.media_type.as_deref());
        format!("{} {} {}", part.name, file.unwrap_or("-"), media_type.unwrap_or("-"))
    };
    let (was, is) = (head(recorded), head(now));
    if !fits(&was, &is) {
        return Some((recorded.name.clone(), Some(was), Some(is)));
    }
    let (at, was, is) = of_contents(&recorded.content, &now.content)?;
    let place =
        if at.is_empty() { recorded.name.clone() } else { format!("{}.{at}", recorded.name) };
    Some((place, was, is))
}

/// Bytes among which texts were removed.
fn fits_bytes(recorded: &[u8], now: &[u8]) -> bool {
    // Each byte as one character, so that no byte is lost.
    let text = |bytes: &[u8]| bytes.iter().map(|byte| char::from(*byte)).collect::<String>();
    fits(&text(recorded), &text(now))
}

/// What a message shows of a body.
fn shown(content: &Content) -> Option<String> {
    match content {
        Content::Empty => None,
        Content::Json(text) => Some(text.clone()),
        Content::Text(text) => Some(quoted(text)),
        Content::Binary(bytes) => Some(format!("{} bytes", bytes.len())),
        Content::Parts(parts) => Some(format!("{} parts", parts.len())),
        Content::Omitted { length, sha256 } => Some(format!("{length} bytes, SHA-256 {sha256}")),
    }
}

fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(recorded: &str, now: &str) -> Option<String> {
        let body = |text: &str| Content::Json(text.to_owned());
        let (at, was, is) = of_contents(&body(recorded), &body(now))?;
        Some(Difference::new(Place::Body(at), was, is).to_string())
    }

    #[test]
    fn json_is_compared_by_value() {
        assert_eq!(json(r#"{"a":[1,2.0],"b":"é"}"#, r#"{"b":"\u00e9", "a":[1, 2.0]}"#), None);
        assert_eq!(
            json(r#"{"a":"[redacted]","b":"x[redacted]"}"#, r#"{"a":{"c":1},"b":"xyz"}"#),
            None
        );
    }

    #[test]
    fn the_first_place_that_differs_is_named() {
        for (recorded, now, message) in [
            (
                r#"{"a":{"b":["x"]}}"#,
                r#"{"a":{"b":["y"]}}"#,
                r#"`a.b[0]` in the body: recorded "x", now "y""#,
            ),
            (r#"{"a":[1]}"#, r#"{"a":[1,2]}"#, "`a[1]` in the body: not recorded, now 2"),
            (r#"{"a":1,"b":null}"#, r#"{"a":1}"#, "`b` in the body: recorded null, now absent"),
            ("[]", "{}", "the body: recorded [], now {}"),
        ] {
            assert_eq!(json(recorded, now).as_deref(), Some(message));
        }
    }

    #[test]
    fn queries_are_compared_as_sets_of_pairs() {
        assert_eq!(of_pairs("a=1&b=2&a=3", "a=3&a=1&b=2"), None);
        assert_eq!(of_pairs("a=[redacted]&b=2", "b=2&a=9"), None);
        let found = |name: &str, was: Option<&str>, is: Option<&str>| {
            Some((name.to_owned(), was.map(str::to_owned), is.map(str::to_owned)))
        };
        assert_eq!(of_pairs("a=1&b=2", "b=3&a=1"), found("b", Some("\"2\""), Some("\"3\"")));
        assert_eq!(of_pairs("a=1", ""), found("a", Some("\"1\""), None));
        assert_eq!(of_pairs("", "a"), found("a", None, Some("\"\"")));
    }
}
