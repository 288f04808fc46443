//! Parameters of the query and headers: those that the caller gives, and those that are always sent.

use schematic_api::api;
use serde_json::{Value, json};

use crate::types::{Note, Span, field, omitted};

/// A type of which nothing is known.
#[derive(Debug, serde::Serialize)]
pub struct Plain;

/// The parameters of a list.
#[derive(Debug, serde::Serialize, schemars::JsonSchema)]
pub struct Page {
    /// How many there are.
    pub limit: u32,
    /// Where it begins.
    #[deprecated]
    pub after: Option<String>,
}

api! {
    pub client Query at "https://query.example.com";

    scalars: GET /scalars?<limit: u32>&<after?>&<"odd name" as odd: bool?> -> text;
    lists:   GET /lists?<include[]: Vec<String>?>&<ids: Vec<u32> by ",">&<p: Vec<u8> by "|"?>&<s: Vec<u8> by " "?>&<x: Vec<u8> by ";"?> -> text;
    objects: GET /objects?<created: Span?>&<notes: Vec<Note>?> -> text;
    fields:  GET /fields?<Page> -> text;
    maybe:   GET /maybe?<Page?> -> text;
    unknown: GET /unknown?<Plain>&<plain: Plain?> -> text;
    fixed:   GET /fixed?beta=true&flag="" -> text;
}

/// A parameter of the query.
fn query(name: &str, schema: Value, more: Value) -> Value {
    let mut parameter = json!({ "name": name, "in": "query", "schema": schema });
    parameter.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    parameter
}

fn unsigned(format: &str) -> Value {
    json!({ "type": "integer", "format": format, "minimum": 0 })
}

fn list(items: Value) -> Value {
    json!({ "type": "array", "items": items })
}

#[test]
fn values_are_required_or_not_and_never_null() {
    assert_eq!(
        field(&Query::openapi(), "/scalars", "parameters"),
        json!([
            query("limit", unsigned("uint32"), json!({ "required": true })),
            query("after", json!({ "type": "string" }), json!({})),
            query("odd name", json!({ "type": "boolean" }), json!({})),
        ])
    );
}

#[test]
fn lists_are_pairs_or_joined() {
    let joined = |style: &str| json!({ "style": style, "explode": false });
    assert_eq!(
        field(&Query::openapi(), "/lists", "parameters"),
        json!([
            query(
                "include[]",
                list(json!({ "type": "string" })),
                json!({ "style": "form", "explode": true })
            ),
            query(
                "ids",
                list(unsigned("uint32")),
                json!({ "required": true, "style": "form", "explode": false })
            ),
            query("p", list(unsigned("uint8")), joined("pipeDelimited")),
            query("s", list(unsigned("uint8")), joined("spaceDelimited")),
            query("x", json!({ "type": "string" }), json!({ "x-schematic": { "separator": ";" } })),
        ])
    );
}

#[test]
fn objects_have_their_keys_in_brackets() {
    let document = Query::openapi();
    assert_eq!(
        field(&document, "/objects", "parameters"),
        json!([
            query(
                "created",
                json!({ "$ref": "#/components/schemas/Span" }),
                json!({ "style": "deepObject", "explode": true })
            ),
            query(
                "notes",
                list(json!({ "$ref": "#/components/schemas/Note" })),
                json!({ "style": "form", "explode": true })
            ),
        ])
    );
    let expected = "`objects`: the objects of the list `notes` have indices, as in `notes[0][…]`";
    assert_eq!(omitted(&document)[0], expected);
}

#[test]
fn the_fields_of_a_struct_are_parameters() {
    let document = Query::openapi();
    let limit = json!({ "description": "How many there are." });
    let required = json!({ "description": "How many there are.", "required": true });
    let after = json!({ "description": "Where it begins.", "deprecated": true });
    let after = query("after", json!({ "type": "string" }), after);
    assert_eq!(
        field(&document, "/fields", "parameters"),
        json!([query("limit", unsigned("uint32"), required), after])
    );
    assert_eq!(
        field(&document, "/maybe", "parameters"),
        json!([query("limit", unsigned("uint32"), limit), after])
    );
    assert_eq!(
        document.document()["components"]["schemas"].get("Page"),
        None,
        "nothing refers to it"
    );
}

#[test]
fn what_is_not_known_is_named() {
    let document = Query::openapi();
    assert_eq!(
        field(&document, "/unknown", "parameters"),
        json!([query("plain", json!({}), json!({}))])
    );
    assert_eq!(document.untyped(), [std::any::type_name::<Plain>()]);
    assert_eq!(document.document()["x-schematic"]["untyped"], json!(document.untyped()));
    let expected = "`unknown`: the fields of `Plain`, which are parameters, are not known";
    assert_eq!(omitted(&document)[1], expected);
}

#[test]
fn constants_are_required_and_have_one_value() {
    assert_eq!(
        field(&Query::openapi(), "/fixed", "parameters"),
        json!([
            query(
                "beta",
                json!({ "type": "string", "const": "true", "default": "true" }),
                json!({ "required": true })
            ),
            query(
                "flag",
                json!({ "type": "string", "const": "", "default": "" }),
                json!({ "required": true, "allowEmptyValue": true })
            ),
        ])
    );
}

api! {
    pub client Headers at "https://headers.example.com" {
        header "X-Version": "2";
        header "X-Tenant": env "TENANT";
        header "X-Project": env "PROJECT"?;
        header append "X-Beta": "one";
        query "api-version": "2024-10-21";
        query "tenant": env "TENANT"?;
        idempotency "Idempotency-Key";
    }

    given: GET /given (header "X-Trace": u64, header "X-Ids": Vec<u8> by ","?, header "X-Tenant" as tenant: String?) -> text;
    plain: POST /plain -> text {
        header "X-Version": "3";
        header append "X-Beta": "two";
        header "Content-Type": "text/x-special";
        header append "X-Own": "a";
        query "api-version": "2025";
    }
}

/// A header.
fn header(name: &str, schema: Value, more: Value) -> Value {
    let mut parameter = query(name, schema, more);
    parameter["in"] = "header".into();
    parameter
}

fn shared(name: &str) -> Value {
    json!({ "$ref": format!("#/components/parameters/{name}") })
}

fn constant(value: &str) -> Value {
    json!({ "type": "string", "const": value, "default": value })
}

#[test]
fn headers_of_the_caller() {
    assert_eq!(
        field(&Headers::openapi(), "/given", "parameters"),
        json!([
            header("x-trace", unsigned("uint64"), json!({ "required": true })),
            header(
                "x-ids",
                list(unsigned("uint8")),
                json!({ "style": "simple", "explode": false })
            ),
            header("x-tenant", json!({ "type": "string" }), json!({})),
            shared("api-version"),
            shared("tenant"),
            shared("x-version"),
            shared("x-project"),
            shared("x-beta"),
        ])
    );
}

#[test]
fn headers_of_a_line_come_before_those_of_its_client() {
    assert_eq!(
        field(&Headers::openapi(), "/plain", "parameters"),
        json!([
            query("api-version", constant("2025"), json!({ "required": true })),
            header("x-version", constant("3"), json!({ "required": true })),
            header(
                "x-beta",
                json!({ "type": "string", "default": "one,two" }),
                json!({ "required": true })
            ),
            header(
                "x-own",
                json!({ "type": "string", "default": "a" }),
                json!({ "required": true })
            ),
            shared("tenant"),
            shared("x-tenant"),
            shared("x-project"),
            shared("idempotency-key"),
        ])
    );
}

#[test]
fn what_a_client_always_sends_is_said_once() {
    let env = |name: &str| json!({ "x-schematic": { "env": name } });
    let text = || json!({ "type": "string" });
    let mut tenant = header("x-tenant", text(), env("TENANT"));
    tenant["required"] = true.into();
    let key =
        json!({ "description": "A key by which the service knows a request that is sent again." });
    assert_eq!(
        Headers::openapi().document()["components"]["parameters"],
        json!({
            "api-version": query("api-version", constant("2024-10-21"), json!({ "required": true })),
            "tenant": query("tenant", text(), env("TENANT")),
            "x-version": header("x-version", constant("2"), json!({ "required": true })),
            "x-tenant": tenant,
            "x-project": header("x-project", text(), env("PROJECT")),
            "x-beta": header("x-beta", json!({ "type": "string", "default": "one" }), json!({ "required": true })),
            "idempotency-key": header("idempotency-key", text(), key),
        })
    );
}
