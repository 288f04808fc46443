//! What tells a member of a union from the others.

use super::common::component;
use crate::document::Pointer;
use crate::schema::{Discriminator, Kind, Schema, Schemas, UnionSchema};
use std::collections::BTreeSet;

/// A member of a union, and what tells it apart.
#[derive(Debug)]
pub(super) struct Member {
    /// As it is written in the union.
    pub(super) schema: Schema,
    /// Fields with one value, and the value.
    pub(super) tags: BTreeSet<(String, String)>,
    /// The names of its fields.
    pub(super) fields: BTreeSet<String>,
    /// The name of the component that it is.
    pub(super) component: Option<String>,
}

/// The members of a union, those of unions in it included, without what the discriminator of such a union says.
pub(super) fn members(schemas: &Schemas<'_>, union: &UnionSchema) -> Vec<Member> {
    let mut found = Vec::new();
    collect(schemas, union, &mut found, &mut BTreeSet::new());
    found
}

fn collect(
    schemas: &Schemas<'_>,
    union: &UnionSchema,
    found: &mut Vec<Member>,
    within: &mut BTreeSet<Pointer>,
) {
    for schema in &union.members {
        let resolved = schemas.resolve(schema);
        match &resolved.kind {
            Kind::Union(inner) => {
                if within.insert(resolved.at.clone()) {
                    collect(schemas, inner, found, within);
                }
            }
            _ => found.push(member(schemas, schema, union.discriminator.as_ref())),
        }
    }
}

fn member(schemas: &Schemas<'_>, schema: &Schema, discriminator: Option<&Discriminator>) -> Member {
    let resolved = schemas.resolve(schema);
    let constant = |field: &crate::schema::Field| {
        let schema = schemas.resolve(&field.schema);
        Some((field.name.clone(), schema.constant()?.to_owned()))
    };
    let mut tags: BTreeSet<_> = resolved.fields().iter().filter_map(constant).collect();
    if let Some(Discriminator { property, mapping }) = discriminator {
        if !tags.iter().any(|(name, _)| name == property) {
            let mapped = mapping.iter().filter(|(_, target)| *target == resolved.at);
            tags.extend(mapped.map(|(value, _)| (property.clone(), value.clone())));
        }
    }
    Member {
        schema: schema.clone(),
        tags,
        fields: resolved.fields().iter().map(|field| field.name.clone()).collect(),
        component: component(&resolved),
    }
}

impl Member {
    /// How alike two members are: nothing if they cannot be the same.
    pub(super) fn likeness(&self, other: &Self, property: Option<&str>) -> Option<usize> {
        let of = |member: &Self| {
            let tags = member.tags.iter();
            tags.filter(|(name, _)| Some(name.as_str()) == property).cloned().collect::<Vec<_>>()
        };
        let (ours, theirs) = (of(self), of(other));
        if !ours.is_empty() && !theirs.is_empty() {
            return ours.iter().any(|tag| theirs.contains(tag)).then_some(usize::MAX);
        }
        let tags = self.tags.intersection(&other.tags).count();
        let fields = self.fields.intersection(&other.fields).count();
        let named = usize::from(self.component.is_some() && self.component == other.component);
        Some(1 + fields + 100 * tags + 1000 * named)
    }
}
