//! The events of a message, and the message that they add up to.

mod call;
mod error;
mod snapshot;
mod text;

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use schematic_api::reply::EventStream;
use schematic_api::{Error, ErrorKind};

pub use self::call::MessageStreamCall;
pub use self::error::DeltaError;
pub use self::snapshot::{InvalidInput, MessageSnapshot};
pub use self::text::TextDeltas;
use crate::{Message, MessageEvent};

/// The events of a message as they happen, together with the [message](MessageSnapshot) so far.
///
/// [`Messages::stream`](crate::Messages::stream) returns one; [`MessageStream::new`] wraps any stream of [`MessageEvent`]s. Read
/// it as a `Stream` of events or as [text](Self::text_deltas), or skip to the result with [`final_message`](Self::final_message),
/// which reads the rest first. Events are not kept after they are read.
///
/// # Errors
///
/// The errors of an [`EventStream`]. One that the service sends in the stream is of the kind [`Api`](ErrorKind::Api), with the
/// same [body](crate::ErrorResponse) as an error reply. A stream that ends before the message does is an error of the kind
/// [`Truncated`](ErrorKind::Truncated), and an event that does not fit those before it one of the kind
/// [`Decode`](ErrorKind::Decode), with a [`DeltaError`] as its source. After an error the stream ends, and the
/// [snapshot](Self::snapshot) still holds all that came before it.
///
/// # Examples
///
/// ```no_run
/// use schematic_anthropic::{Anthropic, CreateMessage};
///
/// # async fn example(claude: Anthropic) -> Result<(), schematic_api::Error> {
/// let question = CreateMessage::ask("claude-sonnet-5-5", 1024, "Why are there two tides a day?");
/// let mut answer = claude.messages().stream(&question).await?;
/// let mut words = answer.text_deltas();
/// while let Some(word) = words.try_next().await? {
///     print!("{word}");
/// }
/// println!("{:?}", answer.final_message().await?.usage);
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct MessageStream {
    events: EventStream<MessageEvent>,
    snapshot: MessageSnapshot,
    state: State,
}

/// Whether the stream has returned an error.
#[derive(Clone, Copy, Debug, PartialEq)]
enum State {
    Sound,
    Failed,
}

impl MessageStream {
    /// Wraps a stream of events from which nothing has been read yet.
    #[must_use]
    pub fn new(events: EventStream<MessageEvent>) -> Self {
        Self { events, snapshot: MessageSnapshot::new(), state: State::Sound }
    }

    /// Returns the next event, or `None` after the last one.
    ///
    /// # Errors
    ///
    /// See the [type](Self#errors).
    pub async fn try_next(&mut self) -> Result<Option<MessageEvent>, Error> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await.transpose()
    }

    /// Returns the message as of the last event read.
    #[must_use]
    pub fn snapshot(&self) -> &MessageSnapshot {
        &self.snapshot
    }

    /// Returns the snapshot, and drops the stream. Unread events are lost, and the transfer ends.
    #[must_use]
    pub fn into_snapshot(self) -> MessageSnapshot {
        self.snapshot
    }

    /// Returns the underlying stream of events, which has the headers and the request id of the reply and tells how it ended.
    #[must_use]
    pub fn events(&self) -> &EventStream<MessageEvent> {
        &self.events
    }

    /// Reads the rest of the stream and returns the whole message.
    ///
    /// A call whose arguments are no JSON does not make this fail; [`MessageSnapshot::invalid_inputs`] has their text.
    ///
    /// # Errors
    ///
    /// See the [type](Self#errors).
    pub async fn final_message(&mut self) -> Result<Message, Error> {
        while self.try_next().await?.is_some() {}
        match self.snapshot.message() {
            Some(message) if self.state == State::Sound && self.snapshot.is_complete() => {
                Ok(message.clone())
            }
            _ => {
                self.state = State::Failed;
                let reason = "the stream ended before the message was complete";
                Err(self.events.reject(ErrorKind::Truncated, reason))
            }
        }
    }

    /// Reads the rest of the stream and returns the text of the message.
    ///
    /// # Errors
    ///
    /// See the [type](Self#errors).
    pub async fn final_text(&mut self) -> Result<String, Error> {
        self.final_message().await.map(|message| message.text())
    }
}

impl From<EventStream<MessageEvent>> for MessageStream {
    fn from(events: EventStream<MessageEvent>) -> Self {
        Self::new(events)
    }
}

impl Stream for MessageStream {
    type Item = Result<MessageEvent, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let stream = &mut *self;
        let event = match ready!(Pin::new(&mut stream.events).poll_next(context)) {
            Some(Ok(event)) => event,
            Some(Err(error)) => {
                stream.state = State::Failed;
                return Poll::Ready(Some(Err(error)));
            }
            None => return Poll::Ready(None),
        };
        Poll::Ready(Some(stream.snapshot.apply(&event).map(|()| event).map_err(|error| {
            stream.state = State::Failed;
            stream.events.reject(ErrorKind::Decode, error)
        })))
    }
}
