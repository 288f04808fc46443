//! Rules about names that the expansion declares.

use crate::errors::{Errors, Position};
use crate::model::{Attrs, Client, Group, Member, Method, Model};
use proc_macro2::Ident;
use std::collections::BTreeMap;
use syn::ext::IdentExt;

/// What the type of a client has besides its endpoints and groups.
const OF_CLIENT: [&str; 6] = ["builder", "client", "clone", "from_client", "from_env", "new"];

/// What the type of a group has besides its endpoints.
const OF_GROUP: [&str; 2] = ["clone", "new"];

/// The methods of a client or group have names of their own.
pub(super) fn duplicate_method_name(methods: &[Method], errors: &mut Errors) {
    let mut names = BTreeMap::<String, &Method>::new();
    // The stub of a broken line gives way to whatever else has its name.
    let (whole, broken) = methods.iter().partition::<Vec<_>, _>(|method| method.is_whole());
    for method in whole.into_iter().chain(broken) {
        let name = method.name();
        match names.get(&in_types(name)) {
            Some(first) if !first.attrs().may_exclude(method.attrs()) => {
                let message = format!(
                    "the method `{name}` is declared twice; write another name before one of them, \
                     as in `other: GET /path -> Type`"
                );
                clash(method, message, errors);
            }
            Some(_) => {}
            None => drop(names.insert(in_types(name), method)),
        }
    }
}

/// A line with a mistake in it has had its message.
fn clash(method: &Method, message: String, errors: &mut Errors) {
    match method {
        Method::Endpoint(endpoint) => errors.clash(endpoint.position, &endpoint.name, message),
        Method::Broken(broken) => errors.leave_out(broken.position, &broken.name),
    }
}

/// Methods that differ in case only have the same types.
fn in_types(name: &Ident) -> String {
    crate::name::snake(&name.unraw().to_string())
}

pub(super) fn check_client(client: &Client, errors: &mut Errors) {
    for member in &client.members {
        reserved_group_name(member, errors);
    }
    for method in &client.methods {
        let accessor = client.members.iter().any(|member| member.name() == method.name());
        reserved_method_name(method, &OF_CLIENT, errors);
        method_named_as_group(method, accessor, errors);
    }
}

pub(super) fn check_group(group: &Group, errors: &mut Errors) {
    for method in &group.methods {
        reserved_method_name(method, &OF_GROUP, errors);
    }
}

/// The expansion adds methods of its own.
fn reserved_method_name(method: &Method, taken: &[&str], errors: &mut Errors) {
    let name = method.name();
    if taken.iter().any(|taken| name == taken) {
        let message =
            format!("`{name}` is what the client or group has of its own; choose another name");
        clash(method, message, errors);
    }
}

/// The methods of a client stand beside the accessors of its groups.
fn method_named_as_group(method: &Method, is_accessor: bool, errors: &mut Errors) {
    let name = method.name();
    if is_accessor {
        let message = format!(
            "`{name}` is a group of the same client; choose another name, or put the endpoint into the group"
        );
        clash(method, message, errors);
    }
}

/// The accessors of groups stand beside the methods that every client has.
fn reserved_group_name(member: &Member, errors: &mut Errors) {
    let name = member.name();
    if OF_CLIENT.iter().any(|taken| name == taken) {
        let message =
            format!("every client has a method `{name}`; choose another name for the group");
        errors.clash(member.position(), name, message);
    }
}

/// The types of one block have names of their own.
pub(super) fn type_name_clash(model: &Model, errors: &mut Errors) {
    let client = model.client.iter();
    let client = client.map(|client| (client.position, &client.name, "the client", &client.attrs));
    let ids = model.ids.iter().map(|id| (id.position, &id.name, "an id", &id.attrs));
    let groups = model.groups();
    let groups =
        groups.map(|group| (group.position, &group.ty, "the type of a group", &group.attrs));
    let mut types = BTreeMap::<String, (&'static str, &Attrs)>::new();
    for (position, name, what, attrs) in client.chain(ids).chain(groups) {
        match types.get(&name.to_string()) {
            Some((first, other)) if !(other.may_exclude(attrs) || *first == what) => {
                let message = format!("`{name}` is {first} and {what}; rename one of them");
                errors.clash(position, name, message);
            }
            Some(_) => {}
            None => drop(types.insert(name.to_string(), (what, attrs))),
        }
    }
}

impl Method {
    fn attrs(&self) -> &Attrs {
        match self {
            Self::Endpoint(endpoint) => &endpoint.attrs,
            Self::Broken(broken) => &broken.attrs,
        }
    }
}

impl Member {
    fn position(&self) -> Position {
        match self {
            Self::Group(group) => group.position,
            Self::Mount(mount) => mount.position,
        }
    }
}
