//! Schemas of values without parts.

use super::kind::{EnumSchema, EnumValue, IntegerFormat, Kind, Schema};
use crate::document::{Node, Pointer};

/// The kind of one of the types without parts.
pub(super) fn kind(node: &Node, ty: &str) -> Option<Kind> {
    let format = node.text("format");
    Some(match ty {
        "boolean" => Kind::Bool,
        "integer" => Kind::Integer(integer(format)),
        // Some mean the range, not that there is a fraction.
        "number" => match format {
            Some("int32" | "int64" | "uint32" | "uint64" | "integer") => {
                Kind::Integer(integer(format))
            }
            _ => Kind::Number,
        },
        "string" | "file" => Kind::String(format.map(str::to_owned)),
        _ => return None,
    })
}

fn integer(format: Option<&str>) -> IntegerFormat {
    match format {
        Some("int32" | "int16" | "int8") => IntegerFormat::I32,
        Some("uint32" | "uint16" | "uint8") => IntegerFormat::U32,
        Some("uint64" | "uint") => IntegerFormat::U64,
        _ => IntegerFormat::I64,
    }
}

/// A schema that lists its values, or has one.
pub(super) fn listed(node: &Node, at: &Pointer) -> Option<Schema> {
    let values: Vec<&Node> = match (node.get("const"), node.get("enum")) {
        (Some(constant), _) => vec![constant],
        (_, Some(Node::Array(values))) => values.iter().collect(),
        _ => return None,
    };
    let values: Vec<_> = values.into_iter().filter(|value| **value != Node::Null).collect();
    if values.is_empty() {
        return None;
    }
    // Where the type and the values disagree, the type is what people meant.
    let of_type = |ty: &str| is_of_type(node, ty);
    if values.iter().all(|value| value.as_str().is_some()) && (of_type("string") || !has_type(node))
    {
        return Some(Schema::new(Kind::Enum(strings(node, &values)), at));
    }
    let kind = match values.first()? {
        Node::Bool(_) if of_type("boolean") || !has_type(node) => Kind::Bool,
        Node::Number(_) if of_type("integer") => kind(node, "integer")?,
        Node::Number(_) if of_type("number") => kind(node, "number")?,
        Node::Number(number) if !has_type(node) => match number.is_f64() {
            true => Kind::Number,
            false => Kind::Integer(IntegerFormat::I64),
        },
        _ => return None,
    };
    let mut schema = Schema::new(kind, at);
    let listed: Vec<_> = values.iter().map(|value| format!("`{value}`")).collect();
    schema.about.limits.push(match listed.as_slice() {
        [only] => format!("always {only}"),
        _ => format!("one of {}", listed.join(", ")),
    });
    Some(schema)
}

fn has_type(node: &Node) -> bool {
    node.get("type").is_some()
}

pub(super) fn is_of_type(node: &Node, ty: &str) -> bool {
    node.text("type") == Some(ty) || node.strings("type").any(|item| item == ty)
}

fn strings(node: &Node, values: &[&Node]) -> EnumSchema {
    let mut listed = EnumSchema {
        values: Vec::new(),
        open: node.flag("x-extensible-enum")
            || node.get("x-ms-enum").is_some_and(|it| it.flag("modelAsString")),
    };
    for (index, text) in values.iter().filter_map(|value| value.as_str()).enumerate() {
        if !listed.values.iter().any(|known| known.text == text) {
            let description = described(node, index, text).map(str::to_owned);
            listed.values.push(EnumValue { text: text.to_owned(), description });
        }
    }
    listed
}

/// What the extensions of several tools say about a value.
fn described<'a>(node: &'a Node, index: usize, text: &str) -> Option<&'a str> {
    let by_index = ["x-enum-descriptions", "x-enumDescriptions"];
    let by_index = by_index.iter().find_map(|key| node.items(key).get(index)?.as_str());
    let by_value = ["x-enum-descriptions", "x-enumDescriptions"];
    by_index.or_else(|| by_value.iter().find_map(|key| node.get(key)?.text(text)))
}
