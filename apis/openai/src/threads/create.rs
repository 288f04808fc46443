//! Threads to make, and changes to them.

use schematic_api::{Extra, Object, Patch};

use crate::{
    AssistantId, CreateMessage, CreateToolResources, Metadata, ModelId, ResponseFormat, Tool,
    ToolChoice, ToolResources, TruncationStrategy,
};

/// A thread to make; every field may be left out.
///
/// [Reference](https://platform.openai.com/docs/api-reference/threads/createThread)
///
/// ```
/// use schematic_openai::{CreateMessage, CreateThread};
///
/// let body = CreateThread::new().messages([CreateMessage::user("What is 2 + 2?")]);
/// ```
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct CreateThread {
    /// The messages to begin with.
    pub messages: Option<Vec<CreateMessage>>,
    /// What tools work on in this thread.
    pub tool_resources: Option<CreateToolResources>,
    /// Notes on the thread.
    pub metadata: Option<Metadata>,
    /// Fields to send beyond these.
    pub extra: Extra,
}

/// Changes to a thread: what is not set stays, and `clear_…` empties a field.
///
/// [Reference](https://platform.openai.com/docs/api-reference/threads/modifyThread)
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct ModifyThread {
    /// What tools work on in this thread.
    pub tool_resources: Patch<ToolResources>,
    /// All notes from now on.
    pub metadata: Patch<Metadata>,
    /// Fields to send beyond these.
    pub extra: Extra,
}

/// A thread to make, and a run to start on it; an assistant is enough.
///
/// What is set here counts for this run, in place of what the assistant has.
///
/// [Reference](https://platform.openai.com/docs/api-reference/runs/createThreadAndRun)
///
/// ```
/// use schematic_openai::{CreateMessage, CreateThread, CreateThreadAndRun};
///
/// let question = CreateMessage::user("Explain deep learning to a child of five.");
/// let thread = CreateThread::new().messages([question]);
/// let body = CreateThreadAndRun::new("asst_abc123").thread(thread);
/// ```
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(required(assistant_id))]
#[non_exhaustive]
pub struct CreateThreadAndRun {
    /// The assistant that is to answer.
    pub assistant_id: AssistantId,
    /// The thread; an empty one unless set.
    pub thread: Option<CreateThread>,
    /// Another model than the assistant's.
    pub model: Option<ModelId>,
    /// Other instructions than the assistant's.
    pub instructions: Option<String>,
    /// Other tools than the assistant's, at most 20.
    pub tools: Option<Vec<Tool>>,
    /// Other resources for the tools than the assistant's.
    pub tool_resources: Option<ToolResources>,
    /// Notes on the run.
    pub metadata: Option<Metadata>,
    /// How freely the model chooses its words, 0 to 2.
    pub temperature: Option<f64>,
    /// The share of likely words that the model chooses from, 0 to 1.
    pub top_p: Option<f64>,
    /// Whether the service answers with events as they happen; the client sets it when a call asks
    /// for a stream.
    #[wire(no_setter)]
    pub stream: Option<bool>,
    /// The most tokens of prompt over all turns of the run, at least 256. A run that needs more
    /// ends `incomplete`.
    pub max_prompt_tokens: Option<u64>,
    /// The most tokens of answer over all turns of the run, at least 256. A run that needs more
    /// ends `incomplete`.
    pub max_completion_tokens: Option<u64>,
    /// Which messages of a long thread the model gets to see.
    pub truncation_strategy: Option<TruncationStrategy>,
    /// Which tool the model must, may or may not use.
    pub tool_choice: Option<ToolChoice>,
    /// Whether the model may call several functions at once; it may unless told otherwise.
    pub parallel_tool_calls: Option<bool>,
    /// The form that answers must have.
    pub response_format: Option<ResponseFormat>,
    /// Fields to send beyond these.
    pub extra: Extra,
}
