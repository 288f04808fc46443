//! A run as the service gives it back.

use schematic_api::{Extra, Object, StringEnum};

use super::{RequiredAction, ToolCall};
use crate::{
    AssistantId, ListItem, Metadata, ModelId, ResponseFormat, RunId, ThreadId, Timestamp, Tool,
    ToolChoice, TruncationStrategy,
};

/// An assistant at work on a thread: one answer, with all the tool calls on the way to it.
///
/// [Reference](https://platform.openai.com/docs/api-reference/runs/object)
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(constant(object = "thread.run"), nullable, required(id))]
#[non_exhaustive]
pub struct Run {
    /// The id.
    pub id: RunId,
    /// When it was made.
    pub created_at: Timestamp,
    /// The thread that it works on.
    pub thread_id: ThreadId,
    /// The assistant that is at work.
    pub assistant_id: AssistantId,
    /// Where it has got.
    pub status: RunStatus,
    /// What the caller has to do so that it goes on; [`tool_calls`](Self::tool_calls) is the short
    /// way to it.
    pub required_action: Option<RequiredAction>,
    /// What went wrong, in a run that failed.
    pub last_error: Option<RunError>,
    /// When it expires unless it ends before.
    pub expires_at: Option<Timestamp>,
    /// When it began to work.
    pub started_at: Option<Timestamp>,
    /// When it was cancelled.
    pub cancelled_at: Option<Timestamp>,
    /// When it failed.
    pub failed_at: Option<Timestamp>,
    /// When it was complete.
    pub completed_at: Option<Timestamp>,
    /// Why it broke off, in a run that is `incomplete`.
    pub incomplete_details: Option<RunIncompleteDetails>,
    /// The model that answers.
    pub model: ModelId,
    /// What the model was told before it read the thread.
    pub instructions: Option<String>,
    /// The tools that the model may use.
    pub tools: Vec<Tool>,
    /// The caller's notes.
    pub metadata: Option<Metadata>,
    /// The tokens it took; `None` until it ends.
    pub usage: Option<Usage>,
    /// How freely the model chooses its words; `None` counts as 1.
    pub temperature: Option<f64>,
    /// The share of likely words that the model chooses from; `None` counts as 1.
    pub top_p: Option<f64>,
    /// The most tokens of prompt it may take.
    pub max_prompt_tokens: Option<u64>,
    /// The most tokens of answer it may take.
    pub max_completion_tokens: Option<u64>,
    /// Which messages of a long thread the model gets to see.
    pub truncation_strategy: Option<TruncationStrategy>,
    /// Which tool the model must, may or may not use.
    pub tool_choice: Option<ToolChoice>,
    /// Whether the model may call several functions at once. `None` when the server does not say.
    #[wire(optional)]
    pub parallel_tool_calls: Option<bool>,
    /// The form that the answer must have.
    pub response_format: Option<ResponseFormat>,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}

impl ListItem for Run {
    fn id(&self) -> &str {
        self.id.as_str()
    }
}

impl Run {
    /// Whether the service does nothing more of its own accord: the run ended, or it waits for the
    /// caller.
    ///
    /// An unknown status does not count as settled, so that polling goes on (until its deadline)
    /// rather than stop in the middle.
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

    /// The calls whose outputs the run waits for; empty unless it is in `requires_action`.
    #[must_use]
    pub fn tool_calls(&self) -> &[ToolCall] {
        self.required_action.as_ref().map_or(&[], RequiredAction::tool_calls)
    }
}

/// Where a run has got.
///
/// [Reference](https://platform.openai.com/docs/assistants/deep-dive#run-lifecycle)
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum RunStatus {
    /// It waits for its turn.
    Queued,
    /// The model is at work.
    InProgress,
    /// It waits for the outputs of tool calls.
    RequiresAction,
    /// It is being cancelled.
    Cancelling,
    /// It was cancelled.
    Cancelled,
    /// It failed; [`Run::last_error`] says why.
    Failed,
    /// It is done, and its messages are in the thread.
    Completed,
    /// It broke off; [`Run::incomplete_details`] says why.
    Incomplete,
    /// It took too long, or the outputs it asked for did not come in time.
    Expired,
    /// A status that this version does not know.
    Unknown(String),
}

impl RunStatus {
    /// Whether a run with this status never changes again.
    #[must_use]
    pub fn is_terminal(&self) -> bool {
        matches!(
            self,
            Self::Cancelled | Self::Failed | Self::Completed | Self::Incomplete | Self::Expired
        )
    }
}

/// What went wrong in a run or in one of its steps.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct RunError {
    /// The class of failure.
    pub code: RunErrorCode,
    /// The failure in words, for people.
    pub message: String,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}

/// The class of a [`RunError`].
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum RunErrorCode {
    /// The service failed.
    ServerError,
    /// The account's limit was reached.
    RateLimitExceeded,
    /// The model cannot work with what it was given. Steps do not have this one.
    InvalidPrompt,
    /// A code that this version does not know.
    Unknown(String),
}

/// Why a run broke off.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct RunIncompleteDetails {
    /// The limit that was reached.
    pub reason: Option<RunIncompleteReason>,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}

/// The limit that a run ran into.
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum RunIncompleteReason {
    /// The tokens of answer were used up.
    MaxCompletionTokens,
    /// The tokens of prompt were used up.
    MaxPromptTokens,
    /// A reason that this version does not know.
    Unknown(String),
}

/// The tokens that a run, or one of its steps, took.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct Usage {
    /// Tokens that the model read.
    pub prompt_tokens: u64,
    /// Tokens that the model wrote.
    pub completion_tokens: u64,
    /// Both together.
    pub total_tokens: u64,
    /// What the service sent beyond these fields.
    pub extra: Extra,
}
