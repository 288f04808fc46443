//! The items that an expansion of `#[function]` uses. Not a public API: they change without notice.

pub use std::convert::Into;
pub use std::result::Result;

pub use {schemars, serde};

pub use crate::attribute::{Outcome, Returned, declare, erroneous_function};
pub use crate::definition::DefinitionError;
pub use crate::function::Function;
