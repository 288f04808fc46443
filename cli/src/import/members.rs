//! What the members of unions are called in comments.

use crate::schema::{Kind, Schema, Schemas, UnionSchema};

/// The names of the members of a union, for a comment.
pub(crate) fn named(schemas: &Schemas<'_>, union: &UnionSchema) -> String {
    let members: Vec<_> =
        union.members.iter().map(|member| self::member(schemas, member)).collect();
    members.join(", ")
}

/// One of these names.
pub(crate) fn member(schemas: &Schemas<'_>, member: &Schema) -> String {
    match &member.kind {
        Kind::Ref(target) => match target.component() {
            Some(name) => format!("`{name}`"),
            None => format!("`{target}`"),
        },
        _ => {
            let resolved = schemas.resolve(member);
            let what = match &resolved.kind {
                Kind::Object(_) => "an object",
                Kind::Map(_) => "a map",
                Kind::Array(_) => "a list",
                Kind::String(_) | Kind::Enum(_) => "a string",
                Kind::Union(_) => "a union",
                Kind::Bool => "a `bool`",
                Kind::Integer(_) | Kind::Number => "a number",
                Kind::Any | Kind::Ref(_) => "any value",
            };
            what.to_owned()
        }
    }
}
