//! The events of a run whose function calls are answered along the way.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use schematic_api::reply::EventStream;
use schematic_functions::__private::Deadline;

use super::{Answering, AnsweringError, outputs, wants_outputs};
use crate::{Run, RunEvent, RunSnapshot, RunStream};

/// A `Stream` of the events of a run whose function calls are answered along the way.
///
/// Built by [`Answering::stream`].
///
/// The functions run while the stream is polled; nothing runs in the background. The stream is safe to use in a
/// `select!`: dropping a pending [`try_next`](Self::try_next), or any other future that polls the stream, loses
/// nothing. Functions in progress and outputs on their way are kept in the stream, and the next poll continues them.
/// Dropping the stream itself drops them too, but does not cancel the run, which then keeps waiting for its outputs.
///
/// # Errors
///
/// See [`AnsweringError`]. After an error the stream ends.
///
/// # Examples
///
/// ```
/// # #[cfg(feature = "emulator")]
/// # tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
/// use schematic_openai::emulator::{Answer, Emulator};
/// use schematic_openai::functions::{FunctionSet, function};
/// use schematic_openai::{CreateAssistant, CreateRun, CreateThread, RunEvent, Tool};
/// use serde_json::json;
/// use std::time::Duration;
///
/// #[function(crate = schematic_openai::functions)]
/// async fn get_weather(city: String) -> String {
///     format!("rain in {city}")
/// }
///
/// let call = Answer::call("get_weather", json!({ "city": "Utrecht" }));
/// let openai = Emulator::new().script([call, Answer::text("Take a coat.")]).client();
/// let functions = FunctionSet::new([get_weather::function()?])?;
/// let assistant = CreateAssistant::new("gpt-4o").tools(Tool::functions(&functions));
/// let assistant = openai.assistants().create(&assistant).await?;
/// let thread = openai.threads().create(&CreateThread::new()).await?;
///
/// let run = openai.runs().create_and_stream(&thread.id, &CreateRun::new(&assistant.id)).await?;
/// let mut events = openai.runs().answering(&functions).stream(run);
/// let mut said = String::new();
/// loop {
///     match tokio::time::timeout(Duration::from_secs(1), events.try_next()).await {
///         Ok(Ok(Some(RunEvent::MessageDelta(delta)))) => said += &delta.text(),
///         Ok(Ok(Some(_))) => {}
///         Ok(Ok(None)) => break,
///         Ok(Err(error)) => return Err(error.into()),
///         // A slow function is not begun again.
///         Err(_) => println!("still at work"),
///     }
/// }
/// assert_eq!(said, "Take a coat.");
/// # Ok::<(), Box<dyn std::error::Error>>(()) })?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
#[must_use = "nothing is read or answered until the stream is polled"]
pub struct AnsweredRunStream {
    answering: Answering,
    /// Kept outside the state, so that the snapshot is available while functions run.
    events: RunStream,
    deadline: Deadline,
    /// How many rounds have begun.
    rounds: u32,
    state: State,
}

/// What the stream waits for. It is kept across polls, and outlives the futures that poll the stream.
enum State {
    /// The next event.
    Reading,
    /// The outputs of the functions, then the stream of events that follows them.
    Answering(Work<Result<EventStream<RunEvent>, AnsweringError>>),
    /// The cancellation of the run; the error is returned afterwards.
    GivingUp(Work<AnsweringError>),
    /// Nothing: the stream has ended.
    Over,
}

type Work<T> = Pin<Box<dyn Future<Output = T> + Send>>;

impl Answering {
    /// Returns the events of a run, and answers its function calls along the way. The events that follow a submission
    /// continue the same stream.
    ///
    /// The [`timeout`](Self::timeout) starts with this call.
    ///
    /// ```no_run
    /// use schematic_openai::functions::FunctionSet;
    /// use schematic_openai::{AnsweringError, OpenAi, RunEvent, RunStream};
    ///
    /// async fn follow(openai: &OpenAi, stream: RunStream, functions: &FunctionSet) -> Result<(), AnsweringError> {
    ///     let mut stream = openai.runs().answering(functions).stream(stream);
    ///     while let Some(event) = stream.try_next().await? {
    ///         if let RunEvent::RunCompleted(run) = event {
    ///             println!("{} is done", run.id);
    ///         }
    ///     }
    ///     Ok(())
    /// }
    /// ```
    pub fn stream(self, stream: RunStream) -> AnsweredRunStream {
        let deadline = Deadline::after(self.timeout);
        let (rounds, state) = (0, State::Reading);
        AnsweredRunStream { answering: self, events: stream, deadline, rounds, state }
    }
}

impl AnsweredRunStream {
    /// Returns the next event, or `None` when the run has ended. Cancel safe.
    ///
    /// # Errors
    ///
    /// See the [type](Self#errors).
    pub async fn try_next(&mut self) -> Result<Option<RunEvent>, AnsweringError> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await.transpose()
    }

    /// Returns the run, its messages and its steps as of the last event read.
    #[must_use]
    pub fn snapshot(&self) -> &RunSnapshot {
        self.events.snapshot()
    }

    /// Reads the next event of the current stream. `None` means that the state has changed.
    fn poll_event(&mut self, context: &mut Context<'_>) -> Poll<Step> {
        let event = ready!(Pin::new(&mut self.events).poll_next(context)).transpose()?;
        if event.is_none() {
            self.state = self.after_events()?;
        }
        Poll::Ready(Ok(event))
    }

    /// Begins a round if the run waits for outputs; otherwise the stream is over.
    fn after_events(&mut self) -> Result<State, AnsweringError> {
        if !self.snapshot().run().is_some_and(wants_outputs) {
            return Ok(State::Over);
        }
        if self.rounds == self.answering.rounds {
            return Err(AnsweringError::Rounds(self.rounds));
        }
        self.rounds += 1;
        Ok(State::Answering(Box::pin(self.answering.clone().follow(self.events.settled()?))))
    }

    /// Continues with the events that follow a submission.
    fn resume(&mut self, events: Result<EventStream<RunEvent>, AnsweringError>) -> Step {
        self.events.continue_with(events?);
        self.state = State::Reading;
        Ok(None)
    }

    /// Ends the stream with this error, after cancelling the run if the error calls for it.
    fn fail(&mut self, error: AnsweringError) {
        let run = self.snapshot().run().filter(|_| error.gives_up());
        let ids = run.map(|run| (run.thread_id.clone(), run.id.clone()));
        let answering = self.answering.clone();
        self.state = State::GivingUp(Box::pin(async move {
            if let Some((thread, run)) = ids {
                answering.give_up(&thread, &run).await;
            }
            error
        }));
    }
}

/// An event, or `None` when the state has changed.
type Step = Result<Option<RunEvent>, AnsweringError>;

impl Stream for AnsweredRunStream {
    type Item = Result<RunEvent, AnsweringError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let stream = &mut *self;
        loop {
            let step = match &mut stream.state {
                State::Reading => stream.poll_event(context),
                State::Answering(work) => {
                    work.as_mut().poll(context).map(|events| stream.resume(events))
                }
                State::GivingUp(work) => {
                    let error = ready!(work.as_mut().poll(context));
                    stream.state = State::Over;
                    return Poll::Ready(Some(Err(error)));
                }
                State::Over => return Poll::Ready(None),
            };
            match step {
                Poll::Ready(Ok(Some(event))) => return Poll::Ready(Some(Ok(event))),
                Poll::Ready(Ok(None)) => {}
                Poll::Ready(Err(error)) => stream.fail(error),
                Poll::Pending => {
                    ready!(stream.deadline.poll_passed(context));
                    stream.fail(AnsweringError::Timeout(stream.answering.timeout));
                }
            }
        }
    }
}

impl Answering {
    /// Runs the requested functions, submits their outputs and returns the events that follow.
    async fn follow(self, run: Run) -> Result<EventStream<RunEvent>, AnsweringError> {
        let outputs = outputs(&self.functions, run.tool_calls()).await?;
        Ok(self.runs.submit_tool_outputs(&run.thread_id, &run.id, &outputs).stream().await?)
    }
}

impl fmt::Debug for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Reading => "Reading",
            Self::Answering(_) => "Answering",
            Self::GivingUp(_) => "GivingUp",
            Self::Over => "Over",
        })
    }
}
