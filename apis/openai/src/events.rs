//! The events of a run that is streamed.

mod message;
mod step;

use schematic_api::sse::Event;

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
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum RunEvent {
    /// The thread was made: the first event of a thread that was made together with its run.
    ThreadCreated(Box<Thread>),
    /// The run was made.
    RunCreated(Box<Run>),
    /// The run waits for its turn.
    RunQueued(Box<Run>),
    /// The model is at work.
    RunInProgress(Box<Run>),
    /// The run waits for the outputs of tool calls. The stream ends here; submitting them gives
    /// another.
    RunRequiresAction(Box<Run>),
    /// The run is done.
    RunCompleted(Box<Run>),
    /// The run broke off.
    RunIncomplete(Box<Run>),
    /// The run failed.
    RunFailed(Box<Run>),
    /// The run is being cancelled.
    RunCancelling(Box<Run>),
    /// The run was cancelled.
    RunCancelled(Box<Run>),
    /// The run took too long.
    RunExpired(Box<Run>),
    /// A step was made.
    StepCreated(Box<RunStep>),
    /// The assistant is at a step.
    StepInProgress(Box<RunStep>),
    /// Something was added to a step.
    StepDelta(RunStepDelta),
    /// A step is done.
    StepCompleted(Box<RunStep>),
    /// A step failed.
    StepFailed(Box<RunStep>),
    /// A step was cancelled.
    StepCancelled(Box<RunStep>),
    /// A step took too long.
    StepExpired(Box<RunStep>),
    /// A message was made.
    MessageCreated(Box<Message>),
    /// The model is writing a message.
    MessageInProgress(Box<Message>),
    /// Something was added to a message.
    MessageDelta(MessageDelta),
    /// A message is whole.
    MessageCompleted(Box<Message>),
    /// A message breaks off.
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

impl Event for RunEvent {
    const HAS_TERMINAL: bool = true;
    fn decode(event: &str, data: &str) -> Result<Self, serde_json::Error> {
        match event {
            "thread.created" => serde_json::from_str(data).map(Self::ThreadCreated),
            "thread.run.created" => serde_json::from_str(data).map(Self::RunCreated),
            "thread.run.queued" => serde_json::from_str(data).map(Self::RunQueued),
            "thread.run.in_progress" => serde_json::from_str(data).map(Self::RunInProgress),
            "thread.run.requires_action" => serde_json::from_str(data).map(Self::RunRequiresAction),
            "thread.run.completed" => serde_json::from_str(data).map(Self::RunCompleted),
            "thread.run.incomplete" => serde_json::from_str(data).map(Self::RunIncomplete),
            "thread.run.failed" => serde_json::from_str(data).map(Self::RunFailed),
            "thread.run.cancelling" => serde_json::from_str(data).map(Self::RunCancelling),
            "thread.run.cancelled" => serde_json::from_str(data).map(Self::RunCancelled),
            "thread.run.expired" => serde_json::from_str(data).map(Self::RunExpired),
            "thread.run.step.created" => serde_json::from_str(data).map(Self::StepCreated),
            "thread.run.step.in_progress" => serde_json::from_str(data).map(Self::StepInProgress),
            "thread.run.step.delta" => serde_json::from_str(data).map(Self::StepDelta),
            "thread.run.step.completed" => serde_json::from_str(data).map(Self::StepCompleted),
            "thread.run.step.failed" => serde_json::from_str(data).map(Self::StepFailed),
            "thread.run.step.cancelled" => serde_json::from_str(data).map(Self::StepCancelled),
            "thread.run.step.expired" => serde_json::from_str(data).map(Self::StepExpired),
            "thread.message.created" => serde_json::from_str(data).map(Self::MessageCreated),
            "thread.message.in_progress" => serde_json::from_str(data).map(Self::MessageInProgress),
            "thread.message.delta" => serde_json::from_str(data).map(Self::MessageDelta),
            "thread.message.completed" => serde_json::from_str(data).map(Self::MessageCompleted),
            "thread.message.incomplete" => serde_json::from_str(data).map(Self::MessageIncomplete),
            _ => Ok(Self::Unknown { event: event.to_owned(), data: data.to_owned() }),
        }
    }
    fn name(&self) -> &str {
        match self {
            Self::ThreadCreated(_) => "thread.created",
            Self::RunCreated(_) => "thread.run.created",
            Self::RunQueued(_) => "thread.run.queued",
            Self::RunInProgress(_) => "thread.run.in_progress",
            Self::RunRequiresAction(_) => "thread.run.requires_action",
            Self::RunCompleted(_) => "thread.run.completed",
            Self::RunIncomplete(_) => "thread.run.incomplete",
            Self::RunFailed(_) => "thread.run.failed",
            Self::RunCancelling(_) => "thread.run.cancelling",
            Self::RunCancelled(_) => "thread.run.cancelled",
            Self::RunExpired(_) => "thread.run.expired",
            Self::StepCreated(_) => "thread.run.step.created",
            Self::StepInProgress(_) => "thread.run.step.in_progress",
            Self::StepDelta(_) => "thread.run.step.delta",
            Self::StepCompleted(_) => "thread.run.step.completed",
            Self::StepFailed(_) => "thread.run.step.failed",
            Self::StepCancelled(_) => "thread.run.step.cancelled",
            Self::StepExpired(_) => "thread.run.step.expired",
            Self::MessageCreated(_) => "thread.message.created",
            Self::MessageInProgress(_) => "thread.message.in_progress",
            Self::MessageDelta(_) => "thread.message.delta",
            Self::MessageCompleted(_) => "thread.message.completed",
            Self::MessageIncomplete(_) => "thread.message.incomplete",
            Self::Unknown { event, .. } => event,
        }
    }
    fn data(&self) -> Result<std::borrow::Cow<'_, str>, serde_json::Error> {
        match self {
            Self::ThreadCreated(value) => serde_json::to_string(value).map(Into::into),
            Self::RunCreated(value) => serde_json::to_string(value).map(Into::into),
            Self::RunQueued(value) => serde_json::to_string(value).map(Into::into),
            Self::RunInProgress(value) => serde_json::to_string(value).map(Into::into),
            Self::RunRequiresAction(value) => serde_json::to_string(value).map(Into::into),
            Self::RunCompleted(value) => serde_json::to_string(value).map(Into::into),
            Self::RunIncomplete(value) => serde_json::to_string(value).map(Into::into),
            Self::RunFailed(value) => serde_json::to_string(value).map(Into::into),
            Self::RunCancelling(value) => serde_json::to_string(value).map(Into::into),
            Self::RunCancelled(value) => serde_json::to_string(value).map(Into::into),
            Self::RunExpired(value) => serde_json::to_string(value).map(Into::into),
            Self::StepCreated(value) => serde_json::to_string(value).map(Into::into),
            Self::StepInProgress(value) => serde_json::to_string(value).map(Into::into),
            Self::StepDelta(value) => serde_json::to_string(value).map(Into::into),
            Self::StepCompleted(value) => serde_json::to_string(value).map(Into::into),
            Self::StepFailed(value) => serde_json::to_string(value).map(Into::into),
            Self::StepCancelled(value) => serde_json::to_string(value).map(Into::into),
            Self::StepExpired(value) => serde_json::to_string(value).map(Into::into),
            Self::MessageCreated(value) => serde_json::to_string(value).map(Into::into),
            Self::MessageInProgress(value) => serde_json::to_string(value).map(Into::into),
            Self::MessageDelta(value) => serde_json::to_string(value).map(Into::into),
            Self::MessageCompleted(value) => serde_json::to_string(value).map(Into::into),
            Self::MessageIncomplete(value) => serde_json::to_string(value).map(Into::into),
            Self::Unknown { data, .. } => Ok(data.as_str().into()),
        }
    }
    fn is_terminal(&self) -> bool {
        matches!(
            self,
            Self::RunRequiresAction(_)
                | Self::RunCompleted(_)
                | Self::RunIncomplete(_)
                | Self::RunFailed(_)
                | Self::RunCancelled(_)
                | Self::RunExpired(_)
        )
    }
}
