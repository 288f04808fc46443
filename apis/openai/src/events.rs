//! The events of a run that is streamed.

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

/// Something that happened in a run.
///
/// Objects come whole, as they were at that moment. Between `created` and the last event of a
/// message or a step come its deltas: what was added. [`RunStream`](crate::RunStream) puts them
/// together.
///
/// Beside these events the service has two that no reader gets to see: `error`, which comes out as
/// a [`schematic_api::Error`], and `done`, which is the end of the stream.
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
    /// The thread was made: the first event of a thread that was made together with its run.
    #[wire(name = "thread.created")]
    ThreadCreated(Box<Thread>),
    /// The run was made.
    #[wire(name = "thread.run.created")]
    RunCreated(Box<Run>),
    /// The run waits for its turn.
    #[wire(name = "thread.run.queued")]
    RunQueued(Box<Run>),
    /// The model is at work.
    #[wire(name = "thread.run.in_progress")]
    RunInProgress(Box<Run>),
    /// The run waits for the outputs of tool calls. The stream ends here; submitting them gives
    /// another.
    #[wire(name = "thread.run.requires_action", terminal)]
    RunRequiresAction(Box<Run>),
    /// The run is done.
    #[wire(name = "thread.run.completed", terminal)]
    RunCompleted(Box<Run>),
    /// The run broke off.
    #[wire(name = "thread.run.incomplete", terminal)]
    RunIncomplete(Box<Run>),
    /// The run failed.
    #[wire(name = "thread.run.failed", terminal)]
    RunFailed(Box<Run>),
    /// The run is being cancelled.
    #[wire(name = "thread.run.cancelling")]
    RunCancelling(Box<Run>),
    /// The run was cancelled.
    #[wire(name = "thread.run.cancelled", terminal)]
    RunCancelled(Box<Run>),
    /// The run took too long.
    #[wire(name = "thread.run.expired", terminal)]
    RunExpired(Box<Run>),
    /// A step was made.
    #[wire(name = "thread.run.step.created")]
    StepCreated(Box<RunStep>),
    /// The assistant is at a step.
    #[wire(name = "thread.run.step.in_progress")]
    StepInProgress(Box<RunStep>),
    /// Something was added to a step.
    #[wire(name = "thread.run.step.delta")]
    StepDelta(RunStepDelta),
    /// A step is done.
    #[wire(name = "thread.run.step.completed")]
    StepCompleted(Box<RunStep>),
    /// A step failed.
    #[wire(name = "thread.run.step.failed")]
    StepFailed(Box<RunStep>),
    /// A step was cancelled.
    #[wire(name = "thread.run.step.cancelled")]
    StepCancelled(Box<RunStep>),
    /// A step took too long.
    #[wire(name = "thread.run.step.expired")]
    StepExpired(Box<RunStep>),
    /// A message was made.
    #[wire(name = "thread.message.created")]
    MessageCreated(Box<Message>),
    /// The model is writing a message.
    #[wire(name = "thread.message.in_progress")]
    MessageInProgress(Box<Message>),
    /// Something was added to a message.
    #[wire(name = "thread.message.delta")]
    MessageDelta(MessageDelta),
    /// A message is whole.
    #[wire(name = "thread.message.completed")]
    MessageCompleted(Box<Message>),
    /// A message breaks off.
    #[wire(name = "thread.message.incomplete")]
    MessageIncomplete(Box<Message>),
    /// An event that this version does not know.
    Unknown {
        /// Its name.
        event: String,
        /// Its data, as it came.
        data: String,
    },
}

impl RunEvent {
    /// The run, in an event about the whole of it.
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
