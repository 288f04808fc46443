//! The components that something refers to.

use std::collections::BTreeSet;

use serde_json::Value;

const COMPONENTS: &str = "#/components/";

/// Removes the schemas and parameters to which nothing leads. Structs whose fields are parameters leave some behind.
pub(super) fn retain(document: &mut Value) {
    let mut used = BTreeSet::new();
    let mut found = Vec::new();
    if let Some(document) = document.as_object() {
        let parts = document.iter().filter(|(name, _)| *name != "components");
        parts.for_each(|(_, part)| references(part, &mut found));
    }
    while let Some(reference) = found.pop() {
        let pointer = reference.trim_start_matches('#');
        if let Some(component) =
            document.pointer(pointer).filter(|_| used.insert(reference.clone()))
        {
            references(component, &mut found);
        }
    }
    for kind in ["schemas", "parameters"] {
        let components = document.get_mut("components").and_then(Value::as_object_mut);
        let Some(components) = components else { return };
        let of_kind = components.get_mut(kind).and_then(Value::as_object_mut);
        let Some(of_kind) = of_kind else { continue };
        of_kind.retain(|name, _| used.contains(&format!("{COMPONENTS}{kind}/{name}")));
        if of_kind.is_empty() {
            components.remove(kind);
        }
    }
}

/// All that is named, by `$ref` or by the mapping of a discriminator.
fn references(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::String(text) if text.starts_with(COMPONENTS) => found.push(text.clone()),
        Value::Object(object) => object.values().for_each(|value| references(value, found)),
        Value::Array(items) => items.iter().for_each(|value| references(value, found)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_reached_stays() {
        let to = |name: &str| format!("#/components/schemas/{name}");
        let schemas = json!({
            "A": { "mapping": { "b": to("B") } },
            "B": { "$ref": to("B") },
            "C": { "$ref": to("A") },
        });
        let mut document =
            json!({ "paths": { "x": { "$ref": to("A") } }, "components": { "schemas": schemas } });
        retain(&mut document);
        let left: Vec<_> = document["components"]["schemas"].as_object().unwrap().keys().collect();
        assert_eq!(left, ["A", "B"]);
    }
}
