//! Unions of strings: lists of values and single ones, which together are one list.

use super::tagged;
use crate::schema::{EnumSchema, Kind, Schema, Schemas};
use std::rc::Rc;

/// A union whose members are all strings as the one list that it amounts to, and any other schema as it is.
pub(super) fn as_one(schemas: &Schemas<'_>, schema: Rc<Schema>) -> Rc<Schema> {
    let Kind::Union(union) = &schema.kind else { return schema };
    let members = tagged::members(schemas, union);
    let members: Vec<_> = members.iter().map(|member| &member.schema).collect();
    match together(schemas, &members) {
        Some(kind) => Rc::new(Schema { kind, ..(*schema).clone() }),
        None => schema,
    }
}

/// The list that these strings amount to; nothing, if one of them is no string.
pub(super) fn together(schemas: &Schemas<'_>, members: &[&Schema]) -> Option<Kind> {
    let mut all = EnumSchema::default();
    for member in members {
        match &schemas.resolve(member).kind {
            Kind::Enum(listed) => {
                let is_new = |text: &str| !all.values.iter().any(|known| known.text == text);
                let new: Vec<_> =
                    listed.values.iter().filter(|it| is_new(&it.text)).cloned().collect();
                all.values.extend(new);
                all.open |= listed.open;
            }
            Kind::String(_) => all.open = true,
            _ => return None,
        }
    }
    Some(if all.values.is_empty() { Kind::String(None) } else { Kind::Enum(all) })
}
