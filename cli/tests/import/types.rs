//! Types of objects and unions.

use crate::OK;
use crate::support::{item, source};

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
