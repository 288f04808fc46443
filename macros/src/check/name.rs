//! Rules about names that the expansion declares.

use crate::errors::Errors;
use crate::model::{Attrs, Client, Group, Member, Method, Model};
use proc_macro2::Ident;
use std::collections::BTreeMap;
use syn::ext::IdentExt;

/// What the type of a client has besides its endpoints and groups.
const CLIENT_METHODS: [&str; 7] =
    ["builder", "client", "clone", "endpoints", "from_client", "from_env", "new"];

/// The methods of a client or group have names of their own.
pub(super) fn duplicate_method_name(methods: &[Method], errors: &mut Errors) {
    let mut names = BTreeMap::<String, &Method>::new();
    for method in methods {
        let name = method.name();
        match names.get(&constant(name)) {
            Some(first) if !first.attrs().may_exclude(method.attrs()) => {
                let message = format!(
                    "the method `{name}` is declared twice; write another name before one of them, as in `other: GET /path -> Type`"
                );
                errors.at(method.position()).error(name, message);
            }
            Some(_) => {}
            None => drop(names.insert(constant(name), method)),
        }
    }
}

/// Methods that differ in case only have the same constant.
fn constant(name: &Ident) -> String {
    crate::name::snake(&name.unraw().to_string())
}

/// The methods that the expansion adds, and the accessors of groups.
pub(super) fn reserved_method_name(methods: &[Method], taken: &[String], errors: &mut Errors) {
    for method in methods {
        let name = method.name();
        if taken.iter().any(|taken| name == taken) {
            errors.at(method.position()).error(name, format!("`{name}` is there already: a constructor, an accessor or a table of the same type; choose another name"));
        }
    }
}

/// The names that a method of the client cannot have.
pub(super) fn taken_in_client(client: &Client) -> Vec<String> {
    let accessors = client.members.iter().map(|member| member.name().to_string());
    accessors.chain(CLIENT_METHODS.map(str::to_owned)).collect()
}

/// The names that a method of a group cannot have.
pub(super) fn taken_in_group() -> Vec<String> {
    ["clone", "endpoints", "new"].map(str::to_owned).into()
}

/// The accessor of a group stands beside the methods that every client has.
pub(super) fn reserved_group_name(client: &Client, errors: &mut Errors) {
    for member in &client.members {
        let name = member.name();
        if CLIENT_METHODS.iter().any(|taken| name == taken) {
            errors.error(
                name,
                format!("every client has a method `{name}`; choose another name for the group"),
            );
        }
    }
}

/// The types of one block have names of their own.
pub(super) fn type_name_clash(model: &Model, errors: &mut Errors) {
    let mut types = BTreeMap::<String, (&'static str, &Attrs)>::new();
    let client = model
        .client
        .iter()
        .map(|client| (client.position, &client.name, "the client", &client.attrs));
    let ids = model.ids.iter().map(|id| (id.position, &id.name, "an id", &id.attrs));
    let groups = model
        .groups()
        .map(|group| (group.position, &group.ty, "the type of a group", &group.attrs));
    for (position, name, what, attrs) in client.chain(ids).chain(groups) {
        match types.get(&name.to_string()) {
            Some((first, other)) if !(other.may_exclude(attrs) || *first == what) => {
                errors
                    .at(position)
                    .error(name, format!("`{name}` is {first} and {what}; rename one of them"));
            }
            Some(_) => {}
            None => drop(types.insert(name.to_string(), (what, attrs))),
        }
    }
}

impl Member {
    fn name(&self) -> &Ident {
        match self {
            Self::Group(Group { name, .. }) => name,
            Self::Mount(mount) => &mount.name,
        }
    }
}
