//! `anyOf` and `oneOf`: unions without null and without unions in them.

use super::kind::{Discriminator, EnumSchema, EnumValue, Kind, Schema, UnionSchema};
use super::read::Read;
use super::{merge, null, object};
use crate::document::{Document, Node, Pointer};

/// Whether a schema is a union. Members that only say which keys are required do not make it one.
pub(super) fn is_union(node: &Node) -> bool {
    let members = || members(node).filter(|(_, _, member)| !null::is_only_null(member));
    members().next().is_some() && !members().all(|(_, _, member)| is_condition(member))
}

fn members(node: &Node) -> impl Iterator<Item = (&'static str, usize, &Node)> {
    ["oneOf", "anyOf"].into_iter().flat_map(move |key| {
        let members = node.items(key).iter().enumerate();
        members.map(move |(index, member)| (key, index, member))
    })
}

/// A member that adds no value of its own: `anyOf: [{required: [a]}, {required: [b]}]`.
fn is_condition(member: &Node) -> bool {
    let words = ["required", "not", "title", "description"];
    member.as_object().is_some_and(|object| {
        !object.is_empty() && object.keys().all(|key| words.contains(&key.as_str()))
    })
}

/// The form of a union.
pub(super) fn schema(reader: &mut dyn Read, node: &Node, at: &Pointer) -> Schema {
    let discriminator =
        Discriminator::of(node, |reference| mapped(reader.document(), reference, at));
    let mut read = Vec::new();
    for (key, index, member) in members(node).filter(|(_, _, member)| !null::is_only_null(member)) {
        read.push(reader.schema(member, &at.child(key).child(index)));
    }
    // What is beside the members is true of each.
    if object::is_object(node) {
        let shared = reader.plain(node, at);
        if !shared.fields().is_empty() {
            read = read.into_iter().map(|it| merge::with_shared(reader, it, &shared)).collect();
        }
    }
    union(read, discriminator, at)
}

/// The schema that a `mapping` names: by a reference, or by the name of a component.
pub(super) fn mapped(document: &Document, reference: &str, at: &Pointer) -> Option<Pointer> {
    let component = || Pointer::root().child("components").child("schemas").child(reference);
    let target = match reference.starts_with('#') {
        true => document.target(reference, at).ok()?,
        false => component(),
    };
    let node = document.get(&target)?;
    Some(document.follow(node, &target).ok()?.at)
}

/// How many members a union may have. Those of real documents have fewer; members that are unions themselves, and
/// share something, multiply.
const MOST: usize = 300;

/// A union of these members, or what it amounts to.
pub(super) fn union(
    members: Vec<Schema>,
    discriminator: Option<Discriminator>,
    at: &Pointer,
) -> Schema {
    let members = distinct(flat(members, discriminator.is_some()));
    let nullable = members.iter().any(|member| member.nullable);
    let mut union = match <[Schema; 1]>::try_from(members) {
        Ok([only]) => Schema { at: at.clone(), ..only },
        Err(members) if members.iter().any(|member| member.kind == Kind::Any) => {
            Schema::any(at).note("one of several, among them any value")
        }
        Err(members) if members.len() > MOST => Schema::any(at).note("a union of too many"),
        Err(members) => match strings(&members) {
            Some(kind) => Schema::new(kind, at),
            None => {
                let members = members.into_iter().map(|it| Schema { nullable: false, ..it });
                let members = members.collect();
                Schema::new(Kind::Union(UnionSchema { members, discriminator }), at)
            }
        },
    };
    union.nullable |= nullable;
    union
}

/// The members of members that are unions themselves and written in place.
fn flat(members: Vec<Schema>, told: bool) -> Vec<Schema> {
    let mut all = Vec::new();
    for member in members {
        let nullable = member.nullable;
        match member.kind {
            Kind::Union(inner) if !told && inner.discriminator.is_none() => {
                let inner = inner.members.into_iter();
                all.extend(inner.map(|it| Schema { nullable: it.nullable || nullable, ..it }));
            }
            _ => all.push(member),
        }
    }
    all
}

/// Members that differ only in what they say for people are one.
fn distinct(members: Vec<Schema>) -> Vec<Schema> {
    let mut all: Vec<Schema> = Vec::new();
    for member in members {
        match all.iter_mut().find(|known| known.kind == member.kind) {
            Some(known) => known.nullable |= member.nullable,
            None => all.push(member),
        }
    }
    all
}

/// Strings and lists of strings together are one list, which is open if any string is allowed.
fn strings(members: &[Schema]) -> Option<Kind> {
    let mut all = EnumSchema::default();
    let mut format = None;
    for member in members {
        match &member.kind {
            Kind::String(of) => {
                format = format.or(of.clone());
                all.open = true;
            }
            Kind::Enum(listed) => {
                all.open |= listed.open;
                all.values.extend(values(listed, member));
            }
            _ => return None,
        }
    }
    let mut seen = Vec::new();
    all.values.retain(|value| {
        let new = !seen.contains(&value.text);
        seen.push(value.text.clone());
        new
    });
    Some(if all.values.is_empty() { Kind::String(format) } else { Kind::Enum(all) })
}

/// The values of a member. What is said of a member with one value is said of the value.
fn values(listed: &EnumSchema, member: &Schema) -> Vec<EnumValue> {
    let about = &member.about;
    let said =
        about.description.as_ref().or(about.title.as_ref()).filter(|_| listed.values.len() == 1);
    let values = listed.values.iter();
    let described = values.map(|value| EnumValue {
        text: value.text.clone(),
        description: value.description.clone().or_else(|| said.cloned()),
    });
    described.collect()
}
