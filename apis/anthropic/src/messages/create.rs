//! The body of a request for a message.

use schematic_api::{Extra, Object, StringEnum};

use super::{
    BillingPolicy, DiagnosticsParams, FallbackCredit, Fallbacks, IdOrContainer, MessageParam,
    MessageThread, Speed, Summarize, SystemPrompt,
};
use crate::{
    CacheControl, ContextManagement, McpServer, ModelId, OutputConfig, TextOrBlocks, Thinking,
    Tool, ToolChoice,
};

/// A request for a message.
///
/// Fields marked as beta need the name of their feature in the header `anthropic-beta`, which
/// [`append_header`](schematic_api::ClientBuilder::append_header) of the builder or of a call adds to.
///
/// [Reference](https://platform.claude.com/docs/en/api/messages/create)
///
/// ```
/// use schematic_anthropic::{CreateMessage, Effort, OutputConfig, Thinking};
///
/// let question = CreateMessage::ask("claude-sonnet-5-5", 1024, "Why are there two tides a day?")
///     .system("Answer in one sentence.")
///     .thinking(Thinking::adaptive())
///     .output_config(OutputConfig::new().effort(Effort::Low));
/// ```
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct CreateMessage {
    /// The model that answers.
    pub model: ModelId,
    /// The most tokens of the answer, thinking among them. With 0, the prompt cache is filled and nothing answered.
    pub max_tokens: u64,
    /// The conversation so far, up to 100 000 messages.
    pub messages: Vec<MessageParam>,
    /// The system prompt: instructions for the whole conversation.
    pub system: Option<SystemPrompt>,
    /// The tools that the model may use.
    pub tools: Option<Vec<Tool>>,
    /// How the model uses the tools. Default: as it sees fit.
    pub tool_choice: Option<ToolChoice>,
    /// Whether, and how much, the model thinks before it answers.
    pub thinking: Option<Thinking>,
    /// With how much work, and in which form, the model answers.
    pub output_config: Option<OutputConfig>,
    /// Texts at which the model stops.
    pub stop_sequences: Option<Vec<String>>,
    /// A breakpoint of the prompt cache at the last block that can be cached.
    #[wire(accepts_null)]
    pub cache_control: Option<CacheControl>,
    /// The container in which code runs.
    #[wire(accepts_null)]
    pub container: Option<IdOrContainer>,
    /// Asks why the prompt cache did not match.
    #[wire(accepts_null)]
    pub diagnostics: Option<DiagnosticsParams>,
    /// Where the model runs. Default: that of the workspace.
    #[wire(accepts_null)]
    pub inference_geo: Option<String>,
    /// Data about the request.
    pub metadata: Option<Metadata>,
    /// The capacity to use. Default: `auto`.
    pub service_tier: Option<RequestServiceTier>,
    /// How fast the model runs.
    #[wire(accepts_null)]
    pub speed: Option<Speed>,
    /// What is dropped from the conversation if it becomes too long (beta).
    #[wire(accepts_null)]
    pub context_management: Option<ContextManagement>,
    /// Asks for a summary in place of an answer (beta).
    #[wire(accepts_null)]
    pub compaction: Option<Summarize>,
    /// The MCP servers of which the model may use the tools (beta).
    pub mcp_servers: Option<Vec<McpServer>>,
    /// The models that answer if this one refuses (beta).
    #[wire(accepts_null)]
    pub fallbacks: Option<Fallbacks>,
    /// The credit for a request that was refused (beta).
    #[wire(accepts_null)]
    pub fallback_credit_token: Option<FallbackCredit>,
    /// The conversation of which the request is a part, if the service keeps it (beta).
    #[wire(accepts_null)]
    pub thread: Option<MessageThread>,
    /// Who pays (beta).
    #[wire(accepts_null)]
    pub billing_policy: Option<BillingPolicy>,
    /// Whether the answer is a stream. Calls set it by themselves.
    #[wire(no_setter)]
    pub stream: Option<bool>,
    /// Additional fields to send.
    pub extra: Extra,
}

impl CreateMessage {
    /// Builds a request of one message of the user's.
    #[must_use]
    pub fn ask(
        model: impl Into<ModelId>,
        max_tokens: u64,
        question: impl Into<TextOrBlocks>,
    ) -> Self {
        Self::new(model, max_tokens, [MessageParam::user(question)])
    }

    /// Adds a message at the end of the conversation.
    #[must_use]
    pub fn push(mut self, message: impl Into<MessageParam>) -> Self {
        self.messages.push(message.into());
        self
    }
}

/// Data about a request.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct Metadata {
    /// An id of the end user, from which nobody can tell who it is. It helps the service to find abuse.
    #[wire(accepts_null)]
    pub user_id: Option<String>,
    /// Additional fields to send.
    pub extra: Extra,
}

/// The capacity that a request may use.
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum RequestServiceTier {
    /// What was bought ahead, if there is any left, and else the usual one.
    Auto,
    /// The usual one.
    StandardOnly,
    /// A tier that this version does not know.
    Unknown(String),
}
