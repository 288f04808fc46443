//! Enums without the values that are not known yet, for tools that have no open ones.

use serde_json::{Map, Value, json};

/// Makes each open enum of strings one of the known values alone.
pub(super) fn close(value: &mut Value) {
    match value {
        Value::Object(object) => {
            if let Some(values) = known_values(object) {
                object.remove("anyOf");
                object.insert("type".to_owned(), "string".into());
                object.insert("enum".to_owned(), values);
            }
            object.values_mut().for_each(close);
        }
        Value::Array(items) => items.iter_mut().for_each(close),
        _ => {}
    }
}

/// The values of `anyOf: [{type: string, enum: […]}, {type: string}]`.
fn known_values(schema: &Map<String, Value>) -> Option<Value> {
    let [known, any] = schema.get("anyOf")?.as_array()?.as_slice() else { return None };
    let is_open = *any == json!({ "type": "string" }) && known.get("type")? == "string";
    is_open.then(|| known.get("enum").cloned()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_open_enum_has_its_known_values_alone() {
        let open = json!({ "type": "string", "enum": ["asc", "desc"] });
        let mut schema = json!({
            "items": { "description": "An order.", "anyOf": [open, { "type": "string" }] },
            "other": { "anyOf": [{ "type": "string" }, { "type": "integer" }] },
        });
        close(&mut schema);
        let closed = json!({
            "items": { "description": "An order.", "type": "string", "enum": ["asc", "desc"] },
            "other": { "anyOf": [{ "type": "string" }, { "type": "integer" }] },
        });
        assert_eq!(schema, closed);
    }
}
