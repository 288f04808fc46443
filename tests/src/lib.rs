//! Support for the tests that cross the crates.

pub mod fault;
pub mod scripted;
pub mod shop;
