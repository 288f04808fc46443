//! Rules about names that the expansion declares.

use crate::errors::{Errors, Position};
use crate::model::{Attrs, Client, Group, Member, Method, Model};
use proc_macro2::Ident;
use std::collections::BTreeMap;
use syn::ext::IdentExt;

/// The functions that every client has besides its endpoints and groups.
const OF_CLIENT: [&str; 6] = ["builder", "client", "clone", "from_client", "from_env", "new"];

/// The functions that every group has besides its endpoints.
const OF_GROUP: [&str; 2] = ["clone", "new"];

/// Two methods of a client or group cannot share a name.
pub(super) fn duplicate_method_name(methods: &[Method], errors: &mut Errors) {
    let mut names = BTreeMap::<String, &Method>::new();
    // The stub of a broken line yields to any other method of its name.
    let (whole, broken) = methods.iter().partition::<Vec<_>, _>(|method| method.is_whole());
    for method in whole.into_iter().chain(broken) {
        let name = method.name();
        match names.get(&in_types(name)) {
            Some(first) if !first.attrs().may_exclude(method.attrs()) => {
                let message = format!(
                    "the method `{name}` is declared twice; give one of them another name, \
                     as in `other: GET /path -> Type`"
                );
                clash(method, message, errors);
            }
            Some(_) => {}
            None => drop(names.insert(in_types(name), method)),
        }
    }
}

/// A line with a mistake already has its message.
fn clash(method: &Method, message: String, errors: &mut Errors) {
    match method {
        Method::Endpoint(endpoint) => errors.clash(endpoint.position, &endpoint.name, message),
        Method::Broken(broken) => errors.leave_out(broken.position, &broken.name),
    }
}

/// Methods whose names differ only in case would share their generated types.
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

/// An endpoint cannot have the name of a function that the expansion adds.
fn reserved_method_name(method: &Method, taken: &[&str], errors: &mut Errors) {
    let name = method.name();
    if taken.iter().any(|taken| name == taken) {
        let message =
            format!("the client or group already has a function `{name}`; choose another name");
        clash(method, message, errors);
    }
}

/// An endpoint of a client cannot have the name of one of its groups.
fn method_named_as_group(method: &Method, is_accessor: bool, errors: &mut Errors) {
    let name = method.name();
    if is_accessor {
        let message = format!(
            "the client also has a group `{name}`; choose another name, or move the endpoint into the group"
        );
        clash(method, message, errors);
    }
}

/// A group cannot have the name of a function that every client has.
fn reserved_group_name(member: &Member, errors: &mut Errors) {
    let name = member.name();
    if OF_CLIENT.iter().any(|taken| name == taken) {
        let message =
            format!("every client has a function `{name}`; choose another name for the group");
        errors.clash(member.position(), name, message);
    }
}

/// The types that a block declares need distinct names.
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
                let message = format!("`{name}` is both {first} and {what}; rename one of them");
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
