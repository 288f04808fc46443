//! The statuses of success, as a line has them.

use crate::operation::{Reply, Status};
use crate::schema::{Kind, Schema};

/// The statuses before a reply with a body: those of the replies that are the same, if they are not what a line says without.
pub(crate) fn of_value(successes: &[&Reply], chosen: &Reply) -> String {
    let same = successes.iter().filter(|reply| is_same(reply, chosen));
    // With 204 and 205 there is no body, whatever the document says.
    let codes = same.filter_map(|reply| code(reply)).filter(|code| ![204, 205].contains(code));
    let codes: Vec<_> = codes.collect();
    if codes == [200] { String::new() } else { spaced(codes) }
}

/// The statuses behind `none on`: of replies that have no body beside one that has. 204 needs no mention if it is the only one.
pub(crate) fn of_none(successes: &[&Reply]) -> String {
    let empty = successes.iter().filter(|reply| reply.content.is_empty());
    let codes: Vec<_> = empty.filter_map(|reply| code(reply)).collect();
    if codes == [204] || codes.is_empty() {
        String::new()
    } else {
        format!(" none on {}", spaced(codes).trim_end())
    }
}

/// The status before `empty`: one that says more than that there is nothing.
pub(crate) fn of_nothing(successes: &[&Reply]) -> String {
    match successes {
        [only] => {
            spaced(code(only).into_iter().filter(|code| ![200, 204].contains(code)).collect())
        }
        _ => String::new(),
    }
}

/// Whether two replies have the same body, whatever else is said of it.
pub(crate) fn is_same(one: &Reply, other: &Reply) -> bool {
    let schema = |reply: &Reply| reply.content.first().and_then(|media| media.schema.clone());
    match (schema(one), schema(other)) {
        (Some(one), Some(other)) => is_same_schema(&one, &other),
        _ => one.status == other.status,
    }
}

/// References to one schema, lists of it, or the same values.
fn is_same_schema(one: &Schema, other: &Schema) -> bool {
    match (&one.kind, &other.kind) {
        (Kind::Array(one), Kind::Array(other)) => is_same_schema(one, other),
        (one, other) => one == other,
    }
}

fn code(reply: &Reply) -> Option<u16> {
    match reply.status {
        Status::Code(code) if (200..300).contains(&code) => Some(code),
        _ => None,
    }
}

/// `200 201 `
fn spaced(codes: Vec<u16>) -> String {
    codes.into_iter().map(|code| format!("{code} ")).collect()
}
