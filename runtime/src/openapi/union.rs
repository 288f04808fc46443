//! The schemas of unions, from the tables of their variants.

use std::any::type_name;

use serde_json::{Map, Value, json};

use super::components::Components;
use super::docs;
use super::keyword::{Keyword, set};
use super::name::name_of;
use super::object::Properties;
use super::probe::Describe;

/// What a derive says about a union.
pub struct UnionTable<'a> {
    /// The name of its component.
    pub name: &'static str,
    /// The types of its parameters.
    pub parameters: &'a [Describe],
    /// The lines of the doc comment.
    pub docs: &'static str,
    /// What else the schema says, such as `deprecated`.
    pub keywords: &'static [Keyword],
    /// The key of the tag; empty if there is none.
    pub tag: &'static str,
    /// The variants that are on the wire, but `Unknown`.
    pub variants: &'a [Variant],
}

/// A variant of a union.
pub struct Variant {
    /// The name of the Rust variant.
    pub name: &'static str,
    /// The lines of the doc comment.
    pub docs: &'static str,
    /// What identifies it.
    pub kind: VariantKind,
}

/// What identifies a variant.
#[derive(Clone, Copy)]
pub enum VariantKind {
    /// An object with one of these tags. The function describes the object itself, not by a reference.
    Tagged(&'static [&'static str], Describe),
    /// One string.
    Literal(&'static str),
    /// A shape that no other variant has.
    Shape(Describe),
    /// A shape of which others may be a part: any string beside literals, any number beside integers, an object that is told
    /// by a key or by the absence of a tag.
    WideShape(Describe),
}

/// The schema of the union `T`.
pub fn union<T: ?Sized>(components: &mut Components, table: &UnionTable<'_>) -> Value {
    describe_union(components, type_name::<T>(), table)
}

fn describe_union(components: &mut Components, ty: &str, table: &UnionTable<'_>) -> Value {
    let name = name_of(components, table.name, table.parameters);
    let mut members: Vec<_> = literals(table).into_iter().collect();
    let mut mapping = Map::new();
    for variant in table.variants {
        match variant.kind {
            VariantKind::Literal(_) => {}
            VariantKind::Shape(describe) | VariantKind::WideShape(describe) => {
                let mut member = describe(components);
                docs::describe(&mut member, variant.docs);
                members.push(member);
            }
            VariantKind::Tagged(tags, definition) => {
                let path = format!("{ty}::{}", variant.name);
                let member =
                    components.add(&format!("{name}{}", variant.name), path.into(), |components| {
                        tagged(definition(components), table.tag, tags, variant.docs)
                    });
                let target = member.get("$ref").cloned().unwrap_or_default();
                mapping.extend(tags.iter().map(|tag| ((*tag).to_owned(), target.clone())));
                members.push(member);
            }
        }
    }
    let mut schema = Map::from_iter([(one_or_any(table).to_owned(), members.into())]);
    schema.extend(discriminator(table, mapping));
    let mut schema = schema.into();
    set(&mut schema, table.keywords);
    docs::describe(&mut schema, table.docs);
    schema
}

/// A discriminator stands only where every member has the tag.
fn discriminator(table: &UnionTable<'_>, mapping: Map<String, Value>) -> Option<(String, Value)> {
    let is_tagged = |variant: &Variant| matches!(variant.kind, VariantKind::Tagged(..));
    let is_told = !mapping.is_empty() && table.variants.iter().all(is_tagged);
    let discriminator = json!({ "propertyName": table.tag, "mapping": mapping });
    is_told.then(|| ("discriminator".to_owned(), discriminator))
}

/// The strings that a union has, as one member.
fn literals(table: &UnionTable<'_>) -> Option<Value> {
    let literals: Vec<_> = table
        .variants
        .iter()
        .filter_map(|variant| match variant.kind {
            VariantKind::Literal(text) => Some(text),
            _ => None,
        })
        .collect();
    match literals.as_slice() {
        [] => None,
        [only] => Some(json!({ "type": "string", "const": only })),
        several => Some(json!({ "type": "string", "enum": several })),
    }
}

/// `oneOf` excludes the others, which only shapes do that have nothing in common.
fn one_or_any(table: &UnionTable<'_>) -> &'static str {
    let is_wide = |variant: &Variant| matches!(variant.kind, VariantKind::WideShape(_));
    if table.variants.iter().any(is_wide) { "anyOf" } else { "oneOf" }
}

/// The schema of an object with its tag, which comes first.
fn tagged(member: Value, key: &str, tags: &[&str], own_docs: &str) -> Value {
    let mut tag = match tags {
        [only] => json!({ "type": "string", "const": only }),
        several => json!({ "type": "string", "enum": several }),
    };
    let as_field = member.get("properties").and_then(|properties| properties.get(key));
    if let Some(Value::String(docs)) = as_field.and_then(|field| field.get("description")) {
        docs::describe(&mut tag, docs);
    }
    let mut member = match member {
        Value::Object(member) if !member.contains_key("$ref") => member,
        member => Map::from_iter([("allOf".to_owned(), json!([member]))]),
    };
    let mut object = Properties::default();
    object.require(key, tag);
    object.add_object(&mut member);
    let Value::Object(mut schema) = object.into_schema() else { return Value::Null };
    for (keyword, value) in member {
        schema.entry(keyword).or_insert(value);
    }
    let mut schema = schema.into();
    docs::describe(&mut schema, own_docs);
    schema
}
