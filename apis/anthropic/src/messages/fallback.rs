//! Models that answer if the first one refuses (beta), and what is paid for that.

use schematic_api::{Extra, Object, StringEnum, Union};
use serde_json::Value;

use super::Speed;
use crate::{ModelId, NoSettings, OutputConfig, Thinking};

/// Which models answer if the first one refuses (beta).
#[derive(Clone, Debug, PartialEq, Union)]
#[non_exhaustive]
pub enum Fallbacks {
    /// Those of the service.
    #[wire(string)]
    Default,
    /// These, in this order.
    #[wire(array)]
    Models(Vec<Fallback>),
    /// A form that this version does not know.
    Unknown(Value),
}

/// A model that answers if the one before refuses.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct Fallback {
    /// The model.
    pub model: ModelId,
    /// The most tokens of its answer. Default: as for the first model, which holds for the other fields too.
    #[wire(accepts_null)]
    pub max_tokens: Option<u64>,
    /// With how much work, and in which form, it answers.
    #[wire(accepts_null)]
    pub output_config: Option<OutputConfig>,
    /// How fast it runs.
    #[wire(accepts_null)]
    pub speed: Option<Speed>,
    /// Whether, and how much, it thinks.
    #[wire(accepts_null)]
    pub thinking: Option<Thinking>,
    /// Additional fields to send.
    pub extra: Extra,
}

/// The credit for a request that was refused (beta): its token, or more about it.
#[derive(Clone, Debug, PartialEq, Union)]
#[non_exhaustive]
pub enum FallbackCredit {
    /// The token.
    #[wire(string)]
    Token(String),
    /// The token, and how it is used.
    #[wire(object)]
    Params(FallbackCreditParams),
    /// A form that this version does not know.
    Unknown(Value),
}

/// The credit for a request that was refused, and how it is used.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct FallbackCreditParams {
    /// The token.
    pub token: String,
    /// What happens if the request does not fit the credit.
    pub mode: Option<FallbackCreditMode>,
    /// Additional fields to send.
    pub extra: Extra,
}

/// What happens if a request does not fit a credit.
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum FallbackCreditMode {
    /// The request is an error.
    Strict,
    /// The request is answered without the credit.
    BestEffort,
    /// Something that this version does not know.
    Unknown(String),
}

/// What became of a credit.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct FallbackCreditUsage {
    /// Whether it was used.
    pub status: FallbackCreditStatus,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// Whether a credit was used.
#[derive(Clone, Debug, PartialEq, Union)]
#[wire(tag = "type")]
#[non_exhaustive]
pub enum FallbackCreditStatus {
    /// It was.
    Redeemed(NoSettings),
    /// It was not.
    NotApplied(FallbackCreditNotApplied),
    /// Something that this version does not know.
    Unknown(Value),
}

/// Why a credit was not used.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct FallbackCreditNotApplied {
    /// The reason.
    pub reason: FallbackCreditRefusal,
    /// The fields without which the request would fit.
    #[wire(accepts_null)]
    pub remove_to_redeem: Option<Vec<String>>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// Why a credit was not used.
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum FallbackCreditRefusal {
    /// The body is not the one that was refused.
    BodyMismatch,
    /// The credit is not for an answer that goes on.
    ContinuationExcluded,
    /// The credit is only for an answer that goes on.
    ContinuationOnly,
    /// The credit is too old.
    Expired,
    /// The credit is not for this model.
    InvalidTargetModel,
    /// The account has no credits.
    NotEnabled,
    /// The price of the answer cannot be found again.
    RepriceUnavailable,
    /// The service cannot use the credit now.
    TemporarilyUnavailable,
    /// The request has fields that credits exclude: see
    /// [`remove_to_redeem`](FallbackCreditNotApplied::remove_to_redeem).
    VariantFieldsPresent,
    /// The credit is another organization's.
    WrongOrganization,
    /// The credit is of another platform.
    WrongPlatform,
    /// The credit is another workspace's.
    WrongWorkspace,
    /// A reason that this version does not know.
    Unknown(String),
}
