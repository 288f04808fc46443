//! Support for the tests that span several crates.

pub mod built;
pub mod document;
pub mod fault;
pub mod folder;
#[cfg(test)]
mod foreign_features;
pub mod hand_clock;
pub mod imports;
pub mod records;
pub mod replies;
pub mod round_trip;
pub mod scripted;
pub mod shop;
pub mod spec_mock;
pub mod watched;

/// The folder of this package. The tests also run in another one, `features/`.
pub const FOLDER: &str = env!("CARGO_MANIFEST_DIR");

/// The examples of the README, as tests.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub mod readme {}
