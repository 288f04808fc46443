//! In which direction each schema goes: in requests, in replies, or both.

use crate::document::Pointer;
use crate::operation::{Media, Operation};
use crate::schema::{Kind, Others, Schema, Schemas};
use std::collections::BTreeMap;

/// The directions of a schema.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Use {
    pub(crate) sent: bool,
    pub(crate) received: bool,
}

impl Use {
    pub(crate) const SENT: Self = Self { sent: true, received: false };
    pub(crate) const RECEIVED: Self = Self { sent: false, received: true };

    /// Whether a service may leave out what it promises, which a client must not.
    pub(crate) fn is_only_received(self) -> bool {
        self.received && !self.sent
    }

    fn with(self, other: Self) -> Self {
        Self { sent: self.sent || other.sent, received: self.received || other.received }
    }
}

/// The directions of the schemas that references lead to.
#[derive(Debug, Default)]
pub(crate) struct Uses(BTreeMap<Pointer, Use>);

impl Uses {
    /// Those of the schemas that operations lead to.
    pub(crate) fn of(schemas: &Schemas<'_>, operations: &[&Operation<'_>]) -> Self {
        let mut walk = Walk { schemas, uses: Self::default(), waiting: Vec::new() };
        for operation in operations {
            for parameter in &operation.parameters {
                walk.schema(&parameter.schema, Use::SENT);
            }
            let body = operation.body.iter().flat_map(|body| &body.content);
            body.for_each(|media| walk.media(media, Use::SENT));
            let replies = operation.replies.iter().flat_map(|reply| &reply.content);
            replies.for_each(|media| walk.media(media, Use::RECEIVED));
        }
        walk.finish();
        walk.uses
    }

    /// Adds what a schema leads to that no operation names.
    pub(crate) fn add(&mut self, schemas: &Schemas<'_>, schema: &Schema, of: Use) {
        let mut walk = Walk { schemas, uses: std::mem::take(self), waiting: Vec::new() };
        walk.schema(schema, of);
        walk.finish();
        *self = walk.uses;
    }

    /// The directions of the schema at a place.
    pub(crate) fn get(&self, at: &Pointer) -> Use {
        self.0.get(at).copied().unwrap_or_default()
    }

    /// The places.
    pub(crate) fn places(&self) -> impl Iterator<Item = &Pointer> {
        self.0.keys()
    }
}

/// Follows references, one after the other rather than within each other.
struct Walk<'a, 'd> {
    schemas: &'a Schemas<'d>,
    uses: Uses,
    waiting: Vec<(Pointer, Use)>,
}

impl Walk<'_, '_> {
    fn media(&mut self, media: &Media, of: Use) {
        media.schema.iter().chain(&media.item).for_each(|schema| self.schema(schema, of));
    }

    fn schema(&mut self, schema: &Schema, of: Use) {
        match &schema.kind {
            Kind::Ref(target) => self.reference(target, of),
            Kind::Array(inner) | Kind::Map(inner) => self.schema(inner, of),
            Kind::Union(union) => union.members.iter().for_each(|member| self.schema(member, of)),
            Kind::Object(object) => {
                object.fields.iter().for_each(|field| self.schema(&field.schema, of));
                if let Others::Typed(values) = &object.others {
                    self.schema(values, of);
                }
            }
            _ => {}
        }
    }

    fn reference(&mut self, target: &Pointer, of: Use) {
        let known = self.uses.0.entry(target.clone()).or_default();
        let united = known.with(of);
        if *known != united {
            *known = united;
            self.waiting.push((target.clone(), united));
        }
    }

    fn finish(&mut self) {
        while let Some((target, of)) = self.waiting.pop() {
            let schema = self.schemas.get(&target);
            self.schema(&schema, of);
        }
    }
}
