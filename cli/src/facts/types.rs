//! The types of values, and which one has all the values of another one.

use super::How;
use crate::schema::{Kind, ObjectSchema, Others, Schema, Schemas, UnionSchema};
use std::collections::BTreeSet;

/// The type of a schema that says nothing of its values.
pub(super) const ANY: &str = "any";
const ONE_OF: &str = "one of";

/// The type, in the words of JSON Schema where it has one.
pub(super) fn name(schemas: &Schemas<'_>, schema: &Schema) -> &'static str {
    match &schema.kind {
        Kind::Bool => "boolean",
        Kind::Integer(_) => "integer",
        Kind::Number => "number",
        Kind::String(format) if is_binary(schemas, schema, format.as_deref()) => "binary",
        Kind::String(_) | Kind::Enum(_) => "string",
        Kind::Array(_) => "array",
        Kind::Map(_) => "map",
        Kind::Object(_) if is_map(schema) => "map",
        Kind::Object(_) => "object",
        Kind::Union(_) => ONE_OF,
        Kind::Any | Kind::Ref(_) => ANY,
    }
}

/// The type; of a union, with those of its members.
pub(super) fn text(schemas: &Schemas<'_>, schema: &Schema) -> String {
    match &schema.kind {
        Kind::Union(union) => {
            let members = members(schemas, union).into_iter().collect::<Vec<_>>();
            format!("{ONE_OF} {}", members.join(", "))
        }
        _ => name(schemas, schema).to_owned(),
    }
}

/// How one type differs from another one.
pub(super) fn how(ours: (&Schemas<'_>, &Schema), theirs: (&Schemas<'_>, &Schema)) -> How {
    let all = |(schemas, schema): (&Schemas<'_>, &Schema)| match &schema.kind {
        Kind::Union(union) => members(schemas, union),
        _ => BTreeSet::from([name(schemas, schema)]),
    };
    let (ours, theirs) = (all(ours), all(theirs));
    let has = |types: &BTreeSet<&str>, ty: &str| {
        types.contains(ty)
            || types.contains(ANY)
            || ty == "integer" && types.contains("number")
            || ty == "object" && types.contains("map")
    };
    if theirs.iter().all(|ty| has(&ours, ty)) {
        How::Wider
    } else if ours.iter().all(|ty| has(&theirs, ty)) {
        How::Narrower
    } else {
        How::Changed
    }
}

fn members(schemas: &Schemas<'_>, union: &UnionSchema) -> BTreeSet<&'static str> {
    union.members.iter().map(|member| name(schemas, &schemas.resolve(member))).collect()
}

/// An object without fields is a map of anything, unless it is closed.
pub(super) fn is_map(schema: &Schema) -> bool {
    match &schema.kind {
        Kind::Map(_) => true,
        Kind::Object(ObjectSchema { fields, others, .. }) => {
            fields.is_empty() && !matches!(others, Others::Closed)
        }
        _ => false,
    }
}

/// Bytes, in the words of 3.0 or of 3.1.
fn is_binary(schemas: &Schemas<'_>, schema: &Schema, format: Option<&str>) -> bool {
    let media_type = || schemas.document().get(&schema.at)?.text("contentMediaType");
    format == Some("binary") || media_type() == Some("application/octet-stream")
}
