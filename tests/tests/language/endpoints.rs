//! What is read of the sources of the API crates is what the macro put into their tables.

use crate::{rust_files, text_of};
use schematic_anthropic::Anthropic;
use schematic_api::{Endpoint, Endpoints, ParameterKind};
use schematic_api_language::{Declaration, Route, read};
use schematic_openai::OpenAi;

fn declarations(folder: &str) -> Vec<Declaration> {
    let files = rust_files(folder).into_iter();
    let of_file = |file: std::path::PathBuf| {
        read(&text_of(&file)).unwrap_or_else(|mistakes| panic!("{}: {mistakes:#?}", file.display()))
    };
    files.flat_map(of_file).collect()
}

/// `runs.create POST /threads/{thread}/runs`
fn of_route(route: &Route) -> String {
    format!("{} {} {}", route.id, route.method, route.path_and_query())
}

fn of_row(row: &Endpoint) -> String {
    let query = row.query().iter().map(|parameter| match parameter.kind() {
        ParameterKind::Required => parameter.name().to_owned(),
        ParameterKind::Optional => format!("{}?", parameter.name()),
        other => format!("{other:?}"),
    });
    let query: Vec<_> = query.collect();
    let query = if query.is_empty() { String::new() } else { format!("?{}", query.join("&")) };
    format!("{} {} {}{query}", row.id(), row.method(), row.path())
}

/// The same rows, of the client and of the groups that it mounts, which are in other files.
fn assert_same(endpoints: Endpoints, folder: &str) {
    let found = declarations(folder);
    let mut read: Vec<_> =
        found.iter().flat_map(|declaration| &declaration.routes).map(of_route).collect();
    let mut declared: Vec<_> = endpoints.iter().map(of_row).collect();
    assert!(declared.len() > 20, "{declared:#?}");
    read.sort();
    declared.sort();
    assert_eq!(read, declared);
}

#[test]
fn the_routes_of_openai_are_those_of_its_table() {
    assert_same(OpenAi::ENDPOINTS, "apis/openai/src");
}

#[test]
fn the_routes_of_anthropic_are_those_of_its_table() {
    assert_same(Anthropic::ENDPOINTS, "apis/anthropic/src");
}

/// What compiles has no mistakes to the reader either.
#[test]
fn every_declaration_that_compiles_is_read() {
    let folders =
        ["apis", "examples", "benches/src", "tests/consumers", "tests/src", "tests/editor"];
    let routes = folders.iter().flat_map(|folder| declarations(folder));
    let routes: usize = routes.map(|declaration| declaration.routes.len()).sum();
    assert!(routes > 100, "{routes}");
}
