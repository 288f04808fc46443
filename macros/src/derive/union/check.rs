//! The rules that concern several members.

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

/// A tag, and a string, is one variant.
fn clashing_names<'a>(names: impl Iterator<Item = &'a Literal>, errors: &mut Errors) {
    let mut seen = BTreeSet::new();
    for Literal { text, span } in names {
        if !seen.insert(text) {
            let message =
                format!("two variants are called `{text}` on the wire; rename one of them");
            errors.push(Error::new(*span, message));
        }
    }
}

/// A shape is one variant.
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
            Some((_, other)) => {
                errors.error(member.name, format!("`{other}` takes every {shape} already"))
            }
            None => seen.push((shape, member.name)),
        }
    }
}

/// In a union with a tag, an object is known by it.
fn object_beside_tag(union: &Union<'_>, errors: &mut Errors) {
    for member in &union.members {
        if let (Kind::Object(_), Some(tag)) = (&member.kind, &union.tag) {
            let message = format!(
                "objects of this union are known by `{}`; remove `object` or the tag",
                tag.value()
            );
            errors.error(member.name, message);
        }
    }
}
