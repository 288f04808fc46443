//! The field that tells the members of a union apart.

use super::Aspect;
use super::tagged::Member;
use super::walk::Walk;
use crate::schema::UnionSchema;
use std::collections::BTreeSet;

/// Notes what two unions say of it. Where theirs does not name one, the constants in its members do.
pub(super) fn read(
    walk: &mut Walk<'_, '_>,
    place: &str,
    (ours, our_members): (&UnionSchema, &[Member]),
    (theirs, their_members): (&UnionSchema, &[Member]),
) {
    let property = |union: &UnionSchema| {
        union.discriminator.as_ref().map(|discriminator| discriminator.property.clone())
    };
    let (our, their) = (property(ours), property(theirs));
    let known = |members: &[Member], name: &String| {
        members.iter().any(|member| member.tags.iter().any(|(field, _)| field == name))
    };
    let (our, their) = match (our, their) {
        (None, None) => return,
        (Some(our), None) if known(their_members, &our) => return,
        (None, Some(their)) if known(our_members, &their) => (Some(their.clone()), Some(their)),
        pair => pair,
    };
    let name = |property: &Option<String>| property.clone().unwrap_or_else(|| "none".to_owned());
    let (our, their) = (name(&our), name(&their));
    // For changes, the members say it.
    if walk.text(place, Aspect::Discriminator, [&our, &their]) && !walk.for_changes() {
        let values = [(ours, our_members), (theirs, their_members)]
            .map(|(union, members)| values(union, members, &their));
        mapping(walk, place, &values);
    }
}

fn mapping(walk: &mut Walk<'_, '_>, place: &str, [ours, theirs]: &[BTreeSet<String>; 2]) {
    for value in ours.union(theirs) {
        let known = [ours.contains(value), theirs.contains(value)];
        walk.flag(place, Aspect::Mapping(value.clone()), known);
    }
}

/// The values that are mapped, or else those in the members.
fn values(union: &UnionSchema, members: &[Member], property: &str) -> BTreeSet<String> {
    let mapping = union.discriminator.iter().flat_map(|discriminator| &discriminator.mapping);
    let mapped: BTreeSet<_> = mapping.map(|(value, _)| value.clone()).collect();
    if !mapped.is_empty() {
        return mapped;
    }
    let tags = members.iter().flat_map(|member| &member.tags);
    tags.filter(|(name, _)| name == property).map(|(_, value)| value.clone()).collect()
}
