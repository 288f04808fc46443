//! What the service changed in a request (beta).

use schematic_api::{Extra, Object, StringEnum, Union};
use serde_json::Value;

/// Something that the service changed in a request (beta).
#[derive(Clone, Debug, PartialEq, Union)]
#[wire(tag = "type")]
#[non_exhaustive]
pub enum InputTransformation {
    /// A block of thinking was dropped.
    ThinkingDropped(ThinkingTransformation),
    /// A block of thinking was taken although it does not fit.
    ThinkingMismatchAllowed(ThinkingTransformation),
    /// A change that this version does not know.
    Unknown(Value),
}

/// A block of thinking that does not fit.
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct ThinkingTransformation {
    /// Where the block is in the request.
    pub path: String,
    /// What it does not fit.
    pub reason: ThinkingMismatch,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

/// What a block of thinking does not fit.
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum ThinkingMismatch {
    /// The model.
    ModelBindingMismatch,
    /// What comes before it.
    PrefixBindingMismatch,
    /// The organization.
    OrganizationBindingMismatch,
    /// The end user.
    EndUserBindingMismatch,
    /// Something that this version does not know.
    Unknown(String),
}
