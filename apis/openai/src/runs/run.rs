//! Runs in a reply.

use schematic_api::{Extra, Object, StringEnum};

use super::{RequiredAction, ToolCall};
use crate::{
    AssistantId, ListItem, Metadata, ModelId, ReasoningEffort, ResponseFormat, RunId, ThreadId,
    Timestamp, Tool, ToolChoice, ToolResources, TruncationStrategy,
};

/// An assistant working on a thread, from the request for an answer to the answer, including all
/// tool calls.
///
/// [Reference](https://platform.openai.com/docs/api-reference/runs/object)
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(constant(object = "thread.run"), nullable, required(id), lenient)]
#[non_exhaustive]
pub struct Run {
    /// The id.
    pub id: RunId,
    /// When the run was created.
    pub created_at: Timestamp,
    /// The thread that the assistant works on.
    pub thread_id: ThreadId,
    /// The assistant.
    pub assistant_id: AssistantId,
    /// The status.
    pub status: RunStatus,
    /// What the caller has to do for the run to continue; [`tool_calls`](Self::tool_calls) is a
    /// shortcut to the calls within.
    pub required_action: Option<RequiredAction>,
    /// The error of a failed run.
    pub last_error: Option<RunError>,
    /// When the run expires, unless it ends earlier.
    pub expires_at: Option<Timestamp>,
    /// When the run started.
    pub started_at: Option<Timestamp>,
    /// When it was cancelled.
    pub cancelled_at: Option<Timestamp>,
    /// When it failed.
    pub failed_at: Option<Timestamp>,
    /// When it completed.
    pub completed_at: Option<Timestamp>,
    /// Why the run is `incomplete`, if it is.
    pub incomplete_details: Option<RunIncompleteDetails>,
    /// The model that generates the answers.
    pub model: ModelId,
    /// The instructions for the model.
    pub instructions: Option<String>,
    /// The tools that the model may use.
    #[wire(max_items = 20, if_absent = [], documented = "required")]
    pub tools: Vec<Tool>,
    /// Key-value pairs that the caller attached.
    pub metadata: Option<Metadata>,
    /// The tokens that the run took; `None` until it has ended.
    pub usage: Option<Usage>,
    /// Sampling temperature; `None` means 1.
    #[wire(documented = "optional")]
    pub temperature: Option<f64>,
    /// Nucleus sampling: the share of the probability mass that the model samples from; `None`
    /// means 1.
    #[wire(documented = "optional")]
    pub top_p: Option<f64>,
    /// The largest number of prompt tokens over the whole run.
    #[wire(min = 256)]
    pub max_prompt_tokens: Option<u64>,
    /// The largest number of completion tokens over the whole run.
    #[wire(min = 256)]
    pub max_completion_tokens: Option<u64>,
    /// Which messages of a long thread the model sees.
    pub truncation_strategy: Option<TruncationStrategy>,
    /// Which tools the model must, may or may not call.
    pub tool_choice: Option<ToolChoice>,
    /// Whether the model may call several functions at once; `None` if the server does not send it.
    #[wire(optional, documented = "required", if_absent = true)]
    pub parallel_tool_calls: Option<bool>,
    /// The format of the answer.
    pub response_format: Option<ResponseFormat>,
    /// The files and vector stores that the tools can use; `None` if the service does not send them.
    #[wire(optional)]
    pub tool_resources: Option<ToolResources>,
    /// How much a reasoning model thinks before it answers; `None` if the service does not send it.
    #[wire(optional)]
    pub reasoning_effort: Option<ReasoningEffort>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

impl ListItem for Run {
    fn id(&self) -> &str {
        self.id.as_str()
    }
}

impl Run {
    /// Returns whether the run has ended or waits for the caller. Until then, the service changes
    /// its status by itself.
    ///
    /// An unknown status does not count as settled, so that polling continues until its timeout
    /// rather than stop too early.
    ///
    /// ```
    /// use schematic_openai::{Run, RunStatus};
    ///
    /// assert!(Run::new("run_abc123").status(RunStatus::RequiresAction).is_settled());
    /// assert!(!Run::new("run_abc123").status(RunStatus::Cancelling).is_settled());
    /// ```
    #[must_use]
    pub fn is_settled(&self) -> bool {
        self.status == RunStatus::RequiresAction || self.status.is_terminal()
    }

    /// Returns the calls whose outputs the run waits for; empty unless its status is
    /// `requires_action`.
    #[must_use]
    pub fn tool_calls(&self) -> &[ToolCall] {
        self.required_action.as_ref().map_or(&[], RequiredAction::tool_calls)
    }
}

/// The status of a run.
///
/// [Reference](https://platform.openai.com/docs/assistants/deep-dive#run-lifecycle)
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum RunStatus {
    /// The run is waiting to be started.
    Queued,
    /// The model is working.
    InProgress,
    /// The run waits for the outputs of tool calls.
    RequiresAction,
    /// The run is being cancelled.
    Cancelling,
    /// It was cancelled.
    Cancelled,
    /// The run failed; [`Run::last_error`] tells why.
    Failed,
    /// The run completed; its messages are in the thread.
    Completed,
    /// The run ended before the answer was complete; [`Run::incomplete_details`] tells why.
    Incomplete,
    /// The run took too long, or the tool outputs were not submitted in time.
    Expired,
    /// A status that this version does not know.
    Unknown(String),
}

impl RunStatus {
    /// Returns whether the status is final.
    #[must_use]
    pub fn is_terminal(&self) -> bool {
        matches!(
            self,
            Self::Cancelled | Self::Failed | Self::Completed | Self::Incomplete | Self::Expired
        )
    }
}

/// The error of a run or of one of its steps.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(lenient)]
#[non_exhaustive]
pub struct RunError {
    /// The code of the error.
    pub code: RunErrorCode,
    /// A description of the error, for people.
    pub message: String,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// The code of a [`RunError`].
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum RunErrorCode {
    /// The service failed.
    ServerError,
    /// A rate limit of the account was exceeded.
    RateLimitExceeded,
    /// The model cannot process the prompt. Not used for steps.
    InvalidPrompt,
    /// A code that this version does not know.
    Unknown(String),
}

/// Why a run is `incomplete`.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct RunIncompleteDetails {
    /// The limit that was reached.
    pub reason: Option<RunIncompleteReason>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// The limit that ended a run.
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum RunIncompleteReason {
    /// The limit of completion tokens was reached.
    MaxCompletionTokens,
    /// The limit of prompt tokens was reached.
    MaxPromptTokens,
    /// A reason that this version does not know.
    Unknown(String),
}

/// The tokens that a run or one of its steps took.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(lenient)]
#[non_exhaustive]
pub struct Usage {
    /// The tokens that the model read.
    pub prompt_tokens: u64,
    /// The tokens that the model wrote.
    pub completion_tokens: u64,
    /// The sum of both.
    pub total_tokens: u64,
    /// Additional fields that the service sent.
    pub extra: Extra,
}
