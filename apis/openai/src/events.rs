//! The events of a streamed run.

mod message;
mod step;

use schematic_api::Event;

pub use self::message::{
    AnnotationDelta, CitedFileDelta, ContentDelta, FileCitationDelta, FilePathDelta,
    ImageFileDelta, ImageFilePartDelta, ImageUrlDelta, ImageUrlPartDelta, MessageDelta,
    MessageDeltaBody, RefusalPartDelta, TextDelta, TextPartDelta,
};
pub use self::step::{
    CodeInterpreterCallDelta, CodeInterpreterImageDelta, CodeInterpreterLogsDelta,
    CodeInterpreterOutputDelta, CodeInterpreterStepDelta, FileSearchStepDelta,
    FunctionStepCallDelta, FunctionStepDelta, MessageCreationDelta, MessageCreationStepDelta,
    OutputImageDelta, RunStepDelta, RunStepDeltaBody, StepDetailsDelta, StepToolCallDelta,
    ToolCallsStepDelta,
};
use crate::{Message, Run, RunStep, Thread};

/// An event of a streamed run.
///
/// Most events carry a whole object, as it was at that moment. The deltas between the first and the
/// last event of a message or step carry only what was added; [`RunStream`](crate::RunStream)
/// assembles them.
///
/// The service sends two more events that never appear here: `error`, which is returned as a
/// [`schematic_api::Error`], and `done`, which ends the stream.
///
/// [Reference](https://platform.openai.com/docs/api-reference/assistants-streaming/events)
///
/// ```
/// use schematic_openai::RunEvent;
///
/// fn show(event: &RunEvent) {
///     match event {
///         RunEvent::MessageDelta(delta) => print!("{}", delta.text()),
///         RunEvent::RunFailed(run) => println!("{:?}", run.last_error),
///         _ => {}
///     }
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Event)]
#[non_exhaustive]
pub enum RunEvent {
    /// The thread was created. This is the first event of a stream that creates a thread along with
    /// its run.
    #[wire(rename = "thread.created")]
    ThreadCreated(Box<Thread>),
    /// The run was created.
    #[wire(rename = "thread.run.created")]
    RunCreated(Box<Run>),
    /// The run is waiting to be started.
    #[wire(rename = "thread.run.queued")]
    RunQueued(Box<Run>),
    /// The model is working.
    #[wire(rename = "thread.run.in_progress")]
    RunInProgress(Box<Run>),
    /// The run waits for the outputs of tool calls. The stream ends here; submitting the outputs
    /// opens another.
    #[wire(rename = "thread.run.requires_action", terminal)]
    RunRequiresAction(Box<Run>),
    /// The run completed.
    #[wire(rename = "thread.run.completed", terminal)]
    RunCompleted(Box<Run>),
    /// The run ended before the answer was complete.
    #[wire(rename = "thread.run.incomplete", terminal)]
    RunIncomplete(Box<Run>),
    /// The run failed.
    #[wire(rename = "thread.run.failed", terminal)]
    RunFailed(Box<Run>),
    /// The run is being cancelled.
    #[wire(rename = "thread.run.cancelling")]
    RunCancelling(Box<Run>),
    /// The run was cancelled.
    #[wire(rename = "thread.run.cancelled", terminal)]
    RunCancelled(Box<Run>),
    /// The run expired before it ended.
    #[wire(rename = "thread.run.expired", terminal)]
    RunExpired(Box<Run>),
    /// A step was created.
    #[wire(rename = "thread.run.step.created")]
    StepCreated(Box<RunStep>),
    /// A step is in progress.
    #[wire(rename = "thread.run.step.in_progress")]
    StepInProgress(Box<RunStep>),
    /// Something was added to a step.
    #[wire(rename = "thread.run.step.delta")]
    StepDelta(RunStepDelta),
    /// A step completed.
    #[wire(rename = "thread.run.step.completed")]
    StepCompleted(Box<RunStep>),
    /// A step failed.
    #[wire(rename = "thread.run.step.failed")]
    StepFailed(Box<RunStep>),
    /// A step was cancelled.
    #[wire(rename = "thread.run.step.cancelled")]
    StepCancelled(Box<RunStep>),
    /// A step expired, because its run did.
    #[wire(rename = "thread.run.step.expired")]
    StepExpired(Box<RunStep>),
    /// A message was created.
    #[wire(rename = "thread.message.created")]
    MessageCreated(Box<Message>),
    /// The model is writing a message.
    #[wire(rename = "thread.message.in_progress")]
    MessageInProgress(Box<Message>),
    /// Something was added to a message.
    #[wire(rename = "thread.message.delta")]
    MessageDelta(MessageDelta),
    /// A message is complete.
    #[wire(rename = "thread.message.completed")]
    MessageCompleted(Box<Message>),
    /// A message ended before it was complete.
    #[wire(rename = "thread.message.incomplete")]
    MessageIncomplete(Box<Message>),
    /// An event that this version does not know.
    Unknown {
        /// The name of the event.
        event: String,
        /// The data of the event, as received.
        data: String,
    },
}

impl RunEvent {
    /// Returns the run, if the event carries a whole one.
    #[must_use]
    pub fn as_run(&self) -> Option<&Run> {
        match self {
            Self::RunCreated(run)
            | Self::RunQueued(run)
            | Self::RunInProgress(run)
            | Self::RunRequiresAction(run)
            | Self::RunCompleted(run)
            | Self::RunIncomplete(run)
            | Self::RunFailed(run)
            | Self::RunCancelling(run)
            | Self::RunCancelled(run)
            | Self::RunExpired(run) => Some(run),
            _ => None,
        }
    }
}
