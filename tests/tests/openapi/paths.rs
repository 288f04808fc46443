//! Lines as paths and operations: names, docs, tags.

use schematic_api::api;
use serde_json::json;

use crate::types::{Note, at, content, field, omitted, reference, text};

api! {
    /// Notes of a team.
    ///
    /// Written by [`Note`].
    pub client Team at "https://notes.example.com/v1";

    /// Says whether the service is up.
    ping: GET /ping -> text;

    /// The notes themselves, see [`Team`].
    group notes {
        /// Reads a [note](Note), as of
        /// now.
        ///
        /// It may be [old](https://example.com/old), or [`new`].
        #[deprecated]
        read: GET /notes/<note: u64> -> Note;

        #[cfg(any())]
        absent: GET /absent -> Note;
    }

    #[cfg(any())]
    group gone {
        absent: GET /gone -> Note;
    }

    group files {
        read:     GET /files/<path..> -> text;
        generate: POST /models/<model>:generate -> text;
        tags:     GET /images/<name..>/tags/<tag> -> text;
    }
}

#[test]
fn a_line_is_an_operation() {
    assert_eq!(
        at(&Team::openapi(), "/notes/{note}", "get"),
        json!({
            "tags": ["notes"],
            "summary": "Reads a note, as of now",
            "description": "Reads a note, as of\nnow.\n\nIt may be [old](https://example.com/old), or `new`.",
            "operationId": "notes_read",
            "deprecated": true,
            "parameters": [{
                "name": "note",
                "in": "path",
                "required": true,
                "schema": { "type": "integer", "format": "uint64", "minimum": 0 },
            }],
            "responses": { "200": {
                "description": "A note.",
                "content": content("application/json", &reference("Note")),
            } },
            "x-schematic": { "name": "notes.read" },
        })
    );
}

#[test]
fn a_line_without_a_group_has_no_tag() {
    assert_eq!(
        at(&Team::openapi(), "/ping", "get"),
        json!({
            "summary": "Says whether the service is up",
            "description": "Says whether the service is up.",
            "operationId": "ping",
            "responses": text(),
            "x-schematic": { "name": "ping" },
        })
    );
}

#[test]
fn groups_are_tags_and_what_is_not_compiled_is_not_there() {
    let document = Team::openapi();
    let tags = json!([
        { "name": "notes", "description": "The notes themselves, see `Team`." },
        { "name": "files" },
    ]);
    assert_eq!(document.document()["tags"], tags);
    let paths: Vec<_> = document.document()["paths"].as_object().unwrap().keys().collect();
    let expected = [
        "/ping",
        "/notes/{note}",
        "/files/{path}",
        "/models/{model}:generate",
        "/images/{name}/tags/{tag}",
    ];
    assert_eq!(paths, expected);
}

#[test]
fn the_rest_of_a_path_is_said_as_far_as_openapi_can() {
    let document = Team::openapi();
    let parameter =
        json!({ "name": "path", "in": "path", "required": true, "schema": { "type": "string" } });
    assert_eq!(field(&document, "/files/{path}", "parameters"), json!([parameter]));
    let extension = json!({ "name": "files.read", "rest": "path" });
    assert_eq!(field(&document, "/files/{path}", "x-schematic"), extension);

    let document = document.v3_2();
    let mut reserved = parameter;
    reserved["allowReserved"] = true.into();
    assert_eq!(field(&document, "/files/{path}", "parameters"), json!([reserved]));
    let extension = json!({ "name": "files.tags", "rest": "name" });
    assert_eq!(field(&document, "/images/{name}/tags/{tag}", "x-schematic"), extension);
}

api! {
    pub client Names at "https://names.example.com";

    first_read: GET /a/<b>/<c> -> text;
    rest:       POST /a/<x..> -> text;
    group first {
        read:   PUT /a/<c>/<b: u32> -> text;
        rest:   PUT /a/<y..> -> text;
    }
}

#[test]
fn paths_that_differ_in_names_are_one_and_operations_have_different_names() {
    let document = Names::openapi();
    let paths = document.document()["paths"].as_object().unwrap();
    assert_eq!(paths.keys().collect::<Vec<_>>(), ["/a/{b}/{c}", "/a/{x}"]);
    assert_eq!(paths["/a/{b}/{c}"]["get"]["operationId"], "first_read");
    assert_eq!(paths["/a/{b}/{c}"]["put"]["operationId"], "first_read_2");
    let number = json!({ "type": "integer", "format": "uint32", "minimum": 0 });
    assert_eq!(
        paths["/a/{b}/{c}"]["put"]["parameters"],
        json!([
            { "name": "b", "in": "path", "required": true, "schema": { "type": "string" } },
            { "name": "c", "in": "path", "required": true, "schema": number },
        ])
    );
    assert_eq!(paths["/a/{x}"]["put"]["x-schematic"], json!({ "name": "first.rest", "rest": "x" }));
}

api! {
    pub client Dav at "https://dav.example.com";

    find:  "PROPFIND" /files/<path> -> text;
    query: "QUERY" /files -> text;
    trace: "TRACE" /files -> text;
    next:  PATCH <location: Url> (stream) -> empty;
}

#[test]
fn what_has_no_word_is_named() {
    let document = Dav::openapi();
    let expected = [
        "`find`: OpenAPI 3.1 has no word for the method `PROPFIND`; 3.2 has",
        "`query`: OpenAPI 3.1 has no word for the method `QUERY`; 3.2 has",
        "`next`: the service gives the URL of the request, so there is no path",
    ];
    assert_eq!(omitted(&document), expected);
    assert_eq!(document.document()["x-schematic"]["omitted"], json!(expected));
    assert_eq!(document.omitted()[0].endpoint(), "find");
    let paths = &document.document()["paths"];
    assert_eq!(paths.as_object().unwrap().keys().collect::<Vec<_>>(), ["/files"]);
    assert_eq!(paths["/files"]["trace"]["operationId"], "trace");

    let document = document.v3_2();
    assert_eq!(omitted(&document), expected[2..]);
    let paths = &document.document()["paths"];
    let find = &paths["/files/{path}"]["additionalOperations"]["PROPFIND"];
    assert_eq!(find["operationId"], "find");
    assert_eq!(paths["/files"]["query"]["operationId"], "query");
}
