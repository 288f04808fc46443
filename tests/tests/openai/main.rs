//! `schematic-openai`: its types and declarations, and how they fit the published document.

mod answered_stream;
mod answering;
mod calls;
mod coverage;
mod documents;
mod events;
mod examples;
mod file_calls;
mod file_types;
mod leniency;
mod requests;
mod spec_mock;
mod streams;
mod tool_arguments;
mod transcripts;
mod types;
mod waiting;

use schematic_tests::round_trip;
