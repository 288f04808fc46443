//! Errors of ours that come with a status of success: a client that expects them is none that the other document forbids.

use crate::operation::{Media, Operation, Reply};
use crate::schema::{Kind, Schema};

/// What our document says of the errors of an operation.
pub(super) struct Known {
    /// The schemas of its replies of errors.
    errors: Vec<Kind>,
    /// How many errors come with a status of success, by the extension: they are the last members of a union.
    conditions: usize,
}

impl Known {
    pub(super) fn of(operation: &Operation<'_>) -> Self {
        let content = operation.errors().flat_map(|error| &error.content);
        let schemas = content.filter_map(|media| media.schema.as_ref());
        let references =
            schemas.map(|schema| &schema.kind).filter(|kind| matches!(kind, Kind::Ref(_)));
        let extension = operation.node.get("x-schematic");
        Self {
            errors: references.cloned().collect(),
            conditions: extension.map_or(0, |it| it.items("errors_when").len()),
        }
    }

    /// Our reply without its members that are errors, if theirs is none of several.
    pub(super) fn without(&self, our: &Reply, their: &Reply) -> Reply {
        let mut reply = our.clone();
        if !their.content.iter().any(is_union) {
            let schemas = reply.content.iter_mut().filter_map(|media| media.schema.as_mut());
            schemas.for_each(|schema| self.strip(schema));
        }
        reply
    }

    fn strip(&self, schema: &mut Schema) {
        let Kind::Union(union) = &mut schema.kind else { return };
        let last = union.members.len().saturating_sub(self.conditions).max(1);
        union.members.truncate(last);
        let is_error = |member: &Schema| self.errors.contains(&member.kind);
        if !union.members.iter().all(is_error) {
            union.members.retain(|member| !is_error(member));
        }
        if let [only] = union.members.as_slice() {
            *schema = only.clone();
        }
    }
}

fn is_union(media: &Media) -> bool {
    media.schema.as_ref().is_some_and(|schema| matches!(schema.kind, Kind::Union(_)))
}
