//! Support for the tests that span several crates.

pub mod document;
pub mod fault;
pub mod imports;
pub mod scripted;
pub mod shop;
pub mod watched;

/// The examples of the README, as tests.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub mod readme {}
