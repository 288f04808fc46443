//! Types of the standard library and of serde_json.
#![allow(clippy::disallowed_types, reason = "they have a schema as well")]

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::rc::Rc;
use std::sync::Arc;

use schematic_api::openapi::{Components, Describe, Schema};
use schematic_api::{Extra, Object};
use serde_json::{Value, json};

use crate::described::reference;

#[derive(Clone, Object)]
struct Note {}

fn schema(describe: Describe) -> Value {
    describe(&mut Components::default())
}

#[test]
fn containers_are_arrays_objects_or_what_they_contain() {
    let note = reference("Note");
    let list = json!({ "type": "array", "items": note });
    let set = json!({ "type": "array", "items": { "type": "string" }, "uniqueItems": true });
    let map = json!({ "type": "object", "additionalProperties": note });
    let expected: [(Describe, &Value); 14] = [
        (<Box<Note>>::schema, &note),
        (<Rc<Note>>::schema, &note),
        (<Arc<Note>>::schema, &note),
        (<&Note>::schema, &note),
        (<Cow<'_, Note>>::schema, &note),
        (<Vec<Note>>::schema, &list),
        (<VecDeque<Note>>::schema, &list),
        (<Box<[Note]>>::schema, &list),
        (<BTreeSet<String>>::schema, &set),
        (<HashSet<String>>::schema, &set),
        (<BTreeMap<String, Note>>::schema, &map),
        (<HashMap<u8, Note>>::schema, &map),
        (<Vec<Box<Note>>>::schema, &list),
        (<Arc<str>>::schema, &json!({ "type": "string" })),
    ];
    for (describe, expected) in expected {
        assert_eq!(schema(describe), *expected);
    }
    assert_eq!(
        schema(<[bool; 3]>::schema),
        json!({ "type": "array", "items": { "type": "boolean" }, "minItems": 3, "maxItems": 3 })
    );
    assert_eq!(
        schema(<(Note, bool)>::schema),
        json!({
            "type": "array",
            "prefixItems": [note, { "type": "boolean" }],
            "minItems": 2,
            "maxItems": 2,
        })
    );
}

#[test]
fn scalars_have_their_format() {
    let integer = |format: &str| json!({ "type": "integer", "format": format });
    let unsigned = |format: &str| json!({ "type": "integer", "format": format, "minimum": 0 });
    let expected: [(Describe, Value); 15] = [
        (bool::schema, json!({ "type": "boolean" })),
        (i8::schema, integer("int8")),
        (i16::schema, integer("int16")),
        (i32::schema, integer("int32")),
        (i64::schema, integer("int64")),
        (u8::schema, unsigned("uint8")),
        (u16::schema, unsigned("uint16")),
        (u32::schema, unsigned("uint32")),
        (u64::schema, unsigned("uint64")),
        (usize::schema, json!({ "type": "integer", "minimum": 0 })),
        (f32::schema, json!({ "type": "number", "format": "float" })),
        (f64::schema, json!({ "type": "number", "format": "double" })),
        (String::schema, json!({ "type": "string" })),
        (Value::schema, json!({})),
        (Extra::schema, json!({ "type": "object" })),
    ];
    for (describe, expected) in expected {
        assert_eq!(schema(describe), expected);
    }
}
