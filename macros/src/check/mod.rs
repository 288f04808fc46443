//! Rules that rustc cannot check. Each is a function with the name of its compile-fail test.

mod client;
mod declared_type;
mod header;
mod name;
pub(crate) mod param;
mod path;
mod query;
mod reply;
mod route;
mod success;

use crate::errors::Errors;
use crate::model::{Client, Endpoint, Group, Method, Model, Path};

pub(crate) fn check(model: &Model, errors: &mut Errors) {
    if let Some(client) = &model.client {
        check_client(client, errors.at(client.position));
    }
    for group in model.groups() {
        check_group(group, errors.at(group.position));
    }
    for endpoint in model.endpoints() {
        check_endpoint(endpoint, errors.at(endpoint.position));
    }
    route::duplicate_route(model, errors);
    query::credential_in_query(model, errors);
    name::type_name_clash(model, errors);
    declared_type::declared_type_in_line(model, errors);
}

fn check_client(client: &Client, errors: &mut Errors) {
    client::base_url_not_absolute(client, errors);
    client::base_url_with_query(client, errors);
    client::base_url_with_parameter(client, errors);
    client::base_url_with_credentials(client, errors);
    header::check_client(client, errors);
    name::check_client(client, errors);
    name::duplicate_method_name(&client.methods, errors);
}

fn check_group(group: &Group, errors: &mut Errors) {
    check_path(&group.path, errors);
    param::option_in_path(&group.path, errors);
    param::borrowed_in_path(&group.path, errors);
    spoil_lines(group, errors);
    errors.at(group.position);
    name::check_group(group, errors);
    name::duplicate_method_name(&group.methods, errors);
}

/// Without the path of the group, the signatures of its lines are unknown.
fn spoil_lines(group: &Group, errors: &mut Errors) {
    if !errors.is_spoiled(group.position) {
        return;
    }
    for method in &group.methods {
        if let Method::Endpoint(endpoint) = method {
            errors.at(endpoint.position).spoil_with(None);
        }
    }
}

fn check_path(path: &Path, errors: &mut Errors) {
    path::duplicate_path_parameter(path, errors);
    path::two_rests(path, errors);
    path::parameter_beside_rest(path, errors);
}

fn check_endpoint(endpoint: &Endpoint, errors: &mut Errors) {
    check_path(&endpoint.path, errors);
    param::duplicate_query_parameter(endpoint, errors);
    param::optional_written_as_option(endpoint, errors);
    param::borrowed_type(endpoint, errors);
    param::argument_clash(endpoint, errors);
    param::reserved_setter(endpoint, errors);
    header::check_endpoint(endpoint, errors);
    reply::check_endpoint(endpoint, errors);
    success::check_endpoint(endpoint, errors);
}

impl Model {
    /// Every endpoint of the block, in source order within its owner.
    fn endpoints(&self) -> impl Iterator<Item = &Endpoint> {
        self.methods().filter_map(|method| match method {
            Method::Endpoint(endpoint) => Some(endpoint),
            Method::Broken(_) => None,
        })
    }
}
