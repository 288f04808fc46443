//! The names of groups, methods and types.

use crate::OK;
use crate::support::{item, lines, source};

fn operation(method: &str, path: &str, rest: &str) -> String {
    format!("'{path}': {{{method}: {{{rest}, responses: {{'204': {{}}}}}}}}\n")
}

fn tagged(tag: &str, id: &str) -> String {
    operation("get", &format!("/{id}"), &format!("operationId: '{id}', tags: ['{tag}']"))
}

/// The groups and methods of an import, in their order.
fn names(paths: &[String]) -> Vec<String> {
    let lines = lines(&source(&paths.concat(), "{}"));
    let named = lines.iter().filter(|line| line.contains(" /") || line.starts_with("group"));
    named.map(|line| line.split([':', '{']).next().unwrap_or_default().trim().to_owned()).collect()
}

#[test]
fn names_come_from_tags_and_ids() {
    let other = tagged("Other", "ping");
    assert_eq!(
        names(&[
            tagged("Vector stores", "listVectorStores"),
            tagged("Vector stores", "listVectorStoreFiles"),
            other.clone()
        ]),
        ["group vector_stores", "list", "list_files", "group other", "ping"]
    );
    assert_eq!(
        names(&[tagged("users", "UsersController_findAll"), other]),
        ["group users", "find_all", "group other", "ping"]
    );
    assert_eq!(
        names(&[tagged("type", "x"), tagged("new", "y")]),
        ["group type_api", "x", "group new_api", "y"]
    );
    assert_eq!(
        names(&[tagged("a", "messages.batches.create"), tagged("a", "files.list")]),
        ["group message_batches", "create", "group files", "list"]
    );
    // One name for two operations.
    assert_eq!(
        names(&[
            tagged("a", "list"),
            "'/b': {get: {operationId: list, tags: [a], responses: {}}}\n".to_owned()
        ]),
        ["list", "list2"]
    );
}

/// Without ids, names come from the method and the path; without tags, those of groups from the first segment.
#[test]
fn names_come_from_methods_and_paths() {
    let bare = |method: &str, path: &str| operation(method, path, "description: x");
    assert_eq!(
        names(
            &[
                bare("get", "/v1/notes"),
                bare("post", "/v1/notes"),
                bare("get", "/v1/notes/{id}"),
                bare("post", "/v1/notes/{id}/pin"),
                bare("delete", "/v1/tags/{id}")
            ][..1]
        ),
        ["get_notes"]
    );
    assert_eq!(
        names(&[
            "/v1/notes: {post: {responses: {}}}\n".to_owned(),
            bare("get", "/v1/notes/{id}"),
            bare("post", "/v1/notes/{id}/pin"),
            bare("delete", "/v1/tags/{id}")
        ]),
        ["group notes", "create", "retrieve", "pin", "group tags", "delete"]
    );
}

#[test]
fn a_type_keeps_its_name_beside_a_group() {
    let groups = |schemas: &str| {
        let tags = ["pet", "box"].map(|tag| tagged(tag, &format!("list_{tag}")));
        let lines = lines(&source(&tags.concat(), &format!("schemas: {{{schemas}}}")));
        lines.into_iter().filter(|line| line.starts_with("group")).collect::<Vec<_>>()
    };
    let object = "{type: object, properties: {a: {type: string}}}";
    assert_eq!(groups(&format!("Cat: {object}")), ["group pet {", "group box_api {"]);
    let both = groups(&format!("Pet: {object}, Box: {object}"));
    assert_eq!(both, ["group pets {", "group boxes {"]);
    let with_several = groups(&format!("Pet: {object}, Pets: {object}"));
    assert_eq!(with_several, ["group pet {", "group box_api {"]);
}

#[test]
fn names_that_lines_mean_otherwise_are_not_given() {
    let names = names(&[tagged("string", "a"), tagged("İk\u{301}", "b"), tagged("json", "c")]);
    assert_eq!(names, ["group string_api", "a", "group ik", "b", "group json_api", "c"]);
}

#[test]
fn names_of_types_are_given_once() {
    let schemas = "schemas:\n  Note: {type: object, properties: {a: {$ref: '#/components/schemas/Option'}, b: {$ref: '#/components/schemas/notes'}, c: {$ref: '#/components/schemas/Notes'}}}\n  \
        Option: {type: object, properties: {x: {type: string}}}\n  notes: {type: object, properties: {x: {type: string}}}\n  Notes: {type: object, properties: {y: {type: string}}}";
    let text = source(&format!("/notes: {{get: {{operationId: read, {OK}}}}}"), schemas);
    let fields: Vec<_> = item(&text, "Note")
        .lines()
        .filter(|line| line.contains("pub ") && line.contains(':'))
        .map(str::trim)
        .map(str::to_owned)
        .collect();
    // `Notes` is the client.
    assert_eq!(
        fields,
        ["pub a: Option<OptionData>,", "pub b: Option<Notes2>,", "pub c: Option<NotesData>,"]
    );
}
