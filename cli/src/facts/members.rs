//! Two unions: which member of ours is which of theirs.

use super::common::component;
use super::tagged::{self, Member};
use super::walk::Walk;
use super::{Part, discriminator, strings};
use crate::schema::{Kind, Schema, Schemas, UnionSchema};
use std::collections::BTreeSet;

/// Notes the members of two unions, and what tells them apart.
pub(super) fn read(walk: &mut Walk<'_, '_>, place: &str, ours: &UnionSchema, theirs: &UnionSchema) {
    let our_members = with_one_string(walk.ours, tagged::members(walk.ours, ours));
    let their_members = with_one_string(walk.theirs, tagged::members(walk.theirs, theirs));
    discriminator::read(walk, place, (ours, &our_members), (theirs, &their_members));
    let named = [theirs, ours].into_iter().find_map(|union| union.discriminator.as_ref());
    let property = named.map(|discriminator| discriminator.property.clone());
    let property = property.or_else(|| tagged::telling(&their_members));
    let property = property.or_else(|| tagged::telling(&our_members));
    let pairing =
        Pairing { ours: &our_members, theirs: &their_members, property: property.as_deref() };
    pairing.read(walk, place);
}

/// The members of both, and the field that tells them apart.
struct Pairing<'m> {
    ours: &'m [Member],
    theirs: &'m [Member],
    property: Option<&'m str>,
}

impl Pairing<'_> {
    fn read(&self, walk: &mut Walk<'_, '_>, place: &str) {
        let mut used = BTreeSet::new();
        for (index, their) in self.theirs.iter().enumerate() {
            let place = format!("{place}<{}>", self.name(walk.theirs, their, index));
            let found = self.found(walk, &used, their);
            let at = found.first().map(|our| self.ours[*our].schema.at.clone());
            walk.present_at(&place, Part::Member, (at.as_ref(), true));
            for our in found {
                used.insert(our);
                let (our, their) = self.schemas(walk, &self.ours[our], their);
                walk.value(&place, &our, &their);
            }
        }
        let left = self.ours.iter().enumerate().filter(|(index, _)| !used.contains(index));
        for (index, our) in left {
            if !is_sent(walk, our) {
                continue;
            }
            let place = format!("{place}<{}>", self.name(walk.ours, our, index));
            walk.present_at(&place, Part::Member, (Some(&our.schema.at), false));
        }
    }

    /// The members of ours that are one of theirs: those with a tag of it, or else the one that is most like it.
    fn found(&self, walk: &Walk<'_, '_>, used: &BTreeSet<usize>, their: &Member) -> Vec<usize> {
        let shares = |our: &Member| self.property.and_then(|property| our.shares(their, property));
        let ours = || self.ours.iter().enumerate();
        let tagged: Vec<_> = ours().filter(|(_, our)| shares(our) == Some(true)).collect();
        if !tagged.is_empty() {
            return self.of_tag(used, their, &tagged);
        }
        let kind = kind(walk.theirs, &their.schema);
        let left = ours().filter(|(index, our)| !used.contains(index) && shares(our).is_none());
        let same = left.filter(|(_, our)| self::kind(walk.ours, &our.schema) == kind);
        most_like(their, same).into_iter().collect()
    }

    /// All that share a tag; but if the tags of several are the same, these are members of their own, of which one is meant.
    fn of_tag(
        &self,
        used: &BTreeSet<usize>,
        their: &Member,
        tagged: &[(usize, &Member)],
    ) -> Vec<usize> {
        let values = |member: &Member| {
            let values = self.property.map(|property| member.values(property)).unwrap_or_default();
            values.into_iter().map(str::to_owned).collect::<BTreeSet<_>>()
        };
        let same = || tagged.iter().copied().filter(|(_, our)| values(our) == values(their));
        match same().count() > 1 {
            true => {
                let left = same().filter(|(index, _)| !used.contains(index));
                most_like(their, left).into_iter().collect()
            }
            false => tagged.iter().map(|(index, _)| *index).collect(),
        }
    }

    /// The schemas of a pair, each without the tags of other members: one of ours may stand for several of theirs, as for all
    /// versions of a tool.
    fn schemas(&self, walk: &Walk<'_, '_>, our: &Member, their: &Member) -> (Schema, Schema) {
        let Some(property) = self.property else {
            return (our.schema.clone(), their.schema.clone());
        };
        let elsewhere = |all: &[Member], here: &Member| -> BTreeSet<String> {
            let values = all.iter().flat_map(|member| member.values(property));
            let here = here.values(property);
            values.filter(|value| !here.contains(value)).map(str::to_owned).collect()
        };
        let narrowed = |schemas: &Schemas<'_>, member: &Member, others: &BTreeSet<String>| {
            let others: BTreeSet<_> = others.iter().map(String::as_str).collect();
            match member.values(property).is_disjoint(&others) {
                true => member.schema.clone(),
                false => member.without(schemas, property, &others),
            }
        };
        let (of_theirs, of_ours) = (elsewhere(self.theirs, their), elsewhere(self.ours, our));
        (narrowed(walk.ours, our, &of_theirs), narrowed(walk.theirs, their, &of_ours))
    }

    /// A member by its tags, its name, or its type.
    fn name(&self, schemas: &Schemas<'_>, member: &Member, index: usize) -> String {
        let tags = self.property.map(|property| member.values(property)).unwrap_or_default();
        if !tags.is_empty() {
            return tags.into_iter().collect::<Vec<_>>().join(", ");
        }
        let kind = kind(schemas, &member.schema);
        let name = component(&schemas.resolve(&member.schema));
        name.unwrap_or_else(|| match kind {
            "object" => format!("object {index}"),
            kind => kind.to_owned(),
        })
    }
}

/// Whether our document says that the member is sent in this direction.
fn is_sent(walk: &Walk<'_, '_>, member: &Member) -> bool {
    walk.is_sent(&member.schema.about) && walk.is_sent(&walk.ours.resolve(&member.schema).about)
}

/// The member that is most like another one; of several, the first.
fn most_like<'m>(
    their: &Member,
    members: impl Iterator<Item = (usize, &'m Member)>,
) -> Option<usize> {
    let best = members.max_by_key(|(index, our)| (our.likeness(their), std::cmp::Reverse(*index)));
    best.map(|(index, _)| index)
}

/// All members that are strings as one, since a list of them and single ones say the same.
fn with_one_string(schemas: &Schemas<'_>, members: Vec<Member>) -> Vec<Member> {
    let is_text = |member: &Member| kind(schemas, &member.schema) == "string";
    let (texts, mut others): (Vec<_>, Vec<_>) = members.into_iter().partition(is_text);
    let of_texts: Vec<_> = texts.iter().map(|member| &member.schema).collect();
    let kind = strings::together(schemas, &of_texts);
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
