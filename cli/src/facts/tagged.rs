//! What tells a member of a union from the others.

use super::common::component;
use crate::document::Pointer;
use crate::schema::{Discriminator, EnumSchema, Kind, Schema, Schemas, UnionSchema};
use std::collections::BTreeSet;

/// A field, and one of its values.
type Tag = (String, String);

/// A member of a union, and what tells it apart.
#[derive(Debug)]
pub(super) struct Member {
    /// As it is written in the union.
    pub(super) schema: Schema,
    /// Fields with listed values, and each of these values.
    pub(super) tags: BTreeSet<Tag>,
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
    let mut tags: BTreeSet<Tag> = BTreeSet::new();
    for field in resolved.fields() {
        if let Kind::Enum(EnumSchema { values, open: false }) = &schemas.resolve(&field.schema).kind
        {
            tags.extend(values.iter().map(|value| (field.name.clone(), value.text.clone())));
        }
    }
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

/// The field whose values tell these members apart, if nothing names it: the one with values of its own in the most members.
pub(super) fn telling(members: &[Member]) -> Option<String> {
    let names: BTreeSet<&str> = members.iter().flat_map(Member::tagged_fields).collect();
    let own = |name: &str| {
        let values: Vec<_> = members.iter().map(|member| member.values(name)).collect();
        let is_own = |one: &BTreeSet<&str>| {
            !one.is_empty() && values.iter().filter(|other| !other.is_disjoint(one)).count() == 1
        };
        values.iter().filter(|one| is_own(one)).count()
    };
    let counted = names.into_iter().map(|name| (own(name), std::cmp::Reverse(name)));
    let (count, name) = counted.max()?;
    (count > 1).then(|| name.0.to_owned())
}

impl Member {
    fn tagged_fields(&self) -> impl Iterator<Item = &str> {
        self.tags.iter().map(|(name, _)| name.as_str())
    }

    /// The values that a field of it has.
    pub(super) fn values(&self, field: &str) -> BTreeSet<&str> {
        let of_field = self.tags.iter().filter(|(name, _)| name == field);
        of_field.map(|(_, value)| value.as_str()).collect()
    }

    /// Whether both have a value of a field in common. Nothing, if one of them has none.
    pub(super) fn shares(&self, other: &Self, field: &str) -> Option<bool> {
        let (ours, theirs) = (self.values(field), other.values(field));
        (!ours.is_empty() && !theirs.is_empty()).then(|| !ours.is_disjoint(&theirs))
    }

    /// How alike two members are that no value tells apart.
    pub(super) fn likeness(&self, other: &Self) -> usize {
        let tags = self.tags.intersection(&other.tags).count();
        let fields = self.fields.intersection(&other.fields).count();
        let named = usize::from(self.component.is_some() && self.component == other.component);
        fields + 100 * tags + 1000 * named
    }

    /// The schema of the member without some values of a field, which other members stand for.
    pub(super) fn without(
        &self,
        schemas: &Schemas<'_>,
        field: &str,
        values: &BTreeSet<&str>,
    ) -> Schema {
        let mut schema = (*schemas.resolve(&self.schema)).clone();
        let Kind::Object(object) = &mut schema.kind else { return self.schema.clone() };
        let Some(found) = object.fields.iter_mut().find(|it| it.name == field) else {
            return self.schema.clone();
        };
        let mut narrowed = (*schemas.resolve(&found.schema)).clone();
        if let Kind::Enum(listed) = &mut narrowed.kind {
            listed.values.retain(|value| !values.contains(value.text.as_str()));
        }
        found.schema = narrowed;
        schema
    }
}
