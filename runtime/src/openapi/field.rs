//! The fields of a JSON object under construction.

use serde_json::Value;

/// Sets a field. What is no object has none.
pub(super) fn set(value: &mut Value, name: &str, field: impl Into<Value>) {
    if let Value::Object(object) = value {
        object.insert(name.to_owned(), field.into());
    }
}
