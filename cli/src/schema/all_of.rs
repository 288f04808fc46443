//! `allOf`: several schemas merged into one.

use super::kind::{Kind, Schema};
use super::merge::merge;
use super::read::Read;
use super::{any_of, null, object};
use crate::document::{Node, Pointer};

/// The form of a schema with `allOf`.
pub(super) fn schema(reader: &mut dyn Read, node: &Node, at: &Pointer) -> Schema {
    let place = at.child("allOf");
    let members = node.items("allOf").iter().enumerate();
    let members: Vec<_> = members
        .filter(|(_, member)| says_something(member))
        .map(|(index, member)| (member, place.child(index)))
        .collect();
    let own = is_more_than_all_of(node);
    match members.as_slice() {
        [] => reader.plain(node, at),
        // A reference in `allOf`, so that something can be beside it.
        [(member, place)] if !own => reader.schema(member, place),
        _ => {
            let mut parts = Vec::new();
            for (member, place) in &members {
                parts.push(part(reader, member, place));
            }
            if own {
                parts.push(beside(reader, node, at));
            }
            merge(reader, parts, at)
        }
    }
}

/// A reference beside which more is said of the values than 3.0 allows.
pub(super) fn reference_with_more(reader: &mut dyn Read, node: &Node, at: &Pointer) -> Schema {
    let Node::Object(object) = node else { return Schema::any(at) };
    let mut rest = object.clone();
    rest.shift_remove("$ref");
    let rest = Node::Object(rest);
    let first = match reader.document().follow(node, at) {
        Ok(target) => reader.merged(&target.at),
        Err(error) => Some(Schema::any(at).note(error.to_string())),
    };
    let second = reader.schema(&rest, at);
    let parts = first.into_iter().chain([second]).collect();
    merge(reader, parts, at)
}

/// Whether a member says more than that there is something for people, or null.
fn says_something(member: &Node) -> bool {
    let words = [
        "description",
        "title",
        "nullable",
        "x-nullable",
        "default",
        "example",
        "examples",
        "deprecated",
        "readOnly",
        "writeOnly",
    ];
    let Some(object) = member.as_object() else { return false };
    !null::is_only_null(member) && object.keys().any(|key| !words.contains(&key.as_str()))
}

/// Whether the schema has fields or unions beside its `allOf`.
fn is_more_than_all_of(node: &Node) -> bool {
    let requires = !node.items("required").is_empty();
    object::is_object(node) || any_of::is_union(node) || requires
}

/// What is beside `allOf`.
fn beside(reader: &mut dyn Read, node: &Node, at: &Pointer) -> Schema {
    let Node::Object(members) = node else { return Schema::any(at) };
    let mut rest = members.clone();
    rest.shift_remove("allOf");
    let rest = Node::Object(rest);
    if any_of::is_union(&rest) {
        return any_of::schema(reader, &rest, at);
    }
    required_object(reader, &rest, at)
}

/// A member, in place of a reference to it.
fn part(reader: &mut dyn Read, member: &Node, at: &Pointer) -> Schema {
    if member.reference().is_some() {
        return match reader.document().follow(member, at) {
            Ok(target) => reader
                .merged(&target.at)
                .unwrap_or_else(|| Schema::any(at).note("the schema is part of itself")),
            Err(error) => Schema::any(at).note(error.to_string()),
        };
    }
    let only_requires = member.get("required").is_some() && !object::is_object(member);
    match only_requires && member.get("allOf").is_none() && !any_of::is_union(member) {
        true => required_object(reader, member, at),
        false => reader.schema(member, at),
    }
}

/// An object that may only say which keys are required.
fn required_object(reader: &mut dyn Read, node: &Node, at: &Pointer) -> Schema {
    Schema::new(Kind::Object(object::object(reader, node, at)), at)
}
