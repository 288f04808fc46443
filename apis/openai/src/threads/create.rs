//! Threads in a request: new ones, and changes.

use schematic_api::{Extra, Object, Patch};

use crate::{
    AssistantId, CreateMessage, CreateToolResources, Metadata, ModelId, ResponseFormat, Tool,
    ToolChoice, ToolResources, TruncationStrategy,
};

/// The body of [`Threads::create`](crate::Threads::create); no field is required.
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
    /// The first messages of the thread.
    pub messages: Option<Vec<CreateMessage>>,
    /// The files and vector stores that the tools can use in this thread.
    #[wire(accepts_null)]
    pub tool_resources: Option<CreateToolResources>,
    /// Key-value pairs to attach to the thread.
    #[wire(accepts_null)]
    pub metadata: Option<Metadata>,
    /// Additional fields to send.
    pub extra: Extra,
}

/// The body of [`Threads::modify`](crate::Threads::modify). Unset fields keep their values;
/// `clear_…` sends `null` and empties a field.
///
/// [Reference](https://platform.openai.com/docs/api-reference/threads/modifyThread)
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct ModifyThread {
    /// The files and vector stores that the tools can use in this thread.
    pub tool_resources: Patch<ToolResources>,
    /// The new metadata, which replaces all of the old.
    pub metadata: Patch<Metadata>,
    /// Additional fields to send.
    pub extra: Extra,
}

/// The body of [`Threads::create_and_run`](crate::Threads::create_and_run); only the assistant is
/// required.
///
/// Settings made here replace those of the assistant for this run.
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
#[non_exhaustive]
pub struct CreateThreadAndRun {
    /// The assistant that answers.
    pub assistant_id: AssistantId,
    /// The thread. Default: an empty one.
    pub thread: Option<CreateThread>,
    /// The model, in place of the assistant's.
    #[wire(accepts_null)]
    pub model: Option<ModelId>,
    /// The instructions, in place of the assistant's.
    #[wire(accepts_null)]
    pub instructions: Option<String>,
    /// The tools, in place of the assistant's, at most 20.
    #[wire(accepts_null, max_items = 20)]
    pub tools: Option<Vec<Tool>>,
    /// The resources of the tools, in place of the assistant's.
    #[wire(accepts_null)]
    pub tool_resources: Option<ToolResources>,
    /// Key-value pairs to attach to the run.
    #[wire(accepts_null)]
    pub metadata: Option<Metadata>,
    /// Sampling temperature, 0 to 2. Higher values make the output more random.
    #[wire(accepts_null, min = 0, max = 2, if_absent = 1)]
    pub temperature: Option<f64>,
    /// Nucleus sampling: the share of the probability mass that the model samples from, 0 to 1.
    #[wire(accepts_null, min = 0, max = 1, if_absent = 1)]
    pub top_p: Option<f64>,
    /// Whether the service replies with a stream of events. The client sets this according to the
    /// call, so there is no setter.
    #[wire(no_setter, accepts_null)]
    pub stream: Option<bool>,
    /// The largest number of prompt tokens over the whole run, at least 256. A run that needs more
    /// ends as `incomplete`.
    #[wire(accepts_null, min = 256)]
    pub max_prompt_tokens: Option<u64>,
    /// The largest number of completion tokens over the whole run, at least 256. A run that needs
    /// more ends as `incomplete`.
    #[wire(accepts_null, min = 256)]
    pub max_completion_tokens: Option<u64>,
    /// Which messages of a long thread the model sees.
    #[wire(accepts_null)]
    pub truncation_strategy: Option<TruncationStrategy>,
    /// Which tools the model must, may or may not call.
    #[wire(accepts_null)]
    pub tool_choice: Option<ToolChoice>,
    /// Whether the model may call several functions at once. Default: `true`.
    #[wire(if_absent = true)]
    pub parallel_tool_calls: Option<bool>,
    /// The format of the answers.
    #[wire(accepts_null)]
    pub response_format: Option<ResponseFormat>,
    /// Additional fields to send.
    pub extra: Extra,
}
