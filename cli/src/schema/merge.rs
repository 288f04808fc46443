//! Several schemas that are all true of a value, as one.

use super::kind::{EnumSchema, Kind, ObjectSchema, Others, Schema, UnionSchema};
use super::read::Read;
use crate::document::Pointer;

/// Merges the forms of the members, in their order.
pub(super) fn merge(reader: &mut dyn Read, parts: Vec<Schema>, at: &Pointer) -> Schema {
    let mut parts = parts.into_iter();
    let Some(first) = parts.next() else { return Schema::any(at) };
    let first = expanded(reader, first);
    let merged = parts.fold(first, |merged, part| {
        let part = expanded(reader, part);
        both(reader, merged, part)
    });
    Schema { at: at.clone(), ..merged }
}

fn expanded(reader: &mut dyn Read, schema: Schema) -> Schema {
    match &schema.kind {
        Kind::Ref(target) => {
            let target = target.clone();
            reader.merged(&target).unwrap_or(Schema { kind: Kind::Any, ..schema })
        }
        _ => schema,
    }
}

/// A member of a union, with the fields that all members share.
pub(super) fn with_shared(reader: &mut dyn Read, member: Schema, shared: &Schema) -> Schema {
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

fn both(reader: &mut dyn Read, first: Schema, second: Schema) -> Schema {
    let nullable = first.nullable || second.nullable;
    let at = first.at.clone();
    // What a part says about itself is about the part, but its notes are about what is lost.
    let mut notes = first.about.notes.clone();
    let others = second.about.notes.iter().filter(|note| !first.about.notes.contains(note));
    notes.extend(others.cloned());
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

fn distributed(reader: &mut dyn Read, union: UnionSchema, shared: &Schema) -> Kind {
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

fn objects(reader: &mut dyn Read, first: ObjectSchema, second: ObjectSchema) -> ObjectSchema {
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
fn narrower(reader: &mut dyn Read, first: &Schema, second: Schema) -> Schema {
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
