//! Replies of server-sent events.

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use ::bytes::Bytes;
use futures_core::Stream;
use http::HeaderMap;
use serde::de::DeserializeOwned;

use super::error_event::ErrorEvents;
use super::incoming::Incoming;
use super::json::Json;
use super::json_error::JsonError;
use super::received::{Opening, Receive};
use super::{Reply, declared};
use crate::client::Limits;
use crate::error::BoxError;
use crate::error::{Error, ErrorKind, Escaped};
use crate::response::Head;
use crate::sse::{Decoder, Event, EventTooLarge, EventsSpec, RawEvent};

/// A reply of events of the type `E`.
#[derive(Debug)]
pub struct Events<E>(PhantomData<fn() -> E>);

impl<E: Event> Reply for Events<E> {
    type Output = EventStream<E>;
    const RECEIVE: Receive<EventStream<E>> = Receive::Events(EventStream::new);
    const ACCEPT: Option<&'static str> = Some("text/event-stream");
}

/// A JSON reply of the type `T`, or events of the type `E` when the request asks for them.
#[derive(Debug)]
pub struct JsonOrEvents<T, E>(PhantomData<fn() -> (T, E)>);

impl<T: DeserializeOwned + Send + 'static, E: Event> Reply for JsonOrEvents<T, E> {
    type Output = T;
    const RECEIVE: Receive<T> = Json::<T>::RECEIVE;
    const ACCEPT: Option<&'static str> = Json::<T>::ACCEPT;
}

declared!(Events<E>, JsonOrEvents<T, E>);

/// The events of a reply, decoded as they arrive.
///
/// A reply is one of events when its content type is `text/event-stream`. A successful reply with another one, or with none,
/// is an error of the kind [`Decode`](ErrorKind::Decode) with the beginning of its body, before there is a stream.
///
/// Nothing is read ahead of the reader. Dropping the stream ends the transfer. An error ends the stream:
///
/// - an error event, as [`Api`](ErrorKind::Api) with the body, the code and the request id;
/// - data that is not what its event's type says, as [`Decode`](ErrorKind::Decode);
/// - an end before the end that the declaration names, as [`Truncated`](ErrorKind::Truncated); after a
///   [terminal](Event::is_terminal) event there is no such error, however the transfer ends;
/// - a pause that is too long, as an idle timeout; an event or a stream that is too large, as [`Limit`](ErrorKind::Limit).
///
/// Any byte ends a pause: a comment, with which services keep a silent stream alive, too. A service that sends nothing else
/// is bounded by the [timeout](crate::Call::timeout) of the call, if one is set. The time between two reads of the caller
/// does not count.
///
/// The declared end ends the stream whatever follows it. The transfer is then read on for 100 ms and
/// [`Limits::max_drain`](crate::Limits::max_drain) at most, so that the connection can be used again; the last `None` comes after
/// that.
///
/// A stream is never resumed or asked for again once its head is there: the service would have to run again.
///
/// # Examples
///
/// ```
/// use schematic_api::reply::EventStream;
/// use schematic_api::Error;
///
/// async fn count(mut events: EventStream<serde_json::Value>) -> Result<usize, Error> {
///     let mut count = 0;
///     while let Some(_event) = events.try_next().await? {
///         count += 1;
///     }
///     Ok(count)
/// }
/// ```
pub struct EventStream<E> {
    transfer: Transfer,
    head: Head,
    decoder: Decoder,
    spec: EventsSpec,
    errors: ErrorEvents,
    limits: Limits,
    received: u64,
    end: End,
    event: PhantomData<fn() -> E>,
}

/// How far the body is.
enum Transfer {
    Reading(Incoming),
    /// After the declared end: nobody wants the rest, up to so many bytes, but the connection.
    Draining(Incoming, usize),
    Over,
}

/// What has been seen of the end of a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum End {
    /// Nothing yet.
    Open,
    /// A terminal event, but not the declared end.
    Terminal,
    /// The declared end, or, where none is declared, the end of the body.
    Complete,
}

/// What an event on the wire means.
enum Meaning<E> {
    Item(E),
    End,
}

impl<E: Event> EventStream<E> {
    fn new(opening: Opening) -> Self {
        let Opening { mut incoming, limits, errors } = opening;
        let head = incoming.head.detached();
        incoming.head = head.clone();
        Self {
            spec: head.endpoint.events().unwrap_or_default(),
            decoder: Decoder::new(limits.max_event),
            transfer: Transfer::Reading(incoming),
            head,
            errors,
            limits,
            received: 0,
            end: End::Open,
            event: PhantomData,
        }
    }

    /// The next event; `None` after the last.
    ///
    /// # Errors
    ///
    /// See the type. After an error there is nothing more.
    pub async fn try_next(&mut self) -> Result<Option<E>, Error> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await.transpose()
    }

    /// The headers of the reply.
    pub fn headers(&self) -> &HeaderMap {
        &self.head.headers
    }

    /// The service's id of the request.
    pub fn request_id(&self) -> Option<&str> {
        self.head.request_id()
    }

    /// How the stream ended so far.
    pub fn end(&self) -> End {
        self.end
    }

    /// Ends the stream with an error of this kind, which the caller is to pass on: for readers who find more wrong
    /// with the events than their types say. The reason is the error's source, too.
    pub fn reject(&mut self, kind: ErrorKind, reason: impl Into<BoxError>) -> Error {
        self.stop();
        let reason = reason.into();
        self.error(kind, reason.to_string()).with_source(reason)
    }

    /// What the next event means, while the body is read; `None` at its end.
    fn poll_meaning(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Meaning<E>, Error>>> {
        loop {
            if let Some(decoded) = self.decoded() {
                return Poll::Ready(Some(decoded));
            }
            let Transfer::Reading(incoming) = &mut self.transfer else { return Poll::Ready(None) };
            let taken = match ready!(incoming.poll_chunk(context)) {
                // What is lost after a terminal event does not matter.
                Some(Err(_)) if self.end == End::Terminal => return Poll::Ready(None),
                Some(chunk) => chunk.and_then(|chunk| self.take(chunk)),
                None => return Poll::Ready(None),
            };
            if let Err(error) = taken {
                return Poll::Ready(Some(Err(error)));
            }
        }
    }

    /// The next event among the bytes that are here.
    fn decoded(&mut self) -> Option<Result<Meaning<E>, Error>> {
        match self.decoder.next() {
            Ok(None) => None,
            Ok(Some(raw)) => Some(meaning(&self.head, self.spec, &self.errors, &raw)),
            Err(EventTooLarge { limit }) => Some(Err(self.error(
                ErrorKind::Limit,
                format!("an event is larger than the limit of {limit} bytes (`Limits::max_event`)"),
            ))),
        }
    }

    /// Takes a chunk, unless the stream becomes too large.
    fn take(&mut self, chunk: Bytes) -> Result<(), Error> {
        self.received = self.received.saturating_add(chunk.len() as u64);
        if self.limits.max_stream.is_some_and(|limit| self.received > limit) {
            return Err(self.error(
                ErrorKind::Limit,
                "the stream is larger than its limit (`Limits::max_stream`)",
            ));
        }
        self.decoder.push(chunk);
        Ok(())
    }

    /// The end of the body: complete, or an error.
    fn close(&mut self) -> Option<Result<E, Error>> {
        self.stop();
        match self.end {
            End::Open if self.spec.until().is_some() || E::HAS_TERMINAL => {
                let message = "the stream ended before the event that should end it";
                Some(Err(self.error(ErrorKind::Truncated, message)))
            }
            End::Open => {
                self.end = End::Complete;
                None
            }
            End::Terminal | End::Complete => None,
        }
    }

    /// The declared end. The rest is read for a moment, so that the connection can be used again.
    fn finish(&mut self) {
        self.end = End::Complete;
        if let Transfer::Reading(mut incoming) = self.stop() {
            incoming.begin_drain();
            self.transfer = Transfer::Draining(incoming, self.limits.max_drain);
        }
    }

    fn error(&self, kind: ErrorKind, message: impl Into<std::borrow::Cow<'static, str>>) -> Error {
        Error::new(kind, message).with_head(self.head.clone())
    }
}

/// What an event means: the end, an error, or an item.
fn meaning<E: Event>(
    head: &Head,
    spec: EventsSpec,
    errors: &ErrorEvents,
    raw: &RawEvent<'_>,
) -> Result<Meaning<E>, Error> {
    if let Some(end) = spec.until() {
        if raw.data == end {
            return Ok(Meaning::End);
        }
        // All data begins like an end without data.
        if !end.is_empty() && raw.data.trim_start().starts_with(end) {
            return Err(undecoded(head, raw, "the data only begins like the declared end"));
        }
    }
    if !raw.event.is_empty() && spec.error() == Some(&*raw.event) {
        return Err(errors.reported(head, raw));
    }
    let event = E::decode(&raw.event, &raw.data).map_err(|error| {
        let error = JsonError::new(&error);
        undecoded(head, raw, &error.to_string()).with_source(error)
    })?;
    // Where a tag in the data tells events apart, its name is only known by now, whatever the `event` field says.
    if spec.error() == Some(event.name()) {
        return Err(errors.reported(head, raw));
    }
    Ok(Meaning::Item(event))
}

fn undecoded(head: &Head, raw: &RawEvent<'_>, reason: &str) -> Error {
    let invalid = if raw.lossy { " (the data is not valid UTF-8)" } else { "" };
    let message = format!(
        "the event `{}` is not what it should be{invalid}: {}",
        Escaped(&raw.event),
        Escaped(reason)
    );
    let body = Bytes::copy_from_slice(raw.data.as_bytes());
    Error::new(ErrorKind::Decode, message).with_head(head.clone()).with_body(body)
}

impl<E: Event> Stream for EventStream<E> {
    type Item = Result<E, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let stream = &mut *self;
        match &mut stream.transfer {
            Transfer::Reading(_) => {}
            Transfer::Draining(incoming, limit) => {
                ready!(incoming.poll_drain(context, limit));
                stream.stop();
                return Poll::Ready(None);
            }
            Transfer::Over => return Poll::Ready(None),
        }
        match ready!(stream.poll_meaning(context)) {
            Some(Ok(Meaning::Item(event))) => {
                if event.is_terminal() {
                    stream.end = End::Terminal;
                }
                Poll::Ready(Some(Ok(event)))
            }
            Some(Ok(Meaning::End)) => {
                stream.finish();
                self.poll_next(context)
            }
            Some(Err(error)) => Poll::Ready(Some(Err(stream.fail(error)))),
            None => Poll::Ready(stream.close()),
        }
    }
}

impl<E> EventStream<E> {
    /// Ends the stream with this error.
    fn fail(&mut self, error: Error) -> Error {
        self.stop();
        error
    }

    /// Ends the transfer, and lets go of what was gathered of an event.
    fn stop(&mut self) -> Transfer {
        self.decoder = Decoder::new(self.limits.max_event);
        std::mem::replace(&mut self.transfer, Transfer::Over)
    }
}

impl<E> fmt::Debug for EventStream<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventStream").field("end", &self.end).finish_non_exhaustive()
    }
}
