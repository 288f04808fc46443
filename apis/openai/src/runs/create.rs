//! What a caller says about a run.

use schematic_api::{Extra, Object, Patch};

use crate::{
    AssistantId, CreateMessage, Metadata, ModelId, ReasoningEffort, ResponseFormat, Tool,
    ToolChoice, TruncationStrategy,
};

/// A run to start; an assistant is enough.
///
/// What is set here counts for this run, in place of what the assistant has.
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
#[wire(required(assistant_id))]
#[non_exhaustive]
pub struct CreateRun {
    /// The assistant that is to answer.
    pub assistant_id: AssistantId,
    /// Another model than the assistant's.
    pub model: Option<ModelId>,
    /// How much a reasoning model thinks.
    pub reasoning_effort: Option<ReasoningEffort>,
    /// Other instructions than the assistant's.
    pub instructions: Option<String>,
    /// Instructions to add behind the others.
    pub additional_instructions: Option<String>,
    /// Messages to add to the thread before the run starts.
    pub additional_messages: Option<Vec<CreateMessage>>,
    /// Other tools than the assistant's, at most 20.
    pub tools: Option<Vec<Tool>>,
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

/// Changes to a run: only its notes can change.
///
/// [Reference](https://platform.openai.com/docs/api-reference/runs/modifyRun)
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct ModifyRun {
    /// All notes from now on.
    pub metadata: Patch<Metadata>,
    /// Fields to send beyond these.
    pub extra: Extra,
}
