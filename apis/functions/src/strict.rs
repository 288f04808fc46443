//! Strict mode: schemas that a model must follow exactly.

use serde_json::{Map, Value};

/// The keywords whose value maps names to schemas.
const BY_NAME: [&str; 4] = ["properties", "patternProperties", "$defs", "definitions"];

/// The keywords whose value is a schema or a list of schemas. Other keywords have plain values.
const BY_KEYWORD: [&str; 8] =
    ["items", "prefixItems", "anyOf", "oneOf", "allOf", "not", "contains", "additionalProperties"];

/// Closes every object of a schema and requires all its properties.
pub(crate) fn close(schema: &mut Value) {
    let Value::Object(keywords) = schema else { return };
    close_object(keywords);
    for (keyword, value) in keywords {
        match value {
            Value::Object(named) if BY_NAME.contains(&&**keyword) => {
                named.values_mut().for_each(close);
            }
            Value::Array(several) if BY_KEYWORD.contains(&&**keyword) => {
                several.iter_mut().for_each(close);
            }
            one if BY_KEYWORD.contains(&&**keyword) => close(one),
            _ => {}
        }
    }
}

fn close_object(schema: &mut Map<String, Value>) {
    // Strict mode does not support defaults, and does not know the formats of Rust's numbers.
    schema.remove("default");
    schema.remove("format");
    // Nor does it support `oneOf`. `anyOf` is equivalent, because the variants of an enum exclude each other.
    let has_other = schema.contains_key("anyOf");
    if let Some(variants) = if has_other { None } else { schema.remove("oneOf") } {
        schema.insert("anyOf".into(), variants);
    }
    let Some(Value::Object(properties)) = schema.get("properties") else { return };
    let names = properties.keys().map(|name| Value::from(name.as_str())).collect();
    schema.insert("required".into(), Value::Array(names));
    // An object that is open on purpose stays open, so that `find_map` finds it: closed, it would lose the fields that
    // the function reads there.
    schema.entry("additionalProperties").or_insert(Value::Bool(false));
}

/// Finds the first object with names that are not known in advance, and returns the path of property names to it.
pub(crate) fn find_map(schema: &Value) -> Option<Vec<&str>> {
    let keywords = schema.as_object()?;
    if is_map(keywords) {
        return Some(Vec::new());
    }
    keywords.iter().find_map(|(keyword, value)| match value {
        Value::Object(properties) if keyword == "properties" => {
            properties.iter().find_map(|(name, schema)| {
                let mut path = find_map(schema)?;
                path.insert(0, name);
                Some(path)
            })
        }
        Value::Object(named) if BY_NAME.contains(&&**keyword) => named.values().find_map(find_map),
        Value::Array(several) if BY_KEYWORD.contains(&&**keyword) => {
            several.iter().find_map(find_map)
        }
        one if BY_KEYWORD.contains(&&**keyword) => find_map(one),
        _ => None,
    })
}

/// Whether an object takes names besides its properties. A map with numbers as keys has a pattern.
fn is_map(schema: &Map<String, Value>) -> bool {
    let open = |keyword: &&str| schema.get(*keyword).is_some_and(|names| names != false);
    schema.contains_key("patternProperties")
        || ["additionalProperties", "unevaluatedProperties"].iter().any(open)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn closed(mut schema: Value) -> Value {
        close(&mut schema);
        schema
    }

    /// Arguments may have names such as `type`, `format`, `default` and `properties`.
    #[test]
    fn a_property_called_like_a_keyword_is_a_property() {
        let text = json!({ "type": "string" });
        let properties =
            json!({ "type": text, "format": text, "default": text, "properties": text });
        let open = json!({ "type": "object", "properties": properties });
        let expected = json!({
            "type": "object",
            "properties": properties,
            "required": ["default", "format", "properties", "type"],
            "additionalProperties": false,
        });
        let sorted = |mut schema: Value| {
            if let Some(names) = schema.get_mut("required").and_then(Value::as_array_mut) {
                names.sort_by_key(ToString::to_string);
            }
            schema
        };
        assert_eq!(sorted(closed(open)), expected);
    }

    #[test]
    fn schemas_within_schemas_are_closed_and_values_are_not() {
        let open = json!({ "type": "object", "properties": { "a": { "type": "string" } } });
        let shut = closed(open.clone());
        let within = |inner: &Value| {
            json!({
                "anyOf": [inner, { "type": "null" }],
                "items": inner,
                "$defs": { "default": inner },
                "additionalProperties": inner,
                "const": open,
                "enum": [open],
                "examples": [open],
            })
        };
        assert_eq!(closed(within(&open)), within(&shut));
    }

    #[test]
    fn defaults_and_formats_go_wherever_they_stand() {
        let optional = json!({ "anyOf": [{ "type": "integer", "format": "int64" }, { "type": "null" }], "default": null });
        let expected = json!({ "anyOf": [{ "type": "integer" }, { "type": "null" }] });
        assert_eq!(closed(optional), expected);
    }

    /// Closing such an object would change its meaning, so the service has to reject it.
    #[test]
    fn what_is_open_on_purpose_stays_open() {
        let text = json!({ "type": "string" });
        let open = |names: Value| {
            let shut =
                closed(json!({ "properties": { "a": text }, "additionalProperties": names }));
            shut["additionalProperties"].clone()
        };
        assert_eq!(
            [open(json!(false)), open(json!(true)), open(text.clone())],
            [json!(false), json!(true), text.clone()]
        );
    }

    #[test]
    fn a_map_is_found_wherever_it_stands() {
        let maps = [
            json!({ "additionalProperties": { "type": "string" } }),
            json!({ "additionalProperties": {} }),
            json!({ "additionalProperties": true }),
            json!({ "unevaluatedProperties": true }),
            json!({ "patternProperties": { "^\\d+$": {} }, "additionalProperties": false }),
        ];
        for map in maps {
            let within = json!({ "properties": { "a": {}, "b": { "items": { "properties": { "c": map } } } } });
            assert_eq!(find_map(&within), Some(vec!["b", "c"]), "{map}");
            assert_eq!(find_map(&json!({ "anyOf": [{ "type": "null" }, map] })), Some(vec![]));
            assert_eq!(find_map(&json!({ "$defs": { "d": map } })), Some(vec![]), "{map}");
        }
    }

    /// A closed object, an argument with the name of a keyword, and an example.
    #[test]
    fn what_only_looks_like_a_map_is_none() {
        let text = json!({ "type": "string" });
        let map = json!({ "additionalProperties": true });
        let schemas = [
            closed(json!({ "type": "object", "properties": { "a": text } })),
            closed(
                json!({ "properties": { "patternProperties": text, "additionalProperties": text } }),
            ),
            json!({ "type": "array", "items": text, "examples": [map], "const": map }),
        ];
        for schema in schemas {
            assert_eq!(find_map(&schema), None, "{schema}");
        }
    }
}
