//! Replies of events.

use std::fmt::Write as _;

use http::header;

use super::failure::Failure;
use super::respond::{Respond, json, ok};
use crate::endpoint::Endpoint;
use crate::reply::{self, Reply};
use crate::sse::{Event, EventsSpec};
use crate::transport::TransportResponse;

/// What a handler of an endpoint returns that gives JSON, or events when the request asks for them: the handler looks
/// at the request's body, and returns what was asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum JsonOrEvents<T, E> {
    /// The JSON.
    Json(T),
    /// The events, all at once. The declared end follows them.
    Events(Vec<E>),
}

impl<T, E> From<T> for JsonOrEvents<T, E> {
    fn from(value: T) -> Self {
        Self::Json(value)
    }
}

impl<T, E: Event> Respond for reply::JsonOrEvents<T, E>
where
    Self: Reply,
    T: serde::Serialize + Send + 'static,
{
    type Value = JsonOrEvents<T, E>;

    fn respond(value: Self::Value, endpoint: &Endpoint) -> Result<TransportResponse, Failure> {
        match value {
            JsonOrEvents::Json(value) => json(&value),
            JsonOrEvents::Events(events) => stream(&events, endpoint),
        }
    }
}

impl<E: Event> Respond for reply::Events<E>
where
    Self: Reply,
{
    type Value = Vec<E>;

    fn respond(events: Vec<E>, endpoint: &Endpoint) -> Result<TransportResponse, Failure> {
        stream(&events, endpoint)
    }
}

/// The events and the declared end, as a body.
fn stream<E: Event>(events: &[E], endpoint: &Endpoint) -> Result<TransportResponse, Failure> {
    let mut body = String::new();
    for event in events {
        let data = event.data().map_err(|error| Failure::broken(&error))?;
        frame(&mut body, event.name(), &data);
    }
    if let Some(end) = endpoint.events().as_ref().and_then(EventsSpec::end) {
        frame(&mut body, "done", end);
    }
    let mut response = ok("text/event-stream", body.into());
    response.headers.insert(header::CACHE_CONTROL, http::HeaderValue::from_static("no-store"));
    Ok(response)
}

/// One event on the wire. Writing into a string does not fail.
fn frame(body: &mut String, name: &str, data: &str) {
    if !name.is_empty() {
        let _ = writeln!(body, "event: {name}");
    }
    for line in data.split('\n') {
        let _ = writeln!(body, "data: {line}");
    }
    body.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_has_a_line_for_each_line_of_the_data() {
        let mut body = String::new();
        frame(&mut body, "a", "{}");
        frame(&mut body, "", "x\ny");
        assert_eq!(body, "event: a\ndata: {}\n\ndata: x\ndata: y\n\n");
    }
}
