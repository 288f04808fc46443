//! The items that an expansion of `#[function]` uses, and what the crates of APIs share. Not a public API: they change without
//! notice.

pub use std::convert::Into;
pub use std::result::Result;

pub use {schemars, serde};

pub use crate::attribute::{Outcome, Returned, declare, erroneous_function};
pub use crate::deadline::Deadline;
pub use crate::definition::DefinitionError;
pub use crate::function::Function;
