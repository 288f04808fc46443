//! `schematic diff`: a pair of documents for each rule, in both directions of time.

mod command;
mod operations;
mod schemas;

use schematic_cli::diff::{Change, RULES, Rule, Severity, diff};
use schematic_cli::document::Document;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// What is expected of a change: its verdict, and what is said.
type Expected = (Severity, &'static str);

fn document(value: &Value) -> Document {
    Document::read(&value.to_string()).expect("a document")
}

fn changes(old: &Value, new: &Value) -> Vec<Change> {
    diff(&document(old), &document(new))
}

/// A document with one operation, `POST /a`.
fn api(operation: &Value) -> Value {
    json!({
        "openapi": "3.1.0",
        "info": { "title": "", "version": "1" },
        "paths": { "/a": { "post": operation } },
        "components": { "securitySchemes": {
            "key": { "type": "http", "scheme": "bearer" }, "user": { "type": "http", "scheme": "basic" },
        } }
    })
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// Compares the changes from one to the other with what is expected, and returns their rules.
fn assert_changes(old: &Value, new: &Value, expected: &[Expected]) -> BTreeSet<&'static Rule> {
    let found = changes(old, new);
    let said: Vec<_> = found.iter().map(|it| (it.severity, it.text.as_str())).collect();
    assert_eq!(said, expected, "from {old} to {new}");
    found.iter().map(|change| change.rule).collect()
}

#[test]
fn every_rule_has_a_pair() {
    let mut seen = schemas::rules();
    seen.extend(operations::rules());
    let missing: Vec<_> = RULES.iter().filter(|rule| !seen.contains(rule)).collect();
    assert!(missing.is_empty(), "{missing:#?}");
}

#[test]
fn nothing_changes_between_a_document_and_itself() {
    let shop = parsed(include_str!("../compare/shop.json"));
    assert_eq!(changes(&shop, &shop), []);
}
