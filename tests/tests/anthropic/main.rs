//! `schematic-anthropic`: its types and declarations, and how they fit what the service sends.

mod answering;
mod calls;
mod coverage;
mod examples;
mod spec_mock;
mod streams;
mod unchanged;
