//! Schemas as types: an expression where one is used, and a section for each that has a name.

use std::fmt::Write;

use serde_json::Value;

use super::html::{Id, Text};
use super::markdown;
use super::part::{list, object, part, string};

/// The section of a component.
pub(super) fn section(name: &str, schema: &Value) -> String {
    let mut html = format!(
        "<details id=\"{}\">\n<summary>{}</summary>\n{}",
        Id("type", name),
        Text(name),
        markdown::blocks(string(schema, "description"))
    );
    let properties = properties(schema);
    if properties.is_empty() {
        let _ = writeln!(html, "<p>{}{}</p>", expression(schema), limits(schema));
    }
    html + &properties + "</details>\n"
}

/// The table of the properties; empty if there are none.
fn properties(schema: &Value) -> String {
    let required = list(schema, "required");
    let is_required = |name: &str| required.iter().any(|it| it == name);
    let rows = object(schema, "properties").iter().map(|(name, schema)| {
        let is_required = is_required(name);
        row(name, "", is_required, schema, string(schema, "description"))
    });
    table(rows)
}

/// A row for a property or a parameter.
pub(super) fn row(
    name: &str,
    place: &str,
    is_required: bool,
    schema: &Value,
    docs: &str,
) -> String {
    let mark = if is_required { " <b>required</b>" } else { "" };
    let place =
        if place.is_empty() { String::new() } else { format!(" <small>{}</small>", Text(place)) };
    format!(
        "<tr><td><code>{}</code>{place}{mark}</td><td>{}{}{}</td></tr>\n",
        Text(name),
        expression(schema),
        limits(schema),
        markdown::blocks(docs)
    )
}

/// A table of rows; empty without any.
pub(super) fn table(rows: impl Iterator<Item = String>) -> String {
    let rows: String = rows.collect();
    if rows.is_empty() { rows } else { format!("<table>\n{rows}</table>\n") }
}

/// The type in words, with links to those that have names.
pub(super) fn expression(schema: &Value) -> String {
    if let Some(name) = string(schema, "$ref").strip_prefix("#/components/schemas/") {
        return format!("<a href=\"#{}\">{}</a>", Id("type", name), Text(name));
    }
    if let Some(value) = schema.get("const") {
        return literal(value);
    }
    for word in ["enum", "oneOf", "anyOf", "allOf"] {
        if let Some(all) = schema.get(word).and_then(Value::as_array) {
            let each = if word == "enum" { literal } else { expression };
            let joint = if word == "allOf" { " and " } else { " or " };
            return all.iter().map(each).collect::<Vec<_>>().join(joint);
        }
    }
    of_type(schema)
}

fn literal(value: &Value) -> String {
    format!("<code>{}</code>", Text(&value.to_string()))
}

fn of_type(schema: &Value) -> String {
    match schema.get("type") {
        Some(Value::Array(types)) => {
            let types = types.iter().filter_map(Value::as_str);
            types.map(|ty| of_name(ty, schema)).collect::<Vec<_>>().join(" or ")
        }
        Some(Value::String(ty)) => of_name(ty, schema),
        _ if !object(schema, "properties").is_empty() => of_name("object", schema),
        _ => "any".to_owned(),
    }
}

fn of_name(ty: &str, schema: &Value) -> String {
    match ty {
        "array" => format!("list of {}", expression(part(schema, "items"))),
        "object" if !object(schema, "properties").is_empty() => {
            let properties = object(schema, "properties").iter();
            let properties: Vec<_> = properties
                .map(|(name, schema)| {
                    format!("<code>{}</code>: {}", Text(name), expression(schema))
                })
                .collect();
            format!("{{ {} }}", properties.join(", "))
        }
        "object" if part(schema, "additionalProperties").is_object() => {
            format!("map to {}", expression(part(schema, "additionalProperties")))
        }
        "string" if schema.get("contentSchema").is_some() => {
            format!("JSON of {}", expression(part(schema, "contentSchema")))
        }
        _ => {
            let format = string(schema, "format");
            let format =
                if format.is_empty() { String::new() } else { format!(" ({})", Text(format)) };
            format!("{}{format}", Text(ty))
        }
    }
}

/// What else is said of values.
fn limits(schema: &Value) -> String {
    const WORDS: [&str; 12] = [
        "minimum",
        "maximum",
        "exclusiveMinimum",
        "exclusiveMaximum",
        "minLength",
        "maxLength",
        "pattern",
        "minItems",
        "maxItems",
        "uniqueItems",
        "default",
        "deprecated",
    ];
    let limits = WORDS.iter().filter_map(|word| {
        let value = schema.get(word)?;
        Some(format!(" <small>{word}: {}</small>", literal(value)))
    });
    limits.collect()
}
