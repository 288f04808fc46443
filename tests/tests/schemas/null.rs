//! What may be absent, and what may be `null`.

use schematic_api::openapi::Schema;
use schematic_api::{Object, Patch, StringEnum};
use serde_json::{Value, json};

use crate::described::{component, reference};

#[derive(Object)]
struct Change {
    plain: Option<String>,
    #[wire(nullable)]
    written: Option<String>,
    #[wire(accepts_null)]
    accepted: Option<String>,
    patch: Patch<String>,
    #[wire(nullable)]
    component: Option<Colour>,
    patched_component: Patch<Colour>,
    #[wire(nullable)]
    list: Option<Vec<Option<Colour>>>,
    #[wire(nullable)]
    any: Option<Value>,
    #[wire(nullable)]
    twice: Option<Option<u8>>,
}

#[derive(StringEnum)]
enum Colour {
    Red,
    Unknown(String),
}

#[test]
fn null_is_a_type_or_an_alternative() {
    let colour_or_null = json!({ "anyOf": [reference("Colour"), { "type": "null" }] });
    assert_eq!(
        component::<Change>("Change"),
        json!({
            "type": "object",
            "properties": {
                "plain": { "type": "string" },
                "written": { "type": ["string", "null"] },
                "accepted": { "type": ["string", "null"] },
                "patch": { "type": ["string", "null"] },
                "component": colour_or_null,
                "patched_component": colour_or_null,
                "list": { "type": ["array", "null"], "items": colour_or_null },
                "any": {},
                "twice": { "type": ["integer", "null"], "format": "uint8", "minimum": 0 },
            },
            "required": ["written", "component", "list", "any", "twice"],
        })
    );
}

#[test]
fn null_is_added_once() {
    let mut components = schematic_api::openapi::Components::default();
    let mut schema = |describe: schematic_api::openapi::Describe| describe(&mut components);
    assert_eq!(schema(<Option<Option<Colour>>>::schema), schema(<Option<Colour>>::schema));
    assert_eq!(schema(<Option<()>>::schema), json!({ "type": "null" }));
}
