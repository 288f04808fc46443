//! Why the model stopped.

use schematic_api::{Extra, Object, StringEnum, Union};
use serde_json::Value;

use crate::ModelId;

/// Why the model stopped.
///
/// [Guide](https://platform.claude.com/docs/en/build-with-claude/handling-stop-reasons)
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum StopReason {
    /// The answer is complete.
    EndTurn,
    /// The answer has as many tokens as the request allows.
    MaxTokens,
    /// The model wrote one of the stop sequences.
    StopSequence,
    /// The model calls tools of the caller's, and waits for their results.
    ToolUse,
    /// The service made a pause. Send the answer back as it is, and the model goes on.
    PauseTurn,
    /// What was said before was summed up (beta). Send the answer back as it is, and the model goes on.
    Compaction,
    /// The model refuses to answer.
    Refusal,
    /// The conversation is as long as the model's context.
    ModelContextWindowExceeded,
    /// A reason that this version does not know.
    Unknown(String),
}

/// More about why the model stopped.
#[derive(Clone, Debug, PartialEq, Union)]
#[wire(tag = "type")]
#[non_exhaustive]
pub enum StopDetails {
    /// The model refused to answer.
    Refusal(RefusalDetails),
    /// Details that this version does not know.
    Unknown(Value),
}

/// Why the model refused to answer.
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(lenient, nullable)]
#[non_exhaustive]
pub struct RefusalDetails {
    /// What the question is about.
    pub category: Option<RefusalCategory>,
    /// The reason, for people. It may change.
    pub explanation: Option<String>,
    /// A model that may answer (beta).
    #[wire(optional, accepts_null, documented = "required")]
    pub recommended_model: Option<ModelId>,
    /// What [`CreateMessage::fallback_credit_token`](crate::CreateMessage::fallback_credit_token) takes (beta).
    #[wire(optional, accepts_null, documented = "required")]
    pub fallback_credit_token: Option<String>,
    /// Whether the credit is for an answer that goes on where this one ends (beta).
    #[wire(optional, accepts_null, documented = "required")]
    pub fallback_has_prefill_claim: Option<bool>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// What a refused question is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum RefusalCategory {
    /// Attacks on computers.
    Cyber,
    /// Biology that can do harm.
    Bio,
    /// The making of large models.
    FrontierLlm,
    /// The thinking of the model itself.
    ReasoningExtraction,
    /// Harm of other kinds.
    GeneralHarms,
    /// A category that this version does not know.
    Unknown(String),
}
