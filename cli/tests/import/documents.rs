//! Documents as a whole: what is left out, selected, divided among files, or broken.

use crate::support::{comments, document, imported, line, lines, source};
use crate::{NOTE, OK};
use schematic_cli::document::Document;
use schematic_cli::import::{Options, Selection, import};

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
            "left out: `fourth`, GET /c: it is at another address, https://other.example.com; `--only` and `--base-url` make a client of its own for it",
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

/// Twenty schemas, each of which has the next one twice in it: a million ways.
#[test]
fn schemas_that_many_ways_lead_to_are_read_once() {
    let ways = [
        "{allOf: [NEXT, NEXT]}",
        "{anyOf: [NEXT, NEXT, {type: array, items: NEXT}]}",
        "{oneOf: [{allOf: [NEXT, {properties: {a: {}}}]}, {allOf: [NEXT, {properties: {b: {}}}]}]}",
    ];
    for (way, closed) in ways.into_iter().flat_map(|way| [(way, true), (way, false)]) {
        let schema = |at: usize| {
            let next = if closed { (at + 1) % 20 } else { at + 1 };
            let next = format!("{{$ref: '#/components/schemas/T{next}'}}");
            format!("  T{at}: {}\n", way.replace("NEXT", &next))
        };
        let schemas: String = (0..20).map(schema).collect();
        let schemas = format!("schemas:\n{schemas}  T20: {{type: string}}");
        let reply = "responses: {'200': {content: {application/json: {schema: {$ref: '#/components/schemas/T0'}}}}}";
        let text = source(&format!("/a: {{get: {{operationId: a, {reply}}}}}"), &schemas);
        assert!(text.contains("a: GET /a"), "{way}: {text}");
    }
}

/// What the service sends has types, as far as its operations and the selection go.
#[test]
fn webhooks_and_callbacks_have_types() {
    let body = |schema: &str| {
        format!(
            "post: {{requestBody: {{content: {{application/json: {{schema: {schema}}}}}}}, responses: {{'204': {{}}}}}}"
        )
    };
    let progress = body("{type: object, properties: {progress: {type: integer}}}");
    let callbacks =
        format!("callbacks: {{progress: {{'{{$request.body#/url}}': {{{progress}}}}}}}");
    let read = body("{$ref: '#/components/schemas/Read'}");
    let schemas = "Note: {type: object, properties: {text: {type: string}}}, \
         Read: {type: object, description: A reader., required: [by], properties: {by: {type: string}}}";
    let text = format!(
        "openapi: 3.1.0\npaths: {{/notes: {{post: {{operationId: create, {OK}, {callbacks}}}}}}}\n\
         webhooks: {{noteRead: {{{read}}}, ping: {{get: {{responses: {{'204': {{}}}}}}}}}}\n\
         components: {{schemas: {{{schemas}}}}}"
    );
    let document = Document::read(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let imported = |only: &[&str]| {
        let only = Selection::new(only.iter().map(|&word| word.to_owned()).collect());
        import(&document, &Options { only, ..Options::default() }).files.remove(0).1
    };
    let all = imported(&[]);
    for part in [
        "// the webhook `noteRead` has the body `Read`\n",
        "// lost: the webhook `ping`, which has no body of JSON\n",
        "// the callback `progress` has the body `ProgressCallback`\n",
        "/// A reader.\n///\n/// The body of the webhook `noteRead`, which the service sends.\n#[derive(Clone, Debug, PartialEq, Object)]\n#[wire(lenient)]\npub struct Read {",
        "/// The body of the callback `progress`, which the service sends.\n",
        "    pub progress: Option<i64>,\n",
    ] {
        assert!(all.contains(part), "{part}\n{all}");
    }
    let one = imported(&["POST /notes"]);
    assert!(one.contains("pub struct ProgressCallback") && !one.contains("noteRead"), "{one}");
}

#[test]
fn types_alone_have_no_client() {
    let schemas = "schemas:\n  Note: {type: object, required: [note_id], properties: {note_id: {type: string}}}\n  Unused: {type: string, enum: [a, b]}";
    let document = document(
        "3.1.0",
        &format!("/notes/{{note_id}}: {{get: {{operationId: read, {OK}}}}}"),
        schemas,
    );
    let options = Options { types_only: true, ..Options::default() };
    let text = import(&document, &options).files.remove(0).1;
    assert!(!text.contains("api!"), "{text}");
    assert!(text.contains("\nuse schematic_api::{Extra, Object, StringEnum};\n"), "{text}");
    assert!(text.contains("    pub note_id: String,\n"), "{text}");
    assert!(text.contains("pub enum Unused {"), "{text}");
    let only = Selection::new(vec!["read".to_owned()]);
    let text = import(&document, &Options { only, ..options }).files.remove(0).1;
    assert!(text.contains("pub struct Note") && !text.contains("Unused"), "{text}");
}

/// An operation at another address is part of another client, which has that address.
#[test]
fn another_address_is_another_client() {
    let paths = format!(
        "/notes: {{get: {{operationId: list, {OK}}}}}\n/files: {{servers: [{{url: 'https://files.example.com'}}], post: {{operationId: upload, {OK}}}}}"
    );
    let document = document("3.1.0", &paths, NOTE);
    let text = import(&document, &Options::default()).files.remove(0).1;
    assert!(!lines(&text).iter().any(|line| line.starts_with("upload:")), "{text}");
    let options = Options {
        only: Selection::new(vec!["POST /files".to_owned()]),
        base_url: Some("https://files.example.com".to_owned()),
        ..Options::default()
    };
    let text = import(&document, &options).files.remove(0).1;
    assert!(text.contains("at \"https://files.example.com\""), "{text}");
    assert_eq!(line(&text, "upload"), "upload: POST /files -> Note;");
}
