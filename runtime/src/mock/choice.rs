//! Tells the endpoints of one method and path apart: by the constants of their query and headers, and then by the kind of
//! their body.

use http::{HeaderMap, header};

use super::error_reply::{Reason, Rejection};
use super::received::Received;
use crate::declaration::{BodyKind, Endpoint, ParameterKind};

/// Returns the index of the endpoint that a request is for. The one with the most constants wins.
///
/// A single endpoint is chosen whatever its constants: [`check_constants`] then says what is missing.
pub(super) fn choose(
    endpoints: &[&Endpoint],
    received: &Received,
    has_handler: impl Fn(&Endpoint) -> bool,
) -> Option<usize> {
    if endpoints.len() == 1 {
        return Some(0);
    }
    let fits = |endpoint: &Endpoint| missing(endpoint, received).next().is_none();
    let fitting = endpoints.iter().enumerate().filter(|(_, endpoint)| fits(endpoint));
    let last = fitting.rev().max_by_key(|(_, endpoint)| {
        (constants(endpoint).count(), accepts_body(endpoint, received), has_handler(endpoint))
    });
    last.map(|(index, _)| index)
}

/// Whether there are requests for both endpoints, which have the same method and path, and nothing tells which one it is.
pub(super) fn are_alike(a: &Endpoint, b: &Endpoint) -> bool {
    let has_all_of =
        |a, b| constants(b).all(|constant| constants(a).any(|other| other == constant));
    let same_kind = kind(a.body()) == kind(b.body()) && a.body() != BodyKind::None;
    has_all_of(a, b) && has_all_of(b, a) && (same_kind || may_be_empty(a) && may_be_empty(b))
}

/// Checks that a request has what the declaration sends with every call.
pub(super) fn check_constants(endpoint: &Endpoint, received: &Received) -> Result<(), Rejection> {
    match missing(endpoint, received).next() {
        None => Ok(()),
        Some(constant) => Err(constant.rejection(constant.value)),
    }
}

/// Says which constants one of the endpoints would need.
pub(super) fn undecided(endpoints: &[&Endpoint], received: &Received) -> Rejection {
    let first = endpoints.iter().find_map(|endpoint| missing(endpoint, received).next());
    let Some(first) = first else { return Rejection::new(Reason::UnknownPath, "is ambiguous") };
    let all = endpoints.iter().flat_map(|endpoint| constants(endpoint));
    let mut values: Vec<&str> =
        all.filter(|other| other.place == first.place).map(|constant| constant.value).collect();
    values.sort_unstable();
    values.dedup();
    first.rejection(&values.join("` or `"))
}

/// A part of a request that is the same in every call of an endpoint.
#[derive(Clone, Copy, PartialEq)]
struct Constant {
    place: Place,
    value: &'static str,
}

#[derive(Clone, Copy, PartialEq)]
enum Place {
    Query(&'static str),
    Header(&'static str),
}

impl Constant {
    fn is_in(self, received: &Received) -> bool {
        match self.place {
            Place::Query(name) => {
                received.query_pairs().any(|(key, value)| key == name && value == self.value)
            }
            Place::Header(name) => has_header(&received.headers, name, self.value),
        }
    }

    fn rejection(self, values: &str) -> Rejection {
        let reason = match self.place {
            Place::Query(name) => Reason::Query(name.to_owned()),
            Place::Header(name) => Reason::Header(name.to_owned()),
        };
        Rejection::new(reason, format_args!("must be `{values}`, as declared"))
    }
}

fn constants(endpoint: &Endpoint) -> impl Iterator<Item = Constant> {
    let query = endpoint.query().iter().filter_map(|parameter| match parameter.kind() {
        ParameterKind::Fixed(value) => {
            Some(Constant { place: Place::Query(parameter.name()), value })
        }
        _ => None,
    });
    let headers = endpoint.headers().iter();
    query.chain(headers.map(|(name, value)| Constant { place: Place::Header(name), value }))
}

fn missing(endpoint: &Endpoint, received: &Received) -> impl Iterator<Item = Constant> {
    constants(endpoint).filter(|constant| !constant.is_in(received))
}

/// Whether a header has this value, alone or in a list.
fn has_header(headers: &HeaderMap, name: &str, expected: &str) -> bool {
    let mut values = headers.get_all(name).iter().filter_map(|value| value.to_str().ok());
    values.any(|value| value == expected || value.split(',').any(|item| item.trim() == expected))
}

/// What a body is by its content type.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Json,
    Lines,
    Form,
    Multipart,
    Text,
    Other,
}

fn kind(body: BodyKind) -> Kind {
    match body {
        BodyKind::Json => Kind::Json,
        BodyKind::Lines => Kind::Lines,
        BodyKind::Form => Kind::Form,
        BodyKind::Multipart => Kind::Multipart,
        BodyKind::Text => Kind::Text,
        BodyKind::Bytes | BodyKind::Stream | BodyKind::None => Kind::Other,
    }
}

fn sent_kind(received: &Received) -> Kind {
    let content_type = received.header(header::CONTENT_TYPE.as_str()).unwrap_or_default();
    let media_type = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match media_type.as_str() {
        "application/x-www-form-urlencoded" => Kind::Form,
        "multipart/form-data" => Kind::Multipart,
        "application/x-ndjson" | "application/ndjson" | "application/jsonl" => Kind::Lines,
        json if json == "application/json" || json.ends_with("+json") => Kind::Json,
        text if text.starts_with("text/") => Kind::Text,
        _ => Kind::Other,
    }
}

fn accepts_body(endpoint: &Endpoint, received: &Received) -> bool {
    if received.body.is_empty() {
        return may_be_empty(endpoint);
    }
    endpoint.body() != BodyKind::None && kind(endpoint.body()) == sent_kind(received)
}

/// Whether a call may be without a body.
fn may_be_empty(endpoint: &Endpoint) -> bool {
    endpoint.body() == BodyKind::None || endpoint.is_body_optional()
}
