//! The events of a run, and the snapshot they add up to.

mod call;
mod error;
mod indices;
mod message;
mod objects;
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

/// The events of a run as they happen, together with an up-to-date [`RunSnapshot`].
///
/// [`Runs::create_and_stream`] and the similar methods return one; [`RunStream::new`] wraps any
/// stream of [`RunEvent`]s. Read it as a `Stream` of events or as [text](Self::text_deltas), or
/// skip to the result: [`final_run`](Self::final_run), [`final_messages`](Self::final_messages) and
/// [`final_steps`](Self::final_steps) read the rest of the stream first. Events are not kept after
/// they are read.
///
/// The stream ends when the run has ended, or when it waits for the outputs of tool calls. In the
/// latter case, [`submit_tool_outputs`](Self::submit_tool_outputs) submits them and continues the
/// stream.
///
/// # Errors
///
/// The errors of an [`EventStream`]. In addition, a delta that does not fit the earlier events is
/// an error of the kind [`Decode`](ErrorKind::Decode) with a [`DeltaError`] as its source. After an
/// error the stream ends, and the [snapshot](Self::snapshot) still holds everything received before
/// it.
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

/// Whether the stream has returned an error.
#[derive(Clone, Copy, Debug, PartialEq)]
enum State {
    Sound,
    Failed,
}

impl RunStream {
    /// Wraps a stream of events from which nothing has been read yet.
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

    /// Returns the next event, or `None` after the last one.
    ///
    /// # Errors
    ///
    /// See the [type](Self#errors).
    pub async fn try_next(&mut self) -> Result<Option<RunEvent>, Error> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await.transpose()
    }

    /// Returns the run, its messages and its steps as of the last event read.
    #[must_use]
    pub fn snapshot(&self) -> &RunSnapshot {
        &self.snapshot
    }

    /// Returns the snapshot, and drops the stream. Unread events are lost, and the transfer ends.
    #[must_use]
    pub fn into_snapshot(self) -> RunSnapshot {
        self.snapshot
    }

    /// Returns the underlying stream of events, which has the headers and the request id of the
    /// reply and tells how it ended.
    #[must_use]
    pub fn events(&self) -> &EventStream<RunEvent> {
        &self.events
    }

    /// Reads the rest of the stream and returns the run. The run is [settled](Run::is_settled): it
    /// has ended, or it waits for the outputs of tool calls.
    ///
    /// # Errors
    ///
    /// See the [type](Self#errors). If the stream ends before the run is settled, the error is of
    /// the kind [`Truncated`](ErrorKind::Truncated).
    pub async fn final_run(&mut self) -> Result<Run, Error> {
        while self.try_next().await?.is_some() {}
        self.settled()
    }

    /// Returns the settled run after the last event.
    pub(crate) fn settled(&mut self) -> Result<Run, Error> {
        if self.state == State::Failed {
            let reason = "the stream failed before the run was settled";
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

    /// Reads the rest of the stream and returns the messages that the run wrote.
    ///
    /// # Errors
    ///
    /// Those of [`final_run`](Self::final_run).
    pub async fn final_messages(&mut self) -> Result<Vec<Message>, Error> {
        self.final_run().await?;
        Ok(self.snapshot.messages().cloned().collect())
    }

    /// Reads the rest of the stream and returns the steps of the run.
    ///
    /// # Errors
    ///
    /// Those of [`final_run`](Self::final_run).
    pub async fn final_steps(&mut self) -> Result<Vec<RunStep>, Error> {
        self.final_run().await?;
        Ok(self.snapshot.steps().cloned().collect())
    }

    /// Continues with another stream of events of the same run. The snapshot is kept; unread events
    /// of the old stream are lost.
    pub fn continue_with(&mut self, events: EventStream<RunEvent>) {
        self.events = events;
        self.state = State::Sound;
    }

    /// Reads the rest of the stream, submits the outputs that the run waits for, and continues with
    /// the events that follow.
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
    /// Those of [`final_run`](Self::final_run) and of [`Runs::submit_tool_outputs`].
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
