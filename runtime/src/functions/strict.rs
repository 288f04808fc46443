//! Strict mode: schemas that a model can be held to.

use serde_json::{Map, Value};

/// Closes each object of a schema and requires each of its properties.
pub(super) fn close(schema: &mut Value) {
    match schema {
        Value::Object(fields) => {
            close_object(fields);
            fields.values_mut().for_each(close);
        }
        Value::Array(items) => items.iter_mut().for_each(close),
        _ => {}
    }
}

fn close_object(schema: &mut Map<String, Value>) {
    // In strict mode there are no defaults, and the formats of Rust's numbers are unknown.
    if schema.contains_key("type") {
        schema.remove("default");
        schema.remove("format");
    }
    let Some(Value::Object(properties)) = schema.get("properties") else { return };
    let names = properties.keys().map(|name| Value::from(name.as_str())).collect();
    schema.insert("required".into(), Value::Array(names));
    schema.insert("additionalProperties".into(), Value::Bool(false));
}
