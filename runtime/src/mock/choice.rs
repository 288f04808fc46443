//! Tells the endpoints of one method and path apart: by the constants of their query and headers, then by the parameters and
//! headers that they require, then by the kind of their body, and then by what the body can be decoded into.

use http::{HeaderMap, HeaderValue, header};

use super::error_reply::{Reason, Rejection};
use super::received::Received;
use crate::declaration::{BodyKind, Endpoint, Parameter, ParameterKind};
use crate::request::header_list;

/// Returns the endpoints that a request may be for: those with the most constants, with the most of what they require, and
/// with its kind of body. There are several only if all of them have a handler: then what their body is decoded into decides.
///
/// A single endpoint is chosen whatever its constants: [`check_constants`] then says what is missing.
pub(super) fn choose(
    endpoints: &[&'static Endpoint],
    received: &Received,
    has_handler: impl Fn(&Endpoint) -> bool,
) -> Vec<&'static Endpoint> {
    if endpoints.len() == 1 {
        return endpoints.to_vec();
    }
    let fitting = endpoints.iter().copied().filter(|endpoint| has_constants(endpoint, received));
    let rank = |endpoint: &'static Endpoint| {
        let constants = constants(endpoint).count();
        let required = all_required(endpoint, received);
        (constants, required, accepts_body(endpoint, received), has_handler(endpoint))
    };
    let ranked: Vec<_> = fitting.map(|endpoint| (rank(endpoint), endpoint)).collect();
    let Some(highest) = ranked.iter().map(|(rank, _)| *rank).max() else { return Vec::new() };
    let best = ranked.iter().filter(|(rank, _)| *rank == highest).map(|(_, endpoint)| *endpoint);
    let mut best: Vec<_> = best.collect();
    match best.first().copied() {
        Some(first) if has_handler(first) => best.retain(|other| have_same_marks(first, other)),
        _ => best.truncate(1),
    }
    best
}

/// Whether there are requests for both endpoints, which have the same method and path, and nothing tells which one it is,
/// whatever types their bodies have.
pub(super) fn are_alike(a: &Endpoint, b: &Endpoint) -> bool {
    let same_kind =
        kind(a.body()) == kind(b.body()) && a.declared_media_type() == b.declared_media_type();
    let have_body = [a, b].iter().all(|endpoint| endpoint.body() != BodyKind::None);
    let opaque = same_kind && have_body && !kind(a.body()).is_decoded();
    have_same_marks(a, b) && (opaque || may_be_empty(a) && may_be_empty(b))
}

/// Whether both have the same constants and require the same.
fn have_same_marks(a: &Endpoint, b: &Endpoint) -> bool {
    let has_all_of = |a, b| {
        constants(b).all(|constant| constants(a).any(|other| other == constant))
            && required(b).all(|place| required(a).any(|other| other == place))
    };
    has_all_of(a, b) && has_all_of(b, a)
}

/// Of endpoints with the same kind of body, returns the one whose inputs a request can be decoded into. `unfit` says why
/// it cannot be decoded into those of an endpoint.
pub(super) fn decide(
    endpoints: &[&'static Endpoint],
    unfit: impl Fn(&'static Endpoint) -> Option<Rejection>,
) -> Result<&'static Endpoint, Rejection> {
    let reasons: Vec<_> = endpoints.iter().map(|endpoint| unfit(endpoint)).collect();
    let fitting = endpoints.iter().zip(&reasons).filter(|(_, reason)| reason.is_none());
    let fitting: Vec<_> = fitting.map(|(endpoint, _)| *endpoint).collect();
    match fitting[..] {
        [endpoint] => Ok(endpoint),
        [] => {
            let reasons: Vec<_> = reasons.iter().flatten().map(Rejection::to_string).collect();
            let problem = format!("fits no endpoint of its route ({})", reasons.join("; "));
            Err(Rejection::new(Reason::Body(String::new()), problem))
        }
        _ => {
            let names: Vec<_> = fitting.iter().map(|endpoint| endpoint.id()).collect();
            let names = names.join("` and `");
            let problem = format!(
                "fits `{names}` alike, so that nothing tells which of them the request is for; give one of them no handler, or a \
                 type that refuses the bodies of the others"
            );
            Err(Rejection::new(Reason::Body(String::new()), problem))
        }
    }
}

/// Checks that a request has what the declaration sends with every call.
pub(super) fn check_constants(endpoint: &Endpoint, received: &Received) -> Result<(), Rejection> {
    match missing(endpoint, received).next() {
        None => check_media_type(endpoint, received),
        Some(constant) => Err(constant.rejection(constant.value)),
    }
}

/// A body has the media type that the declaration names for it.
fn check_media_type(endpoint: &Endpoint, received: &Received) -> Result<(), Rejection> {
    match endpoint.declared_media_type() {
        Some(expected) if !received.body.is_empty() && !is_of_type(received, expected) => {
            let content_type = Constant { place: Place::Header("content-type"), value: expected };
            Err(content_type.rejection(expected))
        }
        _ => Ok(()),
    }
}

/// Whether the body is of this media type, whatever its parameters.
fn is_of_type(received: &Received, expected: &str) -> bool {
    media_type(received).eq_ignore_ascii_case(essence(expected))
}

fn media_type(received: &Received) -> &str {
    essence(received.header(header::CONTENT_TYPE.as_str()).unwrap_or_default())
}

fn essence(media_type: &str) -> &str {
    media_type.split(';').next().unwrap_or_default().trim()
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
    let headers = headers.map(|(name, value)| Constant { place: Place::Header(name), value });
    query.chain(headers).chain(appended(endpoint))
}

/// Each value that the endpoint adds to a header.
fn appended(endpoint: &Endpoint) -> impl Iterator<Item = Constant> {
    endpoint.appended_headers().iter().flat_map(|(name, list)| {
        let items = header_list::items(list.as_bytes());
        let items = items.filter_map(|item| std::str::from_utf8(item).ok());
        items.map(|value| Constant { place: Place::Header(name), value })
    })
}

/// The parameters and headers that every request for an endpoint has. A list without items is left out.
fn required(endpoint: &Endpoint) -> impl Iterator<Item = Place> {
    let names = |parameters: &'static [Parameter]| {
        let required = |parameter: &&Parameter| {
            parameter.kind() == ParameterKind::Required && parameter.separator().is_none()
        };
        parameters.iter().filter(required).map(Parameter::name)
    };
    let query = names(endpoint.query()).map(Place::Query);
    query.chain(names(endpoint.header_parameters()).map(Place::Header))
}

/// Returns how much an endpoint requires, or `None` if the request lacks some of it.
fn all_required(endpoint: &Endpoint, received: &Received) -> Option<usize> {
    let is_there = |place: &Place| match *place {
        Place::Query(name) => received.query_pairs().any(|(key, _)| {
            // A value with fields or items has their names in brackets.
            let inside = key.strip_prefix(name.trim_end_matches("[]"));
            key == name || inside.is_some_and(|rest| rest.starts_with('['))
        }),
        Place::Header(name) => received.headers.contains_key(name),
    };
    required(endpoint).all(|place| is_there(&place)).then(|| required(endpoint).count())
}

fn has_constants(endpoint: &Endpoint, received: &Received) -> bool {
    missing(endpoint, received).next().is_none()
}

fn missing(endpoint: &Endpoint, received: &Received) -> impl Iterator<Item = Constant> {
    constants(endpoint).filter(|constant| !constant.is_in(received))
}

/// Whether a header has this value, alone or in a list.
fn has_header(headers: &HeaderMap, name: &str, expected: &str) -> bool {
    let expected = expected.as_bytes();
    let mut values = headers.get_all(name).iter().map(HeaderValue::as_bytes);
    values.any(|value| value == expected || header_list::items(value).any(|item| item == expected))
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

impl Kind {
    /// Whether bodies of this kind have a type, into which not every one of them can be decoded.
    fn is_decoded(self) -> bool {
        matches!(self, Self::Json | Self::Form | Self::Multipart)
    }
}

fn kind(body: BodyKind) -> Kind {
    match body {
        BodyKind::Json => Kind::Json,
        BodyKind::Lines => Kind::Lines,
        BodyKind::Form => Kind::Form,
        BodyKind::Multipart => Kind::Multipart,
        BodyKind::Text => Kind::Text,
        BodyKind::Codec | BodyKind::Bytes | BodyKind::Stream | BodyKind::None => Kind::Other,
    }
}

fn sent_kind(received: &Received) -> Kind {
    match media_type(received).to_ascii_lowercase().as_str() {
        "application/x-www-form-urlencoded" => Kind::Form,
        parts if parts.starts_with("multipart/") => Kind::Multipart,
        "application/x-ndjson" | "application/ndjson" | "application/jsonl" => Kind::Lines,
        json if json == "application/json" || json.ends_with("+json") => Kind::Json,
        text if text.starts_with("text/") => Kind::Text,
        _ => Kind::Other,
    }
}

/// How well an endpoint's body matches the one of a request.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Match {
    Not,
    ByKind,
    /// By the media type that the declaration names.
    ByName,
}

fn accepts_body(endpoint: &Endpoint, received: &Received) -> Match {
    let by_kind = |matches| if matches { Match::ByKind } else { Match::Not };
    if received.body.is_empty() {
        return by_kind(may_be_empty(endpoint));
    }
    match endpoint.declared_media_type() {
        Some(expected) if is_of_type(received, expected) => Match::ByName,
        Some(_) => Match::Not,
        None => by_kind(
            endpoint.body() != BodyKind::None && kind(endpoint.body()) == sent_kind(received),
        ),
    }
}

/// Whether a call may be without a body.
fn may_be_empty(endpoint: &Endpoint) -> bool {
    endpoint.body() == BodyKind::None || endpoint.is_body_optional()
}
