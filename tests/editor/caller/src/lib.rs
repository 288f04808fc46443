//! Code that calls declared methods.

pub mod flagship;
pub mod notes;
pub mod notes_caller;
