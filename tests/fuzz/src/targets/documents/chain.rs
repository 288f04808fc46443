//! Schemas that lead to each other, several times each: a small text of which there is no end if each way is gone.

use serde_json::{Map, Value, json};

use crate::source::Source;

/// A document with a chain of schemas, which may be a circle.
pub(super) fn document(source: &mut Source) -> Value {
    let length = 2 + source.below(12);
    let way = WAYS[source.below(WAYS.len())];
    let name = |at: usize| format!("T{at}");
    let closed = source.once_in(2);
    let next = |at: usize| {
        let next = if closed { (at + 1) % length } else { at + 1 };
        json!({ "$ref": format!("#/components/schemas/{}", name(next)) })
    };
    let schema = |at: usize| (name(at), way(&next(at), at));
    let mut schemas: Map<String, Value> = (0..length).map(schema).collect();
    schemas.entry(name(length)).or_insert_with(|| json!({ "type": "string" }));
    let first = json!({ "application/json": { "schema": { "$ref": "#/components/schemas/T0" } } });
    json!({
        "openapi": "3.1.0",
        "info": { "title": "Chain" },
        "paths": { "/a": { "post": {
            "requestBody": { "content": first },
            "responses": { "200": { "content": first } }
        } } },
        "components": { "schemas": schemas }
    })
}

/// A schema that leads to another one.
type Way = fn(&Value, usize) -> Value;

const WAYS: [Way; 9] = [
    |next, _| json!({ "properties": { "a": next, "b": next, "c": { "allOf": [next, { "required": ["a"] }] } } }),
    |next, _| json!({ "allOf": [next, next] }),
    |next, at| json!({ "allOf": [next, object(at)] }),
    |next, _| json!({ "items": next }),
    |next, _| json!({ "additionalProperties": next }),
    |next, _| json!({ "oneOf": [next, { "type": "null" }] }),
    |next, _| json!({ "anyOf": [next, next, { "items": next }] }),
    |next, at| json!({ "oneOf": [{ "allOf": [next, object(at)] }, { "allOf": [next, object(at + 99)] }] }),
    |next, at| json!({ "allOf": [{ "oneOf": [next, object(at)] }, { "oneOf": [next, object(at + 99)] }] }),
];

fn object(at: usize) -> Value {
    json!({ "type": "object", "required": [format!("k{at}")], "properties": { format!("k{at}"): { "type": "integer" } } })
}
