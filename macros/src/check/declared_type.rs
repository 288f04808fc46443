//! The types that a block declares, beside those that its lines name.

use super::param::param_types;
use crate::errors::Errors;
use crate::model::{BodyKind, Endpoint, Model, Query};
use crate::name;
use crate::parts::{self, Part};
use proc_macro2::Ident;
use std::collections::BTreeSet;
use syn::Type;

/// A type that the block declares is for callers. A line that names it means another one, with which it would clash.
pub(super) fn declared_type_in_line(model: &Model, errors: &mut Errors) {
    let mut named = BTreeSet::new();
    model.endpoints().flat_map(types).for_each(|ty| collect(ty, &mut named));
    let is_named = |name: &Ident| named.contains(&name.to_string());
    for group in model.groups().filter(|group| group.attrs.cfg.is_empty() && is_named(&group.ty)) {
        errors.clash(group.position, &group.ty, message(&group.ty, "the type of this group"));
    }
    for client in model.client.iter().filter(|client| is_named(&client.name)) {
        errors.at(client.position).error(&client.name, message(&client.name, "the client"));
    }
    for endpoint in model.endpoints() {
        let request = endpoint.names.request();
        if is_named(&request) {
            let what = "what a mock of this endpoint receives";
            errors.at(endpoint.position).spoil(&endpoint.name, message(&request, what));
        }
    }
    call_type_in_line(model, is_named, errors);
}

/// The type of the calls has its name from the client or the first group.
fn call_type_in_line(model: &Model, is_named: impl Fn(&Ident) -> bool, errors: &mut Errors) {
    let client = model.client.iter().map(|client| (client.position, &client.name));
    let groups = model.groups().map(|group| (group.position, &group.ty));
    if let Some((position, first)) = client.chain(groups).next() {
        let call = name::call_type(first);
        if is_named(&call) {
            errors.at(position).error(first, message(&call, "the type of its calls"));
        }
    }
}

fn message(name: &Ident, what: &str) -> String {
    format!("`{name}` is {what}, and a line means another type by it; rename one of the two")
}

fn types(endpoint: &Endpoint) -> Vec<&Type> {
    let mut types = param_types(endpoint);
    types.extend(endpoint.query.iter().filter_map(|part| match part {
        Query::Struct(part) => Some(&part.ty),
        Query::Param(_) | Query::Literal(_) => None,
    }));
    types.extend(endpoint.body.iter().flat_map(|body| match &body.kind {
        BodyKind::Json(ty) | BodyKind::Lines(ty) | BodyKind::Form(ty) | BodyKind::Multipart(ty) => {
            vec![ty]
        }
        BodyKind::Codec(ty, codec) => vec![ty, codec],
        BodyKind::Text | BodyKind::Bytes | BodyKind::Stream => Vec::new(),
    }));
    types.extend(endpoint.reply.types());
    types.extend(endpoint.clauses.errors.iter().filter_map(|error| error.ty.as_ref()));
    types.extend(endpoint.clauses.error_conditions.iter().map(|error| &error.ty));
    types
}

/// Collects the names in a type, other than those within a path: `models::Issues` is another one's.
fn collect(ty: &Type, named: &mut BTreeSet<String>) {
    parts::for_each(ty, &mut |part| match part {
        Part::Name(name) => drop(named.insert(name.to_string())),
        Part::Lifetime(_) => {}
    });
}
