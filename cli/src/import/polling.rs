//! Things that change by themselves until they have settled.

use super::item::{Content, Impl, StringVariant};
use super::line::{Clause, Line};
use super::path;
use super::rust_type::RustType;
use super::types::Types;
use crate::operation::Operation;

/// States in which something still happens.
const ACTIVE: [&str; 22] = [
    "queued",
    "in_progress",
    "running",
    "pending",
    "processing",
    "cancelling",
    "canceling",
    "starting",
    "started",
    "created",
    "submitted",
    "validating",
    "finalizing",
    "scheduled",
    "waiting",
    "preparing",
    "initializing",
    "uploading",
    "indexing",
    "provisioning",
    "stopping",
    "deleting",
];

/// States in which nothing more happens.
const FINAL: [&str; 15] = [
    "completed",
    "complete",
    "failed",
    "cancelled",
    "canceled",
    "expired",
    "succeeded",
    "success",
    "done",
    "finished",
    "error",
    "errored",
    "ended",
    "timed_out",
    "aborted",
];

/// States that tell that something is under way, rather than waiting for somebody.
const UNDER_WAY: [&str; 6] =
    ["queued", "in_progress", "running", "processing", "validating", "indexing"];

/// Adds `polled until` to a line that retrieves something with such a state.
pub(crate) fn shape(types: &mut Types<'_>, operation: &Operation<'_>, line: &mut Line) {
    if operation.method != "GET" || !path::ends_with_parameter(operation.path) {
        return;
    }
    let Some(RustType::Named(name)) = line.reply.json.clone() else { return };
    let Some(settles) = settles(types, &name) else { return };
    line.clauses.insert(0, Clause::Own(format!("polled until {name}::is_settled")));
    if super::own::is_polled(operation) {
        return types.implement(&name, settles);
    }
    line.comments.push("a guess: `polled until`, from the names of the states".to_owned());
    types
        .report
        .guess(format!("{} {}: `polled until {name}::is_settled`", line.method, line.route));
    types.implement(&name, settles);
}

fn settles(types: &Types<'_>, name: &str) -> Option<Impl> {
    let item = types.get(name)?;
    if item.fields().iter().any(|field| field.name == "is_settled") {
        return None;
    }
    let field = item
        .fields()
        .iter()
        .find(|field| ["status", "state", "processing_status"].contains(&field.wire.as_str()))?;
    let RustType::Named(ty) = field.ty.bare() else { return None };
    let Content::StringEnum(states) = &types.get(ty)?.content else { return None };
    let plain = |state: &StringVariant| state.wire.to_ascii_lowercase().replace(['-', ' '], "_");
    let of = |names: &[&str]| -> Vec<String> {
        let known = states.iter().filter(|state| names.contains(&plain(state).as_str()));
        known.map(|state| state.name.clone()).collect()
    };
    let (active, settled, under_way) = (of(&ACTIVE), of(&FINAL), of(&UNDER_WAY));
    let optional = match field.ty {
        RustType::Option(_) => true,
        RustType::Named(_) => false,
        _ => return None,
    };
    let clear = !under_way.is_empty() && !settled.is_empty();
    clear.then(|| Impl::Settles { field: field.name.clone(), optional, ty: ty.clone(), active })
}
