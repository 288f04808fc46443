//! The parts of a document, of which any may be missing.

use std::sync::LazyLock;

use serde_json::{Map, Value};

/// A text of the document; empty if there is none.
pub(super) fn string<'a>(value: &'a Value, name: &str) -> &'a str {
    value.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// An object of the document; empty if there is none.
pub(super) fn object<'a>(value: &'a Value, name: &str) -> &'a Map<String, Value> {
    static NONE: LazyLock<Map<String, Value>> = LazyLock::new(Map::new);
    value.get(name).and_then(Value::as_object).unwrap_or(&NONE)
}

/// Any part of the document; `null` if there is none.
pub(super) fn part<'a>(value: &'a Value, name: &str) -> &'a Value {
    value.get(name).unwrap_or(&Value::Null)
}

/// A list of the document; empty if there is none.
pub(super) fn list<'a>(value: &'a Value, name: &str) -> &'a [Value] {
    value.get(name).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
}

/// Whether the document says `true`.
pub(super) fn is(value: &Value, name: &str) -> bool {
    part(value, name) == true
}
