//! `api!`, a group for each resource, with our derives.

use std::fmt::Write;

use super::Codec;
use crate::declare::{Declaration, Endpoint, Kind, Role};

/// The crate of one declaration.
pub fn source(declaration: &Declaration) -> String {
    let mut source = Codec::Ours.types(&declaration.types);
    source += "schematic_api::api! {\n    pub client Items at \"https://api.example.com/v1\" {\n";
    source += "        auth bearer env \"ITEMS_KEY\";\n    }\n";
    for group in declaration.endpoints.chunk_by(|left, right| left.group == right.group) {
        _ = writeln!(source, "    group items{} {{", group[0].group);
        group.iter().for_each(|endpoint| line(endpoint, &mut source));
        source += "    }\n";
    }
    source + "}\n"
}

fn line(endpoint: &Endpoint, source: &mut String) {
    let (name, group, item) = (endpoint.name(), endpoint.group, endpoint.type_name(Role::Item));
    let (create, act) = (endpoint.type_name(Role::Create), endpoint.type_name(Role::Act));
    let route = match endpoint.kind {
        Kind::Retrieve => format!("GET /items{group}/<item: u64> -> {item}"),
        Kind::Create => format!("POST /items{group} (json {create}) -> {item}"),
        Kind::Act => {
            format!("POST /items{group}/<item: u64>/parts/<part: u32>/act (json {act}) -> {item}")
        }
        Kind::List => format!("GET /items{group}?<limit: u32?>&<after: String?> -> Vec<{item}>"),
    };
    _ = writeln!(source, "        {name}: {route};");
}
