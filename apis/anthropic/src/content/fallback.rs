//! Another model took over (beta).

use schematic_api::{Extra, Object, Union};
use serde_json::Value;

use crate::{ModelId, RefusalCategory};

/// From here on, another model answers (beta).
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct FallbackBlock {
    /// The model that answered so far.
    pub from: FallbackModel,
    /// The model that answers from here on.
    pub to: FallbackModel,
    /// Why.
    pub trigger: Option<FallbackTrigger>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// A model, in a change from one to another.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct FallbackModel {
    /// The id of the model.
    pub model: ModelId,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// Why another model took over.
#[derive(Clone, Debug, PartialEq, Union)]
#[wire(tag = "type")]
#[non_exhaustive]
pub enum FallbackTrigger {
    /// The one before refused to answer.
    Refusal(FallbackRefusal),
    /// A reason that this version does not know.
    Unknown(Value),
}

/// A model refused to answer.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct FallbackRefusal {
    /// What the question is about.
    #[wire(nullable)]
    pub category: Option<RefusalCategory>,
    /// Additional fields that the service sent.
    pub extra: Extra,
}
