//! Values that fit a JSON Schema.

use serde_json::{Map, Value};

/// The most values that are generated, and the most characters of a text. Schemas come from others.
const VALUES: usize = 1000;
const TEXT: usize = 1000;

/// How deep objects may be within each other. Schemas may refer to themselves.
const DEPTH: usize = 8;

/// Generates a value that fits a schema: an object has its required properties, a string is the question.
pub(super) fn sample(schema: &Value, question: &str) -> Value {
    let question: String = question.chars().take(TEXT).collect();
    Sample { root: schema, question: &question, left: VALUES }.value(schema, DEPTH)
}

struct Sample<'a> {
    root: &'a Value,
    question: &'a str,
    /// The number of values that may still be generated.
    left: usize,
}

impl Sample<'_> {
    fn value(&mut self, schema: &Value, depth: usize) -> Value {
        let (Some(depth), Some(left)) = (depth.checked_sub(1), self.left.checked_sub(1)) else {
            return Value::Null;
        };
        self.left = left;
        if let Some(target) = schema.get("$ref").and_then(Value::as_str) {
            let target = self.root.pointer(target.trim_start_matches('#'));
            return target.map_or(Value::Null, |schema| self.value(schema, depth));
        }
        if let Some(given) = given(schema) {
            return given.clone();
        }
        if let Some(first) =
            ["anyOf", "oneOf", "allOf"].iter().find_map(|name| schema.get(name)?.get(0))
        {
            return self.value(first, depth);
        }
        match kind(schema) {
            "object" => self.object(schema, depth),
            "array" => self.array(schema, depth),
            "string" => text(schema, self.question),
            "integer" => bound(schema).unwrap_or_else(|| 1.into()),
            "number" => bound(schema).unwrap_or_else(|| 1.5.into()),
            "boolean" => Value::Bool(true),
            _ => Value::Null,
        }
    }

    fn object(&mut self, schema: &Value, depth: usize) -> Value {
        let required = schema.get("required").and_then(Value::as_array).into_iter().flatten();
        let mut fields = Map::new();
        for name in required.filter_map(Value::as_str).take(self.left) {
            let of = schema.get("properties").and_then(|properties| properties.get(name));
            fields.insert(name.to_owned(), of.map_or(Value::Null, |of| self.value(of, depth)));
        }
        Value::Object(fields)
    }

    fn array(&mut self, schema: &Value, depth: usize) -> Value {
        let Some(item) = schema.get("items") else { return Value::Array(Vec::new()) };
        let count = schema.get("minItems").and_then(Value::as_u64).unwrap_or(1).max(1);
        let count = usize::try_from(count).unwrap_or(usize::MAX).min(self.left);
        Value::Array((0..count).map(|_| self.value(item, depth)).collect())
    }
}

/// Returns a value that the schema itself contains.
fn given(schema: &Value) -> Option<&Value> {
    let first = |name| schema.get(name).and_then(|list: &Value| list.get(0));
    schema
        .get("const")
        .or_else(|| schema.get("default"))
        .or_else(|| first("enum"))
        .or_else(|| first("examples"))
}

/// Returns the type, or the first of several.
fn kind(schema: &Value) -> &str {
    let kind = schema.get("type").and_then(|kind| kind.as_str().or_else(|| kind.get(0)?.as_str()));
    kind.unwrap_or(if schema.get("properties").is_some() { "object" } else { "" })
}

fn bound(schema: &Value) -> Option<Value> {
    schema.get("minimum").or_else(|| schema.get("maximum")).cloned()
}

/// Returns the question, or a text in the format that the schema names.
fn text(schema: &Value, question: &str) -> Value {
    let text = match schema.get("format").and_then(Value::as_str) {
        Some("date-time") => "2026-10-21T00:00:00Z",
        Some("date") => "2026-10-21",
        Some("time") => "00:00:00Z",
        Some("email") => "someone@example.com",
        Some("uri") => "https://example.com/",
        Some("uuid") => "00000000-0000-4000-8000-000000000000",
        _ => question,
    };
    let longest = schema.get("maxLength").and_then(Value::as_u64).unwrap_or(u64::MAX);
    text.chars().take(usize::try_from(longest).unwrap_or(usize::MAX)).collect::<String>().into()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_value_fits_its_schema() {
        let schema = json!({
            "type": "object",
            "$defs": { "place": { "properties": { "name": { "type": "string" } }, "required": ["name"] } },
            "properties": {
                "at": { "$ref": "#/$defs/place" },
                "unit": { "enum": ["metre", "foot"] },
                "days": { "type": "integer", "minimum": 3 },
                "exact": { "type": ["boolean", "null"] },
                "heights": { "type": "array", "items": { "type": "number" }, "minItems": 2 },
                "either": { "anyOf": [{ "const": 7 }, { "type": "null" }] },
                "left out": { "type": "string" },
            },
            "required": ["at", "unit", "days", "exact", "heights", "either"],
        });
        let expected = json!({
            "at": { "name": "Bergen" }, "unit": "metre", "days": 3, "exact": true, "heights": [1.5, 1.5], "either": 7,
        });
        assert_eq!(sample(&schema, "Bergen"), expected);
    }

    #[test]
    fn a_schema_that_refers_to_itself_ends() {
        let schema = json!({ "properties": { "next": { "$ref": "#" } }, "required": ["next"] });
        assert!(sample(&schema, "").is_object());
    }

    #[test]
    fn a_schema_cannot_ask_for_too_much() {
        let again = json!({ "$ref": "#" });
        let names: Vec<_> = (0..50).map(|number| number.to_string()).collect();
        let properties: Map<_, _> =
            names.iter().map(|name| (name.clone(), again.clone())).collect();
        let many = json!({ "properties": properties, "required": names });
        assert!(sample(&many, "a").to_string().len() < 1_000_000);
        let deep = json!({ "type": "array", "minItems": 1_000_000, "items": again });
        assert!(sample(&deep, "a").to_string().len() < 1_000_000);
        let text = json!({ "type": "string" });
        assert_eq!(sample(&text, &"a".repeat(1_000_000)), "a".repeat(TEXT));
    }
}
