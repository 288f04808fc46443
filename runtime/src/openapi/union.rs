//! The schemas of unions.

use std::any::type_name;

use serde_json::{Map, Value, json};

use super::components::Components;
use super::docs;
use super::object::Properties;
use super::question::Describe;
use super::table::{self, Row, Table};

/// The schema of the union `T`, which is a component.
pub fn union<T: ?Sized>(components: &mut Components, table: &str, types: &[Describe]) -> Value {
    table::describe(components, type_name::<T>(), (table, types), of_table)
}

/// What identifies a variant.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Identity {
    /// The value of its tag.
    Tag,
    /// It is this string.
    Literal,
    /// A shape that no other variant has.
    Shape,
    /// A shape of which others may be a part: any string beside literals, any number beside integers, an object that is told by
    /// a key or by the absence of a tag.
    WideShape,
}

impl Identity {
    fn of(variant: &Row) -> Self {
        match variant.text("by") {
            "tag" => Self::Tag,
            "literal" => Self::Literal,
            "wide shape" => Self::WideShape,
            _ => Self::Shape,
        }
    }
}

fn of_table(components: &mut Components, table: &mut Table<'_>) -> Value {
    let variants = table.row.rows("variants");
    let mut members: Vec<_> = literals(&variants).into_iter().collect();
    for variant in &variants {
        match Identity::of(variant) {
            Identity::Literal => {}
            Identity::Tag => members.push(tagged_component(components, table, variant)),
            Identity::Shape | Identity::WideShape => {
                let mut member = table.types.next(variant, components);
                variant.say(&mut member);
                members.push(member);
            }
        }
    }
    let discriminator = discriminator(table, &variants, &members);
    let one_or_any =
        match variants.iter().any(|variant| Identity::of(variant) == Identity::WideShape) {
            true => "anyOf",
            false => "oneOf",
        };
    let mut schema = Map::from_iter([(one_or_any.to_owned(), members.into())]);
    schema.extend(discriminator);
    schema.into()
}

/// A discriminator stands only where every member has the tag.
fn discriminator(
    table: &Table<'_>,
    variants: &[Row],
    members: &[Value],
) -> Option<(String, Value)> {
    if members.is_empty() || variants.iter().any(|variant| Identity::of(variant) != Identity::Tag) {
        return None;
    }
    let mut mapping = Map::new();
    for (variant, member) in variants.iter().zip(members) {
        let target = member.get("$ref").cloned().unwrap_or_default();
        mapping
            .extend(variant.texts("tags").into_iter().map(|tag| (tag.to_owned(), target.clone())));
    }
    let discriminator = json!({ "propertyName": table.row.text("tag"), "mapping": mapping });
    Some(("discriminator".to_owned(), discriminator))
}

/// The strings that a union has, as one member.
fn literals(variants: &[Row]) -> Option<Value> {
    let literals = variants.iter().filter(|variant| Identity::of(variant) == Identity::Literal);
    one_of_strings(&literals.map(|variant| variant.text("string")).collect::<Vec<_>>())
}

fn one_of_strings(strings: &[&str]) -> Option<Value> {
    match strings {
        [] => None,
        [only] => Some(json!({ "type": "string", "const": only })),
        several => Some(json!({ "type": "string", "enum": several })),
    }
}

/// The component of a member that is an object with its tag.
fn tagged_component(components: &mut Components, table: &mut Table<'_>, variant: &Row) -> Value {
    let member = table.types.next(variant, components);
    let (name, ty) = table.variant(variant);
    components.add(&name, ty, |_| {
        let tag = one_of_strings(&variant.texts("tags")).unwrap_or_default();
        let mut schema = tagged(member, table.row.text("tag"), tag);
        variant.say(&mut schema);
        schema
    })
}

/// The schema of an object with its tag, which comes first.
fn tagged(member: Value, key: &str, mut tag: Value) -> Value {
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
    schema.into()
}
