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
