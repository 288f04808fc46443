//! The check of a request's JSON against the schemas of the published document, which are data: see `requests.json`. The
//! messages name the field at fault as the service does.

use std::borrow::Cow;
use std::sync::LazyLock;

use serde_json::{Map, Value};

use super::failures::{Failure, invalid_at};

/// The schemas of the bodies, by name. A test compares them with the document.
static SCHEMAS: LazyLock<Map<String, Value>> =
    LazyLock::new(|| serde_json::from_str(include_str!("requests.json")).unwrap_or_default());

/// Fields that only replies have, by the type of the object. They come back, because blocks go back unchanged, and are ignored.
const RETURNED: &[(&str, &str)] = &[
    ("char_location", "file_id"),
    ("content_block_location", "file_id"),
    ("page_location", "file_id"),
];

/// A check against one of the schemas.
pub(super) struct Check {
    schema: &'static str,
    /// Fields that the body may have besides those of the schema. Their values are not looked into.
    more: Vec<&'static str>,
    /// Whether unions may have variants that the schema does not know.
    is_open: bool,
}

impl Check {
    pub(super) fn against(schema: &'static str) -> Self {
        Self { schema, more: Vec::new(), is_open: false }
    }

    /// Accepts these fields of the body, too.
    pub(super) fn accept(mut self, fields: &[&'static str]) -> Self {
        self.more.extend(fields);
        self
    }

    /// Accepts unknown variants of unions.
    pub(super) fn open(self) -> Self {
        Self { is_open: true, ..self }
    }

    /// Checks a body. The error names the first field at fault.
    pub(super) fn run(&self, body: &Value) -> Result<(), Failure> {
        self.check(named(self.schema), body, "")
    }

    fn check(&self, schema: &Value, value: &Value, path: &str) -> Result<(), Failure> {
        let schema = resolved(schema);
        if let Some(variants) = schema.get("anyOf").or_else(|| schema.get("oneOf")) {
            return self.choose(list(variants), value, path);
        }
        if !fits_type(schema, value) {
            return Err(mistyped(&[schema], path));
        }
        word(schema, value, path)?;
        match value {
            Value::Object(object) => self.object(schema, object, path),
            Value::Array(items) => schema.get("items").map_or(Ok(()), |item| {
                let mut all = items.iter().enumerate();
                all.try_for_each(|(index, value)| {
                    self.check(item, value, &at(path, &index.to_string()))
                })
            }),
            _ => Ok(()),
        }
    }

    fn object(
        &self,
        schema: &Value,
        object: &Map<String, Value>,
        path: &str,
    ) -> Result<(), Failure> {
        let kind = object.get("type").and_then(Value::as_str).unwrap_or_default();
        let is_closed = schema.get("additionalProperties") == Some(&Value::Bool(false));
        for name in list_of(schema, "required").iter().filter_map(Value::as_str) {
            if !object.contains_key(name) {
                return Err(missing(&at(path, name)));
            }
        }
        object.iter().try_for_each(|(name, value)| {
            let path_of = at(path, name);
            match schema.get("properties").and_then(|properties| properties.get(name)) {
                Some(schema) => self.check(schema, value, &path_of),
                None if path.is_empty() && self.more.contains(&name.as_str()) => Ok(()),
                None if RETURNED.contains(&(kind, name.as_str())) => Ok(()),
                None if is_closed => Err(invalid_at(&path_of, "Extra inputs are not permitted")),
                None => Ok(()),
            }
        })
    }

    /// Checks a value against the one of several schemas that its type, and then its tag, select.
    fn choose(&self, variants: &[Value], value: &Value, path: &str) -> Result<(), Failure> {
        let variants: Vec<_> = variants.iter().flat_map(flat).collect();
        let fitting: Vec<_> =
            variants.iter().copied().filter(|schema| fits_type(schema, value)).collect();
        match fitting[..] {
            [] => return Err(mistyped(&variants, path)),
            [schema] => return self.check(schema, value, path),
            _ => {}
        }
        let tag = tag_of(&fitting);
        let tags = |schema: &Value| schema.get("properties").and_then(|all| all.get(tag)).cloned();
        let given = value.get(tag);
        let chosen = fitting.iter().find(|schema| match (given, tags(schema)) {
            (Some(given), Some(expected)) => self.check(&expected, given, "").is_ok(),
            (Some(_), None) => true,
            (None, _) => !list_of(schema, "required").iter().any(|name| name == tag),
        });
        match (chosen, given) {
            (Some(schema), _) => self.check(schema, value, path),
            (None, None) => Err(missing(&at(path, tag))),
            (None, Some(Value::String(_))) if self.is_open => Ok(()),
            (None, Some(given)) => {
                Err(unknown_tag(path, tag, given, fitting.iter().filter_map(|schema| tags(schema))))
            }
        }
    }
}

/// Returns the path of a field.
pub(super) fn at(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

pub(super) fn missing(path: &str) -> Failure {
    invalid_at(path, "Field required")
}

fn named(name: &str) -> &'static Value {
    SCHEMAS.get(name).unwrap_or(&Value::Null)
}

fn resolved(schema: &Value) -> &Value {
    match schema.get("$ref").and_then(Value::as_str) {
        Some(name) => resolved(named(name)),
        None => schema,
    }
}

/// Returns the schema, or those of which it is the union.
fn flat(schema: &Value) -> Vec<&Value> {
    let schema = resolved(schema);
    match schema.get("anyOf").or_else(|| schema.get("oneOf")) {
        Some(variants) => list(variants).iter().flat_map(flat).collect(),
        None => vec![schema],
    }
}

/// Returns the name of the property that tells the variants of a union apart.
fn tag_of(variants: &[&Value]) -> &'static str {
    let has = |schema: &&Value| schema.pointer("/properties/role/const").is_some();
    if variants.iter().all(has) { "role" } else { "type" }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn list_of<'a>(schema: &'a Value, name: &str) -> &'a [Value] {
    schema.get(name).map_or(&[], list)
}

/// Returns the types that a schema names: one, several, or none if it allows all.
fn types(schema: &Value) -> Vec<&str> {
    match schema.get("type") {
        Some(Value::String(one)) => vec![one],
        Some(several) => list(several).iter().filter_map(Value::as_str).collect(),
        None => Vec::new(),
    }
}

fn fits_type(schema: &Value, value: &Value) -> bool {
    let types = types(schema);
    types.is_empty() || types.into_iter().any(|name| is_of_type(name, value))
}

fn is_of_type(name: &str, value: &Value) -> bool {
    match name {
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => value.is_null(),
    }
}

fn mistyped(schemas: &[&Value], path: &str) -> Failure {
    let mut names: Vec<_> = schemas.iter().flat_map(|schema| types(schema)).collect();
    names.retain(|name| *name != "null");
    names.dedup();
    let names: Vec<_> = names.into_iter().map(type_name).collect();
    invalid_at(path, format_args!("Input should be a valid {}", names.join(" or ")))
}

/// Returns the name of a type in the messages of the service.
fn type_name(name: &str) -> &str {
    match name {
        "array" => "list",
        "object" => "dictionary",
        other => other,
    }
}

/// Checks a value that must be one of some.
fn word(schema: &Value, value: &Value, path: &str) -> Result<(), Failure> {
    let words: Cow<'_, [Value]> = match (schema.get("const"), schema.get("enum")) {
        (Some(only), _) => Cow::Owned(vec![only.clone()]),
        (None, Some(words)) => Cow::Borrowed(list(words)),
        (None, None) => return Ok(()),
    };
    if words.contains(value) {
        return Ok(());
    }
    let words = words.iter().filter_map(Value::as_str).map(quoted).collect::<Vec<_>>();
    Err(invalid_at(path, format_args!("Input should be {}", listed(&words))))
}

fn unknown_tag(
    path: &str,
    tag: &str,
    given: &Value,
    expected: impl Iterator<Item = Value>,
) -> Failure {
    let constants = |schema: Value| match schema.get("const") {
        Some(only) => vec![only.clone()],
        None => flat(&schema)
            .into_iter()
            .flat_map(|schema| schema.get("const").into_iter().chain(list_of(schema, "enum")))
            .cloned()
            .collect(),
    };
    let words: Vec<_> = expected.flat_map(constants).collect();
    let words = words.iter().filter_map(Value::as_str).map(quoted).collect::<Vec<_>>().join(", ");
    let given = given.as_str().map_or_else(|| given.to_string(), str::to_owned);
    let problem = format!(
        "Input tag '{given}' found using '{tag}' does not match any of the expected tags: {words}"
    );
    invalid_at(path, problem)
}

fn quoted(word: &str) -> String {
    format!("'{word}'")
}

/// Lists words: `'a', 'b' or 'c'`.
fn listed(words: &[String]) -> String {
    match words {
        [others @ .., last] if !others.is_empty() => format!("{} or {last}", others.join(", ")),
        _ => words.concat(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// Returns the message of the failure.
    fn fault(body: &Value) -> String {
        let failure = Check::against("MessagesCreateParams").run(body).unwrap_err();
        failure.body(None).error.message
    }

    #[test]
    fn the_schemas_can_be_read() {
        assert!(SCHEMAS.len() > 100);
    }

    #[test]
    fn a_fault_is_named_by_its_path() {
        let with = |name: &str, value: Value| {
            let mut body = json!({ "model": "m", "max_tokens": 1, "messages": [] });
            body[name] = value;
            fault(&body)
        };
        let message =
            |content: Value| with("messages", json!([{ "role": "user", "content": content }]));
        assert_eq!(fault(&json!({ "model": "m", "messages": [] })), "max_tokens: Field required");
        assert_eq!(with("max_tokens", json!("9")), "max_tokens: Input should be a valid integer");
        assert_eq!(with("colour", json!(1)), "colour: Extra inputs are not permitted");
        assert_eq!(message(json!(1)), "messages.0.content: Input should be a valid string or list");
        assert_eq!(
            message(json!([{ "type": "text" }])),
            "messages.0.content.0.text: Field required"
        );
        assert_eq!(message(json!([{}])), "messages.0.content.0.type: Field required");
        let tags = message(json!([{ "type": "film" }]));
        assert!(
            tags.starts_with("messages.0.content.0: Input tag 'film' found using 'type'"),
            "{tags}"
        );
        assert!(tags.contains("'tool_result'"), "{tags}");
        let role = with("messages", json!([{ "role": "robot", "content": "" }]));
        assert!(role.contains("found using 'role'") && role.contains("'assistant'"), "{role}");
        let format = with("output_config", json!({ "effort": "huge" }));
        assert_eq!(
            format,
            "output_config.effort: Input should be 'low', 'medium', 'high', 'xhigh' or 'max'"
        );
    }

    #[test]
    fn a_tool_needs_no_type() {
        let body =
            |tool: Value| json!({ "model": "m", "max_tokens": 1, "messages": [], "tools": [tool] });
        let check = |tool: Value| Check::against("MessagesCreateParams").run(&body(tool));
        let schema = json!({ "type": "object" });
        assert_eq!(check(json!({ "name": "a", "input_schema": schema })), Ok(()));
        assert_eq!(check(json!({ "type": "custom", "name": "a", "input_schema": schema })), Ok(()));
        assert_eq!(check(json!({ "type": "bash_20250124", "name": "bash" })), Ok(()));
        assert_eq!(fault(&body(json!({ "name": "a" }))), "tools.0.input_schema: Field required");
        assert!(fault(&body(json!({ "type": "hammer" }))).contains("Input tag 'hammer'"));
    }
}
