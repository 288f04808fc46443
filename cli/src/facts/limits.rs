//! Formats, and the limits of values.

use super::walk::Walk;
use super::{Aspect, How};
use crate::document::Node;
use crate::schema::{IntegerFormat, Kind, Schema, Schemas};

/// Whether more is allowed if the number is larger, if it is smaller, or if it is not there.
#[derive(Clone, Copy)]
enum Grows {
    Up,
    Down,
    Incomparable,
}

const LIMITS: [(&str, Grows); 13] = [
    ("minimum", Grows::Down),
    ("exclusiveMinimum", Grows::Down),
    ("maximum", Grows::Up),
    ("exclusiveMaximum", Grows::Up),
    ("minLength", Grows::Down),
    ("maxLength", Grows::Up),
    ("minItems", Grows::Down),
    ("maxItems", Grows::Up),
    ("minProperties", Grows::Down),
    ("maxProperties", Grows::Up),
    ("multipleOf", Grows::Incomparable),
    ("uniqueItems", Grows::Incomparable),
    ("pattern", Grows::Incomparable),
];

/// Notes what limits the values of two schemas of one type, if the facts are about changes.
pub(super) fn read(walk: &mut Walk<'_, '_>, place: &str, ours: &Schema, theirs: &Schema) {
    if !walk.for_changes() {
        return;
    }
    format(walk, place, ours, theirs);
    for (key, grows) in LIMITS {
        let (our, their) = (written(walk.ours, ours, key), written(walk.theirs, theirs, key));
        if our.is_some() || their.is_some() {
            let how = how(our.as_ref(), their.as_ref(), grows);
            let text =
                |value: Option<Node>| value.map_or_else(|| "none".to_owned(), |it| it.to_string());
            walk.fact(place, Aspect::Limit(key), [text(our), text(their)], how);
        }
    }
}

/// A limit that limits something.
fn written(schemas: &Schemas<'_>, schema: &Schema, key: &str) -> Option<Node> {
    let value = schemas.document().get(&schema.at)?.get(key)?.clone();
    let limits = match &value {
        Node::Bool(value) => *value,
        Node::Number(value) => {
            value.as_f64() != Some(0.0) || !key.starts_with("min") || key == "minimum"
        }
        Node::String(_) => true,
        _ => false,
    };
    limits.then_some(value)
}

fn how(ours: Option<&Node>, theirs: Option<&Node>, grows: Grows) -> Option<How> {
    let number = |node: &Node| match node {
        Node::Number(number) => number.as_f64(),
        _ => None,
    };
    match (ours, theirs) {
        (None, None) => None,
        (Some(_), None) => Some(How::Narrower),
        (None, Some(_)) => Some(How::Wider),
        (Some(ours), Some(theirs)) if ours == theirs => None,
        (Some(ours), Some(theirs)) => match (number(ours), number(theirs), grows) {
            (Some(ours), Some(theirs), _) if ours == theirs => None,
            (Some(ours), Some(theirs), Grows::Up) => Some(wider(ours > theirs)),
            (Some(ours), Some(theirs), Grows::Down) => Some(wider(ours < theirs)),
            _ => Some(How::Changed),
        },
    }
}

fn wider(is: bool) -> How {
    if is { How::Wider } else { How::Narrower }
}

/// The formats of integers are ranges; those of strings have nothing to do with one another.
fn format(walk: &mut Walk<'_, '_>, place: &str, ours: &Schema, theirs: &Schema) {
    let of = |schema: &Schema| match &schema.kind {
        Kind::String(format) => format.clone(),
        Kind::Integer(format) => Some(name(*format).to_owned()),
        _ => None,
    };
    let (our, their) = (of(ours), of(theirs));
    let how = match (&our, &their, &ours.kind, &theirs.kind) {
        (None, None, ..) => return,
        (our, their, ..) if our == their => None,
        (_, _, Kind::Integer(ours), Kind::Integer(theirs)) => Some(ranges(*ours, *theirs)),
        (Some(_), None, ..) => Some(How::Narrower),
        (None, Some(_), ..) => Some(How::Wider),
        _ => Some(How::Changed),
    };
    let text = |format: Option<String>| format.unwrap_or_else(|| "none".to_owned());
    walk.fact(place, Aspect::Format, [text(our), text(their)], how);
}

fn ranges(ours: IntegerFormat, theirs: IntegerFormat) -> How {
    let bounds = |format| match format {
        IntegerFormat::I32 => (i128::from(i32::MIN), i128::from(i32::MAX)),
        IntegerFormat::I64 => (i128::from(i64::MIN), i128::from(i64::MAX)),
        IntegerFormat::U32 => (0, i128::from(u32::MAX)),
        IntegerFormat::U64 => (0, i128::from(u64::MAX)),
    };
    let (ours, theirs) = (bounds(ours), bounds(theirs));
    if ours.0 <= theirs.0 && ours.1 >= theirs.1 {
        How::Wider
    } else if ours.0 >= theirs.0 && ours.1 <= theirs.1 {
        How::Narrower
    } else {
        How::Changed
    }
}

fn name(format: IntegerFormat) -> &'static str {
    match format {
        IntegerFormat::I32 => "int32",
        IntegerFormat::I64 => "int64",
        IntegerFormat::U32 => "uint32",
        IntegerFormat::U64 => "uint64",
    }
}
