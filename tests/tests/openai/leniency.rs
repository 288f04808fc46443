//! What other servers do to a reply: additional fields, missing fields, `null` in place of values.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::documents::responses;

/// The members of an object, as pointers to the objects and their names.
fn members(document: &Value) -> Vec<(String, String)> {
    let mut found = Vec::new();
    visit(document, "", &mut |pointer, object| {
        found.extend(object.keys().map(|name| (pointer.to_owned(), name.clone())));
    });
    found
}

/// Pointers to all objects of a document.
fn objects(document: &Value) -> Vec<String> {
    let mut found = Vec::new();
    visit(document, "", &mut |pointer, _| found.push(pointer.to_owned()));
    found
}

fn visit(
    value: &Value,
    pointer: &str,
    see: &mut impl FnMut(&str, &serde_json::Map<String, Value>),
) {
    match value {
        Value::Object(object) => {
            see(pointer, object);
            for (name, value) in object {
                visit(value, &format!("{pointer}/{name}"), see);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                visit(item, &format!("{pointer}/{index}"), see);
            }
        }
        _ => {}
    }
}

fn object<'a>(document: &'a mut Value, pointer: &str) -> &'a mut serde_json::Map<String, Value> {
    document.pointer_mut(pointer).and_then(Value::as_object_mut).expect("an object")
}

/// Metadata holds only strings, attributes only strings, numbers and `bool`s, and the contents of a schema belong to the caller.
fn is_free(pointer: &str) -> bool {
    ["metadata", "attributes", "parameters", "schema"].iter().any(|name| pointer.contains(name))
}

#[test]
fn a_new_field_survives_wherever_it_stands() {
    // Error bodies are brought into one form; the raw body keeps the rest.
    for (name, document, round_trip) in responses().into_iter().filter(|it| it.0 != "error.json") {
        for pointer in objects(&document).iter().filter(|pointer| !is_free(pointer)) {
            let mut document = document.clone();
            object(&mut document, pointer).insert("brand_new".into(), json!({ "a": [1, null] }));
            if let Err(error) = round_trip(&document.to_string()) {
                panic!("{name} at {pointer:?}: {error}");
            }
        }
    }
}

/// What must be present and not `null`, wherever it appears: the ids of objects, and the fields that define a tool, a
/// tool call, an image, an expiration or the size of chunks.
const NEEDED: &[&str] = &[
    "assistant/id",
    "assistant/response_format/json_schema",
    "assistant/tools/file_search/ranking_options/score_threshold",
    "assistant/tools/function",
    "assistant/tools/function/name",
    "deleted/id",
    "error/error",
    "file/id",
    "message/content/image_file",
    "message/content/image_file/file_id",
    "message/content/image_url",
    "message/content/image_url/url",
    "message/id",
    "model/id",
    "models/data/id",
    "page/data/id",
    "run/id",
    "run/required_action/submit_tool_outputs/tool_calls/function",
    "run/required_action/submit_tool_outputs/tool_calls/function/name",
    "run/required_action/submit_tool_outputs/tool_calls/id",
    "run/tool_choice/function",
    "run/tool_choice/function/name",
    "run/tools/function",
    "run/tools/function/name",
    "step/id",
    "thread/id",
    "upload/file/id",
    "upload/id",
    "upload_part/id",
    "vector_store/expires_after/anchor",
    "vector_store/expires_after/days",
    "vector_store/id",
    "vector_store_file/chunking_strategy/static",
    "vector_store_file/chunking_strategy/static/chunk_overlap_tokens",
    "vector_store_file/chunking_strategy/static/max_chunk_size_tokens",
    "vector_store_file/id",
    "vector_store_file_batch/id",
];

/// A member, regardless of the document and the list item in which it was found.
fn place(name: &str, pointer: &str, member: &str) -> String {
    let kind = name.split('.').next().unwrap_or_default();
    let named = pointer.split('/').filter(|part| !part.is_empty() && part.parse::<u32>().is_err());
    std::iter::once(kind).chain(named).chain([member]).collect::<Vec<_>>().join("/")
}

#[test]
fn a_field_may_be_missing_or_null() {
    let mut needed = BTreeSet::new();
    for (name, document, round_trip) in responses() {
        for (pointer, member) in members(&document) {
            if is_free(&pointer) {
                continue;
            }
            let mut missing = document.clone();
            object(&mut missing, &pointer).remove(&member);
            let mut null = document.clone();
            object(&mut null, &pointer).insert(member.clone(), Value::Null);
            for document in [missing, null] {
                let result = round_trip(&document.to_string());
                if result.is_err_and(|error| error.starts_with("does not decode")) {
                    needed.insert(place(&name, &pointer, &member));
                }
            }
        }
    }
    let expected: BTreeSet<String> = NEEDED.iter().map(|path| (*path).to_owned()).collect();
    assert_eq!(needed, expected);
}
