//! Changes of values, in requests and in replies.

use crate::{Expected, api, assert_changes, parsed};
use schematic_cli::diff::Rule;
use schematic_cli::diff::Severity::{Breaking as B, Compatible as C, Warning as W};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// Two schemas, and what is said of a change from the first to the second and back: in a request, and in a reply.
struct Pair {
    one: &'static str,
    other: &'static str,
    requests: [&'static [Expected]; 2],
    replies: [&'static [Expected]; 2],
}

#[rustfmt::skip]
const PAIRS: [Pair; 24] = [
    Pair {
        one: r#"{"type": "object", "properties": {"a": {"type": "string"}}}"#,
        other: r#"{"type": "object", "properties": {"a": {"type": "string"}, "b": {"type": "string"}}}"#,
        requests: [&[(C, "a field is new")], &[(W, "the field is gone")]],
        replies: [&[(C, "a field is new")], &[(W, "the field is gone")]],
    },
    Pair {
        one: r#"{"type": "object", "properties": {"a": {}}}"#,
        other: r#"{"type": "object", "properties": {"a": {}, "b": {}}, "required": ["b"]}"#,
        requests: [&[(B, "a field that is required is new")], &[(W, "the field is gone")]],
        replies: [&[(C, "a field is new")], &[(B, "the field, which was always there, is gone")]],
    },
    Pair {
        one: r#"{"type": "object", "properties": {"a": {}}}"#,
        other: r#"{"type": "object", "properties": {"a": {}}, "required": ["a"]}"#,
        requests: [&[(B, "it is required")], &[(C, "it is no longer required")]],
        replies: [&[(C, "it is always there")], &[(B, "it may be left out")]],
    },
    Pair {
        one: r#"{"type": "object", "properties": {"a": {"type": "string"}}}"#,
        other: r#"{"type": "object", "properties": {"a": {"type": "string", "deprecated": true}}}"#,
        requests: [&[(C, "it is deprecated")], &[(C, "it is no longer deprecated")]],
        replies: [&[(C, "it is deprecated")], &[(C, "it is no longer deprecated")]],
    },
    Pair {
        one: r#"{"type": "integer"}"#,
        other: r#"{"type": "number"}"#,
        requests: [&[(C, "the type is number, it was integer")], &[(B, "the type is integer, it was number")]],
        replies: [&[(B, "the type is number, it was integer")], &[(C, "the type is integer, it was number")]],
    },
    Pair {
        one: r#"{"type": "string"}"#,
        other: r#"{"oneOf": [{"type": "string"}, {"type": "integer"}]}"#,
        requests: [&[(C, "the type is one of integer, string, it was string")], &[(B, "the type is string, it was one of integer, string")]],
        replies: [&[(B, "the type is one of integer, string, it was string")], &[(C, "the type is string, it was one of integer, string")]],
    },
    Pair {
        one: r#"{"type": "boolean"}"#,
        other: r#"{}"#,
        requests: [&[(C, "the type is any, it was boolean")], &[(B, "the type is boolean, it was any")]],
        replies: [&[(B, "the type is any, it was boolean")], &[(C, "the type is boolean, it was any")]],
    },
    Pair {
        one: r#"{"type": "array", "items": {"type": "string"}}"#,
        other: r#"{"type": "array", "items": {"type": "boolean"}}"#,
        requests: [&[(B, "the type is boolean, it was string")], &[(B, "the type is string, it was boolean")]],
        replies: [&[(B, "the type is boolean, it was string")], &[(B, "the type is string, it was boolean")]],
    },
    Pair {
        one: r#"{"type": "string"}"#,
        other: r#"{"type": "string", "format": "uuid"}"#,
        requests: [&[(B, "the format is uuid, it was none")], &[(C, "the format is none, it was uuid")]],
        replies: [&[(C, "the format is uuid, it was none")], &[(B, "the format is none, it was uuid")]],
    },
    Pair {
        one: r#"{"type": "string", "format": "date"}"#,
        other: r#"{"type": "string", "format": "date-time"}"#,
        requests: [&[(B, "the format is date-time, it was date")], &[(B, "the format is date, it was date-time")]],
        replies: [&[(B, "the format is date-time, it was date")], &[(B, "the format is date, it was date-time")]],
    },
    Pair {
        one: r#"{"type": "integer", "format": "int32"}"#,
        other: r#"{"type": "integer", "format": "int64"}"#,
        requests: [&[(C, "the format is int64, it was int32")], &[(B, "the format is int32, it was int64")]],
        replies: [&[(B, "the format is int64, it was int32")], &[(C, "the format is int32, it was int64")]],
    },
    Pair {
        one: r#"{"type": "string"}"#,
        other: r#"{"type": "string", "maxLength": 5}"#,
        requests: [&[(B, "maxLength is 5, it was none")], &[(C, "maxLength is none, it was 5")]],
        replies: [&[(C, "maxLength is 5, it was none")], &[(B, "maxLength is none, it was 5")]],
    },
    Pair {
        one: r#"{"type": "integer", "minimum": 1}"#,
        other: r#"{"type": "integer", "minimum": 2}"#,
        requests: [&[(B, "minimum is 2, it was 1")], &[(C, "minimum is 1, it was 2")]],
        replies: [&[(C, "minimum is 2, it was 1")], &[(B, "minimum is 1, it was 2")]],
    },
    Pair {
        one: r#"{"type": "array", "items": {}, "minItems": 0, "uniqueItems": false, "maxItems": 4}"#,
        other: r#"{"type": "array", "items": {}, "maxItems": 8}"#,
        requests: [&[(C, "maxItems is 8, it was 4")], &[(B, "maxItems is 4, it was 8")]],
        replies: [&[(B, "maxItems is 8, it was 4")], &[(C, "maxItems is 4, it was 8")]],
    },
    Pair {
        one: r#"{"type": "string", "pattern": "^a"}"#,
        other: r#"{"type": "string", "pattern": "^b"}"#,
        requests: [&[(B, "pattern is \"^b\", it was \"^a\"")], &[(B, "pattern is \"^a\", it was \"^b\"")]],
        replies: [&[(W, "pattern is \"^b\", it was \"^a\"")], &[(W, "pattern is \"^a\", it was \"^b\"")]],
    },
    Pair {
        one: r#"{"type": "integer"}"#,
        other: r#"{"type": ["integer", "null"]}"#,
        requests: [&[(C, "null is accepted")], &[(B, "null is no longer accepted")]],
        replies: [&[(B, "it may be null")], &[(C, "it is never null")]],
    },
    Pair {
        one: r#"{"enum": ["a", "b"]}"#,
        other: r#"{"enum": ["a", "b", "c"]}"#,
        requests: [&[(C, "the value \"c\" is accepted")], &[(B, "the value \"c\" is no longer accepted")]],
        replies: [&[(B, "the value \"c\" is new")], &[(C, "the value \"c\" is no longer sent")]],
    },
    Pair {
        one: r#"{"anyOf": [{"enum": ["a"]}, {"type": "string"}]}"#,
        other: r#"{"anyOf": [{"enum": ["a", "b"]}, {"type": "string"}]}"#,
        requests: [&[(C, "the value \"b\" is mentioned; the enum was open to it")], &[(C, "the value \"b\" is not mentioned; the enum is open to it")]],
        replies: [&[(C, "the value \"b\" is mentioned; the enum was open to it")], &[(C, "the value \"b\" is not mentioned; the enum is open to it")]],
    },
    Pair {
        one: r#"{"type": "string"}"#,
        other: r#"{"type": "string", "enum": ["a", "b"]}"#,
        requests: [&[(B, "only the values that are listed are accepted")], &[(C, "other values than those listed are accepted")]],
        replies: [&[(C, "only the values that are listed come")], &[(B, "other values than those listed may come")]],
    },
    Pair {
        one: r#"{"type": "integer"}"#,
        other: r#"{"type": "integer", "default": 3}"#,
        requests: [&[(W, "the default is 3, there was none")], &[(W, "there is no default, it was 3")]],
        replies: [&[(C, "the default is 3, there was none")], &[(C, "there is no default, it was 3")]],
    },
    Pair {
        one: r#"{"type": "integer", "default": 2}"#,
        other: r#"{"type": "integer", "default": 3}"#,
        requests: [&[(W, "the default is 3, it was 2")], &[(W, "the default is 2, it was 3")]],
        replies: [&[(C, "the default is 3, it was 2")], &[(C, "the default is 2, it was 3")]],
    },
    Pair {
        one: r#"{"type": "object", "properties": {"a": {}}}"#,
        other: r#"{"type": "object", "properties": {"a": {}}, "additionalProperties": false}"#,
        requests: [&[(B, "fields that are not declared are refused")], &[(C, "fields that are not declared are accepted")]],
        replies: [&[(C, "only the fields that are declared come")], &[(C, "fields that are not declared may come")]],
    },
    Pair {
        one: r#"{"oneOf": [{"type": "string"}, {"type": "integer"}]}"#,
        other: r#"{"oneOf": [{"type": "string"}, {"type": "integer"}, {"type": "boolean"}]}"#,
        requests: [&[(C, "the alternative is accepted")], &[(B, "the alternative is no longer accepted")]],
        replies: [&[(B, "the alternative is new")], &[(C, "the alternative is no longer sent")]],
    },
    Pair {
        one: r#"{"oneOf": [{"type": "object", "properties": {"k": {"const": "a"}, "t": {"const": "a"}}}, {"type": "object", "properties": {"k": {"const": "b"}, "t": {"const": "b"}}}], "discriminator": {"propertyName": "k"}}"#,
        other: r#"{"oneOf": [{"type": "object", "properties": {"k": {"const": "a"}, "t": {"const": "a"}}}, {"type": "object", "properties": {"k": {"const": "b"}, "t": {"const": "b"}}}], "discriminator": {"propertyName": "t"}}"#,
        requests: [&[(B, "the discriminator is t, it was k")], &[(B, "the discriminator is k, it was t")]],
        replies: [&[(B, "the discriminator is t, it was k")], &[(B, "the discriminator is k, it was t")]],
    },
];

fn content(schema: &str) -> Value {
    json!({ "application/json": { "schema": parsed(schema) } })
}

fn request(schema: &str) -> Value {
    let reply = json!({ "204": { "description": "" } });
    api(&json!({ "requestBody": { "content": content(schema) }, "responses": reply }))
}

fn reply(schema: &str) -> Value {
    api(&json!({ "responses": { "200": { "description": "", "content": content(schema) } } }))
}

/// The rules of all pairs, which have been compared with what is expected.
pub(crate) fn rules() -> BTreeSet<&'static Rule> {
    let mut seen = BTreeSet::new();
    for Pair { one, other, requests, replies } in &PAIRS {
        for (of, expected) in [(request as fn(&str) -> Value, requests), (reply, replies)] {
            let (one, other) = (of(one), of(other));
            seen.extend(assert_changes(&one, &other, expected[0]));
            seen.extend(assert_changes(&other, &one, expected[1]));
        }
    }
    seen
}

#[test]
fn each_change_of_a_value_has_its_verdict() {
    assert!(rules().len() > 40);
}

/// A schema that is sent both ways is judged for each.
#[test]
fn a_schema_that_is_sent_both_ways_is_judged_for_each() {
    let of = |required: &Value| {
        let shared = json!({ "type": "object", "properties": { "a": {} }, "required": required });
        let content =
            json!({ "application/json": { "schema": { "$ref": "#/components/schemas/S" } } });
        let reply = json!({ "200": { "description": "", "content": content } });
        let mut document =
            api(&json!({ "requestBody": { "content": content }, "responses": reply }));
        document["components"]["schemas"] = json!({ "S": shared });
        document
    };
    let (without, with) = (of(&json!([])), of(&json!(["a"])));
    let expected = [(B, "it is required"), (C, "it is always there")];
    assert_changes(&without, &with, &expected);
}

/// What is never in a request does not break one, and neither does the other way round.
#[test]
fn fields_that_are_read_only_or_write_only_concern_one_way() {
    let object = |fields: &str, required: &str| {
        format!(
            r#"{{"type": "object", "properties": {{"a": {{}}{fields}}}, "required": [{required}]}}"#
        )
    };
    let none = object("", "");
    let read_only = object(r#", "b": {"type": "string", "readOnly": true}"#, r#""b""#);
    let write_only = object(r#", "b": {"type": "string", "writeOnly": true}"#, r#""b""#);
    assert_changes(&request(&none), &request(&read_only), &[]);
    assert_changes(&reply(&none), &reply(&read_only), &[(C, "a field is new")]);
    assert_changes(
        &request(&none),
        &request(&write_only),
        &[(B, "a field that is required is new")],
    );
    assert_changes(&reply(&write_only), &reply(&none), &[]);
}
