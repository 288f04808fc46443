//! Conversations that the service keeps (beta), who pays, and summaries that are asked for.

use schematic_api::{Extra, Object, StringEnum, Union};
use serde_json::Value;

use crate::{MessageId, NoSettings};

/// A conversation that the service keeps (beta).
#[derive(Clone, Debug, PartialEq, Union)]
#[wire(tag = "type")]
#[non_exhaustive]
pub enum MessageThread {
    /// A new one.
    Create(NoSettings),
    /// One that goes on.
    Continue(ContinuedThread),
    /// A form that this version does not know.
    Unknown(Value),
}

/// A conversation that goes on.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct ContinuedThread {
    /// The last message of it. The request has only what follows.
    pub previous_message_id: MessageId,
    /// Additional fields to send.
    pub extra: Extra,
}

/// Who pays for a request (beta).
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(constant(type = "billing_policy"))]
#[non_exhaustive]
pub struct BillingPolicy {
    /// Who pays. Default: the organization of the credential.
    pub bill_to: Option<BillTo>,
    /// Additional fields to send.
    pub extra: Extra,
}

/// Who pays.
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum BillTo {
    /// The organization of the credential.
    #[wire(rename = "self")]
    Own,
    /// The user profile that the request names.
    UserProfile,
    /// Somebody that this version does not know.
    Unknown(String),
}

/// Asks for a summary of the conversation in place of an answer (beta).
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(constant(type = "summarize"))]
#[non_exhaustive]
pub struct Summarize {
    /// What the summary should have.
    #[wire(accepts_null)]
    pub instructions: Option<String>,
    /// Additional fields to send.
    pub extra: Extra,
}
