//! Why the prompt cache did not match.

use schematic_api::{Extra, Object, Union};
use serde_json::Value;

use crate::{MessageId, NoSettings};

/// Asks why the prompt cache did not match.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct DiagnosticsParams {
    /// The message with which the request is compared: the one before it in the conversation.
    #[wire(accepts_null)]
    pub previous_message_id: Option<MessageId>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// What was found out about a request.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(lenient, nullable)]
#[non_exhaustive]
pub struct Diagnostics {
    /// Why the prompt cache did not match; `None` if it did.
    pub cache_miss_reason: Option<CacheMissReason>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// Why the prompt cache did not match.
#[derive(Clone, Debug, PartialEq, Union)]
#[wire(tag = "type")]
#[non_exhaustive]
pub enum CacheMissReason {
    /// The request names another model.
    ModelChanged(CacheMissTokens),
    /// The system prompt is another one.
    SystemChanged(CacheMissTokens),
    /// The tools are other ones.
    ToolsChanged(CacheMissTokens),
    /// An earlier message is another one.
    MessagesChanged(CacheMissTokens),
    /// The message to compare with is not known.
    PreviousMessageNotFound(NoSettings),
    /// It is not known why.
    Unavailable(NoSettings),
    /// A reason that this version does not know.
    Unknown(Value),
}

/// What a change of the request cost.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(lenient)]
#[non_exhaustive]
pub struct CacheMissTokens {
    /// How many tokens had to be read again.
    pub cache_missed_input_tokens: u64,
    /// Additional fields that the service sent.
    pub extra: Extra,
}
