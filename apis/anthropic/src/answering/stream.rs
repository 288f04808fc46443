//! The events of a conversation in which the model's calls are answered along the way.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use schematic_api::Error;
use schematic_functions::__private::Deadline;
use schematic_functions::FunctionError;

use super::turn::{Next, extend, results};
use super::{Answering, AnsweringError};
use crate::{CreateMessage, MessageEvent, MessageParam, MessageSnapshot, MessageStream};

/// A `Stream` of the events of a conversation in which the model's calls are answered along the way.
///
/// Built by [`Answering::stream`].
///
/// The functions run while the stream is polled; nothing runs in the background. The stream is safe to use in a `select!`:
/// dropping a pending [`try_next`](Self::try_next), or any other future that polls the stream, loses nothing. Dropping the
/// stream itself drops the functions that are running.
///
/// # Errors
///
/// See [`AnsweringError`]. After an error the stream ends, and [`conversation`](Self::conversation) has the messages of the
/// rounds that are complete.
#[derive(Debug)]
#[must_use = "nothing is sent, read or answered until the stream is polled"]
pub struct AnsweredMessageStream {
    answering: Answering,
    conversation: CreateMessage,
    /// The message that is being written, or the last one; `None` before the first.
    message: Option<MessageStream>,
    deadline: Deadline,
    /// How many times the conversation has gone on.
    rounds: u32,
    state: State,
}

/// What the stream waits for. It is kept across polls, and outlives the futures that poll the stream.
enum State {
    /// The beginning of a message.
    Opening(Work<Result<MessageStream, Error>>),
    /// The next event.
    Reading,
    /// The results of the functions.
    Answering(Work<Result<MessageParam, FunctionError>>),
    /// Nothing: the stream has ended.
    Over,
}

type Work<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// An event, or `None` when the state has changed.
type Step = Result<Option<MessageEvent>, AnsweringError>;

impl Answering {
    /// Streams a conversation until the model is done. The events of the messages follow each other; each message begins with
    /// [`MessageStart`](MessageEvent::MessageStart).
    ///
    /// The [`timeout`](Self::timeout) starts with this call.
    ///
    /// ```no_run
    /// use schematic_anthropic::functions::FunctionSet;
    /// use schematic_anthropic::{Anthropic, AnsweringError, CreateMessage};
    ///
    /// async fn print(claude: &Anthropic, question: CreateMessage, functions: &FunctionSet) -> Result<(), AnsweringError> {
    ///     let mut answer = claude.messages().answering(functions).stream(question);
    ///     while let Some(event) = answer.try_next().await? {
    ///         print!("{}", event.text().unwrap_or_default());
    ///     }
    ///     Ok(())
    /// }
    /// ```
    pub fn stream(self, conversation: CreateMessage) -> AnsweredMessageStream {
        let deadline = Deadline::after(self.timeout);
        let state = State::Opening(self.open(&conversation));
        let (message, rounds) = (None, 0);
        AnsweredMessageStream { answering: self, conversation, message, deadline, rounds, state }
    }

    fn open(&self, conversation: &CreateMessage) -> Work<Result<MessageStream, Error>> {
        Box::pin(self.messages.stream(conversation).into_future())
    }
}

impl AnsweredMessageStream {
    /// Returns the next event, or `None` when the model is done. Cancel safe.
    ///
    /// # Errors
    ///
    /// See the [type](Self#errors).
    pub async fn try_next(&mut self) -> Result<Option<MessageEvent>, AnsweringError> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await.transpose()
    }

    /// Returns the message that is being written, or the last one, as of the last event read; `None` before the first.
    #[must_use]
    pub fn snapshot(&self) -> Option<&MessageSnapshot> {
        self.message.as_ref().map(MessageStream::snapshot)
    }

    /// Returns the conversation: what was asked, and the messages of the rounds that are complete. When the stream has ended, it
    /// has the last message, too.
    #[must_use]
    pub fn conversation(&self) -> &CreateMessage {
        &self.conversation
    }

    /// Returns the [conversation](Self::conversation), and drops the stream.
    #[must_use]
    pub fn into_conversation(self) -> CreateMessage {
        self.conversation
    }

    fn poll_event(&mut self, context: &mut Context<'_>) -> Poll<Step> {
        let Some(message) = &mut self.message else { return Poll::Ready(Ok(None)) };
        let event = ready!(Pin::new(message).poll_next(context)).transpose()?;
        if event.is_none() {
            self.state = self.after_message()?;
        }
        Poll::Ready(Ok(event))
    }

    /// Begins what follows a message that is complete.
    fn after_message(&mut self) -> Result<State, AnsweringError> {
        let Some(snapshot) = self.message.as_ref().map(MessageStream::snapshot) else {
            return Ok(State::Over);
        };
        let Some(message) = snapshot.message() else { return Ok(State::Over) };
        let next = Next::after(message);
        if next == Next::Done {
            extend(&mut self.conversation, message.clone(), None);
            return Ok(State::Over);
        }
        if self.rounds == self.answering.rounds {
            return Err(AnsweringError::Rounds(self.rounds));
        }
        self.rounds += 1;
        if next == Next::Resume {
            extend(&mut self.conversation, message.clone(), None);
            return Ok(State::Opening(self.answering.open(&self.conversation)));
        }
        let (functions, message) = (self.answering.functions.clone(), message.clone());
        let invalid = snapshot.invalid_inputs().to_vec();
        Ok(State::Answering(Box::pin(async move { results(&functions, &message, &invalid).await })))
    }

    /// Goes on with the results of the functions.
    fn resume(&mut self, results: Result<MessageParam, FunctionError>) -> Step {
        let results = results?;
        let message = self.message.as_ref().and_then(|message| message.snapshot().message());
        if let Some(message) = message {
            extend(&mut self.conversation, message.clone(), Some(results));
        }
        self.state = State::Opening(self.answering.open(&self.conversation));
        Ok(None)
    }

    fn read(&mut self, message: Result<MessageStream, Error>) -> Step {
        self.message = Some(message?);
        self.state = State::Reading;
        Ok(None)
    }
}

impl Stream for AnsweredMessageStream {
    type Item = Result<MessageEvent, AnsweringError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let stream = &mut *self;
        loop {
            let step = match &mut stream.state {
                State::Opening(work) => {
                    work.as_mut().poll(context).map(|message| stream.read(message))
                }
                State::Reading => stream.poll_event(context),
                State::Answering(work) => {
                    work.as_mut().poll(context).map(|results| stream.resume(results))
                }
                State::Over => return Poll::Ready(None),
            };
            let error = match step {
                Poll::Ready(Ok(Some(event))) => return Poll::Ready(Some(Ok(event))),
                Poll::Ready(Ok(None)) => continue,
                Poll::Ready(Err(error)) => error,
                Poll::Pending => {
                    ready!(stream.deadline.poll_passed(context));
                    AnsweringError::Timeout(stream.answering.timeout)
                }
            };
            stream.state = State::Over;
            return Poll::Ready(Some(Err(error)));
        }
    }
}

impl fmt::Debug for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Opening(_) => "Opening",
            Self::Reading => "Reading",
            Self::Answering(_) => "Answering",
            Self::Over => "Over",
        })
    }
}
