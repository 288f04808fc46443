//! Runs in a request: new ones, and changes.

use schematic_api::{Extra, Object, Patch};

use crate::{
    AssistantId, CreateMessage, Metadata, ModelId, ReasoningEffort, ResponseFormat, Tool,
    ToolChoice, TruncationStrategy,
};

/// The body of [`Runs::create`](crate::Runs::create); only the assistant is required.
///
/// Settings made here replace those of the assistant for this run.
///
/// [Reference](https://platform.openai.com/docs/api-reference/runs/createRun)
///
/// ```
/// use schematic_openai::{AssistantId, CreateRun};
///
/// let assistant = AssistantId::from("asst_abc123");
/// let body = CreateRun::new(&assistant)
///     .additional_instructions("Answer in Dutch.")
///     .max_completion_tokens(1000);
/// ```
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct CreateRun {
    /// The assistant that answers.
    pub assistant_id: AssistantId,
    /// The model, in place of the assistant's.
    #[wire(accepts_null)]
    pub model: Option<ModelId>,
    /// How much a reasoning model thinks before it answers.
    #[wire(accepts_null, if_absent = "medium")]
    pub reasoning_effort: Option<ReasoningEffort>,
    /// The instructions, in place of the assistant's.
    #[wire(accepts_null)]
    pub instructions: Option<String>,
    /// Instructions to append to the others.
    #[wire(accepts_null)]
    pub additional_instructions: Option<String>,
    /// Messages to add to the thread before the run starts.
    #[wire(accepts_null)]
    pub additional_messages: Option<Vec<CreateMessage>>,
    /// The tools, in place of the assistant's, at most 20.
    #[wire(accepts_null, max_items = 20)]
    pub tools: Option<Vec<Tool>>,
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

/// The body of [`Runs::modify`](crate::Runs::modify). Only the metadata of a run can change.
///
/// [Reference](https://platform.openai.com/docs/api-reference/runs/modifyRun)
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct ModifyRun {
    /// The new metadata, which replaces all of the old.
    pub metadata: Patch<Metadata>,
    /// Additional fields to send.
    pub extra: Extra,
}
