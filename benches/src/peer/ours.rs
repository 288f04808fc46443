//! `api!`, a group for each resource, with our derives.

use std::fmt::Write;

use super::Codec;
use crate::declare::{Declaration, Endpoint, Kind, Role};

/// Which words of the language the lines have.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Words {
    /// Those that every peer can say.
    Plain,
    /// One more in each line: nothing or a value, a media type, a range of errors, a list in one pair with pages by links.
    All,
}

/// The crate of one declaration.
pub fn source(declaration: &Declaration, words: Words) -> String {
    let mut source = Codec::Ours.types(&declaration.types);
    if words == Words::All {
        source += PROBLEM;
    }
    source += "schematic_api::api! {\n    pub client Items at \"https://api.example.com/v1\" {\n";
    source += "        auth bearer env \"ITEMS_KEY\";\n    }\n";
    for group in declaration.endpoints.chunk_by(|left, right| left.group == right.group) {
        _ = writeln!(source, "    group items{} {{", group[0].group);
        for endpoint in group {
            let route = match words {
                Words::Plain => plain(endpoint),
                Words::All => worded(endpoint),
            };
            _ = writeln!(source, "        {}: {route};", endpoint.name());
        }
        source += "    }\n";
    }
    source + "}\n"
}

/// The type of an error body.
const PROBLEM: &str = "#[derive(Clone, Debug, schematic_api::Object)]
pub struct Problem {
    pub title: String,
}

impl schematic_api::ApiError for Problem {
    fn message(&self) -> Option<&str> {
        Some(&self.title)
    }

    fn code(&self) -> Option<&str> {
        None
    }
}

";

fn plain(endpoint: &Endpoint) -> String {
    let (group, item) = (endpoint.group, endpoint.type_name(Role::Item));
    let (create, act) = (endpoint.type_name(Role::Create), endpoint.type_name(Role::Act));
    match endpoint.kind {
        Kind::Retrieve => format!("GET /items{group}/<item: u64> -> {item}"),
        Kind::Create => format!("POST /items{group} (json {create}) -> {item}"),
        Kind::Act => {
            format!("POST /items{group}/<item: u64>/parts/<part: u32>/act (json {act}) -> {item}")
        }
        Kind::List => format!("GET /items{group}?<limit: u32?>&<after: String?> -> Vec<{item}>"),
    }
}

fn worded(endpoint: &Endpoint) -> String {
    let (group, item) = (endpoint.group, endpoint.type_name(Role::Item));
    let create = endpoint.type_name(Role::Create);
    match endpoint.kind {
        Kind::Retrieve => format!("{}? none on 404", plain(endpoint)),
        Kind::Create => {
            format!("POST /items{group} (json {create} as \"application/x-item+json\") -> {item}")
        }
        Kind::Act => format!("{} error 4xx: Problem", plain(endpoint)),
        Kind::List => format!(
            "GET /items{group}?<ids: Vec<u32> by \",\"?>&<after: String?> -> Vec<{item}> paged by link"
        ),
    }
}
