//! Rules that concern several members.

use super::model::{Kind, Union};
use crate::derive::rename::clashing_names;
use crate::errors::Errors;
use std::collections::BTreeSet;
use syn::Ident;

pub(super) fn check(union: &Union<'_>, errors: &mut Errors) {
    clashing_names(union.tagged().map(|(_, tag, _)| tag), "variants", errors);
    clashing_names(union.literals().map(|(_, literal)| literal), "variants", errors);
    clashing_shapes(union, errors);
    object_beside_tag(union, errors);
    object_beside_key(union, errors);
    untagged_without_tag(union, errors);
    clashing_keys(union, errors);
}

/// Each key tells one variant.
fn clashing_keys(union: &Union<'_>, errors: &mut Errors) {
    let mut seen = BTreeSet::new();
    for (_, key, _) in union.keyed() {
        if !seen.insert(key.value()) {
            errors.error(key, format!("the key `{}` already tells another variant; a key that only this one has tells it", key.value()));
        }
    }
}

/// In a union with telling keys, an object without one of them is unknown.
fn object_beside_key(union: &Union<'_>, errors: &mut Errors) {
    if union.keyed().next().is_none() {
        return;
    }
    if let Some(object) = union.only(|kind| matches!(kind, Kind::Object(_))) {
        errors.error(
            object,
            "keys tell the objects of this union; give this variant a `key` too, or let `Unknown` take it",
        );
    }
}

/// Only where there is a tag, it can be absent.
fn untagged_without_tag(union: &Union<'_>, errors: &mut Errors) {
    let untagged = union.only(|kind| matches!(kind, Kind::Untagged(_)));
    if let (Some(untagged), None) = (untagged, &union.tag) {
        errors.error(untagged, "this union has no tag; write `object` for the only object, or a `key` that only this one has");
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
            Kind::Number(_) => "number",
            Kind::Integer(_) => "integer",
            Kind::Bool(_) => "bool",
            Kind::Untagged(_) => "object without a tag",
            Kind::Tagged(..) | Kind::Keyed(..) | Kind::Literal(_) => continue,
            Kind::Skipped | Kind::Erroneous => continue,
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
        let word = match member.kind {
            Kind::Object(_) => "object",
            Kind::Keyed(..) => "key",
            _ => continue,
        };
        if let Some(tag) = &union.tag {
            let message = format!(
                "the tag `{}` identifies the objects of this union; remove `{word}` or the tag",
                tag.value()
            );
            errors.error(member.name, message);
        }
    }
}
