//! The events of a run, and what they add up to.

mod call;
mod error;
mod indices;
mod message;
mod snapshot;
mod step;
mod text;
mod unknown;

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use schematic_api::reply::EventStream;
use schematic_api::{Error, ErrorKind};

pub use self::call::RunStreamCall;
pub use self::error::DeltaError;
pub use self::snapshot::RunSnapshot;
pub use self::text::TextDeltas;
use crate::{Message, Run, RunEvent, RunStep, Runs, SubmitToolOutputs};

/// The events of a run as they happen, with a [`RunSnapshot`] that is up to date after each.
///
/// [`Runs::create_and_stream`] and its like give one; [`RunStream::new`] makes one of any stream of
/// [`RunEvent`]s. Read it as a `Stream` of events, or as [text](Self::text_deltas), or not at all:
/// [`final_run`](Self::final_run), [`final_messages`](Self::final_messages) and
/// [`final_steps`](Self::final_steps) read on to the end. No event is kept after it was read.
///
/// The stream ends when the run does, or when it wants the outputs of tool calls: then
/// [`submit_tool_outputs`](Self::submit_tool_outputs) goes on with it.
///
/// # Errors
///
/// Those of an [`EventStream`]; and a delta that does not fit what came before, as
/// [`Decode`](ErrorKind::Decode) with a [`DeltaError`] as its source. After an error there is
/// nothing more, and what was received up to it is still in the [snapshot](Self::snapshot).
///
/// # Examples
///
/// ```no_run
/// use schematic_openai::{CreateRun, OpenAi, ThreadId};
///
/// # async fn example(openai: OpenAi, thread: ThreadId) -> Result<(), schematic_api::Error> {
/// let mut run = openai.runs().create_and_stream(&thread, &CreateRun::new("asst_abc123")).await?;
/// let mut words = run.text_deltas();
/// while let Some(word) = words.try_next().await? {
///     print!("{word}");
/// }
/// println!("{:?}", run.final_run().await?.usage);
/// # Ok(())
/// # }
/// ```
#[derive(Debug)]
pub struct RunStream {
    events: EventStream<RunEvent>,
    snapshot: RunSnapshot,
    state: State,
}

/// Whether an error came out of the stream.
#[derive(Clone, Copy, Debug, PartialEq)]
enum State {
    Sound,
    Failed,
}

impl RunStream {
    /// A stream of which nothing has been read.
    ///
    /// ```no_run
    /// use schematic_openai::{CreateRun, OpenAi, RunInclude, RunStream, ThreadId};
    ///
    /// # async fn example(openai: OpenAi, thread: ThreadId) -> Result<(), schematic_api::Error> {
    /// let body = CreateRun::new("asst_abc123");
    /// let call = openai.runs().create(&thread, &body).include([RunInclude::FileSearchContent]);
    /// let run = RunStream::new(call.stream().await?);
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn new(events: EventStream<RunEvent>) -> Self {
        Self { events, snapshot: RunSnapshot::new(), state: State::Sound }
    }

    /// The next event; `None` after the last.
    ///
    /// # Errors
    ///
    /// See the type.
    pub async fn try_next(&mut self) -> Result<Option<RunEvent>, Error> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await.transpose()
    }

    /// What is known after the events that were read.
    #[must_use]
    pub fn snapshot(&self) -> &RunSnapshot {
        &self.snapshot
    }

    /// The same, without the stream. What was not read is lost, and the transfer ends.
    #[must_use]
    pub fn into_snapshot(self) -> RunSnapshot {
        self.snapshot
    }

    /// The stream of events below: its headers, its request id, how it ended.
    #[must_use]
    pub fn events(&self) -> &EventStream<RunEvent> {
        &self.events
    }

    /// Reads on to the end, and gives the run: it is settled, and may wait for tool outputs.
    ///
    /// # Errors
    ///
    /// See the type. When the stream ends and the run is not settled,
    /// [`Truncated`](ErrorKind::Truncated).
    pub async fn final_run(&mut self) -> Result<Run, Error> {
        while self.try_next().await?.is_some() {}
        self.settled()
    }

    /// The run after the last event.
    pub(crate) fn settled(&mut self) -> Result<Run, Error> {
        if self.state == State::Failed {
            let reason = "the stream had failed before the run was settled";
            return Err(self.events.reject(ErrorKind::Truncated, reason));
        }
        match self.snapshot.run() {
            Some(run) if run.is_settled() => Ok(run.clone()),
            _ => {
                self.state = State::Failed;
                let reason = "the stream ended before the run was settled";
                Err(self.events.reject(ErrorKind::Truncated, reason))
            }
        }
    }

    /// Reads on to the end, and gives the messages that the run wrote.
    ///
    /// # Errors
    ///
    /// Those of [`final_run`](Self::final_run).
    pub async fn final_messages(&mut self) -> Result<Vec<Message>, Error> {
        self.final_run().await?;
        Ok(self.snapshot.messages().cloned().collect())
    }

    /// Reads on to the end, and gives the steps of the run.
    ///
    /// # Errors
    ///
    /// Those of [`final_run`](Self::final_run).
    pub async fn final_steps(&mut self) -> Result<Vec<RunStep>, Error> {
        self.final_run().await?;
        Ok(self.snapshot.steps().cloned().collect())
    }

    /// Goes on with the events of another stream of the same run. What is known stays; what was not
    /// read of the first stream is lost.
    pub fn continue_with(&mut self, events: EventStream<RunEvent>) {
        self.events = events;
        self.state = State::Sound;
    }

    /// Reads on to the end, submits the outputs that the run waits for, and goes on with the events
    /// that follow.
    ///
    /// ```no_run
    /// use schematic_openai::{OpenAi, RunStream, SubmitToolOutputs};
    ///
    /// # async fn example(openai: OpenAi, mut run: RunStream) -> Result<(), schematic_api::Error> {
    /// let calls = run.final_run().await?;
    /// let outputs = calls.tool_calls().iter().map(|call| call.output("42"));
    /// run.submit_tool_outputs(openai.runs(), &SubmitToolOutputs::new(outputs)).await?;
    /// println!("{}", run.final_run().await?.status);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`final_run`](Self::final_run), and of the call.
    pub async fn submit_tool_outputs(
        &mut self,
        runs: Runs,
        outputs: &SubmitToolOutputs,
    ) -> Result<(), Error> {
        let run = self.final_run().await?;
        let events = runs.submit_tool_outputs(&run.thread_id, &run.id, outputs).stream().await?;
        self.continue_with(events);
        Ok(())
    }
}

impl From<EventStream<RunEvent>> for RunStream {
    fn from(events: EventStream<RunEvent>) -> Self {
        Self::new(events)
    }
}

impl Stream for RunStream {
    type Item = Result<RunEvent, Error>;

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
