//! What an import makes of each thing that documents have.

mod support;

use schematic_cli::import::{Options, Selection, import};
use support::{comments, document, imported, item, line, lines, source};

/// A reply of JSON.
const OK: &str = "responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Note'}}}}}";
const NOTE: &str =
    "schemas:\n  Note: {type: object, required: [id], properties: {id: {type: string}}}";

/// The line of an operation that replies with a note.
fn of(operation: &str) -> String {
    line(&source(operation, NOTE), "read")
}

fn get(path: &str, parameters: &str) -> String {
    of(&format!("'{path}': {{get: {{operationId: read, parameters: [{parameters}], {OK}}}}}"))
}

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

fn with_body(body: &str) -> String {
    of(&format!("/notes: {{post: {{operationId: read, requestBody: {body}, {OK}}}}}"))
}

#[test]
fn bodies() {
    let note = "{schema: {$ref: '#/components/schemas/Note'}}";
    let required =
        |content: &str| with_body(&format!("{{required: true, content: {{{content}}}}}"));
    let cases = [
        (format!("application/json: {note}"), "json Note"),
        (format!("application/json; charset=utf-8: {note}"), "json Note"),
        (format!("'*/*': {note}"), "json Note"),
        (format!("application/merge-patch+json: {note}"), "json Note as \"application/merge-patch+json\""),
        (format!("application/x-www-form-urlencoded: {note}"), "form Note"),
        ("multipart/form-data: {schema: {type: object, required: [file], properties: {file: {type: string, format: binary}}}}".to_owned(), "multipart ReadForm"),
        ("text/plain: {schema: {type: string}}".to_owned(), "text"),
        ("application/xml: {schema: {type: string}}".to_owned(), "text as \"application/xml\""),
        ("application/octet-stream: {}".to_owned(), "bytes"),
        ("image/png: {}".to_owned(), "bytes as \"image/png\""),
        (format!("application/x-ndjson: {note}"), "lines Note"),
        (format!("text/plain: {{}}, multipart/form-data: {{}}, application/json: {note}"), "json Note"),
        ("application/json: {schema: {type: array, items: {type: string}}}".to_owned(), "json Vec<String>"),
        ("application/json: {}".to_owned(), "json Value"),
    ];
    for (content, input) in cases {
        assert_eq!(
            required(&content),
            format!("read: POST /notes ({input}) -> Note;"),
            "{content}"
        );
    }
    let optional = with_body(&format!("{{content: {{application/json: {note}}}}}"));
    assert_eq!(optional, "read: POST /notes (json Note?) -> Note;");
}

fn with_replies(replies: &str) -> String {
    line(
        &source(&format!("/notes: {{get: {{operationId: read, responses: {{{replies}}}}}}}"), NOTE),
        "read",
    )
}

#[test]
fn replies() {
    let json = |schema: &str| format!("content: {{application/json: {{schema: {schema}}}}}");
    let note = json("{$ref: '#/components/schemas/Note'}");
    let cases = [
        (format!("'200': {{{note}}}"), "Note"),
        (format!("'2XX': {{{note}}}"), "Note"),
        (format!("default: {{{note}}}"), "Note"),
        (format!("'200': {{{note}}}, '201': {{{note}}}"), "Note"),
        (format!("'204': {{}}, '200': {{{note}}}"), "Note?"),
        (format!("'200': {{{}}}", json("{type: [object, 'null'], properties: {a: {type: string}}}")), "ReadResponse?"),
        ("'204': {description: none}".to_owned(), "empty"),
        ("'302': {description: elsewhere}".to_owned(), "empty"),
        (format!("'200': {{{}}}", json("{type: string}")), "json String"),
        (format!("'200': {{{}}}", json("{type: array, items: {type: integer}}")), "Vec<i64>"),
        (format!("'200': {{{}}}", json("{}")), "Value"),
        (format!("'200': {{{}}}", json("{type: object, additionalProperties: {type: string}}")), "BTreeMap<String, String>"),
        ("'200': {content: {application/vnd.x+json: {schema: {$ref: '#/components/schemas/Note'}}}}".to_owned(), "Note"),
        ("'200': {content: {text/csv: {schema: {type: string}}}}".to_owned(), "text"),
        ("'200': {content: {image/png: {}}}".to_owned(), "bytes"),
        ("'200': {content: {application/jsonl: {itemSchema: {$ref: '#/components/schemas/Note'}}}}".to_owned(), "lines Note"),
        ("'200': {content: {application/xml: {}, application/json: {schema: {$ref: '#/components/schemas/Note'}}}}".to_owned(), "Note"),
    ];
    for (replies, reply) in cases {
        assert_eq!(with_replies(&replies), format!("read: GET /notes -> {reply};"), "{replies}");
    }
    assert_eq!(
        line(
            &source(
                "/notes: {head: {operationId: read, responses: {'200': {content: {application/json: {}}}}}}",
                NOTE
            ),
            "read"
        ),
        "read: HEAD /notes -> empty;"
    );
}

#[test]
fn errors_are_those_of_the_client_or_of_lines() {
    let reply = |name: &str| {
        format!(
            "{{content: {{application/json: {{schema: {{$ref: '#/components/schemas/{name}'}}}}}}}}"
        )
    };
    let operation = |id: &str, errors: &str| {
        format!(
            "/{id}: {{get: {{operationId: {id}, tags: [{id}], responses: {{'204': {{}}, {errors}}}}}}}\n"
        )
    };
    let paths = [
        operation("one", &format!("default: {}", reply("Problem"))),
        operation("two", &format!("'404': {}, '4XX': {}", reply("Gone"), reply("Problem"))),
        operation("four", &format!("default: {}", reply("Problem"))),
        operation("three", &format!("'409': {}, '5XX': {}", reply("Gone"), reply("Gone"))),
    ];
    let schemas = "schemas:\n  Problem: {type: object, required: [message], properties: {message: {type: string}, code: {type: string}}}\n  \
                   Gone: {type: object, properties: {error: {type: object, properties: {detail: {type: string}}}}}";
    let text = source(&paths.concat(), schemas);
    let expected = [
        "error Problem;",
        "group one {",
        "one: GET /one -> empty;",
        "group two {",
        "two: GET /two -> empty { error 404: Gone; }",
        "group three {",
        "three: GET /three -> empty { error 409 5xx: Gone; }",
    ];
    let found = lines(&text);
    let found: Vec<_> = found.iter().filter(|line| expected.contains(&line.as_str())).collect();
    assert_eq!(found, expected);
    let implemented: Vec<_> = text
        .lines()
        .filter(|line| line.starts_with("impl ") || line.trim().contains("self."))
        .map(str::trim)
        .collect();
    assert_eq!(
        implemented,
        [
            "impl schematic_api::ApiError for Problem {",
            "Some(&self.message)",
            "self.code.as_deref()",
            "impl schematic_api::ApiError for Gone {",
            "self.error",
        ]
    );
}

#[test]
fn credentials() {
    let client = |schemes: &str, security: &str, own: &str| {
        let text = format!(
            "openapi: 3.1.0\ninfo: {{title: Notes API}}\nservers: [{{url: 'https://x.example'}}]\n{security}\n\
             paths: {{/a: {{get: {{operationId: a, {own}responses: {{'204': {{}}}}}}}}, /b: {{get: {{operationId: b, responses: {{'204': {{}}}}}}}}}}\n\
             components: {{securitySchemes: {{{schemes}}}}}"
        );
        let document = schematic_cli::document::Document::read(&text).expect("a document");
        let text = import(&document, &Options::default()).files.remove(0).1;
        let lines = lines(&text);
        let auth: Vec<_> = lines.iter().filter(|line| line.contains("auth ")).cloned().collect();
        auth
    };
    let key = "key: {type: apiKey, in: header, name: X-Key}";
    assert_eq!(
        client("t: {type: http, scheme: bearer}", "security: [{t: []}]", ""),
        ["auth bearer env \"NOTES_API_KEY\";"]
    );
    assert_eq!(
        client("t: {type: oauth2, flows: {}}", "security: [{t: [a]}]", ""),
        ["auth bearer env \"NOTES_API_KEY\";"]
    );
    assert_eq!(
        client(key, "security: [{key: []}]", ""),
        ["auth header \"X-Key\" env \"NOTES_API_KEY\";"]
    );
    assert_eq!(
        client("t: {type: http, scheme: basic}", "security: [{t: []}]", ""),
        ["auth basic env \"NOTES_CREDENTIALS\";"]
    );
    assert_eq!(
        client(
            &format!("t: {{type: http, scheme: bearer}}, {key}"),
            "security: [{t: []}]",
            "security: [{key: []}], "
        ),
        [
            "auth bearer env \"NOTES_API_KEY\";",
            "auth key: header \"X-Key\" env \"NOTES_KEY\";",
            "a: GET /a -> empty auth key;"
        ]
    );
    assert_eq!(
        client("t: {type: http, scheme: bearer}", "security: [{t: []}]", "security: [], "),
        ["auth bearer env \"NOTES_API_KEY\"?;", "a: GET /a -> empty auth none;"]
    );
    // What the document declares and does not use is a guess.
    assert_eq!(client(key, "", ""), ["auth header \"X-Key\" env \"NOTES_API_KEY\"?;"]);
}

#[test]
fn streams_of_events() {
    let operation = |reply: &str, body: &str| {
        let body = format!(
            "requestBody: {{required: true, content: {{application/json: {{schema: {body}}}}}}}"
        );
        format!(
            "/chat: {{post: {{operationId: read, {body}, responses: {{'200': {{description: '[DONE]', content: {{{reply}}}}}}}}}}}"
        )
    };
    let schemas = "schemas:\n  Chat: {type: object, properties: {stream: {type: boolean}}}\n  Note: {type: object, properties: {a: {type: string}}}\n  \
        Event: {oneOf: [{type: object, properties: {event: {const: note.made}, data: {$ref: '#/components/schemas/Note'}}}, \
        {type: object, properties: {event: {const: error}, data: {type: object}}}, {type: object, properties: {event: {const: done}, data: {const: '[DONE]'}}}]}\n  \
        Told: {oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}], discriminator: {propertyName: type}}\n  \
        A: {type: object, required: [type], properties: {type: {const: a}}}\n  B: {type: object, required: [type], properties: {type: {const: b}, n: {type: integer}}}";
    let chat = "{$ref: '#/components/schemas/Chat'}";
    let json = "application/json: {schema: {$ref: '#/components/schemas/Note'}}";
    let events = |name: &str| {
        format!("text/event-stream: {{schema: {{$ref: '#/components/schemas/{name}'}}}}")
    };
    let of = |reply: &str, body: &str| source(&operation(reply, body), schemas);

    let text = of(&format!("{json}, {}", events("Event")), chat);
    assert_eq!(
        line(&text, "read"),
        "read: POST /chat (json Chat) -> Note | sse Event when stream until \"[DONE]\" error \"error\";"
    );
    assert_eq!(
        item(&text, "Event"),
        "#[derive(Clone, Debug, PartialEq, schematic_api::Event)]\npub enum Event {\n    #[wire(rename = \"note.made\")]\n    NoteMade(Note),\n}\n"
    );
    let text = of(&events("Told"), chat);
    assert_eq!(line(&text, "read"), "read: POST /chat (json Chat) -> sse Told until \"[DONE]\";");
    assert_eq!(
        item(&text, "Told"),
        "#[derive(Clone, Debug, PartialEq, Union, Event)]\n#[wire(tag = \"type\")]\npub enum Told {\n    A(A),\n    B(B),\n}\n"
    );
    // The union writes the tag.
    assert_eq!(item(&text, "A"), "#[derive(Clone, Debug, PartialEq, Object)]\npub struct A {\n}\n");
    // Without a flag in the body, the service chooses.
    let text = of(
        &format!("{json}, {}", events("Note")),
        "{type: object, properties: {a: {type: string}}}",
    );
    assert_eq!(
        line(&text, "read"),
        "read: POST /chat (json ReadBody) -> Note | sse NoteEvent until \"[DONE]\";"
    );
    let item_schema = "text/event-stream: {itemSchema: {$ref: '#/components/schemas/Told'}}";
    assert_eq!(
        line(&of(item_schema, chat), "read"),
        "read: POST /chat (json Chat) -> sse Told until \"[DONE]\";"
    );
}

#[test]
fn a_fragment_tells_the_stream_of_an_operation() {
    let body = "requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Note'}}}}";
    let stream = "responses: {'200': {content: {text/event-stream: {schema: {$ref: '#/components/schemas/Note'}}}}}";
    let paths = format!(
        "/notes: {{post: {{operationId: read, {body}, {OK}}}}}\n'/notes#stream': {{post: {{operationId: stream, {body}, {stream}}}}}"
    );
    let text = source(&paths, NOTE);
    assert_eq!(
        line(&text, "read"),
        "read: POST /notes (json Note) -> Note | sse NoteEvent when stream;"
    );
    assert!(!lines(&text).iter().any(|line| line.starts_with("stream:")));
}

#[test]
fn pages() {
    let list = |parameters: &str, fields: &str| {
        let reply = format!(
            "responses: {{'200': {{content: {{application/json: {{schema: {{type: object, required: [data], properties: {{data: {{type: array, items: {{$ref: '#/components/schemas/Note'}}}}, {fields}}}}}}}}}}}}}"
        );
        let parameters: Vec<_> = parameters
            .split(' ')
            .map(|it| {
                let (name, ty) = it.split_once(':').unwrap_or((it, "string"));
                format!("{{name: {name}, in: query, schema: {{type: {ty}}}}}")
            })
            .collect();
        let text = source(
            &format!(
                "/notes: {{get: {{operationId: list, parameters: [{}], {reply}}}}}",
                parameters.join(", ")
            ),
            NOTE,
        );
        let line = line(&text, "list");
        let paged =
            line.split_once(" paged by ").map(|(_, paged)| paged.trim_end_matches(';').to_owned());
        let cursor = text
            .lines()
            .skip_while(|line| !line.contains("fn next_cursor"))
            .nth(1)
            .map(|line| line.trim().to_owned());
        (paged.unwrap_or_default(), cursor.unwrap_or_default())
    };
    let expected = |paged: &str, cursor: &str| (paged.to_owned(), cursor.to_owned());
    assert_eq!(
        list(
            "after before",
            "last_id: {type: string}, first_id: {type: string}, has_more: {type: boolean}"
        ),
        expected("after back by before", "self.last_id")
    );
    assert_eq!(
        list("page_token", "next_page_token: {type: string}"),
        expected("page_token", "self.next_page_token")
    );
    assert_eq!(
        list("pageToken", "nextPageToken: {type: string}"),
        expected("pageToken", "self.next_page_token")
    );
    assert_eq!(
        list("cursor", "meta: {type: object, properties: {next_cursor: {type: string}}}"),
        expected("cursor", "self.meta")
    );
    assert_eq!(
        list("a", "next: {type: string, format: uri}"),
        expected("url", "self.next.clone().filter(|url| !url.is_empty())")
    );
    assert_eq!(list("page:integer", "total: {type: integer}"), expected("number page from 1", ""));
    assert_eq!(list("offset:integer", "total: {type: integer}"), expected("offset \"offset\"", ""));
    assert_eq!(list("a", "total: {type: integer}"), expected("", ""));
    assert_eq!(list("cursor", "total: {type: integer}"), expected("", ""));
}

#[test]
fn pages_by_a_header() {
    let reply = "responses: {'200': {headers: {Link: {}}, content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Note'}}}}}}";
    assert_eq!(
        line(&source(&format!("/notes: {{get: {{operationId: list, {reply}}}}}"), NOTE), "list"),
        "list: GET /notes -> Vec<Note> paged by link;"
    );
}

#[test]
fn states_that_settle() {
    let schemas = "schemas:\n  Run: {type: object, required: [status], properties: {status: {type: string, enum: [queued, running, failed, done]}}}";
    let reply = "responses: {'200': {content: {application/json: {schema: {$ref: '#/components/schemas/Run'}}}}}";
    let text =
        source(&format!("'/runs/{{run_id}}': {{get: {{operationId: getRun, {reply}}}}}"), schemas);
    assert_eq!(
        line(&text, "get_run"),
        "get_run: GET /runs/<run_id> -> Run polled until Run::is_settled;"
    );
    let body: Vec<_> = text
        .lines()
        .skip_while(|line| !line.contains("fn is_settled"))
        .skip(1)
        .take(3)
        .map(str::trim)
        .collect();
    assert_eq!(
        body,
        [
            "let active = [RunStatus::Queued, RunStatus::Running];",
            "let state = &self.status;",
            "!active.contains(state) && !matches!(state, RunStatus::Unknown(_))"
        ]
    );
}

#[test]
fn names_of_groups_and_methods() {
    let operation = |method: &str, path: &str, rest: &str| {
        format!("'{path}': {{{method}: {{{rest}, responses: {{'204': {{}}}}}}}}\n")
    };
    let names = |paths: &[String]| {
        let lines = lines(&source(&paths.concat(), "{}"));
        let named = lines.iter().filter(|line| line.contains(" /") || line.starts_with("group"));
        named
            .map(|line| line.split([':', '{']).next().unwrap_or_default().trim().to_owned())
            .collect::<Vec<_>>()
    };
    let tagged = |tag: &str, id: &str| {
        operation("get", &format!("/{id}"), &format!("operationId: '{id}', tags: ['{tag}']"))
    };
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
    // Without ids, the method and the path; without tags, the first segment.
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
    // One name for two operations.
    assert_eq!(
        names(&[
            tagged("a", "list"),
            "'/b': {get: {operationId: list, tags: [a], responses: {}}}\n".to_owned()
        ]),
        ["list", "list2"]
    );
}

#[test]
fn types_of_replies_are_lenient_and_those_of_requests_exact() {
    let schemas = "schemas:\n  Note:\n    type: object\n    required: [id, text, object, at]\n    properties:\n      id: {type: string}\n      \
        text: {type: string}\n      object: {const: note}\n      at: {type: [integer, 'null']}\n      tags: {type: [array, 'null'], items: {type: string}}\n      type: {type: string, enum: [A_B, C_D, E_F]}\n";
    let body = "requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Note'}}}}";
    let reply = "responses: {'200': {content: {application/json: {schema: {$ref: '#/components/schemas/Note'}}}}}";
    let received = source(&format!("/notes: {{get: {{operationId: read, {reply}}}}}"), schemas);
    assert_eq!(
        item(&received, "Note"),
        "#[derive(Clone, Debug, PartialEq, Object)]\n#[wire(constant(object = \"note\"), lenient)]\npub struct Note {\n    pub id: String,\n    pub text: String,\n    \
         #[wire(nullable)]\n    pub at: Option<i64>,\n    #[wire(accepts_null)]\n    pub tags: Option<Vec<String>>,\n    pub r#type: Option<NoteType>,\n}\n"
    );
    assert_eq!(
        item(&received, "NoteType"),
        "#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]\n#[wire(rename_all = \"SCREAMING_SNAKE_CASE\")]\npub enum NoteType {\n    AB,\n    CD,\n    EF,\n}\n"
    );
    let sent = source(
        &format!("/notes: {{post: {{operationId: make, {body}, responses: {{'204': {{}}}}}}}}"),
        schemas,
    );
    assert_eq!(
        item(&sent, "Note"),
        "#[derive(Clone, Debug, PartialEq, Object)]\n#[wire(constant(object = \"note\"))]\npub struct Note {\n    pub id: String,\n    pub text: String,\n    \
         #[wire(nullable)]\n    pub at: Option<i64>,\n    #[wire(accepts_null)]\n    pub tags: Option<Vec<String>>,\n    pub r#type: Option<NoteType>,\n}\n"
    );
    let changed = source(
        &format!("/notes: {{patch: {{operationId: change, {body}, responses: {{'204': {{}}}}}}}}"),
        schemas,
    );
    let patched: Vec<_> = item(&changed, "Note")
        .lines()
        .filter(|line| line.contains("Patch"))
        .map(str::trim)
        .map(str::to_owned)
        .collect();
    assert_eq!(patched, ["pub tags: Patch<Vec<String>>,"]);
}

#[test]
fn fields_have_names_of_rust_and_of_the_wire() {
    let schemas = "schemas:\n  Note: {type: object, properties: {'+1': {type: integer}, '-1': {type: integer}, self: {type: string}, fooBar: {type: string}, foo_bar: {type: string}, new: {type: string}, extra: {type: string}}}";
    let text = source(&format!("/notes: {{get: {{operationId: read, {OK}}}}}"), schemas);
    let fields: Vec<_> = item(&text, "Note")
        .lines()
        .filter(|line| line.starts_with("    "))
        .map(str::trim)
        .map(str::to_owned)
        .collect();
    assert_eq!(
        fields,
        [
            "#[wire(rename = \"+1\")]",
            "pub plus_1: Option<i64>,",
            "#[wire(rename = \"-1\")]",
            "pub minus_1: Option<i64>,",
            "pub self_: Option<String>,",
            "pub foo_bar: Option<String>,",
            "#[wire(rename = \"foo_bar\")]",
            "pub foo_bar2: Option<String>,",
            "#[wire(no_setter)]",
            "pub new: Option<String>,",
            "pub extra: Option<String>,",
            "pub extra_fields: Extra,",
        ]
    );
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

#[test]
fn recursion_is_boxed_where_it_has_to_be() {
    let schemas = "schemas:\n  Note: {type: object, required: [parent], properties: {parent: {$ref: '#/components/schemas/Note'}, next: {$ref: '#/components/schemas/Note'}, children: {type: array, items: {$ref: '#/components/schemas/Note'}}, by_name: {type: object, additionalProperties: {$ref: '#/components/schemas/Note'}}}}";
    let text = source(&format!("/notes: {{get: {{operationId: read, {OK}}}}}"), schemas);
    assert_eq!(
        item(&text, "Note"),
        "#[derive(Clone, Debug, PartialEq, Object)]\n#[wire(required(parent), lenient)]\npub struct Note {\n    pub parent: Box<Note>,\n    pub next: Option<Box<Note>>,\n    \
         pub children: Option<Vec<Note>>,\n    pub by_name: Option<BTreeMap<String, Note>>,\n}\n"
    );
}

#[test]
fn unions_are_enums() {
    let union = |schema: &str| {
        let schemas = format!(
            "schemas:\n  Note: {{type: object, properties: {{of: {schema}}}}}\n  A: {{type: object, required: [type, x], properties: {{type: {{const: a_one}}, x: {{type: string}}}}}}\n  B: {{type: object, required: [y], properties: {{y: {{type: string}}}}}}"
        );
        let text = source(&format!("/notes: {{get: {{operationId: read, {OK}}}}}"), &schemas);
        match text.contains("pub enum NoteOf") {
            true => item(&text, "NoteOf")
                .lines()
                .filter(|line| !line.starts_with("#[derive") && !line.starts_with(['p', '}']))
                .map(str::trim)
                .map(str::to_owned)
                .collect::<Vec<_>>(),
            false => item(&text, "Note")
                .lines()
                .filter(|line| line.contains("pub of"))
                .map(str::trim)
                .map(str::to_owned)
                .collect(),
        }
    };
    let (a, b) = ("{$ref: '#/components/schemas/A'}", "{$ref: '#/components/schemas/B'}");
    assert_eq!(
        union(&format!("{{oneOf: [{a}, {b}]}}")),
        ["#[wire(tag = \"type\")]", "AOne(A),", "#[wire(untagged)]", "B(B),"]
    );
    assert_eq!(
        union(&format!("{{anyOf: [{{type: string, enum: [auto]}}, {b}]}}")),
        ["#[wire(string)]", "Auto,", "#[wire(object)]", "B(B),"]
    );
    assert_eq!(
        union(
            "{oneOf: [{type: string}, {type: integer}, {type: boolean}, {type: array, items: {type: string}}]}"
        ),
        [
            "#[wire(string)]",
            "Text(String),",
            "#[wire(integer)]",
            "Integer(i64),",
            "#[wire(bool)]",
            "Bool(bool),",
            "#[wire(array)]",
            "List(Vec<String>),"
        ]
    );
    assert_eq!(
        union(&format!(
            "{{oneOf: [{b}, {{title: Named, type: object, required: [name], properties: {{name: {{type: string}}}}}}]}}"
        )),
        ["#[wire(key = \"y\")]", "Y(B),", "#[wire(key = \"name\")]", "Name(NoteOfName),"]
    );
    assert_eq!(union("{oneOf: [{type: string}, {type: 'null'}]}"), ["pub of: Option<String>,"]);
    assert_eq!(
        union(
            "{oneOf: [{type: object, properties: {z: {type: string}}}, {type: object, properties: {z: {type: integer}}}]}"
        ),
        ["pub of: Option<Value>,"]
    );
}

#[test]
fn a_member_that_also_stands_alone_keeps_its_tag() {
    let schemas = "schemas:\n  Note: {type: object, properties: {any: {oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]}, one: {$ref: '#/components/schemas/A'}}}\n  \
        A: {type: object, required: [type], properties: {type: {const: a}}}\n  B: {type: object, required: [type], properties: {type: {const: b}}}";
    let text = source(&format!("/notes: {{get: {{operationId: read, {OK}}}}}"), schemas);
    assert_eq!(
        item(&text, "A"),
        "#[derive(Clone, Debug, PartialEq, Object)]\n#[wire(lenient)]\npub struct A {\n    pub r#type: AType,\n}\n"
    );
    assert_eq!(item(&text, "B"), "#[derive(Clone, Debug, PartialEq, Object)]\npub struct B {\n}\n");
}

#[test]
fn parts_of_a_body() {
    let body = "requestBody: {required: true, content: {multipart/form-data: {schema: {type: object, required: [file], properties: {file: {type: string, format: binary}, \
        more: {type: array, items: {type: string, contentMediaType: application/octet-stream}}, meta: {type: object, properties: {a: {type: string}}}, name: {type: string}}}}}}";
    let text = source(
        &format!("/files: {{post: {{operationId: upload, {body}, responses: {{'204': {{}}}}}}}}"),
        "{}",
    );
    assert_eq!(
        item(&text, "UploadForm"),
        "#[derive(Debug, Multipart)]\npub struct UploadForm {\n    pub file: FilePart,\n    pub more: Option<Vec<FilePart>>,\n    #[wire(json)]\n    \
         pub meta: Option<UploadFormMeta>,\n    pub name: Option<String>,\n}\n"
    );
}

#[test]
fn each_operation_is_a_line_or_a_comment() {
    let reply = "responses: {'204': {}}";
    let paths = format!(
        "'/a/{{x}}': {{get: {{operationId: first, {reply}}}}}\n'/a/{{y}}': {{get: {{operationId: second, {reply}}}}}\n'/b/{{x}}{{y}}': {{get: {{operationId: third, {reply}}}}}\n\
         /c: {{servers: [{{url: 'https://other.example.com'}}], get: {{operationId: fourth, {reply}}}}}\n/d: {{trace: {{operationId: fifth, {reply}}}}}\n/e: {{get: 5}}"
    );
    let imported = imported(&paths, "{}");
    assert_eq!((imported.report.operations, imported.report.lines), (5, 2));
    let text = &imported.files[0].1;
    assert_eq!(
        comments(text),
        [
            "left out: `second`, GET /a/{y}: nothing tells its requests from those of `first`",
            "left out: `third`, GET /b/{x}{y}: two parameters are side by side in its path",
            "left out: `fourth`, GET /c: it is at another address, https://other.example.com",
        ]
    );
    assert_eq!(line(text, "fifth"), "fifth: \"TRACE\" /d -> empty;");
    let places: Vec<_> = imported.report.losses.iter().map(|(at, _)| at.to_string()).collect();
    assert_eq!(
        places,
        ["#/paths/~1e/get", "#/paths/~1a~1{y}/get", "#/paths/~1b~1{x}{y}/get", "#/paths/~1c/get"]
    );
}

#[test]
fn base_urls() {
    let url = |servers: &str, option: Option<&str>| {
        let text = format!(
            "openapi: 3.0.0\ninfo: {{title: Notes}}\nservers: {servers}\npaths: {{/a: {{get: {{responses: {{'204': {{}}}}}}}}}}"
        );
        let document = schematic_cli::document::Document::read(&text).expect("a document");
        let options = Options { base_url: option.map(str::to_owned), ..Options::default() };
        let text = import(&document, &options).files.remove(0).1;
        let line = lines(&text)
            .into_iter()
            .find(|line| line.starts_with("pub client"))
            .unwrap_or_default();
        line.split('"').nth(1).unwrap_or_default().to_owned()
    };
    assert_eq!(
        url("[{url: 'https://{host}.example.com/v1/', variables: {host: {default: api}}}]", None),
        "https://api.example.com/v1"
    );
    assert_eq!(url("[{url: '/v2'}]", None), "https://api.example.com/v2");
    assert_eq!(
        url("[{url: '/v2'}]", Some("https://notes.example.com")),
        "https://notes.example.com"
    );
    assert_eq!(url("[]", None), "https://api.example.com");
}

#[test]
fn a_selection_names_tags_paths_and_ids() {
    let operation = |method: &str, path: &str, id: &str, tag: &str| {
        format!(
            "{path}: {{{method}: {{operationId: {id}, tags: ['{tag}'], responses: {{'204': {{}}}}}}}}\n"
        )
    };
    let paths = [
        operation("get", "/a", "one", "First tag"),
        operation("post", "/a/b", "two", "b"),
        operation("get", "/ab", "three", "b"),
    ]
    .concat();
    let document = document("3.1.0", &paths, "{}");
    let selected = |word: &str| {
        let options = Options { only: Selection::new(vec![word.to_owned()]), ..Options::default() };
        import(&document, &options).report.operations
    };
    let counts = ["first tag", "b", "/a", "GET /a", "/a/", "three", "nothing"].map(selected);
    assert_eq!(counts, [1, 2, 2, 1, 2, 1, 0]);
}

#[test]
fn several_files_import_what_they_name() {
    let paths = format!(
        "/notes: {{get: {{operationId: read, tags: [notes], {OK}}}}}\n/tags: {{get: {{operationId: list, tags: [tags], responses: {{'200': {{content: {{application/json: {{schema: {{$ref: '#/components/schemas/Tag'}}}}}}}}}}}}}}"
    );
    let schemas = format!(
        "{NOTE}\n  Tag: {{type: object, properties: {{note: {{$ref: '#/components/schemas/Note'}}}}}}"
    );
    let options = Options { several_files: true, ..Options::default() };
    let files = import(&document("3.1.0", &paths, &schemas), &options).files;
    let names: Vec<_> = files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["mod.rs", "notes.rs", "tags.rs", "shared.rs"]);
    let uses = |index: usize| {
        files[index]
            .1
            .lines()
            .filter(|line| {
                line.contains("use ")
                    || line.starts_with("mod ")
                    || line.contains("group ") && !line.starts_with("//")
            })
            .map(str::trim)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        uses(0),
        [
            "mod notes;",
            "mod shared;",
            "mod tags;",
            "use schematic_api::api;",
            "pub use self::notes::*;",
            "pub use self::shared::*;",
            "pub use self::tags::*;",
            "group notes = notes::Notes;",
            "group tags = tags::Tags;",
        ]
    );
    assert_eq!(uses(1), ["use schematic_api::api;", "use super::Note;", "pub group Notes {"]);
    assert_eq!(
        uses(2),
        ["use schematic_api::{Extra, Object, api};", "use super::Note;", "pub group Tags {"]
    );
}

#[test]
fn broken_documents_are_imported_as_far_as_they_go() {
    let cases = [
        "paths: 5",
        "paths: {/a: 7}",
        "paths: {/a: {get: {responses: 1, parameters: 2, requestBody: 3, tags: 4}}}",
        "paths: {/a: {get: {parameters: [{in: query}, {name: x}, {$ref: '#/nowhere'}, {$ref: 'other.yaml'}]}}}",
        "paths: {/a: {$ref: '#/paths/~1a'}}",
        "paths: {/a: {get: {responses: {abc: {}, '999': {}}}}}",
        "paths: {/a: {post: {requestBody: {content: {application/json: {schema: {$ref: '#'}}}}}}}",
        "paths: {'': {get: {}}, '/a//b': {get: {}}, 'b c': {get: {}}, '/..': {get: {}}, '/{': {get: {}}}",
        "paths: {/a: {get: {operationId: '', tags: ['', '!!']}}}\ntags: 7\nservers: 1\nsecurity: x",
        "paths: {/a: {post: {requestBody: {content: {multipart/form-data: {schema: {$ref: '#/x'}}}}}}}",
        "components: {schemas: {A: {allOf: [{$ref: '#/components/schemas/A'}]}, B: {type: array, items: {$ref: '#/components/schemas/B'}}}}\n\
         paths: {/a: {get: {responses: {'200': {content: {application/json: {schema: {oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]}}}}}}}}",
    ];
    for case in cases {
        let text = format!("openapi: 3.1.0\n{case}");
        let document = schematic_cli::document::Document::read(&text)
            .unwrap_or_else(|error| panic!("{case}: {error}"));
        for several_files in [false, true] {
            let imported = import(&document, &Options { several_files, ..Options::default() });
            assert!(imported.report.lines <= imported.report.operations, "{case}");
        }
    }
}

#[test]
fn what_our_own_documents_say_is_taken_at_its_word() {
    let reply = "content: {application/json: {schema: {type: object, properties: {data: {type: array, items: {type: string}}}}}}";
    let operation = |path: &str, own: &str| {
        format!(
            "'{path}': {{get: {{operationId: x{}, x-schematic: {{{own}}}, responses: {{'200': {{{reply}}}}}}}}}\n",
            path.len()
        )
    };
    let paths = [
        operation(
            "/a",
            "name: runs.list, paged_by: {number: page, from: 0}, timeout_ms: 30000, retry: {retries: 2, on: [429, 5XX]}",
        ),
        operation("/bb", "name: runs.every, paged_by: {link: next}, paged_back_by: {link: prev}"),
        operation(
            "/ccc",
            "name: runs.skip, paged_by: {offset: skip, from: 1}, idempotent: true, timeout_ms: 1500",
        ),
        operation("/dd/{path}", "name: files.read, rest: path"),
    ];
    let text = source(&paths.concat(), "{}");
    let found = lines(&text);
    let found: Vec<_> =
        found.iter().filter(|line| line.contains(" /") || line.starts_with("group")).collect();
    assert_eq!(
        found,
        [
            "group runs {",
            "list: GET /a -> RunsListResponse paged by number page from 0 retry 2 on 429 5xx timeout 30 s;",
            "every: GET /bb -> RunsEveryResponse paged by link back by link;",
            "skip: GET /ccc -> RunsSkipResponse paged by offset skip from 1 timeout 1500 ms idempotent;",
            "group files {",
            "read: GET /dd/<path..> -> FilesReadResponse;",
        ]
    );
}

#[test]
fn several_things_are_listed() {
    let named = |id: &str, schema: &str| {
        let reply = format!(
            "responses: {{'200': {{content: {{application/json: {{schema: {schema}}}}}}}}}"
        );
        let paths = format!(
            "/things: {{get: {{operationId: {id}, tags: [{}], {reply}}}}}\n/other: {{get: {{operationId: o, tags: [other], responses: {{'204': {{}}}}}}}}",
            id.trim_start_matches("get")
        );
        let lines = lines(&source(&paths, "{}"));
        let line = lines.iter().find(|line| line.contains("GET /things"));
        line.and_then(|line| line.split(':').next()).unwrap_or_default().to_owned()
    };
    assert_eq!(named("getNotes", "{type: array, items: {type: string}}"), "list");
    assert_eq!(
        named(
            "getNotes",
            "{type: object, properties: {notes: {type: object, properties: {items: {type: array}}}}}"
        ),
        "list"
    );
    assert_eq!(named("getSettings", "{type: object, properties: {theme: {type: string}}}"), "get");
}

#[test]
fn no_file_has_the_name_of_its_module() {
    let operation = |tag: &str| {
        format!(
            "/{tag}: {{get: {{operationId: x{tag}, tags: [{tag}], responses: {{'204': {{}}}}}}}}\n"
        )
    };
    let document = document("3.1.0", &[operation("api"), operation("slack")].concat(), "{}");
    let names = |module: &str| {
        let options =
            Options { several_files: true, module: Some(module.to_owned()), ..Options::default() };
        import(&document, &options).files.into_iter().map(|(name, _)| name).collect::<Vec<_>>()
    };
    assert_eq!(names("api"), ["mod.rs", "api2.rs", "slack.rs"]);
    assert_eq!(names("slack"), ["mod.rs", "api.rs", "slack2.rs"]);
}
