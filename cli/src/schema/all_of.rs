//! `allOf`: several schemas merged into one.

use super::kind::{EnumSchema, Kind, ObjectSchema, Others, Schema, UnionSchema};
use super::normalise::Reader;
use super::{any_of, null, object};
use crate::document::{Node, Pointer};

/// The form of a schema with `allOf`.
pub(super) fn schema(reader: &mut Reader<'_, '_>, node: &Node, at: &Pointer) -> Schema {
    let place = at.child("allOf");
    let members = node.items("allOf").iter().enumerate();
    let members: Vec<_> = members
        .filter(|(_, member)| says_something(member))
        .map(|(index, member)| (member, place.child(index)))
        .collect();
    let own = is_more_than_all_of(node);
    match members.as_slice() {
        [] => reader.plain(node, at),
        // A reference in `allOf`, so that something can be beside it.
        [(member, place)] if !own => reader.schema(member, place),
        _ => {
            let mut parts = Vec::new();
            for (member, place) in &members {
                parts.push(part(reader, member, place));
            }
            if own {
                parts.push(beside(reader, node, at));
            }
            merge(reader, parts, at)
        }
    }
}

/// A reference beside which more is said of the values than 3.0 allows.
pub(super) fn reference_with_more(
    reader: &mut Reader<'_, '_>,
    node: &Node,
    at: &Pointer,
) -> Schema {
    let Node::Object(object) = node else { return Schema::any(at) };
    let mut rest = object.clone();
    rest.shift_remove("$ref");
    let rest = Node::Object(rest);
    let first = match reader.schemas.document().follow(node, at) {
        Ok(target) => reader.merged(&target.at),
        Err(error) => Some(Schema::any(at).note(error.to_string())),
    };
    let second = reader.schema(&rest, at);
    let parts = first.into_iter().chain([second]).collect();
    merge(reader, parts, at)
}

/// Whether a member says more than that there is something for people, or null.
fn says_something(member: &Node) -> bool {
    let words = [
        "description",
        "title",
        "nullable",
        "x-nullable",
        "default",
        "example",
        "examples",
        "deprecated",
        "readOnly",
        "writeOnly",
    ];
    let Some(object) = member.as_object() else { return false };
    !null::is_only_null(member) && object.keys().any(|key| !words.contains(&key.as_str()))
}

/// Whether the schema has fields or unions beside its `allOf`.
fn is_more_than_all_of(node: &Node) -> bool {
    let requires = !node.items("required").is_empty();
    object::is_object(node) || any_of::is_union(node) || requires
}

/// What is beside `allOf`.
fn beside(reader: &mut Reader<'_, '_>, node: &Node, at: &Pointer) -> Schema {
    let Node::Object(members) = node else { return Schema::any(at) };
    let mut rest = members.clone();
    rest.shift_remove("allOf");
    let rest = Node::Object(rest);
    if any_of::is_union(&rest) {
        return any_of::schema(reader, &rest, at);
    }
    required_object(reader, &rest, at)
}

/// A member, in place of a reference to it.
fn part(reader: &mut Reader<'_, '_>, member: &Node, at: &Pointer) -> Schema {
    if member.reference().is_some() {
        return match reader.schemas.document().follow(member, at) {
            Ok(target) => reader
                .merged(&target.at)
                .unwrap_or_else(|| Schema::any(at).note("the schema is part of itself")),
            Err(error) => Schema::any(at).note(error.to_string()),
        };
    }
    let only_requires = member.get("required").is_some() && !object::is_object(member);
    match only_requires && member.get("allOf").is_none() && !any_of::is_union(member) {
        true => required_object(reader, member, at),
        false => reader.schema(member, at),
    }
}

/// An object that may only say which keys are required.
fn required_object(reader: &mut Reader<'_, '_>, node: &Node, at: &Pointer) -> Schema {
    Schema::new(Kind::Object(object::object(reader, node, at)), at)
}

/// Merges the forms of the members, in their order.
fn merge(reader: &mut Reader<'_, '_>, parts: Vec<Schema>, at: &Pointer) -> Schema {
    let mut parts = parts.into_iter();
    let Some(first) = parts.next() else { return Schema::any(at) };
    let first = expanded(reader, first);
    let merged = parts.fold(first, |merged, part| {
        let part = expanded(reader, part);
        both(reader, merged, part)
    });
    Schema { at: at.clone(), ..merged }
}

fn expanded(reader: &mut Reader<'_, '_>, schema: Schema) -> Schema {
    match &schema.kind {
        Kind::Ref(target) => {
            let target = target.clone();
            reader.merged(&target).unwrap_or(Schema { kind: Kind::Any, ..schema })
        }
        _ => schema,
    }
}

/// A member of a union, with the fields that all members share.
pub(super) fn with_shared(reader: &mut Reader<'_, '_>, member: Schema, shared: &Schema) -> Schema {
    let place = member.at.clone();
    let name = match &member.kind {
        Kind::Ref(target) => target.last().map(str::to_owned),
        _ => None,
    };
    let member = expanded(reader, member);
    if !matches!(member.kind, Kind::Object(_)) {
        return Schema { at: place, ..member };
    }
    let title = member.about.title.clone().or(name);
    let mut merged = both(reader, shared.clone(), member);
    merged.about.title = title;
    Schema { at: place, ..merged }
}

fn both(reader: &mut Reader<'_, '_>, first: Schema, second: Schema) -> Schema {
    let nullable = first.nullable || second.nullable;
    let at = first.at.clone();
    // What a part says about itself is about the part, but its notes are about what is lost.
    let mut notes = first.about.notes.clone();
    notes.extend(second.about.notes.iter().cloned());
    let kind = match (first.kind, second.kind) {
        (Kind::Any, kind) | (kind, Kind::Any) => kind,
        (Kind::Object(first), Kind::Object(second)) => Kind::Object(objects(reader, first, second)),
        (Kind::Object(object), Kind::Map(values)) | (Kind::Map(values), Kind::Object(object)) => {
            Kind::Object(ObjectSchema { others: Others::Typed(values), ..object })
        }
        (Kind::Union(union), object @ Kind::Object(_))
        | (object @ Kind::Object(_), Kind::Union(union)) => {
            let shared = Schema::new(object, &at);
            distributed(reader, union, &shared)
        }
        (Kind::Enum(first), Kind::Enum(second)) => Kind::Enum(common(first, second)),
        (Kind::String(_), listed @ Kind::Enum(_)) | (listed @ Kind::Enum(_), Kind::String(_)) => {
            listed
        }
        (Kind::Number, integer @ Kind::Integer(_)) | (integer @ Kind::Integer(_), Kind::Number) => {
            integer
        }
        (Kind::Array(first), Kind::Array(second)) => {
            Kind::Array(if first.kind == Kind::Any { second } else { first })
        }
        (first, second) => {
            if first != second {
                notes.push(
                    "the parts of `allOf` contradict each other; this is the first".to_owned(),
                );
            }
            first
        }
    };
    let mut schema = Schema { nullable, ..Schema::new(kind, &at) };
    schema.about.notes = notes;
    schema
}

fn distributed(reader: &mut Reader<'_, '_>, union: UnionSchema, shared: &Schema) -> Kind {
    let members = union.members.into_iter();
    let members = members.map(|member| with_shared(reader, member, shared)).collect();
    Kind::Union(UnionSchema { members, ..union })
}

fn common(first: EnumSchema, second: EnumSchema) -> EnumSchema {
    let is_common = |text: &str| second.values.iter().any(|other| other.text == text);
    let common: Vec<_> =
        first.values.iter().filter(|value| is_common(&value.text)).cloned().collect();
    match common.is_empty() {
        true => first,
        false => EnumSchema { values: common, open: first.open && second.open },
    }
}

fn objects(reader: &mut Reader<'_, '_>, first: ObjectSchema, second: ObjectSchema) -> ObjectSchema {
    let mut fields = first.fields;
    for field in second.fields {
        match fields.iter_mut().find(|known| known.name == field.name) {
            Some(known) => {
                known.required |= field.required;
                known.schema = narrower(reader, &known.schema, field.schema);
            }
            None => fields.push(field),
        }
    }
    let others = match (first.others, second.others) {
        (Others::Typed(values), _) | (_, Others::Typed(values)) => Others::Typed(values),
        // A closed part is open to the fields of the other.
        _ => Others::Open,
    };
    let mut undeclared = first.undeclared;
    undeclared.extend(second.undeclared);
    for field in &mut fields {
        field.required |= undeclared.contains(&field.name);
    }
    undeclared.retain(|name| !fields.iter().any(|field| field.name == *name));
    ObjectSchema { fields, others, undeclared }
}

/// A field that two parts have: what the second says, unless that is less.
fn narrower(reader: &mut Reader<'_, '_>, first: &Schema, second: Schema) -> Schema {
    let about = second.about.clone().or(first.about.clone());
    let nullable = first.nullable && second.nullable;
    let chosen = match (&first.kind, &second.kind) {
        (_, Kind::Any) => first.clone(),
        (Kind::Enum(listed), Kind::String(_)) if !listed.open => first.clone(),
        (Kind::Object(_), Kind::Object(_)) => both(reader, first.clone(), second.clone()),
        _ => second.clone(),
    };
    let nullable =
        if second.kind == Kind::Any { first.nullable || second.nullable } else { nullable };
    Schema { about, nullable, ..chosen }
}
