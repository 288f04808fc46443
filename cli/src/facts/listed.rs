//! Values that are listed: enums and constants.

use super::walk::{Walk, word};
use super::{Aspect, Direction, How};
use crate::document::Node;
use crate::schema::{Kind, Schema, Schemas};

/// The values that a schema lists, and whether others are values, too.
struct Listed {
    values: Vec<Node>,
    open: bool,
}

/// Notes the values of two schemas of one type. Beside an open list of ours, any further value is one of theirs that they do not
/// mention, so that it is no difference unless it is new.
pub(super) fn read(walk: &mut Walk<'_, '_>, place: &str, ours: &Schema, theirs: &Schema) {
    let (ours, theirs) = (listed(walk.ours, ours), listed(walk.theirs, theirs));
    if ours.values.is_empty() && theirs.values.is_empty() {
        return;
    }
    // A constant that a client sends is one of the values that the service accepts.
    let is_sent = ours.values.len() == 1 && walk.direction == Some(Direction::Request);
    if !is_sent || walk.for_changes() || !theirs.open {
        open(walk, place, [ours.open, theirs.open]);
    }
    // Of a list that is new or gone, that it is open or closed says all that has changed. And what an open list mentions are
    // examples, unless ours mentions some, too.
    let is_one_list = !ours.values.is_empty() && !theirs.values.is_empty();
    if !is_one_list && (walk.for_changes() || theirs.open) {
        return;
    }
    for value in &theirs.values {
        let aspect = Aspect::Value(value.to_string(), ours.open);
        walk.flag(place, aspect, [has(&ours, value), true]);
    }
    let reports_open = walk.for_changes();
    for value in ours.values.iter().filter(|value| !has(&theirs, value)) {
        if reports_open || !ours.open {
            let aspect = Aspect::Value(value.to_string(), theirs.open);
            walk.flag(place, aspect, [true, false]);
        }
    }
}

/// To a client, a closed list that it reads as an open one is no difference.
fn open(walk: &mut Walk<'_, '_>, place: &str, [ours, theirs]: [bool; 2]) {
    let how = match (ours, theirs) {
        (false, true) => Some(How::Off),
        (true, false) if walk.for_changes() => Some(How::On),
        _ => None,
    };
    walk.fact(place, Aspect::Open, [word(ours), word(theirs)], how);
}

fn has(listed: &Listed, value: &Node) -> bool {
    listed.values.iter().any(|known| is_same(known, value))
}

/// Whether two values are the same, whichever way their numbers are written.
pub(super) fn is_same(one: &Node, other: &Node) -> bool {
    match (one, other) {
        (Node::Number(one), Node::Number(other)) => one.as_f64() == other.as_f64(),
        _ => one == other,
    }
}

fn listed(schemas: &Schemas<'_>, schema: &Schema) -> Listed {
    match &schema.kind {
        Kind::Enum(listed) => {
            let values = listed.values.iter().map(|value| Node::String(value.text.clone()));
            Listed { values: values.collect(), open: listed.open }
        }
        Kind::String(_) => {
            Listed { values: written(schemas, schema, "x-known-values"), open: true }
        }
        _ => {
            let constant = schemas.document().get(&schema.at).and_then(|node| node.get("const"));
            let mut values = written(schemas, schema, "enum");
            values.extend(constant.filter(|value| **value != Node::Null).cloned());
            Listed { open: values.is_empty(), values }
        }
    }
}

/// What a schema lists under a key, apart from null.
fn written(schemas: &Schemas<'_>, schema: &Schema, key: &str) -> Vec<Node> {
    let node = schemas.document().get(&schema.at);
    let values = node.map(|node| node.items(key)).unwrap_or_default();
    values.iter().filter(|value| **value != Node::Null).cloned().collect()
}
