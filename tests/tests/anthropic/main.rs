//! `schematic-anthropic`: its types and declarations, and how they fit what the service sends.

mod answering;
mod calls;
mod coverage;
mod examples;
mod streams;
mod unchanged;
