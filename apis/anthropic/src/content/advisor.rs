//! What another model advised (beta).

use schematic_api::{Extra, Object, StringEnum, Union};
use serde_json::Value;

use crate::{CacheControl, ToolUseId};

/// What another model advised (beta).
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct AdvisorToolResultBlock {
    /// The id of the call.
    pub tool_use_id: ToolUseId,
    /// The advice, or the error.
    pub content: AdvisorToolResult,
    /// A breakpoint of the prompt cache at this block. Only in a request.
    #[wire(accepts_null, write_only)]
    pub cache_control: Option<CacheControl>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// What another model advised, or an error.
#[derive(Clone, Debug, PartialEq, Union)]
#[wire(tag = "type")]
#[non_exhaustive]
pub enum AdvisorToolResult {
    /// The advice.
    #[wire(rename = "advisor_result")]
    Advice(AdvisorResult),
    /// The advice, encrypted.
    #[wire(rename = "advisor_redacted_result")]
    Redacted(RedactedAdvisorResult),
    /// There is no advice.
    #[wire(rename = "advisor_tool_result_error")]
    Error(AdvisorError),
    /// A result of a kind that this version does not know.
    Unknown(Value),
}

/// An advice.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct AdvisorResult {
    /// The advice.
    pub text: String,
    /// Why the advisor stopped.
    #[wire(nullable)]
    pub stop_reason: Option<String>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// An advice, encrypted.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct RedactedAdvisorResult {
    /// The advice, encrypted. It goes back unchanged.
    pub encrypted_content: String,
    /// Why the advisor stopped.
    #[wire(nullable)]
    pub stop_reason: Option<String>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// There is no advice.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct AdvisorError {
    /// Why.
    pub error_code: AdvisorErrorCode,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// Why there is no advice.
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum AdvisorErrorCode {
    /// The tool was called more often than the request allows.
    MaxUsesExceeded,
    /// The conversation is too long for the advisor.
    PromptTooLong,
    /// Too many calls at a time.
    TooManyRequests,
    /// The service has too much to do.
    Overloaded,
    /// The tool is not available.
    Unavailable,
    /// The advisor took too long.
    ExecutionTimeExceeded,
    /// There is no such model.
    ModelNotFound,
    /// A code that this version does not know.
    Unknown(String),
}
