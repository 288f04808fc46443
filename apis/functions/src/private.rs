//! What the expansion of `#[function]` names. Not for use by hand: it changes without notice.

pub use std::result::Result;

pub use {schemars, serde};

pub use crate::attribute::{Outcome, Returned, declare, erroneous_function};
pub use crate::definition::DefinitionError;
pub use crate::function::Function;
