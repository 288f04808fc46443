//! Changes of operations, of what goes into a request beside its values, and of what replies there are.

use crate::{Expected, api, assert_changes, parsed};
use schematic_cli::diff::Rule;
use schematic_cli::diff::Severity::{Breaking as B, Compatible as C, Warning as W};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Two operations, and what is said of a change from the first to the second and back.
struct Pair {
    one: &'static str,
    other: &'static str,
    expected: [&'static [Expected]; 2],
}

#[rustfmt::skip]
const PAIRS: [Pair; 21] = [
    Pair {
        one: r#"{"responses": {}}"#,
        other: r#"{"responses": {}, "deprecated": true}"#,
        expected: [&[(C, "it is deprecated")], &[(C, "it is no longer deprecated")]],
    },
    Pair {
        one: r#"{"responses": {}}"#,
        other: r#"{"responses": {}, "operationId": "make"}"#,
        expected: [&[(C, "the operationId is make, there was none")], &[(W, "there is no operationId, it was make")]],
    },
    Pair {
        one: r#"{"responses": {}, "operationId": "build"}"#,
        other: r#"{"responses": {}, "operationId": "make"}"#,
        expected: [&[(W, "the operationId is make, it was build")], &[(W, "the operationId is build, it was make")]],
    },
    Pair {
        one: r#"{"responses": {}, "security": [{"key": []}]}"#,
        other: r#"{"responses": {}, "security": [{"key": []}, {"user": []}]}"#,
        expected: [&[(C, "the authentication user is accepted, too")], &[(B, "the authentication user is no longer accepted")]],
    },
    Pair {
        one: r#"{"responses": {}, "security": []}"#,
        other: r#"{"responses": {}, "security": [{"key": []}]}"#,
        expected: [
            &[(B, "the authentication none is no longer accepted"), (C, "the authentication key is accepted, too")],
            &[(B, "the authentication key is no longer accepted"), (C, "the authentication none is accepted, too")],
        ],
    },
    Pair {
        one: r#"{"responses": {}}"#,
        other: r#"{"responses": {}, "parameters": [{"name": "p", "in": "query"}]}"#,
        expected: [&[(C, "a parameter is new")], &[(W, "the parameter is gone")]],
    },
    Pair {
        one: r#"{"responses": {}}"#,
        other: r#"{"responses": {}, "parameters": [{"name": "p", "in": "header", "required": true}]}"#,
        expected: [&[(B, "a parameter that is required is new")], &[(W, "the parameter is gone")]],
    },
    Pair {
        one: r#"{"responses": {}, "parameters": [{"name": "p", "in": "query"}]}"#,
        other: r#"{"responses": {}, "parameters": [{"name": "p", "in": "query", "required": true}]}"#,
        expected: [&[(B, "it is required")], &[(C, "it is no longer required")]],
    },
    Pair {
        one: r#"{"responses": {}, "parameters": [{"name": "p", "in": "query"}]}"#,
        other: r#"{"responses": {}, "parameters": [{"name": "p", "in": "query", "deprecated": true}]}"#,
        expected: [&[(C, "it is deprecated")], &[(C, "it is no longer deprecated")]],
    },
    Pair {
        one: r#"{"responses": {}, "parameters": [{"name": "p", "in": "query"}]}"#,
        other: r#"{"responses": {}, "parameters": [{"name": "p", "in": "cookie"}]}"#,
        expected: [&[(B, "it is sent in the cookie, it was in the query")], &[(B, "it is sent in the query, it was in the cookie")]],
    },
    Pair {
        one: r#"{"responses": {}, "parameters": [{"name": "p", "in": "query", "schema": {"type": "array", "items": {}}}]}"#,
        other: r#"{"responses": {}, "parameters": [{"name": "p", "in": "query", "explode": false, "schema": {"type": "array", "items": {}}}]}"#,
        expected: [&[(B, "it is written as form, it was as form, exploded")], &[(B, "it is written as form, exploded, it was as form")]],
    },
    Pair {
        one: r#"{"responses": {}, "parameters": [{"name": "p", "in": "query", "schema": {"type": "integer", "maximum": 9}}]}"#,
        other: r#"{"responses": {}, "parameters": [{"name": "p", "in": "query", "schema": {"type": "integer", "maximum": 5}}]}"#,
        expected: [&[(B, "maximum is 5, it was 9")], &[(C, "maximum is 9, it was 5")]],
    },
    Pair {
        one: r#"{"responses": {}}"#,
        other: r#"{"responses": {}, "requestBody": {"content": {}}}"#,
        expected: [&[(C, "a body is new")], &[(B, "the body is gone")]],
    },
    Pair {
        one: r#"{"responses": {}}"#,
        other: r#"{"responses": {}, "requestBody": {"required": true, "content": {}}}"#,
        expected: [&[(B, "a body that is required is new")], &[(B, "the body is gone")]],
    },
    Pair {
        one: r#"{"responses": {}, "requestBody": {"content": {}}}"#,
        other: r#"{"responses": {}, "requestBody": {"required": true, "content": {}}}"#,
        expected: [&[(B, "it is required")], &[(C, "it is no longer required")]],
    },
    Pair {
        one: r#"{"responses": {}, "requestBody": {"content": {"application/json": {}}}}"#,
        other: r#"{"responses": {}, "requestBody": {"content": {"application/json": {}, "text/plain": {}}}}"#,
        expected: [&[(C, "the media type is new")], &[(B, "the media type is gone")]],
    },
    Pair {
        one: r#"{"responses": {"200": {}}}"#,
        other: r#"{"responses": {"200": {}, "202": {}}}"#,
        expected: [&[(C, "the reply is new")], &[(B, "the reply is gone")]],
    },
    Pair {
        one: r#"{"responses": {"200": {}}}"#,
        other: r#"{"responses": {"201": {}}}"#,
        expected: [&[(B, "the status is 201, it was 200")], &[(B, "the status is 200, it was 201")]],
    },
    Pair {
        one: r#"{"responses": {"200": {}}}"#,
        other: r#"{"responses": {"200": {}, "404": {}}}"#,
        expected: [&[(C, "the error is new")], &[(C, "the error is gone")]],
    },
    Pair {
        one: r#"{"responses": {"200": {"headers": {}}}}"#,
        other: r#"{"responses": {"200": {"headers": {"X-Next": {}}}}}"#,
        expected: [&[(C, "the header is new")], &[(W, "the header is gone")]],
    },
    Pair {
        one: r#"{"responses": {"200": {"content": {"text/event-stream": {"schema": {"oneOf": [
            {"type": "object", "properties": {"event": {"const": "a"}, "data": {"type": "integer"}}}]}}}}}}"#,
        other: r#"{"responses": {"200": {"content": {"text/event-stream": {"schema": {"oneOf": [
            {"type": "object", "properties": {"event": {"const": "a"}, "data": {"type": "integer"}}},
            {"type": "object", "properties": {"event": {"const": "b"}, "data": {"type": "integer"}}}]}}}}}}"#,
        expected: [&[(W, "the event is new")], &[(W, "the event is no longer sent")]],
    },
];

/// The rules of all pairs, which have been compared with what is expected.
pub(crate) fn rules() -> BTreeSet<&'static Rule> {
    let mut seen = BTreeSet::new();
    for Pair { one, other, expected } in &PAIRS {
        let (one, other) = (api(&parsed(one)), api(&parsed(other)));
        seen.extend(assert_changes(&one, &other, expected[0]));
        seen.extend(assert_changes(&other, &one, expected[1]));
    }
    for (one, other, expected) in documents() {
        seen.extend(assert_changes(&one, &other, expected[0]));
        seen.extend(assert_changes(&other, &one, expected[1]));
    }
    seen
}

/// Two documents, and what is said of a change from the first to the second and back.
fn documents() -> Vec<(Value, Value, [&'static [Expected]; 2])> {
    let one = api(&json!({ "responses": {} }));
    let with = |operation: Value| {
        let mut document = one.clone();
        document["paths"]["/b"] = json!({ "get": operation });
        document
    };
    let served = |url: &str| {
        let mut document = one.clone();
        document["servers"] = json!([{ "url": url }]);
        document
    };
    let added = with(json!({ "responses": {} }));
    let deprecated = with(json!({ "responses": {}, "deprecated": true }));
    let moved: [&[Expected]; 2] = [
        &[
            (W, "the server https://a.example.com is gone"),
            (C, "the server https://b.example.com is new"),
        ],
        &[
            (W, "the server https://b.example.com is gone"),
            (C, "the server https://a.example.com is new"),
        ],
    ];
    let gone: &[Expected] = &[(W, "the operation, which was deprecated, is gone")];
    vec![
        (one.clone(), added, [&[(C, "the operation is new")], &[(B, "the operation is gone")]]),
        (one.clone(), deprecated, [&[(C, "the operation is new")], gone]),
        (served("https://a.example.com"), served("https://b.example.com"), moved),
    ]
}

#[test]
fn each_change_of_an_operation_has_its_verdict() {
    assert!(rules().len() > 30);
}

/// The names of parameters of the path are not sent.
#[test]
fn another_name_in_the_path_is_no_change() {
    let of = |name: &str| {
        let parameter = json!({ "name": name, "in": "path", "required": true });
        let operation = json!({ "responses": {}, "parameters": [parameter] });
        let path = format!("/a/{{{name}}}");
        json!({ "openapi": "3.1.0", "info": {}, "paths": { path: { "get": operation } } })
    };
    assert_changes(&of("id"), &of("item_id"), &[]);
}
