//! The state of a run after the events received so far.

use super::objects::{Objects, Phase};
use super::{DeltaError, message, step};
use crate::{Message, MessageId, Run, RunEvent, RunStep, StepId, Thread};

/// A run with its messages and steps, as assembled from the events received so far.
///
/// A [`RunStream`](crate::RunStream) keeps one up to date. Use it directly for events from another
/// source, such as a queue or a recording.
///
/// An event with a whole object replaces what was known of that object. Deltas are added: text is
/// appended; ids, names and numbers are replaced. Additional fields are taken from whole objects
/// only, not from deltas.
///
/// ```
/// use schematic_openai::*;
///
/// let mut snapshot = RunSnapshot::new();
/// snapshot.apply(&RunEvent::MessageCreated(Message::new("msg_1").into()))?;
/// for word in ["Good ", "morning"] {
///     let body = MessageDeltaBody::new().content([ContentDelta::text(0, word)]);
///     snapshot.apply(&RunEvent::MessageDelta(MessageDelta::new("msg_1").delta(body)))?;
/// }
/// assert_eq!(snapshot.message(&"msg_1".into()).map(Message::text).as_deref(), Some("Good morning"));
/// # Ok::<(), DeltaError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RunSnapshot {
    thread: Option<Thread>,
    run: Option<Run>,
    messages: Objects<Message>,
    steps: Objects<RunStep>,
}

impl RunSnapshot {
    /// Creates an empty snapshot.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Applies an event.
    ///
    /// # Errors
    ///
    /// The event is a delta that does not fit: its object was never created or has already ended,
    /// its index is out of range, or it is of another type than the value it adds to. If an index
    /// is out of range, the snapshot is unchanged.
    pub fn apply(&mut self, event: &RunEvent) -> Result<(), DeltaError> {
        use RunEvent as E;
        match event {
            E::ThreadCreated(thread) => self.thread = Some((**thread).clone()),
            E::StepCreated(step) | E::StepInProgress(step) => {
                self.steps.put(step, Phase::Open);
            }
            E::StepCompleted(step)
            | E::StepFailed(step)
            | E::StepCancelled(step)
            | E::StepExpired(step) => self.steps.put(step, Phase::Finished),
            E::MessageCreated(message) | E::MessageInProgress(message) => {
                self.messages.put(message, Phase::Open);
            }
            E::MessageCompleted(message) | E::MessageIncomplete(message) => {
                self.messages.put(message, Phase::Finished);
            }
            E::StepDelta(delta) => {
                let growing = self
                    .steps
                    .find_mut(&delta.id)
                    .ok_or_else(|| DeltaError::UnknownStep(delta.id.clone()))?;
                if growing.phase == Phase::Finished {
                    return Err(DeltaError::FinishedStep(delta.id.clone()));
                }
                step::extend(&mut growing.value, &mut growing.indices, delta)?;
            }
            E::MessageDelta(delta) => {
                let growing = self
                    .messages
                    .find_mut(&delta.id)
                    .ok_or_else(|| DeltaError::UnknownMessage(delta.id.clone()))?;
                if growing.phase == Phase::Finished {
                    return Err(DeltaError::FinishedMessage(delta.id.clone()));
                }
                message::extend(&mut growing.value, &mut growing.indices, delta)?;
            }
            other => self.run = other.as_run().cloned().or_else(|| self.run.take()),
        }
        Ok(())
    }

    /// Returns the thread, if it was created along with the run.
    #[must_use]
    pub fn thread(&self) -> Option<&Thread> {
        self.thread.as_ref()
    }

    /// Returns the run as of the last event that carried it.
    #[must_use]
    pub fn run(&self) -> Option<&Run> {
        self.run.as_ref()
    }

    /// Returns the messages that the run wrote, in the order of their creation.
    pub fn messages(&self) -> impl DoubleEndedIterator<Item = &Message> + ExactSizeIterator {
        self.messages.iter()
    }

    /// Returns the steps of the run, in the order of their creation.
    pub fn steps(&self) -> impl DoubleEndedIterator<Item = &RunStep> + ExactSizeIterator {
        self.steps.iter()
    }

    /// Returns a message by its id.
    #[must_use]
    pub fn message(&self, id: &MessageId) -> Option<&Message> {
        self.messages.find(id)
    }

    /// Returns a step by its id.
    #[must_use]
    pub fn step(&self, id: &StepId) -> Option<&RunStep> {
        self.steps.find(id)
    }
}

#[cfg(test)]
mod tests;
