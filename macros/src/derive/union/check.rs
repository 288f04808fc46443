//! Rules that concern several members.

use super::model::{Kind, Literal, Union};
use crate::errors::Errors;
use std::collections::BTreeSet;
use syn::{Error, Ident};

pub(super) fn check(union: &Union<'_>, errors: &mut Errors) {
    let tags = union.tagged().map(|(_, tag, _)| tag);
    clashing_names(tags, errors);
    clashing_names(union.literals().map(|(_, literal)| literal), errors);
    clashing_shapes(union, errors);
    object_beside_tag(union, errors);
}

/// Each tag has one variant, and so does each string.
fn clashing_names<'a>(names: impl Iterator<Item = &'a Literal>, errors: &mut Errors) {
    let mut seen = BTreeSet::new();
    for Literal { text, span } in names {
        if !seen.insert(text) {
            let message = format!("two variants have the wire name `{text}`; rename one of them");
            errors.push(Error::new(*span, message));
        }
    }
}

/// Each shape has one variant.
fn clashing_shapes(union: &Union<'_>, errors: &mut Errors) {
    let mut seen: Vec<(&str, &Ident)> = Vec::new();
    for member in &union.members {
        let shape = match member.kind {
            Kind::String(_) => "string",
            Kind::Array(_) => "array",
            Kind::Object(_) => "object",
            Kind::Tagged(..) | Kind::Literal(_) | Kind::Erroneous => continue,
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
