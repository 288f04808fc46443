//! Replies, errors and streams.

use crate::support::{item, line, lines, source};
use crate::{NOTE, OK};

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
        (format!("'200': {{{note}}}, '201': {{{note}}}"), "200 201 Note"),
        (format!("'201': {{{note}}}"), "201 Note"),
        (format!("'200': {{{note}}}, '202': {{}}"), "Note? none on 202"),
        (format!("'201': {{{note}}}, '202': {{}}, '204': {{}}"), "201 Note? none on 202 204"),
        (format!("'204': {{{note}}}"), "Note"),
        ("'202': {description: soon}".to_owned(), "202 empty"),
        ("'200': {}, '202': {}".to_owned(), "empty"),
        ("'201': {content: {text/event-stream: {}}}".to_owned(), "201 sse ReadEvent"),
        (
            "'200': {content: {application/json: {schema: {type: string}}, text/xml: {schema: {type: string}}, image/*: {schema: {type: string}}}}".to_owned(),
            "json String also \"text/xml\"",
        ),
        ("'200': {content: {text/plain: {schema: {type: string}}, text/html: {schema: {type: string}}}}".to_owned(), "text also \"text/html\""),
        (format!("'204': {{}}, '200': {{{note}}}"), "Note?"),
        (format!("'200': {{{}}}", json("{type: [object, 'null'], properties: {a: {type: string}}}")), "ReadResponse?"),
        ("'204': {description: none}".to_owned(), "empty"),
        ("'302': {description: elsewhere}".to_owned(), "empty"),
        (format!("'200': {{{}}}", json("{type: string}")), "json String"),
        (format!("'200': {{{}}}", json("{type: array, items: {type: integer}}")), "Vec<i64>"),
        (format!("'200': {{{}}}", json("{}")), "Value"),
        (format!("'200': {{{}}}", json("{type: object, additionalProperties: {type: string}}")), "BTreeMap<String, String>"),
        ("'200': {content: {application/vnd.x+json: {schema: {$ref: '#/components/schemas/Note'}}}}".to_owned(), "Note as \"application/vnd.x+json\""),
        ("'200': {content: {application/vnd.x+json: {schema: {$ref: '#/components/schemas/Note'}}, application/json: {schema: {$ref: '#/components/schemas/Note'}}}}".to_owned(), "Note also \"application/vnd.x+json\""),
        ("'200': {content: {text/csv: {schema: {type: string}}}}".to_owned(), "text as \"text/csv\""),
        ("'200': {content: {image/png: {}}}".to_owned(), "bytes as \"image/png\""),
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

/// Where the client has no type, what the document says of an error is at least its status.
#[test]
fn errors_of_which_the_document_says_little() {
    let any = "content: {application/json: {}}";
    let xml = "content: {application/xml: {}}";
    let replies =
        format!("'204': {{}}, '404': {{}}, '409': {{{any}}}, '410': {{{xml}}}, 5XX: {{}}");
    assert_eq!(
        with_replies(&replies),
        "read: GET /notes -> empty { error 409: Value; error 404 5xx: empty; }"
    );
    let default = "'204': {}, default: {description: Any other}";
    assert_eq!(with_replies(default), "read: GET /notes -> empty { error 4xx 5xx: empty; }");
}

#[test]
fn errors_have_their_media_types() {
    let schema = "{schema: {$ref: '#/components/schemas/Note'}}";
    let replies = format!(
        "'204': {{}}, '404': {{content: {{application/problem+json: {schema}, application/problem+xml: {schema}}}}}"
    );
    let paths = format!("/notes: {{get: {{operationId: read, responses: {{{replies}}}}}}}");
    let text = source(&paths, NOTE);
    let client = "error Note as \"application/problem+json\" also \"application/problem+xml\";";
    assert!(lines(&text).contains(&client.to_owned()), "{text}");
    let other = replies.replace("Note", "Other");
    let paths = format!(
        "{paths}\n/a: {{get: {{operationId: a, responses: {{{replies}}}}}}}\n/b: {{get: {{operationId: other, responses: {{{other}}}}}}}"
    );
    let text = source(
        &paths,
        &format!("{NOTE}\n  Other: {{type: object, properties: {{b: {{type: string}}}}}}"),
    );
    assert_eq!(
        line(&text, "other"),
        "other: GET /b -> empty { error 404: Other as \"application/problem+json\" also \"application/problem+xml\"; }"
    );
}

/// A reply among the components is one type, named after it, for all operations.
#[test]
fn replies_that_operations_share_are_one_type() {
    let shared = "$ref: '#/components/responses/Trouble'";
    let path = |id: &str| {
        format!(
            "/{id}: {{get: {{operationId: {id}, responses: {{'204': {{}}, default: {{{shared}}}}}}}}}\n"
        )
    };
    let components = "responses:\n  Trouble: {content: {application/json: {schema: {type: object, properties: {message: {type: string}}}}}}";
    let text = source(&(path("one") + &path("two")), components);
    assert!(lines(&text).contains(&"error Trouble;".to_owned()), "{text}");
    assert_eq!(text.matches("pub struct ").count(), 1);
}

/// `default` and a flag that is always `false` in it: the error comes with either status.
#[test]
fn an_error_of_any_status_is_declared_for_both() {
    let error = "Failure: {type: object, required: [ok], properties: {ok: {type: boolean, enum: [false]}, error: {type: string}}}";
    let json = |name: &str| {
        format!(
            "content: {{application/json: {{schema: {{$ref: '#/components/schemas/{name}'}}}}}}"
        )
    };
    let path = |id: &str, error: &str| {
        format!(
            "/{id}: {{get: {{operationId: {id}, responses: {{'200': {{{}}}, default: {{{}}}}}}}}}\n",
            json("Note"),
            json(error)
        )
    };
    let other = error.replace("Failure:", "Other:");
    let paths = path("one", "Failure") + &path("two", "Failure") + &path("three", "Other");
    let note = "Note: {type: object, properties: {a: {type: string}}}";
    let text = source(&paths, &format!("schemas:\n  {note}\n  {error}\n  {other}"));
    let found = lines(&text);
    for expected in [
        "error Failure;",
        "error Failure when ok = false;",
        "one: GET /one -> Note;",
        "three: GET /three -> Note error 4xx 5xx: Other when ok = false;",
    ] {
        assert!(found.contains(&expected.to_owned()), "{expected}\n{text}");
    }
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
    // A reply that has to have the word for JSON has it here, too.
    let flag = "responses: {'200': {content: {application/json: {schema: {type: boolean}}}}}";
    let text = source(&paths.replacen(OK, flag, 1), NOTE);
    assert_eq!(
        line(&text, "read"),
        "read: POST /notes (json Note) -> json bool | sse NoteEvent when stream;"
    );
}
