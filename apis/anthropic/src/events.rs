//! The events of a message that is being written.

use schematic_api::{Event, Extra, Object, Union};
use serde_json::Value;

use crate::{
    AppliedContextManagement, Citation, Container, ContentBlock, InputTransformation, Message,
    MessageDeltaUsage, NoSettings, StopDetails, StopReason,
};

/// An event of a message that is being written.
///
/// A message starts, then its blocks one after the other, each with its deltas, and then it stops. [`MessageStream`] puts
/// them together. The service sends one more event that never appears here: `error`, which is returned as a
/// [`schematic_api::Error`] with the [body](crate::ErrorResponse) of an error reply.
///
/// [Reference](https://platform.claude.com/docs/en/build-with-claude/streaming)
///
/// [`MessageStream`]: crate::MessageStream
#[derive(Clone, Debug, PartialEq, Union, Event)]
#[wire(tag = "type")]
#[non_exhaustive]
pub enum MessageEvent {
    /// The message starts: without blocks, and with the tokens of the input.
    MessageStart(Box<MessageStart>),
    /// A block starts.
    ContentBlockStart(ContentBlockStart),
    /// Something is added to a block.
    ContentBlockDelta(ContentBlockDelta),
    /// A block is complete.
    ContentBlockStop(ContentBlockStop),
    /// Something is said of the whole message: why it stopped, and what it cost. There may be several.
    MessageDelta(Box<MessageDelta>),
    /// The message is complete.
    #[wire(terminal)]
    MessageStop(NoSettings),
    /// Nothing, so that the connection is not taken for a broken one. It may come at any time.
    Ping(NoSettings),
    /// An event that this version does not know.
    Unknown(Value),
}

impl MessageEvent {
    /// Returns the text that the event adds to a block of text.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::ContentBlockDelta(ContentBlockDelta {
                delta: BlockDelta::Text(delta), ..
            }) => Some(&delta.text),
            _ => None,
        }
    }
}

/// A message starts.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct MessageStart {
    /// The message, without blocks.
    pub message: Message,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// A block starts.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct ContentBlockStart {
    /// The place of the block in the message, from 0.
    pub index: u64,
    /// The block, to which deltas will be added. Results of tools of the service are complete from the start.
    pub content_block: ContentBlock,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// Something is added to a block.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct ContentBlockDelta {
    /// The place of the block in the message, from 0.
    pub index: u64,
    /// What is added.
    pub delta: BlockDelta,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// What is added to a block.
#[derive(Clone, Debug, PartialEq, Union)]
#[wire(tag = "type")]
#[non_exhaustive]
pub enum BlockDelta {
    /// Text, at the end of the text.
    #[wire(rename = "text_delta")]
    Text(TextDelta),
    /// A piece of the JSON text of the arguments of a call.
    #[wire(rename = "input_json_delta")]
    InputJson(InputJsonDelta),
    /// A citation, after those before it.
    #[wire(rename = "citations_delta")]
    Citations(CitationsDelta),
    /// Text, at the end of the thinking.
    #[wire(rename = "thinking_delta")]
    Thinking(ThinkingDelta),
    /// The signature of the thinking, in place of the one before.
    #[wire(rename = "signature_delta")]
    Signature(SignatureDelta),
    /// A summary of what was said before, as a whole (beta).
    #[wire(rename = "compaction_delta")]
    Compaction(CompactionDelta),
    /// Something that this version does not know.
    Unknown(Value),
}

/// Text is added to a block of text.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct TextDelta {
    /// The text.
    pub text: String,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// A piece of the arguments of a call.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct InputJsonDelta {
    /// A piece of JSON text, which may end anywhere.
    pub partial_json: String,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// A citation is added to a block of text.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct CitationsDelta {
    /// The citation.
    pub citation: Citation,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// Text is added to a block of thinking.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct ThinkingDelta {
    /// The text.
    pub thinking: String,
    /// How many tokens of thinking there are so far, if the text is left out (beta).
    #[wire(accepts_null, documented = "required")]
    pub estimated_tokens: Option<u64>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// The signature of a block of thinking.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct SignatureDelta {
    /// The whole signature.
    pub signature: String,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// A summary of what was said before (beta).
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct CompactionDelta {
    /// The summary.
    #[wire(nullable)]
    pub content: Option<String>,
    /// The summary, encrypted.
    #[wire(nullable)]
    pub encrypted_content: Option<String>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// A block is complete.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct ContentBlockStop {
    /// The place of the block in the message, from 0.
    pub index: u64,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// Something is said of the whole message.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(lenient)]
#[non_exhaustive]
pub struct MessageDelta {
    /// Why the message stopped. What is missing or `null` stays as it was.
    pub delta: MessageEnd,
    /// What the message cost so far, in totals.
    pub usage: MessageDeltaUsage,
    /// What was dropped from the conversation (beta).
    #[wire(accepts_null, documented = "required")]
    pub context_management: Option<AppliedContextManagement>,
    /// What the service changed in the request (beta).
    #[wire(accepts_null)]
    pub input_transformations: Option<Vec<InputTransformation>>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// Why a message stopped.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(lenient, nullable)]
#[non_exhaustive]
pub struct MessageEnd {
    /// Why the model stopped.
    pub stop_reason: Option<StopReason>,
    /// The stop sequence that the model wrote.
    pub stop_sequence: Option<String>,
    /// More about a refusal.
    pub stop_details: Option<StopDetails>,
    /// The container in which code ran.
    pub container: Option<Container>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}
