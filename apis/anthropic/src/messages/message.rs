//! The messages of a reply.

use schematic_api::{Extra, Object};

use super::{
    Container, Diagnostics, InputTransformation, MessageParam, Role, StopDetails, StopReason, Usage,
};
use crate::{
    AppliedContextManagement, ContentBlock, MessageId, ModelId, TextOrBlocks, ToolUseBlock,
};

/// A message: the model's answer.
///
/// [Reference](https://platform.claude.com/docs/en/api/messages)
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(constant(type = "message"), required(id, content, role, model), lenient, nullable)]
#[non_exhaustive]
pub struct Message {
    /// The id.
    pub id: MessageId,
    /// Who speaks: the assistant.
    pub role: Role,
    /// The model that answered.
    pub model: ModelId,
    /// The blocks of the answer.
    pub content: Vec<ContentBlock>,
    /// Why the model stopped. `None` at the start of a stream.
    pub stop_reason: Option<StopReason>,
    /// The stop sequence that the model wrote, if one ended the answer.
    pub stop_sequence: Option<String>,
    /// More about a refusal.
    pub stop_details: Option<StopDetails>,
    /// The container in which code ran, for the next request.
    pub container: Option<Container>,
    /// Why the prompt cache did not match, if the request asked for it.
    pub diagnostics: Option<Diagnostics>,
    /// What was dropped from the conversation (beta).
    #[wire(optional, accepts_null, documented = "required")]
    pub context_management: Option<AppliedContextManagement>,
    /// What the service changed in the request (beta).
    #[wire(optional, accepts_null)]
    pub input_transformations: Option<Vec<InputTransformation>>,
    /// What is billed.
    pub usage: Usage,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

impl Message {
    /// Returns the text of the message: that of its blocks of text, one after the other.
    #[must_use]
    pub fn text(&self) -> String {
        self.content.iter().filter_map(ContentBlock::as_text).collect()
    }

    /// Returns the calls of the caller's tools.
    pub fn tool_uses(&self) -> impl Iterator<Item = &ToolUseBlock> {
        self.content.iter().filter_map(ContentBlock::as_tool_use)
    }

    /// Turns the message into one for the next request. Its blocks stay as they are, with the fields and the blocks that this
    /// version does not know: the service compares them with what it wrote.
    ///
    /// ```
    /// use schematic_anthropic::{CreateMessage, Message, MessageParam};
    ///
    /// fn go_on(conversation: CreateMessage, answer: Message) -> CreateMessage {
    ///     conversation.push(answer.into_param()).push(MessageParam::user("And at neap tide?"))
    /// }
    /// ```
    #[must_use]
    pub fn into_param(self) -> MessageParam {
        MessageParam::new(self.role, TextOrBlocks::Blocks(self.content))
    }
}

impl From<Message> for MessageParam {
    fn from(message: Message) -> Self {
        message.into_param()
    }
}
