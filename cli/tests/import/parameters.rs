//! Parameters of paths, queries and headers.

use crate::support::{comments, line, lines, source};
use crate::{NOTE, OK, get};

#[test]
fn parameters_of_the_query() {
    let cases = [
        ("{name: limit, in: query, schema: {type: integer, format: int32}}", "?<limit: i32?>"),
        ("{name: q, in: query, required: true, schema: {type: string}}", "?<q: String>"),
        ("{name: fooBar, in: query, schema: {type: boolean}}", "?<fooBar: bool?>"),
        (
            "{name: 'ids[]', in: query, schema: {type: array, items: {type: string}}}",
            "?<ids[]: Vec<String>?>",
        ),
        (
            "{name: ids, in: query, explode: false, schema: {type: array, items: {type: integer}}}",
            "?<ids: Vec<i64> by \",\"?>",
        ),
        (
            "{name: ids, in: query, style: pipeDelimited, explode: false, schema: {type: array, items: {type: string}}}",
            "?<ids: Vec<String> by \"|\"?>",
        ),
        (
            "{name: ids, in: query, style: spaceDelimited, explode: false, schema: {type: array, items: {type: string}}}",
            "?<ids: Vec<String> by \" \"?>",
        ),
        (
            "{name: at, in: query, style: deepObject, schema: {type: object, properties: {gte: {type: integer}}}}",
            "?<at: ReadAt?>",
        ),
        (
            "{name: at, in: query, schema: {type: object, properties: {from: {type: integer}, to: {type: integer}}}}",
            "?<from: i64?>&<to: i64?>",
        ),
        (
            "{name: tag, in: query, schema: {anyOf: [{type: string}, {type: array, items: {type: string}}]}}",
            "?<tag: Vec<String>?>",
        ),
        ("{name: sort, in: query, schema: {type: string, enum: [a, b]}}", "?<sort: ReadSort?>"),
        ("{name: beta, in: query, required: true, schema: {const: 'true'}}", "?beta=\"true\""),
        (
            "{name: timeout, in: query, schema: {type: integer}}",
            "?<timeout as timeout_value: i64?>",
        ),
        ("{name: 'StartTime>', in: query, schema: {type: string}}", "?<\"StartTime>\": String?>"),
        (
            "{name: 'StartTime<', in: query, schema: {type: string}}, {name: 'StartTime>', in: query, schema: {type: string}}",
            "?<\"StartTime<\": String?>&<\"StartTime>\" as start_time_query: String?>",
        ),
        ("{name: self, in: query, schema: {type: string}}", "?<self as self_: String?>"),
        ("{name: type, in: query, schema: {type: string}}", "?<type: String?>"),
        ("{name: 'a.b', in: query, schema: {type: [string, 'null']}}", "?<a.b: String?>"),
        (
            "{name: filter, in: query, content: {application/json: {schema: {type: object}}}}",
            "?<filter: String?>",
        ),
    ];
    for (parameters, query) in cases {
        assert_eq!(
            get("/notes", parameters),
            format!("read: GET /notes{query} -> Note;"),
            "{parameters}"
        );
    }
}

#[test]
fn parameters_of_the_path() {
    let id = "{name: note_id, in: path, required: true, schema: {type: string}}";
    assert_eq!(get("/notes/{note_id}", id), "read: GET /notes/<note: NoteId> -> Note;");
    let id = "{name: id, in: path, required: true, schema: {type: integer}}";
    let text = source(
        &format!("'/notes/{{id}}': {{get: {{operationId: read, parameters: [{id}], {OK}}}}}"),
        NOTE,
    );
    assert_eq!(line(&text, "read"), "read: GET /notes/<id: NoteId> -> Note;");
    assert_eq!(
        lines(&text).iter().find(|line| line.starts_with("pub id")).map(String::as_str),
        Some("pub id NoteId: i64;")
    );
    // One that is not declared is text, and the same name twice has two names.
    assert_eq!(get("/a/{name}/b/{name}", ""), "read: GET /a/<name>/b/<name2> -> Note;");
    assert_eq!(get("/notes/{name}.json", ""), "read: GET /notes/<name>.json -> Note;");
    assert_eq!(get("/notes/{name}:run", ""), "read: GET /notes/<name>:run -> Note;");
    assert_eq!(
        get("/it''s/2fa/{type}", ""),
        "read: GET /\"it's\"/\"2fa\"/<type as type_value> -> Note;"
    );
    assert_eq!(get("/files/{path+}", ""), "read: GET /files/<path..> -> Note;");
    assert_eq!(get("/notes?kind=a", ""), "read: GET /notes?kind=\"a\" -> Note;");
}

#[test]
fn parameters_of_the_path_as_a_whole() {
    let shared = "parameters: [{name: limit, in: query, schema: {type: integer}}, {$ref: '#/components/parameters/Sort'}]";
    let operation = format!(
        "/notes: {{{shared}, get: {{operationId: read, parameters: [{{name: limit, in: query, schema: {{type: string}}}}], {OK}}}}}"
    );
    let components =
        format!("{NOTE}\nparameters:\n  Sort: {{name: sort, in: query, schema: {{type: string}}}}");
    assert_eq!(
        line(&source(&operation, &components), "read"),
        "read: GET /notes?<limit: String?>&<sort: String?> -> Note;"
    );
}

#[test]
fn headers() {
    let header = |rest: &str| get("/notes", &format!("{{name: X-Trace, in: header, {rest}}}"));
    assert_eq!(
        header("schema: {type: string}"),
        "read: GET /notes (header \"X-Trace\": String?) -> Note;"
    );
    assert_eq!(
        header("required: true, schema: {type: integer}"),
        "read: GET /notes (header \"X-Trace\": i64) -> Note;"
    );
    assert_eq!(
        header("schema: {type: array, items: {type: string}}"),
        "read: GET /notes (header \"X-Trace\": Vec<String> by \",\"?) -> Note;"
    );
    assert_eq!(
        header("required: true, schema: {const: '2'}"),
        "read: GET /notes -> Note { header \"X-Trace\": \"2\"; }"
    );
    // The standard says that these are ignored.
    for ignored in ["Accept", "Content-Type", "Authorization"] {
        let parameter = format!("{{name: {ignored}, in: header, schema: {{type: string}}}}");
        assert_eq!(get("/notes", &parameter), "read: GET /notes -> Note;");
    }
}

#[test]
fn what_an_input_does_not_say_is_a_comment() {
    let said = |parameters: &str| {
        let operation =
            format!("/notes: {{get: {{operationId: read, parameters: [{parameters}], {OK}}}}}");
        comments(&source(&operation, NOTE))
    };
    assert_eq!(
        said("{name: a, in: cookie, schema: {type: string}}"),
        ["lost: the cookie `a`; send it with `.header(\"Cookie\", …)`"]
    );
    assert_eq!(
        said("{name: a, in: query, content: {application/json: {}}}"),
        ["lost: `a` is JSON in the query"]
    );
    assert_eq!(
        said("{name: a, in: path, required: true, schema: {type: string}}"),
        ["lost: the path has no place for its parameter `a`"]
    );
}

#[test]
fn a_header_is_no_cursor() {
    let page = "schemas:\n  Page: {type: object, properties: {data: {type: array, items: {type: string}}, next: {type: string}}}";
    let paged = |place: &str| {
        let reply = "responses: {'200': {content: {application/json: {schema: {$ref: '#/components/schemas/Page'}}}}}";
        let parameter = format!("{{name: after, in: {place}, schema: {{type: string}}}}");
        let path =
            format!("/notes: {{get: {{operationId: list, parameters: [{parameter}], {reply}}}}}");
        line(&source(&path, page), "list")
    };
    assert_eq!(paged("query"), "list: GET /notes?<after: String?> -> Page paged by after;");
    assert_eq!(paged("header"), "list: GET /notes (header \"after\": String?) -> Page;");
}
