//! Replies of server-sent events.

use std::borrow::Cow;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use http::{HeaderValue, header};
use serde::Serialize;

use super::chunks::{Progress, Ready, Step, broken};
use super::error_reply::ErrorReply;
use crate::declaration::Endpoint;
use crate::error::Error;
use crate::reply::respond::{json, ok};
use crate::reply::{self, Reply, Respond};
use crate::sse::{Event, EventsSpec};
use crate::transport::{ResponseBody, TransportError, TransportResponse};

/// The events that a handler replies with.
///
/// They are sent one by one as `text/event-stream`, followed by the declared end.
///
/// # Examples
///
/// ```
/// use schematic_api::mock::{Events, ErrorReply};
/// use schematic_api::StatusCode;
///
/// // All at once; the connection breaks after the last one:
/// let cut = Events::new(["one", "two"].map(serde_json::Value::from)).cut_off();
///
/// # fn of(stream: impl futures_core::Stream<Item = Result<serde_json::Value, ErrorReply>> + Send + 'static) {
/// // As any stream produces them; an error becomes the declared error event:
/// let live = Events::stream(stream);
/// # }
/// ```
#[must_use = "events are sent when a handler returns them"]
pub struct Events<E> {
    events: Source<E>,
    id: Option<IdOf<E>>,
    ending: Ending,
    end_event: Cow<'static, str>,
}

type Source<E> = Pin<Box<dyn Stream<Item = Result<E, Interruption>> + Send>>;

type IdOf<E> = Box<dyn FnMut(&E) -> Option<String> + Send>;

/// What ends a stream of events early.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Interruption {
    /// The declared error event is sent, with the body of this reply as its data.
    ErrorReply(ErrorReply),
    /// The connection breaks.
    CutOff,
}

impl From<ErrorReply> for Interruption {
    fn from(failure: ErrorReply) -> Self {
        Self::ErrorReply(failure)
    }
}

/// What is sent after the last event.
#[derive(Clone, Copy, Debug)]
enum Ending {
    /// The declared end.
    Declared,
    /// Only the end of the body, without the declared end.
    Missing,
    /// Nothing: the connection breaks.
    Broken,
}

impl<E: Event> Events<E> {
    /// Creates a reply of these events.
    pub fn new<I>(events: I) -> Self
    where
        I: IntoIterator<Item = E>,
        I::IntoIter: Send + Unpin + 'static,
    {
        Self::interruptible(Ready(events.into_iter().map(Ok)))
    }

    /// Creates a reply of events that are sent as `events` produces them.
    ///
    /// An [`ErrorReply`] ends the stream: its body is sent as the data of the declared error event, named `error` if
    /// none is declared. Its status and headers are not sent, because the head of the reply has already been.
    pub fn stream(events: impl Stream<Item = Result<E, ErrorReply>> + Send + 'static) -> Self {
        Self::interruptible(Failing(Box::pin(events)))
    }

    /// Like [`stream`](Self::stream), for a stream that can also break the connection.
    ///
    /// ```
    /// use schematic_api::mock::{Events, Interruption};
    /// # fn of(stream: impl futures_core::Stream<Item = Result<serde_json::Value, Interruption>> + Send + 'static) {
    /// // An `Err(Interruption::CutOff)` of this stream breaks the connection there.
    /// let live = Events::interruptible(stream);
    /// # }
    /// ```
    pub fn interruptible(
        events: impl Stream<Item = Result<E, Interruption>> + Send + 'static,
    ) -> Self {
        let (ending, end_event) = (Ending::Declared, Cow::Borrowed(""));
        Self { events: Box::pin(events), id: None, ending, end_event }
    }

    /// Sends each event with the `id` that this function returns for it. Default: no ids.
    ///
    /// A request that goes on after an id has it in the header `last-event-id`.
    pub fn ids(self, id: impl FnMut(&E) -> Option<String> + Send + 'static) -> Self {
        Self { id: Some(Box::new(id)), ..self }
    }

    /// Sends the declared end with this event name. Default: no name.
    pub fn end_event(self, name: impl Into<Cow<'static, str>>) -> Self {
        Self { end_event: name.into(), ..self }
    }

    /// Leaves out the declared end, so that the body ends after the last event.
    pub fn without_end(self) -> Self {
        Self { ending: Ending::Missing, ..self }
    }

    /// Breaks the connection after the last event.
    pub fn cut_off(self) -> Self {
        Self { ending: Ending::Broken, ..self }
    }

    /// Returns the body of the reply.
    pub(super) fn into_chunks(self, spec: EventsSpec) -> Chunks<E> {
        let Self { events, id, ending, end_event } = self;
        let encoder = Encoder { spec, id, ending, end_event };
        Chunks { progress: Progress::Sending(events), encoder }
    }
}

impl<E> fmt::Debug for Events<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Events").field("ending", &self.ending).finish_non_exhaustive()
    }
}

/// What a handler returns for an endpoint that is declared with both JSON and events.
///
/// The field `wants_events` of the request type says which of the two was asked for, unless the service chooses.
#[derive(Debug)]
pub enum JsonOrEvents<T, E> {
    /// The JSON reply.
    Json(T),
    /// The events.
    Events(Events<E>),
}

impl<T, E> From<T> for JsonOrEvents<T, E> {
    fn from(value: T) -> Self {
        Self::Json(value)
    }
}

impl<T: Serialize, E: Event> JsonOrEvents<T, E> {
    fn respond(self, endpoint: &Endpoint) -> Result<TransportResponse, Error> {
        match self {
            Self::Json(value) => json(&value),
            Self::Events(events) => reply::Events::respond(events, endpoint),
        }
    }
}

impl<E: Event> Respond for reply::Events<E>
where
    Self: Reply,
{
    type Value = Events<E>;

    fn respond(events: Events<E>, endpoint: &Endpoint) -> Result<TransportResponse, Error> {
        let chunks = events.into_chunks(endpoint.events().unwrap_or_default());
        let mut response = ok("text/event-stream", ResponseBody::stream(chunks));
        response.headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        Ok(response)
    }
}

impl<T, E: Event> Respond for reply::JsonOrEvents<T, E>
where
    Self: Reply,
    T: Serialize + Send + 'static,
{
    type Value = JsonOrEvents<T, E>;

    fn respond(value: Self::Value, endpoint: &Endpoint) -> Result<TransportResponse, Error> {
        value.respond(endpoint)
    }
}

impl<T, E: Event> Respond for reply::Either<T, E>
where
    Self: Reply,
    T: Serialize + Send + 'static,
{
    type Value = JsonOrEvents<T, E>;

    fn respond(value: Self::Value, endpoint: &Endpoint) -> Result<TransportResponse, Error> {
        value.respond(endpoint)
    }
}

/// A stream of events that an [`ErrorReply`] may end.
struct Failing<S>(Pin<Box<S>>);

impl<E, S: Stream<Item = Result<E, ErrorReply>>> Stream for Failing<S> {
    type Item = Result<E, Interruption>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.as_mut().poll_next(context).map(|event| Some(event?.map_err(Into::into)))
    }
}

/// Encoded events, one per chunk.
pub(super) struct Chunks<E> {
    progress: Progress<Source<E>>,
    encoder: Encoder<E>,
}

struct Encoder<E> {
    spec: EventsSpec,
    id: Option<IdOf<E>>,
    ending: Ending,
    end_event: Cow<'static, str>,
}

impl<E: Event> Encoder<E> {
    /// Encodes an event, or what is sent in place of one.
    fn step(&mut self, event: Option<Result<E, Interruption>>) -> Step {
        match (event, self.ending) {
            (Some(Ok(event)), _) => Step::Chunk(self.written(&event)),
            (Some(Err(Interruption::ErrorReply(failure))), _) => {
                Step::Last(Some(self.report(&failure)))
            }
            (Some(Err(Interruption::CutOff)), _) | (None, Ending::Broken) => {
                Step::Break("the mock cut the stream off")
            }
            (None, Ending::Declared) => {
                Step::Last(self.spec.until().map(|data| frame(&self.end_event, None, data)))
            }
            (None, Ending::Missing) => Step::Last(None),
        }
    }

    fn written(&mut self, event: &E) -> Result<Bytes, TransportError> {
        let id = self.id.as_mut().and_then(|id| id(event));
        let data = event.data().map_err(|error| broken(&error.to_string()))?;
        frame(event.name(), id.as_deref(), &data)
    }

    /// Encodes the event that reports a failure.
    fn report(&self, failure: &ErrorReply) -> Result<Bytes, TransportError> {
        let data = String::from_utf8_lossy(failure.body_bytes());
        frame(self.spec.error().unwrap_or("error"), None, &data)
    }
}

impl<E: Event> Stream for Chunks<E> {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Self { progress, encoder } = &mut *self;
        progress.poll_chunk(context, |event| encoder.step(event))
    }
}

/// The source of the events is behind a box, so pinning this type pins nothing.
impl<E> Unpin for Chunks<E> {}

/// Encodes an event as it is sent over the wire.
fn frame(event: &str, id: Option<&str>, data: &str) -> Result<Bytes, TransportError> {
    if event.contains(['\r', '\n']) {
        return Err(broken("the name of an event must not contain a line break"));
    }
    if id.is_some_and(|id| id.contains(['\r', '\n', '\0'])) {
        return Err(broken("the id of an event must not contain a line break or NUL"));
    }
    let mut frame = String::with_capacity(event.len() + data.len() + 16);
    if !event.is_empty() {
        frame.extend(["event: ", event, "\n"]);
    }
    if let Some(id) = id {
        frame.extend(["id: ", id, "\n"]);
    }
    // Any kind of line break would end the field.
    for line in data.replace("\r\n", "\n").split(['\r', '\n']) {
        frame.extend(["data: ", line, "\n"]);
    }
    frame.push('\n');
    Ok(frame.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transport::TransportErrorKind;

    #[test]
    fn lines_of_data_are_lines_on_the_wire() {
        let frame = |event, data| frame(event, None, data).map_err(|error| error.kind());
        assert_eq!(frame("a", "1\n2").as_deref(), Ok(&b"event: a\ndata: 1\ndata: 2\n\n"[..]));
        assert_eq!(frame("", "1\r\n2\r3").as_deref(), Ok(&b"data: 1\ndata: 2\ndata: 3\n\n"[..]));
        assert_eq!(frame("", "").as_deref(), Ok(&b"data: \n\n"[..]));
        assert_eq!(frame("a\nb", "").err(), Some(TransportErrorKind::ResponseBody));
    }
}
