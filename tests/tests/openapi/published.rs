//! The documents of the crates of APIs: whole, and the same each time.

use schematic_anthropic::Anthropic;
use schematic_api::Api;
use schematic_api::openapi::OpenApi;
use schematic_openai::OpenAi;
use serde_json::Value;

use crate::types::omitted;

/// The names of the lines that a document has.
fn names(document: &Value) -> Vec<&str> {
    let paths = document["paths"].as_object().into_iter().flat_map(|paths| paths.values());
    let operations = paths.filter_map(Value::as_object).flat_map(|path| path.values());
    let mut names: Vec<_> = operations
        .flat_map(|operation| match &operation["x-schematic"]["name"] {
            Value::Array(names) => names.iter().filter_map(Value::as_str).collect(),
            name => vec![name.as_str().expect("a name")],
        })
        .collect();
    names.sort_unstable();
    names
}

/// Asserts that a document has each line, that each type has a schema, and that nothing is left out.
fn assert_whole<C: Api>(document: impl Fn() -> OpenApi) {
    let documents = [document(), document().v3_2(), document().closed_enums()];
    let mut declared: Vec<_> = C::endpoints().iter().map(|endpoint| endpoint.id()).collect();
    declared.sort_unstable();
    for once in documents {
        assert_eq!(names(once.document()), declared);
        assert_eq!(omitted(&once), Vec::<String>::new());
        assert_eq!(once.clashes(), Vec::<String>::new());
        assert_eq!(once.untyped(), Vec::<String>::new());
    }
    assert_eq!(document().to_string(), document().to_string());
}

#[test]
fn the_document_of_openai_is_whole() {
    assert_whole::<OpenAi>(OpenAi::openapi);
}

#[test]
fn the_document_of_anthropic_is_whole() {
    assert_whole::<Anthropic>(Anthropic::openapi);
}
