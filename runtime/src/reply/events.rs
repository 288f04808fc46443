//! Replies of server-sent events.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use ::bytes::Bytes;
use futures_core::Stream;
use http::HeaderMap;

use super::error_event::{ErrorEvents, reports_error};
use super::incoming::Incoming;
use super::json::Json;
use super::json_error::JsonError;
use super::received::{Opening, Receive};
use super::stream_size::StreamSize;
use super::{Reply, declared, weight};
use crate::client::Limits;
use crate::codec::Decode;
use crate::error::{BoxError, Error, ErrorKind, Escaped, shortened};
use crate::response::Head;
use crate::sse::{Decoder, Event, EventTooLarge, EventsSpec, RawEvent};

/// A reply of server-sent events of the type `E`. A caller gets an [`EventStream`].
#[derive(Debug)]
pub struct Events<E>(PhantomData<fn() -> E>);

impl<E: Event> Reply for Events<E> {
    type Output = EventStream<E>;
    const RECEIVE: Receive<EventStream<E>> = Receive::Events(EventStream::new);
    const ACCEPT: Option<&'static str> = Some("text/event-stream");
}

/// A JSON reply of the type `T`, or events of the type `E` if the call asks for them with
/// [`stream`](crate::Call::stream).
#[derive(Debug)]
pub struct JsonOrEvents<T, E>(PhantomData<fn() -> (T, E)>);

impl<T: Decode, E: Event> Reply for JsonOrEvents<T, E> {
    type Output = T;
    const RECEIVE: Receive<T> = Json::<T>::RECEIVE;
    const ACCEPT: Option<&'static str> = Json::<T>::ACCEPT;
}

declared!(Events<E>, JsonOrEvents<T, E>);

/// The events of a reply, decoded as they arrive.
///
/// The content type of the reply must be `text/event-stream`. A successful reply with any other content type, or with
/// none, fails the call with an error of the kind [`Decode`](ErrorKind::Decode), which has the beginning of the body.
///
/// Nothing is read before it is asked for, and dropping the stream ends the transfer. Any of these errors ends the
/// stream:
///
/// - [`Api`](ErrorKind::Api): the declared error event, with its body, code and request id. An event without a name, or
///   named `error`, is taken for one as well if its data is an object with the type `error` or with nothing but an
///   `error`, unless the type of the events knows an event `error`;
/// - [`Decode`](ErrorKind::Decode): data that does not match the type of its event;
/// - [`Truncated`](ErrorKind::Truncated): the transfer broke off, or it ended before the declared end or, if none is
///   declared, before any [terminal](Event::is_terminal) event of a type that has them. After a terminal event this
///   error does not occur;
/// - [`Timeout`](ErrorKind::Timeout): nothing arrived for longer than the idle timeout (60 s by default), or the
///   [timeout](crate::Call::timeout) of the call ran out;
/// - [`Limit`](ErrorKind::Limit): an event or the whole stream is too large.
///
/// Any byte resets the idle timeout, including comments, which services send to keep a silent stream open. Set the
/// timeout of the call to limit a service that sends nothing else. The time between two reads by the caller does not
/// count as idle.
///
/// The declared end ends the stream, even if more follows. The rest of the transfer is then read for at most 100 ms and
/// [`Limits::max_drain`](crate::Limits::max_drain) bytes, so that the connection can be reused; the final `None` is
/// returned after that. After a terminal event, the declared end and anything before it is waited for no longer than that
/// either.
///
/// A stream is not resumed or requested again by itself once its head has arrived, because the service would have to do its
/// work again. [`last_event_id`](Self::last_event_id) tells where to go on.
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
    size: StreamSize,
    /// The id when the transfer ended.
    last_event_id: String,
    end: End,
    /// Whether the time after a terminal event runs.
    is_closing: bool,
    event: PhantomData<fn() -> E>,
}

/// How far the body has been read.
enum Transfer {
    Reading(Incoming),
    /// After the declared end: the rest is read, up to this many bytes, only to reuse the connection.
    Draining(Incoming, usize),
    Over,
}

/// How a stream of events has ended so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum End {
    /// It has not ended.
    Open,
    /// A terminal event arrived, but not the declared end.
    Terminal,
    /// The declared end arrived or, if none is declared, the body ended.
    Complete,
}

/// The meaning of an event on the wire.
enum Meaning<E> {
    Item(E),
    End,
}

impl<E: Event> EventStream<E> {
    pub(super) fn new(opening: Opening) -> Self {
        let Opening { mut incoming, limits, errors, .. } = opening;
        let head = incoming.head.detached();
        incoming.head = head.clone();
        Self {
            spec: head.endpoint.events().unwrap_or_default(),
            decoder: Decoder::new(limits.max_event),
            transfer: Transfer::Reading(incoming),
            head,
            errors,
            limits,
            size: StreamSize::new(&limits),
            last_event_id: String::new(),
            end: End::Open,
            is_closing: false,
            event: PhantomData,
        }
    }

    /// Returns the next event, or `None` after the last.
    ///
    /// # Errors
    ///
    /// Those listed in the documentation of the type. After an error the stream has ended.
    pub async fn try_next(&mut self) -> Result<Option<E>, Error> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await.transpose()
    }

    /// Returns the headers of the reply.
    pub fn headers(&self) -> &HeaderMap {
        &self.head.headers
    }

    /// Returns the id that the service gave the request, if the reply has one.
    pub fn request_id(&self) -> Option<&str> {
        self.head.request_id()
    }

    /// Returns the last `id` that the service has sent with an event, which stays when the stream has ended. Empty if there
    /// is none.
    ///
    /// After an event it is the id of that event, or of the last one before it that has one. To go on after a stream that
    /// broke off, call the endpoint again with [`last_event_id`](crate::Call::last_event_id); the service must support it.
    ///
    /// # Examples
    ///
    /// ```
    /// use schematic_api::{Error, api};
    ///
    /// api! {
    ///     pub client News at "https://news.example.com";
    ///
    ///     watch: GET /news -> sse serde_json::Value;
    /// }
    ///
    /// async fn follow(news: &News) -> Result<(), Error> {
    ///     let mut id = String::new();
    ///     loop {
    ///         let mut events = news.watch().last_event_id(&id).await?;
    ///         while let Ok(Some(event)) = events.try_next().await {
    ///             println!("{event}");
    ///         }
    ///         id = events.last_event_id().to_owned();
    ///     }
    /// }
    /// ```
    pub fn last_event_id(&self) -> &str {
        match &self.transfer {
            Transfer::Reading(_) => self.decoder.last_event_id(),
            Transfer::Draining(..) | Transfer::Over => &self.last_event_id,
        }
    }

    /// Returns how the stream has ended so far.
    pub fn end(&self) -> End {
        self.end
    }

    /// Ends the stream and returns an error of this kind, with `reason` as its message and source.
    ///
    /// Use it if your code finds something wrong with the events that their types allow. The error has the status,
    /// headers and request id of the reply. Of a long reason the message has the beginning. If a secret that the
    /// request sent is in it, the error has only that text, without the secret, and no source.
    pub fn reject(&mut self, kind: ErrorKind, reason: impl Into<BoxError>) -> Error {
        self.stop();
        let reason = reason.into();
        let redacted = |text: &str| matches!(self.head.redactor.redact(text), Cow::Owned(_));
        let tells = redacted(&reason.to_string()) || redacted(&format!("{reason:?}"));
        let message = self.head.redactor.redact(&reason.to_string()).into_owned();
        let error = self.error(kind, shortened(message));
        if tells { error } else { error.with_source(reason) }
    }

    /// Returns the meaning of the next event, or `None` at the end of the body.
    fn poll_meaning(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Meaning<E>, Error>>> {
        if let Err(error) = ready!(self.poll_turn(context)) {
            // After a terminal event nothing that matters is lost.
            return Poll::Ready((self.end != End::Terminal).then_some(Err(error)));
        }
        loop {
            if let Some(decoded) = self.decoded() {
                return Poll::Ready(Some(decoded));
            }
            let Transfer::Reading(incoming) = &mut self.transfer else { return Poll::Ready(None) };
            let taken = match ready!(incoming.poll_chunk(context)) {
                Some(Err(_)) if self.end == End::Terminal => return Poll::Ready(None),
                Some(chunk) => chunk.and_then(|chunk| self.take(chunk)),
                None => return Poll::Ready(None),
            };
            if let Err(error) = taken {
                return Poll::Ready(Some(Err(error)));
            }
        }
    }

    /// Completes if another event may be returned, even if it has been received already.
    fn poll_turn(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Error>> {
        let Transfer::Reading(incoming) = &mut self.transfer else { return Poll::Ready(Ok(())) };
        if self.end == End::Terminal && !self.is_closing {
            self.is_closing = true;
            incoming.begin_drain();
        }
        incoming.poll_turn(context)
    }

    /// Returns the next event among the bytes received so far.
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

    /// Passes a chunk to the decoder, unless the stream becomes too large.
    fn take(&mut self, chunk: Bytes) -> Result<(), Error> {
        self.size.add(&chunk, &self.head)?;
        self.decoder.push(chunk);
        Ok(())
    }

    /// Handles the end of the body: the stream is complete, or it is cut short.
    fn close(&mut self) -> Option<Result<E, Error>> {
        self.stop();
        match self.end {
            End::Open if self.spec.until().is_some() || E::HAS_TERMINAL => {
                let message = "the stream ended early: the event that ends it is missing";
                Some(Err(self.error(ErrorKind::Truncated, message)))
            }
            End::Open => {
                self.end = End::Complete;
                None
            }
            End::Terminal | End::Complete => None,
        }
    }

    /// Handles the declared end. The rest is read for a moment, so that the connection can be reused.
    fn finish(&mut self) {
        self.end = End::Complete;
        if let Transfer::Reading(mut incoming) = self.stop() {
            incoming.begin_drain();
            self.transfer = Transfer::Draining(incoming, self.limits.max_drain);
        }
    }

    fn error(&self, kind: ErrorKind, message: impl Into<Cow<'static, str>>) -> Error {
        Error::new(kind, message).with_head(self.head.clone())
    }
}

/// Tells the declared end, an error and an item apart.
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
        // All data begins with an empty string, so an empty end has no such check.
        if !end.is_empty() && raw.data.trim_start().starts_with(end) {
            return Err(undecoded(
                head,
                raw,
                "the data begins with the declared end, but is longer",
            ));
        }
    }
    if weight::is_above(head.max_decoded, raw.data.as_bytes()) {
        return Err(weight::too_large(head));
    }
    if !raw.event.is_empty() && spec.error() == Some(&*raw.event) {
        return Err(errors.reported(head, raw));
    }
    match E::decode(&raw.event, &raw.data) {
        // Where a tag in the data determines the event, its name is known only after decoding, whatever the `event`
        // field is.
        Ok(event) if spec.error() == Some(event.name()) => Err(errors.reported(head, raw)),
        // A type that declares an event `error` itself reads it itself.
        Ok(event) if event.is_known() && event.name() == "error" => Ok(Meaning::Item(event)),
        _ if reports_error(raw) => Err(errors.reported(head, raw)),
        Ok(event) => Ok(Meaning::Item(event)),
        Err(error) => {
            let error = JsonError::new(&error, &head.redactor);
            Err(undecoded(head, raw, &error.to_string()).with_source(error))
        }
    }
}

fn undecoded(head: &Head, raw: &RawEvent<'_>, reason: &str) -> Error {
    let invalid = if raw.lossy { " (the data is not valid UTF-8)" } else { "" };
    let message = format!(
        "the event `{}` cannot be decoded{invalid}: {}",
        Escaped(&head.redactor.redact(&raw.event)),
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
    /// Ends the stream and returns `error`.
    fn fail(&mut self, error: Error) -> Error {
        self.stop();
        error
    }

    /// Ends the transfer and frees what the decoder has gathered.
    fn stop(&mut self) -> Transfer {
        if matches!(self.transfer, Transfer::Reading(_)) {
            self.last_event_id = self.decoder.last_event_id().to_owned();
        }
        self.decoder = Decoder::new(self.limits.max_event);
        std::mem::replace(&mut self.transfer, Transfer::Over)
    }
}

impl<E> fmt::Debug for EventStream<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventStream").field("end", &self.end).finish_non_exhaustive()
    }
}
