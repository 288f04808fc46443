//! Schemas of objects and maps.

use super::kind::{Field, Kind, ObjectSchema, Others};
use super::read::Read;
use crate::document::{Node, Pointer};

/// The kind of a schema of objects.
pub(super) fn kind(reader: &mut dyn Read, node: &Node, at: &Pointer) -> Kind {
    match object(reader, node, at) {
        ObjectSchema { fields, others: Others::Typed(values), .. } if fields.is_empty() => {
            Kind::Map(values)
        }
        object => Kind::Object(object),
    }
}

/// The keys that a schema of objects declares.
pub(super) fn object(reader: &mut dyn Read, node: &Node, at: &Pointer) -> ObjectSchema {
    let required: Vec<_> = node.strings("required").collect();
    let at_properties = at.child("properties");
    let fields = node.members("properties").map(|(name, schema)| Field {
        name: name.to_owned(),
        schema: reader.schema(schema, &at_properties.child(name)),
        // 3.0 documents have this flag on the property itself, as JSON Schema once had.
        required: required.contains(&name) || schema.flag("required"),
    });
    let fields: Vec<_> = fields.collect();
    let undeclared = undeclared(node, &fields);
    ObjectSchema { fields, others: others(reader, node, at), undeclared }
}

fn others(reader: &mut dyn Read, node: &Node, at: &Pointer) -> Others {
    let typed = |reader: &mut dyn Read, node: &Node, at: &Pointer| {
        Others::Typed(Box::new(reader.schema(node, at)))
    };
    match node.get("additionalProperties").or_else(|| node.get("unevaluatedProperties")) {
        Some(Node::Bool(false)) => Others::Closed,
        Some(Node::Bool(true)) => match node.get("properties") {
            Some(_) => Others::Open,
            None => typed(reader, &Node::Bool(true), &at.child("additionalProperties")),
        },
        Some(schema @ Node::Object(_)) => typed(reader, schema, &at.child("additionalProperties")),
        _ => match pattern(node) {
            Some((pattern, schema)) => {
                typed(reader, schema, &at.child("patternProperties").child(pattern))
            }
            None => Others::Open,
        },
    }
}

/// The schema of all keys of one pattern, if there is nothing else.
fn pattern(node: &Node) -> Option<(&str, &Node)> {
    let mut patterns = node.members("patternProperties");
    let first = patterns.next()?;
    (patterns.next().is_none() && node.get("properties").is_none()).then_some(first)
}

/// The names that are required and not declared.
fn undeclared(node: &Node, fields: &[Field]) -> Vec<String> {
    let unknown = |name: &&str| !fields.iter().any(|field| field.name == **name);
    node.strings("required").filter(unknown).map(str::to_owned).collect()
}

/// Whether a schema without a `type` is one of objects.
pub(super) fn is_object(node: &Node) -> bool {
    let keys = ["properties", "additionalProperties", "patternProperties", "propertyNames"];
    keys.iter().any(|key| node.get(key).is_some_and(|it| *it != Node::Null))
}
