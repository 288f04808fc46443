//! What an import says of fields and parameters for documents: defaults, limits, and what is always there.

mod support;

use support::{line, source};

const BODY: &str = "requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/Note'}}}}";
const REPLY: &str = "responses: {'200': {content: {application/json: {schema: {$ref: '#/components/schemas/Note'}}}}}";

/// The fields of the `Note` of a call that sends it, with these properties.
fn sent(properties: &[&str]) -> String {
    note(
        &format!("post: {{operationId: make, {BODY}, responses: {{'204': {{}}}}}}"),
        "",
        properties,
    )
}

/// The fields of the `Note` of a call that receives it.
fn received(required: &str, properties: &[&str]) -> String {
    note(&format!("get: {{operationId: read, {REPLY}}}"), required, properties)
}

fn note(operation: &str, required: &str, properties: &[&str]) -> String {
    let schema = format!(
        "schemas:\n  Kind: {{type: string, enum: [short, long]}}\n  Note: {{type: object, required: [{required}], properties: {{{}}}}}",
        properties.join(", ")
    );
    let source = source(&format!("/notes: {{{operation}}}"), &schema);
    let body =
        source.split("pub struct Note {\n").nth(1).and_then(|rest| rest.split("\n}\n").next());
    body.unwrap_or_else(|| panic!("no `Note` in\n{source}")).to_owned()
}

/// The lines, without those of what is not known.
fn fields(note: &str) -> Vec<&str> {
    let lines = note.lines().map(str::trim);
    lines.filter(|line| !line.contains("extra: Extra") && !line.contains("Additional")).collect()
}

#[test]
fn a_default_that_is_a_value_of_the_type_is_an_attribute() {
    let cases = [
        ("{type: string, default: 'a \"b\"'}", r#"if_absent = "a \"b\"""#, "String"),
        ("{type: integer, default: 20}", "if_absent = 20", "i64"),
        ("{type: integer, default: -1.0}", "if_absent = -1", "i64"),
        ("{type: number, default: 0.5}", "if_absent = 0.5", "f64"),
        ("{type: number, default: 1e-8}", "if_absent = 1e-8", "f64"),
        ("{type: boolean, default: true}", "if_absent = true", "bool"),
        ("{$ref: '#/components/schemas/Kind', default: long}", r#"if_absent = "long""#, "Kind"),
        (
            "{type: array, items: {type: string}, default: [a, b]}",
            r#"if_absent = ["a", "b"]"#,
            "Vec<String>",
        ),
        ("{type: array, items: {type: integer}, default: []}", "if_absent = []", "Vec<i64>"),
    ];
    for (schema, attribute, ty) in cases {
        let note = sent(&[&format!("field: {schema}")]);
        assert_eq!(
            fields(&note),
            [format!("#[wire({attribute})]"), format!("pub field: Option<{ty}>,")],
            "{schema}"
        );
    }
}

#[test]
fn a_default_of_another_type_stays_in_the_docs() {
    let cases = [
        ("{type: integer, default: many}", "/// Default: `many`.", "i64"),
        ("{type: integer, default: 0.5}", "/// Default: `0.5`.", "i64"),
        ("{type: string, default: 5}", "/// Default: `5`.", "String"),
        ("{$ref: '#/components/schemas/Kind', default: 5}", "/// Default: `5`.", "Kind"),
        (
            "{type: array, items: {type: integer}, default: [a]}",
            "/// Default: `[\"a\"]`.",
            "Vec<i64>",
        ),
    ];
    for (schema, docs, ty) in cases {
        let note = sent(&[&format!("field: {schema}")]);
        assert_eq!(
            fields(&note),
            [docs.to_owned(), format!("pub field: Option<{ty}>,")],
            "{schema}"
        );
    }
}

#[test]
fn limits_are_attributes_of_types_that_have_such_limits() {
    let cases = [
        ("{type: integer, minimum: 0, maximum: 10}", "#[wire(min = 0, max = 10)]"),
        ("{type: integer, format: uint64, minimum: 0, maximum: 10}", "#[wire(max = 10)]"),
        ("{type: number, minimum: 0.5}", "#[wire(min = 0.5)]"),
        (
            "{type: string, minLength: 1, maxLength: 5, pattern: '^a\\d$'}",
            r#"#[wire(min_length = 1, max_length = 5, pattern = "^a\\d$")]"#,
        ),
        (
            "{type: array, minItems: 1, maxItems: 5, items: {type: string}}",
            "#[wire(min_items = 1, max_items = 5)]",
        ),
        (
            "{type: integer, minimum: 1, maximum: 100, default: 20}",
            "#[wire(min = 1, max = 100, if_absent = 20)]",
        ),
    ];
    for (schema, attribute) in cases {
        let note = sent(&[&format!("field: {schema}")]);
        let attributes: Vec<_> =
            fields(&note).into_iter().filter(|line| line.starts_with('#')).collect();
        assert_eq!(attributes, [attribute], "{schema}");
    }
    // These are about other types, or about no value at all.
    let without = [
        "{type: integer, minLength: 1}",
        "{type: integer, minimum: 5, maximum: 1}",
        "{type: string, minLength: 0}",
    ];
    for schema in without {
        let note = sent(&[&format!("field: {schema}")]);
        assert!(!fields(&note).iter().any(|line| line.starts_with('#')), "{schema}: {note}");
    }
}

#[test]
fn what_is_promised_is_said_where_the_type_does_not_say_it() {
    let note = received(
        "total, at",
        &[
            "total: {type: integer, default: 0}",
            "at: {type: [integer, 'null'], default: 5}",
            "tags: {type: array, items: {type: string}, default: []}",
        ],
    );
    assert_eq!(
        fields(&note),
        [
            "#[wire(documented = \"required\", if_absent = 0)]",
            "pub total: i64,",
            "#[wire(nullable, documented = \"required\", if_absent = 5)]",
            "pub at: Option<i64>,",
            "#[wire(if_absent = [])]",
            "pub tags: Option<Vec<String>>,",
        ]
    );
    // What is only received is left out of a body, and is always in a reply.
    let both = note_of_both("id", &["id: {type: integer, readOnly: true}"]);
    assert_eq!(
        fields(&both),
        [
            "/// Only received.",
            "#[wire(documented = \"required\", read_only)]",
            "pub id: Option<i64>,"
        ]
    );
    let both = note_of_both("key", &["key: {type: string, writeOnly: true}"]);
    assert_eq!(
        fields(&both),
        [
            "/// Only sent.",
            "#[wire(documented = \"required\", write_only)]",
            "pub key: Option<String>,"
        ]
    );
}

fn note_of_both(required: &str, properties: &[&str]) -> String {
    note(&format!("post: {{operationId: make, {BODY}, {REPLY}}}"), required, properties)
}

#[test]
fn what_has_to_be_sent_is_never_absent() {
    let note = note(
        &format!("post: {{operationId: make, {BODY}, responses: {{'204': {{}}}}}}"),
        "size",
        &["size: {type: integer, default: 5}"],
    );
    assert_eq!(fields(&note), ["/// Default: `5`.", "pub size: i64,"]);
}

/// The line of a `GET` with one parameter.
fn with_parameter(parameter: &str) -> String {
    let path = format!(
        "/notes: {{get: {{operationId: read, parameters: [{{{parameter}}}], responses: {{'204': {{}}}}}}}}"
    );
    line(&source(&path, "schemas: {}"), "read")
}

#[test]
fn the_default_of_an_optional_parameter_is_on_its_line() {
    let cases = [
        (
            "name: limit, in: query, schema: {type: integer, default: 20}",
            "read: GET /notes?<limit: i64? if_absent 20> -> empty;",
        ),
        (
            "name: sort, in: query, schema: {type: string, default: asc}",
            "read: GET /notes?<sort: String? if_absent \"asc\"> -> empty;",
        ),
        (
            "name: X-Depth, in: header, schema: {type: boolean, default: false}",
            "read: GET /notes (header \"X-Depth\": bool? if_absent false) -> empty;",
        ),
        // A caller has to give it.
        (
            "name: limit, in: query, required: true, schema: {type: integer, default: 20}",
            "read: GET /notes?<limit: i64> -> empty;",
        ),
        // Only a single value stands in a line.
        (
            "name: tags, in: query, schema: {type: array, items: {type: string}, default: [a]}",
            "read: GET /notes?<tags: Vec<String>?> -> empty;",
        ),
        (
            "name: limit, in: query, schema: {type: integer, default: many}",
            "read: GET /notes?<limit: i64?> -> empty;",
        ),
    ];
    for (parameter, line) in cases {
        assert_eq!(with_parameter(parameter), line);
    }
}

#[test]
fn a_long_attribute_has_a_line_for_each_word() {
    let note = sent(&[
        "text: {type: [string, 'null'], minLength: 1, maxLength: 64, pattern: '^[a-z]+$', default: 'some text'}",
        "id: {type: integer}",
    ]);
    let attribute: Vec<_> =
        note.lines().skip_while(|line| !line.contains("#[wire(")).take(7).collect();
    assert_eq!(
        attribute,
        [
            "    #[wire(",
            "        accepts_null,",
            "        min_length = 1,",
            "        max_length = 64,",
            "        pattern = \"^[a-z]+$\",",
            "        if_absent = \"some text\"",
            "    )]",
        ]
    );
}
