//! The field that tells the members of a union apart.

use super::Aspect;
use super::tagged::Member;
use super::walk::Walk;
use crate::schema::UnionSchema;

/// Notes which field that is. Where one document does not name it, the constants in its members do. What its values stand for
/// is what the members are.
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
    walk.text(place, Aspect::Discriminator, [&name(&our), &name(&their)]);
}
