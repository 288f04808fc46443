//! The events of streams.

use schematic_api::openapi::EventSchema;
use schematic_api::{Event, Object, Union};
use serde_json::{Value, json};

use crate::described::{components_of, reference};

#[derive(Object)]
struct Delta {
    text: String,
}

/// A text that is being written.
#[derive(Event)]
enum Writing {
    /// A piece.
    #[wire(rename = "text.delta")]
    Delta(Delta),
    #[wire(rename = "ping", alias = "pong")]
    Ping(Value),
    #[wire(rename = "")]
    Unnamed(u8),
    Unknown {
        event: String,
        data: String,
    },
}

#[test]
fn events_are_told_by_their_names() {
    let data = |schema| json!({ "type": "string", "contentMediaType": "application/json", "contentSchema": schema });
    assert_eq!(
        Value::from(components_of(Writing::event_schema)),
        json!({
            "Writing": {
                "oneOf": [reference("WritingDelta"), reference("WritingPing"), reference("WritingUnnamed")],
                "description": "A text that is being written.",
            },
            "WritingDelta": {
                "type": "object",
                "properties": {
                    "event": { "type": "string", "const": "text.delta" },
                    "data": data(reference("Delta")),
                },
                "required": ["event", "data"],
                "description": "A piece.",
            },
            "WritingPing": {
                "type": "object",
                "properties": {
                    "event": { "type": "string", "enum": ["ping", "pong"] },
                    "data": data(json!({})),
                },
                "required": ["event", "data"],
            },
            "WritingUnnamed": {
                "type": "object",
                "properties": {
                    "data": data(json!({ "type": "integer", "format": "uint8", "minimum": 0 })),
                },
                "required": ["data"],
            },
            "Delta": {
                "type": "object",
                "properties": { "text": { "type": "string" } },
                "required": ["text"],
            },
        })
    );
}

#[derive(Union, Event)]
#[wire(tag = "type")]
enum Told {
    #[wire(terminal)]
    Delta(Delta),
    Unknown(Value),
}

#[test]
fn events_are_told_by_a_tag_in_their_data() {
    let mut components = schematic_api::openapi::Components::default();
    assert_eq!(
        Told::event_schema(&mut components),
        json!({
            "type": "object",
            "properties": {
                "data": {
                    "type": "string",
                    "contentMediaType": "application/json",
                    "contentSchema": reference("Told"),
                },
            },
            "required": ["data"],
        })
    );
    let schemas = components.into_schemas();
    assert_eq!(schemas.keys().collect::<Vec<_>>(), ["Told", "ToldDelta"]);
}
