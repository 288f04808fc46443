//! The schemas that the operations of a document reach, by their places in it.

use serde_json::Value;
use std::collections::BTreeSet;

/// The places of all schemas that requests and replies consist of, as JSON pointers.
pub(crate) fn reached(document: &Value) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for path in keys(document, "/paths") {
        for method in keys(document, &path) {
            for place in keys(document, &format!("{method}/parameters")) {
                schema(document, &format!("{place}/schema"), &mut found);
            }
            content(document, &format!("{method}/requestBody"), &mut found);
            for status in keys(document, &format!("{method}/responses")) {
                content(document, &status, &mut found);
            }
        }
    }
    found
}

fn content(document: &Value, owner: &str, found: &mut BTreeSet<String>) {
    for media in keys(document, &format!("{owner}/content")) {
        schema(document, &format!("{media}/schema"), found);
    }
}

/// The pointers of what is in an object or a list.
pub(crate) fn keys(document: &Value, at: &str) -> Vec<String> {
    let escape = |key: &str| key.replace('~', "~0").replace('/', "~1");
    match document.pointer(at) {
        Some(Value::Object(object)) => {
            object.keys().map(|key| format!("{at}/{}", escape(key))).collect()
        }
        Some(Value::Array(items)) => {
            (0..items.len()).map(|index| format!("{at}/{index}")).collect()
        }
        _ => Vec::new(),
    }
}

fn schema(document: &Value, at: &str, found: &mut BTreeSet<String>) {
    let Some(node) = document.pointer(at).filter(|node| node.is_object()) else { return };
    if let Some(target) = node.get("$ref").and_then(Value::as_str) {
        return schema(document, target.trim_start_matches('#'), found);
    }
    if !found.insert(at.to_owned()) {
        return;
    }
    for one in ["items", "additionalProperties", "contentSchema"] {
        schema(document, &format!("{at}/{one}"), found);
    }
    for several in ["properties", "oneOf", "anyOf", "allOf"] {
        for place in keys(document, &format!("{at}/{several}")) {
            schema(document, &place, found);
        }
    }
}
