//! The tokens of a conversation.

use schematic_api::{Extra, Object};

use super::{BillingPolicy, CreateMessage, MessageParam, Speed, Summarize, SystemPrompt};
use crate::{
    CacheControl, ContextManagement, McpServer, ModelId, OriginalContext, OutputConfig, Thinking,
    Tool, ToolChoice,
};

/// A conversation of which the tokens are counted: what [`CreateMessage`] has and the model reads.
///
/// ```
/// use schematic_anthropic::{CountTokens, CreateMessage};
///
/// let question = CreateMessage::ask("claude-sonnet-5-5", 1024, "Why are there two tides a day?");
/// let count = CountTokens::from(question);
/// ```
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct CountTokens {
    /// The model that would answer.
    pub model: ModelId,
    /// The conversation so far.
    pub messages: Vec<MessageParam>,
    /// The system prompt.
    pub system: Option<SystemPrompt>,
    /// The tools that the model may use.
    pub tools: Option<Vec<Tool>>,
    /// How the model uses the tools.
    pub tool_choice: Option<ToolChoice>,
    /// Whether, and how much, the model thinks before it answers.
    pub thinking: Option<Thinking>,
    /// With how much work, and in which form, the model answers.
    pub output_config: Option<OutputConfig>,
    /// A breakpoint of the prompt cache at the last block that can be cached.
    #[wire(accepts_null)]
    pub cache_control: Option<CacheControl>,
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
    /// Who pays (beta).
    #[wire(accepts_null)]
    pub billing_policy: Option<BillingPolicy>,
    /// Additional fields to send.
    pub extra: Extra,
}

impl From<CreateMessage> for CountTokens {
    /// Takes what the model reads, and leaves out the rest.
    fn from(message: CreateMessage) -> Self {
        Self {
            model: message.model,
            messages: message.messages,
            system: message.system,
            tools: message.tools,
            tool_choice: message.tool_choice,
            thinking: message.thinking,
            output_config: message.output_config,
            cache_control: message.cache_control,
            speed: message.speed,
            context_management: message.context_management,
            compaction: message.compaction,
            mcp_servers: message.mcp_servers,
            billing_policy: message.billing_policy,
            extra: Extra::default(),
        }
    }
}

/// The number of tokens of a conversation.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct TokenCount {
    /// The tokens of the messages, the system prompt and the tools.
    pub input_tokens: u64,
    /// What the conversation would be without its edits (beta).
    #[wire(accepts_null, documented = "required")]
    pub context_management: Option<OriginalContext>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}
