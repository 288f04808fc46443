//! How documents are read: both formats, references, and the forms of schemas.

mod support;

use schematic_cli::document::{Document, DocumentError, Node, Pointer, Version};
use schematic_cli::schema::{Class, How, Kind, Schemas, classify};
use support::{document, schema};

fn read(text: &str) -> Result<Document, DocumentError> {
    Document::read(text)
}

#[test]
fn versions() {
    let cases = [
        ("{\"openapi\": \"3.0.3\"}", Version::V3_0),
        ("openapi: 3.1.0", Version::V3_1),
        ("openapi: 3.1", Version::V3_1),
        ("openapi: '3.2.0'", Version::V3_2),
        ("\u{feff}{openapi: 3.0.0}", Version::V3_0),
    ];
    for (text, version) in cases {
        assert_eq!(read(text).map(|document| document.version()), Ok(version), "{text}");
    }
}

#[test]
fn what_is_no_document_is_an_error_with_its_place() {
    let cases = [
        ("{\"openapi\" \"3.0.0\"}", "line 1, column 12: this is no JSON: expected `:`"),
        (
            "a: [1",
            "line 2, column 1: this is no YAML: while parsing a flow sequence, expected ',' or ']'",
        ),
        ("[]", "#: this is no document of OpenAPI 3: this is no object"),
        (
            "info: {}",
            "#/openapi: this is no document of OpenAPI 3: the version of OpenAPI is missing",
        ),
        (
            "openapi: 4.0.0",
            "#/openapi: this is no document of OpenAPI 3: `4.0.0` is no version of OpenAPI 3",
        ),
        ("? [a]\n: b", "line 1, column 5: this is no YAML: a key is no string"),
        ("", "#: this is no document of OpenAPI 3: this is no object"),
    ];
    for (text, message) in cases {
        let error = read(text).expect_err(text).to_string();
        assert_eq!(error, message, "{text}");
    }
    assert_eq!(read("swagger: '2.0'").map(drop), Err(DocumentError::Swagger));
}

#[test]
fn values_that_are_too_deep_or_too_many_are_errors() {
    let deep = format!("openapi: 3.0.0\nx: {}1{}", "[".repeat(200), "]".repeat(200));
    assert!(matches!(read(&deep), Err(DocumentError::Syntax { .. })));
    let json =
        format!("{{\"openapi\": \"3.0.0\", \"x\": {}1{}}}", "[".repeat(200), "]".repeat(200));
    assert!(matches!(read(&json), Err(DocumentError::Syntax { .. })));
    // Each line stands for ten times as many values as the one before.
    let mut laughs = "openapi: 3.0.0\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..9 {
        let items = vec![format!("*a{}", level - 1); 10].join(", ");
        laughs += &format!("a{level}: &a{level} [{items}]\n");
    }
    assert!(matches!(read(&laughs), Err(DocumentError::Syntax { .. })));
}

#[test]
fn yaml_has_the_values_of_json() {
    let yaml = "openapi: 3.0.0\nx: &x {a: 1, b: no}\ny: {<<: *x, b: 1e-08}\nz: |\n  text\n200: ok\nw: !!str 12\n";
    let json = r#"{"openapi": "3.0.0", "x": {"a": 1, "b": "no"}, "y": {"b": 1e-8, "a": 1}, "z": "text\n", "200": "ok", "w": "12"}"#;
    let (yaml, json) = (read(yaml).expect("YAML"), read(json).expect("JSON"));
    assert_eq!(yaml.root(), json.root());
    let keys: Vec<_> =
        yaml.root().as_object().into_iter().flatten().map(|(key, _)| key.as_str()).collect();
    assert_eq!(keys, ["openapi", "x", "y", "z", "200", "w"]);
}

#[test]
fn references_lead_anywhere_in_the_document() {
    let document = read(
        "{openapi: 3.1.0, paths: {'/a/{id}': {x~y: {v: 1}}}, components: {schemas: {A: {$ref: '#/components/schemas/B'}, \
         B: {$anchor: b, v: 2}, C: {$ref: '#/components/schemas/C'}}}}",
    )
    .expect("a document");
    let follow = |reference: &str| {
        let node = Node::Object(
            [("$ref".to_owned(), Node::String(reference.to_owned()))].into_iter().collect(),
        );
        let found = document.follow(&node, &Pointer::root());
        found.map(|found| (found.at.to_string(), found.node.get("v").map(Node::to_string)))
    };
    let found = |at: &str, value: &str| Ok((at.to_owned(), Some(value.to_owned())));
    assert_eq!(follow("#/paths/~1a~1%7Bid%7D/x~0y"), found("#/paths/~1a~1{id}/x~0y", "1"));
    assert_eq!(follow("#/components/schemas/A"), found("#/components/schemas/B", "2"));
    assert_eq!(follow("#b"), found("#/components/schemas/B", "2"));
    let (at, to) = (Pointer::root(), |text: &str| text.to_owned());
    assert_eq!(
        follow("#/nowhere"),
        Err(DocumentError::Dangling { at: at.clone(), reference: to("#/nowhere") })
    );
    assert_eq!(
        follow("other.yaml#/A"),
        Err(DocumentError::External { at: at.clone(), reference: to("other.yaml#/A") })
    );
    assert_eq!(follow("#/components/schemas/C"), Err(DocumentError::Circle { at }));
}

#[test]
fn a_property_may_be_called_ref() {
    let schema = schema("3.1.0", "T: {type: object, properties: {$ref: {type: string}}}");
    assert_eq!(
        schema.fields().iter().map(|field| field.name.as_str()).collect::<Vec<_>>(),
        ["$ref"]
    );
}

#[test]
fn every_spelling_of_null_is_one_flag() {
    let spellings = [
        "T: {type: string, nullable: true}",
        "T: {type: [string, 'null']}",
        "T: {anyOf: [{type: string}, {type: 'null'}]}",
        "T: {oneOf: [{type: 'null'}, {type: string}]}",
        "T: {anyOf: [{type: string}, {nullable: true}]}",
        "T: {allOf: [{type: string}, {nullable: true}]}",
        "T: {allOf: [{type: string, nullable: true}]}",
        "T: {anyOf: [{type: string}, {const: null}]}",
        "T: {$ref: '#/components/schemas/U'}\nU: {type: string, nullable: true}",
        "T: {$ref: '#/components/schemas/U', nullable: true}\nU: {type: string}",
    ];
    for spelling in spellings {
        let document = document("3.0.3", "{}", &format!("schemas:\n{}", support::indent(spelling)));
        let schemas = Schemas::new(&document);
        let at = Pointer::root().child("components").child("schemas").child("T");
        let node = document.get(&at).expect("the schema");
        let schema = schemas.read(node, &at);
        let kind = schemas.resolve(&schema).kind.clone();
        assert_eq!((schema.nullable, kind), (true, Kind::String(None)), "{spelling}");
    }
    let listed = schema("3.1.0", "T: {enum: [a, null]}");
    assert!(listed.nullable && listed.constant() == Some("a"));
    assert!(!schema("3.1.0", "T: {type: string}").nullable);
    assert!(!schema("3.1.0", "T: {}").nullable);
}

#[test]
fn kinds_of_schemas() {
    use schematic_cli::schema::IntegerFormat::{I32, I64, U32};
    let cases = [
        ("T: {type: integer}", Kind::Integer(I64)),
        ("T: {type: integer, format: int32, minimum: 0}", Kind::Integer(I32)),
        ("T: {type: integer, format: uint32}", Kind::Integer(U32)),
        ("T: {type: number}", Kind::Number),
        ("T: {anyOf: [{type: integer}, {type: number}]}", Kind::Number),
        ("T: {const: true}", Kind::Bool),
        ("T: {type: string, enum: [1, 2]}", Kind::String(None)),
        ("T: {enum: [1, 2]}", Kind::Integer(I64)),
        ("T: {pattern: a}", Kind::String(None)),
        ("T: true", Kind::Any),
        ("T: {type: string, format: date-time}", Kind::String(Some("date-time".to_owned()))),
    ];
    for (text, kind) in cases {
        let read = schema("3.1.0", text);
        let document = document("3.1.0", "{}", "schemas: {}");
        let read = match &read.kind {
            Kind::Union(union) => match classify(&Schemas::new(&document), union) {
                Class::One(one) => one.kind,
                other => panic!("{text}: {other:?}"),
            },
            _ => read.kind,
        };
        assert_eq!(read, kind, "{text}");
    }
}

#[test]
fn lists_of_strings() {
    let values = |text: &str| match schema("3.1.0", text).kind {
        Kind::Enum(listed) => {
            let texts: Vec<_> =
                listed.values.into_iter().map(|value| (value.text, value.description)).collect();
            (texts, listed.open)
        }
        other => panic!("{text}: {other:?}"),
    };
    let plain = |text: &str| (text.to_owned(), None);
    assert_eq!(values("T: {type: string, enum: [a, b, a]}"), (vec![plain("a"), plain("b")], false));
    assert_eq!(
        values("T: {anyOf: [{type: string, enum: [a]}, {type: string}]}"),
        (vec![plain("a")], true)
    );
    assert_eq!(
        values("T: {oneOf: [{const: a, description: First.}, {const: b}]}"),
        (vec![("a".to_owned(), Some("First.".to_owned())), plain("b")], false)
    );
}

#[test]
fn parts_of_all_of_are_merged() {
    let merged = schema(
        "3.0.0",
        "T: {allOf: [{$ref: '#/components/schemas/U'}, {type: object, properties: {b: {type: string, enum: [x]}, c: {type: integer}}}, {required: [a]}]}\n\
         U: {type: object, required: [b], properties: {a: {type: string}, b: {type: string}}}",
    );
    let fields: Vec<_> =
        merged.fields().iter().map(|field| (field.name.as_str(), field.required)).collect();
    assert_eq!(fields, [("a", true), ("b", true), ("c", false)]);
    assert_eq!(merged.fields()[1].schema.constant(), Some("x"));
    // What is part of itself ends.
    let circle = schema(
        "3.0.0",
        "T: {allOf: [{$ref: '#/components/schemas/T'}, {type: object, properties: {a: {type: string}}}]}",
    );
    assert_eq!(circle.fields().len(), 1);
}

/// How the members of a union are told apart: the tag, and a word for each member.
fn told(schemas: &str) -> (Option<String>, Vec<String>) {
    let document = document("3.1.0", "{}", &format!("schemas:\n{}", support::indent(schemas)));
    let all = Schemas::new(&document);
    let at = Pointer::root().child("components").child("schemas").child("T");
    let schema = all.get(&at);
    let Kind::Union(union) = &schema.kind else {
        return (None, vec![format!("{:?}", schema.kind)]);
    };
    match classify(&all, union) {
        Class::Told(told) => {
            let words = told.variants.iter().map(|variant| match &variant.how {
                How::Tag(values) => values.join("|"),
                How::Key(key) => format!("key {key}"),
                other => format!("{other:?}"),
            });
            let left_out = told.left_out.iter().map(|_| "left out".to_owned());
            (told.tag, words.chain(left_out).collect())
        }
        Class::One(_) => (None, vec!["one".to_owned()]),
        Class::Unclear(_) => (None, vec!["unclear".to_owned()]),
    }
}

#[test]
fn unions_are_told_apart() {
    let objects = "\nA: {type: object, required: [type], properties: {type: {const: a}, x: {type: string}}}\n\
                   B: {type: object, required: [type], properties: {type: {$ref: '#/components/schemas/Bs'}}}\nBs: {enum: [b, c]}\n\
                   C: {type: object, required: [x], properties: {x: {type: string}}}\n\
                   D: {type: object, required: [y], properties: {y: {type: string}}}\n\
                   E: {type: object, properties: {z: {type: string}}}";
    let reference = |name: &str| format!("{{$ref: '#/components/schemas/{name}'}}");
    let union = |members: &[&str]| {
        let members: Vec<_> = members
            .iter()
            .map(|it| if it.len() == 1 { reference(it) } else { (*it).to_owned() })
            .collect();
        told(&format!("T: {{oneOf: [{}]}}{objects}", members.join(", ")))
    };
    let words = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect::<Vec<_>>();
    let tag = Some("type".to_owned());
    let cases: &[(&[&str], Option<String>, &[&str])] = &[
        (&["A", "B"], tag.clone(), &["a", "b|c"]),
        (&["A", "B", "{type: string}"], tag.clone(), &["a", "b|c", "String"]),
        (&["A", "C"], tag, &["a", "Untagged"]),
        (&["C", "D"], None, &["key x", "key y"]),
        (&["C", "D", "E"], None, &["key x", "key y", "left out"]),
        (&["A", "{type: array, items: {type: string}}"], None, &["Object", "Array"]),
        (
            &["{type: integer}", "{type: string}", "{type: boolean}"],
            None,
            &["Integer", "String", "Bool"],
        ),
        (
            &["{type: array, items: {type: string}}", "{type: array, items: {type: integer}}"],
            None,
            &["one"],
        ),
        (&["E", "{type: object, properties: {z: {type: integer}}}"], None, &["unclear"]),
    ];
    for (members, tag, told) in cases {
        assert_eq!(union(members), (tag.clone(), words(told)), "{members:?}");
    }
}

#[test]
fn discriminators_have_a_mapping_or_the_names_of_schemas() {
    let objects = "\nA: {type: object, properties: {kind: {type: string}}}\nB: {type: object, properties: {kind: {type: string}}}";
    let members = "oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]";
    let implicit =
        told(&format!("T: {{{members}, discriminator: {{propertyName: kind}}}}{objects}"));
    assert_eq!(implicit, (Some("kind".to_owned()), vec!["A".to_owned(), "B".to_owned()]));
    let mapping = "mapping: {one: '#/components/schemas/A', uno: '#/components/schemas/A', two: B}";
    let mapped = told(&format!(
        "T: {{{members}, discriminator: {{propertyName: kind, {mapping}}}}}{objects}"
    ));
    assert_eq!(mapped, (Some("kind".to_owned()), vec!["one|uno".to_owned(), "two".to_owned()]));
}

#[test]
fn a_discriminator_on_a_parent_stands_for_its_children() {
    let schemas = "T: {type: object, properties: {kind: {type: string}}, discriminator: {propertyName: kind}}\n\
                   A: {allOf: [{$ref: '#/components/schemas/T'}, {type: object, properties: {a: {type: string}}}]}\n\
                   B: {allOf: [{$ref: '#/components/schemas/T'}, {type: object, properties: {b: {type: string}}}]}";
    assert_eq!(told(schemas), (Some("kind".to_owned()), vec!["A".to_owned(), "B".to_owned()]));
    let document = document("3.0.0", "{}", &format!("schemas:\n{}", support::indent(schemas)));
    let child = Schemas::new(&document).get(&Pointer::of_fragment("/components/schemas/A"));
    assert_eq!(
        child.fields().iter().map(|field| field.name.as_str()).collect::<Vec<_>>(),
        ["kind", "a"]
    );
}
