//! Structs of fields, identifiers and enums of strings.
#![allow(deprecated)]

use std::collections::BTreeMap;

use schematic_api::openapi::{Components, Schema};
use schematic_api::{Extra, Object, StringEnum};
use serde_json::{Value, json};

use crate::described::{component, components_of, reference};

schematic_api::id! {
    /// The id of a [`Run`].
    ///
    /// ```
    /// let run = "run_1";
    /// ```
    struct RunId;
}

schematic_api::id! {
    /// The number of a user.
    struct UserId(u64);
}

/// Work of an assistant on a [thread](crate::objects).
///
/// See <https://example.com>.
#[derive(Object)]
#[wire(constant(object = "thread.run"))]
struct Run {
    /// Its id.
    id: RunId,
    user: UserId,
    #[wire(rename = "type", alias = "kind")]
    kind: Kind,
    steps: Vec<Step>,
    labels: BTreeMap<String, String>,
    note: Option<String>,
    #[wire(default)]
    retries: u8,
    #[wire(skip)]
    local: u8,
    #[deprecated]
    old: Option<bool>,
    value: Value,
    extra: Extra,
}

/// A step.
#[derive(Object)]
struct Step {
    /// The step before it.
    before: Option<Box<Step>>,
    after: Box<[Step]>,
}

/// The kind of a run.
#[derive(StringEnum)]
enum Kind {
    /// Not shown.
    #[wire(alias = "quick")]
    Fast,
    #[wire(rename = "very slow")]
    Slow,
    Unknown(String),
}

#[test]
fn an_object_has_its_fields_in_the_order_of_declaration() {
    let run = component::<Run>("Run");
    assert_eq!(
        run,
        json!({
            "type": "object",
            "description": "Work of an assistant on a thread.\n\nSee <https://example.com>.",
            "properties": {
                "object": { "type": "string", "const": "thread.run" },
                "id": { "$ref": "#/components/schemas/RunId", "description": "Its id." },
                "user": reference("UserId"),
                "type": reference("Kind"),
                "steps": { "type": "array", "items": reference("Step") },
                "labels": { "type": "object", "additionalProperties": { "type": "string" } },
                "note": { "type": "string" },
                "retries": { "type": "integer", "format": "uint8", "minimum": 0 },
                "old": { "type": "boolean", "deprecated": true },
                "value": {},
            },
            "required": ["object", "id", "user", "type", "steps", "labels", "value"],
        })
    );
    let names: Vec<_> = run["properties"].as_object().into_iter().flatten().collect();
    let names: Vec<_> = names.into_iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        ["object", "id", "user", "type", "steps", "labels", "note", "retries", "old", "value"]
    );
}

#[test]
fn an_identifier_has_the_type_of_its_value() {
    assert_eq!(
        component::<RunId>("RunId"),
        json!({ "type": "string", "description": "The id of a `Run`." })
    );
    assert_eq!(
        component::<UserId>("UserId"),
        json!({
            "type": "integer",
            "format": "uint64",
            "minimum": 0,
            "description": "The number of a user.",
        })
    );
}

#[test]
fn an_enum_of_strings_may_be_any_other_string() {
    assert_eq!(
        component::<Kind>("Kind"),
        json!({
            "anyOf": [{ "type": "string", "enum": ["fast", "very slow"] }, { "type": "string" }],
            "description": "The kind of a run.",
        })
    );
}

#[test]
fn a_type_may_contain_itself() {
    assert_eq!(
        Value::from(components_of(Step::schema)),
        json!({
            "Step": {
                "type": "object",
                "description": "A step.",
                "properties": {
                    "before": {
                        "$ref": "#/components/schemas/Step",
                        "description": "The step before it.",
                    },
                    "after": { "type": "array", "items": reference("Step") },
                },
                "required": ["after"],
            },
        })
    );
}

#[derive(Object)]
#[wire(rename_all = "camelCase")]
struct Finding {
    first_line: u32,
    #[wire(flatten)]
    place: Place,
    #[wire(flatten)]
    cause: Option<Cause>,
    last_line: i64,
    #[wire(flatten)]
    others: BTreeMap<String, bool>,
}

#[derive(Object)]
struct Place {
    file: String,
    column: Option<u16>,
}

#[derive(Object)]
struct Cause {
    code: char,
}

#[test]
fn the_fields_of_a_flattened_object_are_beside_those_of_the_struct() {
    let finding = component::<Finding>("Finding");
    assert_eq!(
        finding,
        json!({
            "type": "object",
            "properties": {
                "firstLine": { "type": "integer", "format": "uint32", "minimum": 0 },
                "file": { "type": "string" },
                "column": { "type": "integer", "format": "uint16", "minimum": 0 },
                "code": { "type": "string", "minLength": 1, "maxLength": 1 },
                "lastLine": { "type": "integer", "format": "int64" },
            },
            "required": ["firstLine", "file", "lastLine"],
            "additionalProperties": { "type": "boolean" },
        })
    );
    let mut components = Components::default();
    Finding::schema(&mut components);
    assert_eq!(components.into_schemas().keys().collect::<Vec<_>>(), ["Finding"]);
}

/// Its document promises all that is no `Option`.
#[derive(Object)]
#[wire(lenient, nullable, required(id))]
struct Reply {
    id: String,
    created_at: i64,
    #[wire(default)]
    tries: u8,
    usage: Option<u8>,
    #[wire(optional)]
    cost: Option<f64>,
    #[wire(if_absent = 1.0)]
    temperature: Option<f32>,
    #[wire(if_absent = [])]
    tools: Vec<String>,
    #[wire(optional, documented = "required")]
    status: Option<String>,
    #[wire(documented = "optional")]
    ended: Option<bool>,
}

#[test]
fn lenient_decoding_is_no_less_of_a_promise() {
    let reply = component::<Reply>("Reply");
    assert_eq!(reply["required"], json!(["id", "created_at", "usage", "status"]));
    assert_eq!(
        reply["properties"],
        json!({
            "id": { "type": "string" },
            "created_at": { "type": "integer", "format": "int64" },
            "tries": { "type": "integer", "format": "uint8", "minimum": 0 },
            "usage": { "type": ["integer", "null"], "format": "uint8", "minimum": 0 },
            "cost": { "type": "number", "format": "double" },
            "temperature": { "type": ["number", "null"], "format": "float", "default": 1.0 },
            "tools": { "type": "array", "items": { "type": "string" }, "default": [] },
            "status": { "type": "string" },
            "ended": { "type": ["boolean", "null"] },
        })
    );
}

/// It is for both directions, and some of its fields are not.
#[derive(Object)]
struct Account {
    name: String,
    #[wire(accepts_null, documented = "required", read_only)]
    id: Option<String>,
    /// Never shown.
    #[wire(write_only)]
    password: Option<String>,
}

#[test]
fn a_field_may_be_sent_one_way_only() {
    let account = component::<Account>("Account");
    assert_eq!(account["required"], json!(["name", "id"]));
    assert_eq!(
        account["properties"],
        json!({
            "name": { "type": "string" },
            "id": { "type": ["string", "null"], "readOnly": true },
            "password": { "type": "string", "writeOnly": true, "description": "Never shown." },
        })
    );
}

#[derive(Object)]
#[wire(component = "Empty.Object")]
#[deprecated]
struct Empty {}

#[test]
fn a_component_may_have_another_name() {
    assert_eq!(component::<Empty>("Empty.Object"), json!({ "type": "object", "deprecated": true }));
}
