//! One object where the other document has several, which a tag tells apart: `role: user | assistant` in one, and an object for
//! each role in the other.

use super::tagged::{self, Member};
use crate::schema::{Kind, Schema, Schemas, UnionSchema};

/// An object and a union of objects that have a tag of it, as two unions.
pub(super) struct Alone {
    /// The object, as a union of itself.
    pub(super) alone: Schema,
    /// The members of the union that have a tag of the object.
    pub(super) shared: Schema,
    /// Whether the union has other members, too.
    pub(super) is_wider: bool,
}

/// The two, if the first schema is an object, and the second a union of which it has a tag.
pub(super) fn alone(
    (schemas, schema): (&Schemas<'_>, &Schema),
    (other_schemas, other): (&Schemas<'_>, &Schema),
) -> Option<Alone> {
    let (Kind::Object(_), Kind::Union(union)) = (&schema.kind, &other.kind) else { return None };
    let itself = UnionSchema { members: vec![schema.clone()], discriminator: None };
    let members = tagged::members(other_schemas, union);
    let named = union.discriminator.as_ref().map(|discriminator| discriminator.property.clone());
    let property = named.or_else(|| tagged::telling(&members))?;
    let objects = tagged::members(schemas, &itself);
    let is_of = |member: &&Member| {
        objects.iter().any(|object| object.shares(member, &property) == Some(true))
    };
    let shared: Vec<_> = members.iter().filter(is_of).map(|member| member.schema.clone()).collect();
    let is_wider = shared.len() < members.len();
    let of = |schema: &Schema, union| Schema { kind: Kind::Union(union), ..schema.clone() };
    (!shared.is_empty()).then(|| Alone {
        alone: of(schema, itself),
        shared: of(other, UnionSchema { members: shared, discriminator: None }),
        is_wider,
    })
}
