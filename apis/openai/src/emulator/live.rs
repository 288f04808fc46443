//! Streams of runs: reading the events of a job moves it on.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::{Duration, Instant};

use futures_core::Stream;
use schematic_api::mock::{ErrorReply, Events, Interruption};
use schematic_api::sse::Event as _;
use schematic_api::{Clock, Sleep, StatusCode};

use super::event::Event;
use super::store::{Shared, Store};
use crate::{Run, RunEvent, RunId, ThreadId};

/// The longest wait before the job is checked again while the model is busy, because the run may be cancelled
/// meanwhile.
const PAUSE: Duration = Duration::from_millis(10);

/// What a stream begins with.
#[derive(Clone, Copy)]
pub(super) enum Opening {
    /// The events of the run.
    Run,
    /// The thread that was created for the run.
    Thread,
}

/// Returns the events of a run, beginning with its creation or the last submission of outputs.
pub(super) fn events(
    shared: &Shared,
    store: &mut Store,
    run: &Run,
    opening: Opening,
) -> Result<Events<RunEvent>, ErrorReply> {
    let (_, conversation) = store.thread(&run.thread_id)?;
    let thread = conversation.thread.clone();
    let job = conversation.job(&run.id)?;
    let live = Live {
        shared: shared.clone(),
        thread: run.thread_id.clone(),
        run: run.id.clone(),
        next: job.resumed,
        opening: matches!(opening, Opening::Thread).then(|| RunEvent::ThreadCreated(thread.into())),
        pause: None,
    };
    Ok(Events::interruptible(live).end_event("done"))
}

struct Live {
    shared: Shared,
    thread: ThreadId,
    run: RunId,
    /// The first event that has not been sent.
    next: usize,
    opening: Option<RunEvent>,
    pause: Option<Sleep>,
}

enum Step {
    Event(RunEvent),
    Interruption(Interruption),
    /// The model is busy, until this time if it is known.
    Wait(Arc<dyn Clock>, Option<Instant>),
    Over,
}

impl Live {
    /// Returns the next event, and moves the run on if there is none yet.
    fn step(&mut self) -> Step {
        let mut store = self.shared.lock();
        let Ok((world, messages, job)) = store.job(&self.thread, &self.run) else {
            return Step::Over;
        };
        if job.record.events.len() <= self.next && !job.record.run.is_settled() {
            job.advance(world, messages);
        }
        match job.record.events.get(self.next) {
            _ if job.cut == Some(self.next) => Step::Interruption(Interruption::CutOff),
            Some(event) => {
                self.next += 1;
                told(event)
            }
            None if job.record.run.is_settled() => Step::Over,
            None => Step::Wait(world.clock.clone(), job.due()),
        }
    }
}

/// Turns a recorded event into one of the stream.
fn told(event: &Event) -> Step {
    if event.name() == "error" {
        let failure = ErrorReply::new(StatusCode::INTERNAL_SERVER_ERROR).json(event.data());
        return Step::Interruption(failure.into());
    }
    let decoded = RunEvent::decode(event.name(), &event.data().to_string());
    decoded.map_or(Step::Over, Step::Event)
}

/// Sleeps until the model is due, but never longer than [`PAUSE`].
fn pause(clock: &dyn Clock, due: Option<Instant>) -> Sleep {
    let left = due.map(|due| due.saturating_duration_since(clock.now()));
    clock.sleep(left.filter(|left| !left.is_zero()).map_or(PAUSE, |left| left.min(PAUSE)))
}

impl Stream for Live {
    type Item = Result<RunEvent, Interruption>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if let Some(event) = self.opening.take() {
            return Poll::Ready(Some(Ok(event)));
        }
        loop {
            if let Some(pause) = &mut self.pause {
                ready!(pause.as_mut().poll(context));
                self.pause = None;
            }
            match self.step() {
                Step::Event(event) => return Poll::Ready(Some(Ok(event))),
                Step::Interruption(end) => return Poll::Ready(Some(Err(end))),
                Step::Over => return Poll::Ready(None),
                Step::Wait(clock, due) => self.pause = Some(pause(&*clock, due)),
            }
        }
    }
}
