//! `schematic compare`: what it finds, and what it does not take for a difference.

mod accepted;
mod agreement;
mod directions;
mod mutants;
mod mutations;
mod operations;
mod schemas;

use schematic_cli::compare::{Comparison, compare};
use schematic_cli::document::Document;
use schematic_cli::facts::Options;
use serde_json::Value;

const SHOP: &str = include_str!("shop.json");

fn shop() -> Value {
    serde_json::from_str(SHOP).expect("JSON")
}

fn document(value: &Value) -> Document {
    Document::read(&value.to_string()).expect("a document")
}

fn compared(ours: &Value, theirs: &Value) -> Comparison {
    compare(&document(ours), &document(theirs), &Options::default())
}
