//! `schematic-openai`: its types and declarations, and how they fit the published document.

mod alternatives;
mod answered_stream;
mod answering;
mod calls;
mod coverage;
mod documents;
mod events;
mod examples;
mod file_batches;
mod file_calls;
mod file_types;
mod leniency;
mod requests;
mod round_trip_form;
mod sent_fields;
mod spec_mock;
mod streams;
mod tool_arguments;
mod transcripts;
mod types;
mod uploads;
mod waiting;

use schematic_tests::round_trip;
