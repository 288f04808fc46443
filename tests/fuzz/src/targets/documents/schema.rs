//! Schemas of any shape, sound or not.

use serde_json::{Map, Value, json};

use super::change::NAMES;
use crate::source::Source;

const KEYWORDS: &[&str] = &[
    "type",
    "type",
    "type",
    "properties",
    "properties",
    "required",
    "items",
    "additionalProperties",
    "allOf",
    "anyOf",
    "oneOf",
    "enum",
    "const",
    "default",
    "discriminator",
    "format",
    "nullable",
    "description",
    "title",
    "$ref",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "minLength",
    "maxLength",
    "pattern",
    "maxItems",
    "readOnly",
    "deprecated",
    "not",
    "patternProperties",
    "contentMediaType",
    "contentSchema",
    "examples",
];

const TYPES: &[&str] =
    &["object", "object", "string", "string", "array", "integer", "number", "boolean", "null", "x"];

const FORMATS: &[&str] =
    &["int32", "uint64", "float", "binary", "date-time", "uuid", "event-stream"];

const COMPONENTS: &[&str] =
    &["Item", "NewItem", "Category", "Part", "Screw", "Event", "Error", "Note"];

/// A schema, or at times something else.
pub(super) fn schema(source: &mut Source, depth: usize) -> Value {
    match source.below(12) {
        0 => source.json(2),
        1 => source.once_in(2).into(),
        2..=4 => json!({"$ref": reference(source)}),
        _ => (0..source.length(8)).map(|_| keyword(source, depth)).collect::<Map<_, _>>().into(),
    }
}

fn keyword(source: &mut Source, depth: usize) -> (String, Value) {
    let keyword = source.pick(KEYWORDS);
    let value = if source.once_in(20) { source.json(1) } else { value(source, keyword, depth) };
    (keyword.to_owned(), value)
}

fn value(source: &mut Source, keyword: &str, depth: usize) -> Value {
    match keyword {
        "type" if source.once_in(5) => json!([source.pick(TYPES), "null"]),
        "type" => source.pick(TYPES).into(),
        "properties" | "patternProperties" => members(source, depth).into(),
        "required" => (0..source.length(6)).map(|_| source.pick(NAMES)).collect(),
        "items" | "additionalProperties" | "not" | "contentSchema" => below(source, depth),
        "allOf" | "anyOf" | "oneOf" => {
            (0..source.length(6)).map(|_| below(source, depth)).collect()
        }
        "enum" | "examples" => (0..source.length(6)).map(|_| scalar(source)).collect(),
        "const" | "default" => scalar(source),
        "discriminator" => discriminator(source),
        "format" => source.pick(FORMATS).into(),
        "nullable" | "readOnly" | "deprecated" => source.once_in(2).into(),
        "contentMediaType" => "application/json".into(),
        "$ref" => reference(source).into(),
        "title" => source.pick(NAMES).into(),
        "description" | "pattern" => source.text(40).into(),
        _ => source.number(),
    }
}

fn members(source: &mut Source, depth: usize) -> Map<String, Value> {
    (0..source.length(12)).map(|_| (source.pick(NAMES).to_owned(), below(source, depth))).collect()
}

fn below(source: &mut Source, depth: usize) -> Value {
    match depth {
        0 => json!({"type": source.pick(TYPES)}),
        _ => schema(source, depth - 1),
    }
}

fn scalar(source: &mut Source) -> Value {
    if source.once_in(2) { source.pick(NAMES).into() } else { source.json(1) }
}

fn discriminator(source: &mut Source) -> Value {
    let mapping: Map<_, _> = (0..source.length(4))
        .map(|_| (source.pick(NAMES).to_owned(), reference(source).into()))
        .collect();
    json!({"propertyName": source.pick(&["type", "id", ""]), "mapping": mapping})
}

fn reference(source: &mut Source) -> String {
    let component = source.pick(COMPONENTS);
    match source.below(10) {
        0 => component.to_owned(),
        1 => format!("#/components/schemas/{component}/properties/{}", source.pick(NAMES)),
        2 => source.text(4),
        _ => format!("#/components/schemas/{component}"),
    }
}
