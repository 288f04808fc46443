//! Rules that concern several members.

use super::model::{Kind, Union};
use crate::derive::rename::clashing_names;
use crate::errors::Errors;
use syn::Ident;

pub(super) fn check(union: &Union<'_>, errors: &mut Errors) {
    clashing_names(union.tagged().map(|(_, tag, _)| tag), "variants", errors);
    clashing_names(union.literals().map(|(_, literal)| literal), "variants", errors);
    clashing_shapes(union, errors);
    object_beside_tag(union, errors);
}

/// Each shape has one variant.
fn clashing_shapes(union: &Union<'_>, errors: &mut Errors) {
    let mut seen: Vec<(&str, &Ident)> = Vec::new();
    for member in &union.members {
        let shape = match member.kind {
            Kind::String(_) => "string",
            Kind::Array(_) => "array",
            Kind::Object(_) => "object",
            Kind::Tagged(..) | Kind::Literal(_) | Kind::Skipped | Kind::Erroneous => continue,
        };
        match seen.iter().find(|(other, _)| *other == shape) {
            Some((_, other)) => errors.error(
                member.name,
                format!("`{other}` already takes every {shape}; remove one of the two"),
            ),
            None => seen.push((shape, member.name)),
        }
    }
}

/// In a union with a tag, the tag identifies the objects.
fn object_beside_tag(union: &Union<'_>, errors: &mut Errors) {
    for member in &union.members {
        if let (Kind::Object(_), Some(tag)) = (&member.kind, &union.tag) {
            let message = format!(
                "the tag `{}` identifies the objects of this union; remove `object` or the tag",
                tag.value()
            );
            errors.error(member.name, message);
        }
    }
}
