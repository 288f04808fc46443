//! Two types of one name.

use schemars::JsonSchema;
use schematic_api::Object;
use schematic_api::openapi::{Components, Schema};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::described::reference;

mod ours {
    #[derive(schematic_api::Object)]
    pub(super) struct Note {
        text: String,
    }
}

mod theirs {
    #[derive(schematic_api::Object)]
    pub(super) struct Note {
        pages: u8,
    }
}

#[derive(Object)]
struct Both {
    first: ours::Note,
    second: theirs::Note,
}

#[test]
fn two_types_of_one_name_are_reported() {
    let mut components = Components::default();
    Both::schema(&mut components);
    assert_eq!(
        components.clashes().collect::<Vec<_>>(),
        [
            "`schemas::clashes::ours::Note` and `schemas::clashes::theirs::Note` are both the component `Note`; \
             give one of them another name, with `#[wire(component = \"…\")]` or in Rust"
        ]
    );
    assert_eq!(components.into_schemas()["Note"]["required"], json!(["text"]));
}

/// A note of serde's.
#[derive(Serialize, Deserialize, JsonSchema)]
struct Note {
    lines: Vec<String>,
}

#[derive(Object)]
struct Mixed {
    note: ours::Note,
    /// Of the other kind.
    other: Option<Note>,
}

#[test]
fn a_definition_of_schemars_of_the_same_name_is_reported() {
    let mut components = Components::default();
    Mixed::schema(&mut components);
    let note = std::any::type_name::<Note>();
    assert_eq!(
        components.clashes().collect::<Vec<_>>(),
        [format!(
            "`schemas::clashes::ours::Note` and `a definition within {note}` are both the component `Note`; \
             give one of them another name, with `#[wire(component = \"…\")]` or in Rust"
        )]
    );
}

#[derive(Object)]
struct Wrapped {
    note: Note,
    notes: Vec<Note>,
    #[wire(nullable)]
    last: Option<Note>,
}

#[test]
fn a_type_with_a_schema_of_schemars_is_a_component_beside_ours() {
    let mut components = Components::default();
    Wrapped::schema(&mut components);
    assert_eq!((components.clashes().count(), components.untyped().count()), (0, 0));
    let schemas = components.into_schemas();
    assert_eq!(
        schemas["Note"],
        json!({
            "type": "object",
            "description": "A note of serde's.",
            "properties": { "lines": { "type": "array", "items": { "type": "string" } } },
            "required": ["lines"],
        })
    );
    assert_eq!(
        schemas["Wrapped"]["properties"],
        json!({
            "note": reference("Note"),
            "notes": { "type": "array", "items": reference("Note") },
            "last": { "anyOf": [reference("Note"), { "type": "null" }] },
        })
    );
}
