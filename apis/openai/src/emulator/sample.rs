//! Generates arguments that fit a JSON Schema.

use serde_json::{Map, Value, json};

/// Generates an object that fits the parameters of a function, with a value for every declared property.
pub(super) fn sample(schema: Option<&Value>, question: &str) -> Value {
    schema.map_or_else(|| json!({}), |schema| value(schema, question))
}

fn value(schema: &Value, question: &str) -> Value {
    if let Some(given) = given(schema) {
        return given.clone();
    }
    match kind(schema) {
        "object" => object(schema, question),
        "array" => array(schema, question),
        "string" => Value::String(name_in(question)),
        "integer" => schema.get("minimum").cloned().unwrap_or_else(|| 1.into()),
        "number" => schema.get("minimum").cloned().unwrap_or_else(|| 1.5.into()),
        "boolean" => Value::Bool(true),
        _ => Value::Null,
    }
}

/// Returns a value that the schema itself contains.
fn given(schema: &Value) -> Option<&Value> {
    let first = |key| schema.get(key).and_then(|list: &Value| list.get(0));
    schema
        .get("const")
        .or_else(|| schema.get("default"))
        .or_else(|| first("examples"))
        .or_else(|| first("enum"))
}

/// Returns the type, or the first of several.
fn kind(schema: &Value) -> &str {
    let kind = schema.get("type").and_then(|kind| kind.as_str().or_else(|| kind.get(0)?.as_str()));
    kind.unwrap_or(if schema.get("properties").is_some() { "object" } else { "" })
}

fn object(schema: &Value, question: &str) -> Value {
    let properties = schema.get("properties").and_then(Value::as_object);
    let fields = properties
        .into_iter()
        .flatten()
        .map(|(name, schema)| (name.clone(), value(schema, question)));
    Value::Object(fields.collect::<Map<_, _>>())
}

fn array(schema: &Value, question: &str) -> Value {
    Value::Array(schema.get("items").map(|items| value(items, question)).into_iter().collect())
}

/// Returns the last capitalized word, which is probably a name, or the whole question. The first word does not count.
fn name_in(question: &str) -> String {
    let words = question
        .split_whitespace()
        .skip(1)
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    let name = words.filter(|word| word.starts_with(char::is_uppercase) && *word != "I").last();
    name.unwrap_or(question).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_fit_their_schema() {
        let schema = json!({ "type": "object", "properties": {
            "city": { "type": "string" },
            "unit": { "type": "string", "enum": ["celsius", "fahrenheit"] },
            "days": { "type": "integer", "minimum": 3 },
            "exact": { "type": ["boolean", "null"] },
            "places": { "type": "array", "items": { "type": "number", "examples": [52.1] } },
        } });
        let arguments = sample(Some(&schema), "Will it rain in Delft? I wonder.");
        let expected = json!({ "city": "Delft", "unit": "celsius", "days": 3, "exact": true, "places": [52.1] });
        assert_eq!(arguments, expected);
    }

    #[test]
    fn a_function_without_parameters_gets_an_empty_object() {
        assert_eq!(sample(None, "Hello"), json!({}));
        assert_eq!(sample(Some(&json!({ "type": "object" })), "Hello"), json!({}));
    }

    #[test]
    fn a_question_without_a_name_is_the_argument() {
        assert_eq!(name_in("what is this?"), "what is this?");
    }
}
