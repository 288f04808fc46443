//! Two unions: which member of ours is which of theirs.

use super::common::component;
use super::tagged::{self, Member};
use super::walk::Walk;
use super::{Part, discriminator, strings};
use crate::schema::{Kind, Schema, Schemas, UnionSchema};

/// Notes the members of two unions, and what tells them apart.
pub(super) fn read(walk: &mut Walk<'_, '_>, place: &str, ours: &UnionSchema, theirs: &UnionSchema) {
    let our_members = with_one_string(walk.ours, tagged::members(walk.ours, ours));
    let their_members = with_one_string(walk.theirs, tagged::members(walk.theirs, theirs));
    discriminator::read(walk, place, (ours, &our_members), (theirs, &their_members));
    let property = [theirs, ours].into_iter().find_map(|union| union.discriminator.as_ref());
    let property = property.map(|discriminator| discriminator.property.as_str());
    let mut left: Vec<_> = our_members.iter().collect();
    for (index, their) in their_members.iter().enumerate() {
        let place = format!("{place}<{}>", name(walk.theirs, their, property, index));
        let found = best(walk, &left, their, property);
        walk.present(&place, Part::Member, [found.is_some(), true]);
        if let Some(found) = found {
            let our = left.remove(found);
            walk.value(&place, &our.schema, &their.schema);
        }
    }
    for our in left {
        let index = our_members.iter().position(|it| std::ptr::eq(it, our)).unwrap_or_default();
        let name = name(walk.ours, our, property, index);
        walk.present(&format!("{place}<{name}>"), Part::Member, [true, false]);
    }
}

/// The member of ours that is most like one of theirs.
fn best(
    walk: &Walk<'_, '_>,
    left: &[&Member],
    their: &Member,
    property: Option<&str>,
) -> Option<usize> {
    let kind = kind(walk.theirs, &their.schema);
    let same =
        left.iter().enumerate().filter(|(_, our)| self::kind(walk.ours, &our.schema) == kind);
    let alike = same.filter_map(|(index, our)| Some((our.likeness(their, property)?, index)));
    // Of several, the first.
    alike
        .max_by_key(|(likeness, index)| (*likeness, std::cmp::Reverse(*index)))
        .map(|(_, index)| index)
}

/// All members that are strings as one, since a list of them and single ones say the same.
fn with_one_string(schemas: &Schemas<'_>, members: Vec<Member>) -> Vec<Member> {
    let is_text = |member: &Member| kind(schemas, &member.schema) == "string";
    let (texts, mut others): (Vec<_>, Vec<_>) = members.into_iter().partition(is_text);
    let schemas_of = texts.iter().map(|member| &member.schema).collect::<Vec<_>>();
    let kind = strings::together(schemas, &schemas_of);
    let (is_several, mut texts) = (texts.len() > 1, texts.into_iter());
    if let Some(mut first) = texts.next() {
        if let Some(kind) = kind.filter(|_| is_several) {
            first.schema = Schema { kind, ..first.schema };
        }
        others.insert(0, first);
    }
    others
}

/// What can only be one and the same member.
fn kind(schemas: &Schemas<'_>, schema: &Schema) -> &'static str {
    match &schemas.resolve(schema).kind {
        Kind::Bool => "boolean",
        Kind::Integer(_) => "integer",
        Kind::Number => "number",
        Kind::String(_) | Kind::Enum(_) => "string",
        Kind::Array(_) => "array",
        Kind::Map(_) | Kind::Object(_) => "object",
        Kind::Union(_) | Kind::Any | Kind::Ref(_) => "any",
    }
}

/// A member by its tag, its name, or its type.
fn name(schemas: &Schemas<'_>, member: &Member, property: Option<&str>, index: usize) -> String {
    let is_it = |tag: &&(String, String)| Some(tag.0.as_str()) == property;
    let tag = member.tags.iter().find(is_it).or(match property {
        Some(_) => None,
        None => member.tags.first(),
    });
    let resolved = schemas.resolve(&member.schema);
    match (tag, component(&resolved), kind(schemas, &member.schema)) {
        (Some((_, value)), _, _) => value.clone(),
        (None, Some(name), _) => name,
        (None, None, "object") => format!("object {index}"),
        (None, None, kind) => kind.to_owned(),
    }
}
