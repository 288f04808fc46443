//! The body of a request for a batch.

use schematic_api::{Extra, Object};

use crate::CreateMessage;

/// A request for a batch.
///
/// ```
/// use schematic_anthropic::{BatchRequest, CreateMessage, CreateMessageBatch};
///
/// let ask = |word: &str| CreateMessage::ask("claude-sonnet-5-5", 100, format!("What is a {word} tide?"));
/// let words = ["spring", "neap"];
/// let batch = CreateMessageBatch::new(words.map(|word| BatchRequest::new(word, ask(word))));
/// ```
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct CreateMessageBatch {
    /// The requests.
    pub requests: Vec<BatchRequest>,
    /// Additional fields to send.
    pub extra: Extra,
}

/// A request of a batch.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct BatchRequest {
    /// The caller's id of the request, by which its result is found. No two of a batch are the same.
    pub custom_id: String,
    /// The message. It is checked only when its turn comes: if it is wrong, its result is an error.
    pub params: CreateMessage,
    /// Additional fields to send.
    pub extra: Extra,
}
