//! The results of a batch.

use schematic_api::{Extra, Object, Union};
use serde_json::Value;

use crate::{ErrorResponse, Message, NoSettings};

/// The result of a request of a batch.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct MessageBatchResult {
    /// The caller's id of the request.
    pub custom_id: String,
    /// How the request ended.
    pub result: BatchResult,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// How a request of a batch ended.
#[derive(Clone, Debug, PartialEq, Union)]
#[wire(tag = "type")]
#[non_exhaustive]
pub enum BatchResult {
    /// It was answered.
    Succeeded(Box<SucceededResult>),
    /// It failed.
    Errored(ErroredResult),
    /// It was cancelled before it began.
    Canceled(NoSettings),
    /// It had not begun when the batch expired.
    Expired(NoSettings),
    /// An end that this version does not know.
    Unknown(Value),
}

/// A request of a batch was answered.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct SucceededResult {
    /// The answer.
    pub message: Message,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// A request of a batch failed.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct ErroredResult {
    /// The whole body of the error.
    pub error: ErrorResponse,
    /// Additional fields that the service sent.
    pub extra: Extra,
}
