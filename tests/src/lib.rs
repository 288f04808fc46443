//! Support for the tests that cross the crates.
