//! Bodies, by their kind and media type.

use schematic_api::{BoxError, Codec, FilePart, Multipart, Object, api};
use serde_json::{Value, json};

use crate::types::{NewNote, Span, content, field, reference};

/// A format of our own.
pub struct Xml;

impl Codec<NewNote> for Xml {
    const MEDIA_TYPE: &'static str = "application/xml";

    fn encode(note: &NewNote) -> Result<Vec<u8>, BoxError> {
        Ok(note.text.clone().into())
    }

    fn decode(body: &[u8]) -> Result<NewNote, BoxError> {
        Ok(NewNote { text: String::from_utf8(body.to_vec())? })
    }
}

/// A form.
#[derive(Debug, Object)]
pub struct Search {
    pub words: Vec<String>,
    pub span: Option<Span>,
}

/// A file, with what is said of it.
#[derive(Debug, Multipart)]
pub struct Upload {
    pub purpose: String,
    pub file: FilePart,
    pub more: Vec<FilePart>,
    pub span: Option<Span>,
    #[wire(json)]
    pub note: NewNote,
}

api! {
    pub client Bodies at "https://bodies.example.com";

    json:      POST /json (json NewNote) -> empty;
    optional:  POST /optional (json NewNote?) -> empty;
    patch:     POST /patch (json NewNote as "application/merge-patch+json") -> empty;
    list:      POST /list (json Vec<NewNote>) -> empty;
    borrowed:  POST /borrowed (json Vec<&NewNote>) -> empty;
    lines:     POST /lines (lines NewNote) -> empty;
    form:      POST /form (form Search) -> empty;
    multipart: POST /multipart (multipart Upload) -> empty;
    codec:     POST /codec (NewNote via Xml) -> empty;
    text:      POST /text (text) -> empty;
    svg:       POST /svg (text as "image/svg+xml") -> empty;
    bytes:     POST /bytes (bytes?) -> empty;
    stream:    POST /stream (stream as "image/png") -> empty;
    nothing:   POST /nothing -> empty;
}

fn body(path: &str) -> Value {
    field(&Bodies::openapi(), path, "requestBody")
}

fn required(content: Value) -> Value {
    json!({ "required": true, "content": content })
}

#[test]
fn json_is_required_or_not_and_may_have_another_media_type() {
    let note = reference("NewNote");
    assert_eq!(body("/json"), required(content("application/json", &note)));
    assert_eq!(body("/optional"), json!({ "content": content("application/json", &note) }));
    assert_eq!(body("/patch"), required(content("application/merge-patch+json", &note)));
    assert_eq!(body("/nothing"), Value::Null);
}

#[test]
fn types_are_described_whether_they_borrow_or_not() {
    let list = json!({ "type": "array", "items": reference("NewNote") });
    assert_eq!(body("/list"), required(content("application/json", &list)));
    assert_eq!(body("/borrowed"), body("/list"));
}

#[test]
fn each_line_is_an_item() {
    let media = json!({ "schema": reference("NewNote"), "x-schematic": { "lines": true } });
    assert_eq!(body("/lines"), required(json!({ "application/x-ndjson": media })));
    let of_items = field(&Bodies::openapi().v3_2(), "/lines", "requestBody");
    let media = json!({ "itemSchema": reference("NewNote") });
    assert_eq!(of_items, required(json!({ "application/x-ndjson": media })));
}

#[test]
fn the_objects_of_a_form_have_their_keys_in_brackets() {
    let media = json!({
        "schema": reference("Search"),
        "encoding": { "span": { "style": "deepObject", "explode": true } },
    });
    assert_eq!(body("/form"), required(json!({ "application/x-www-form-urlencoded": media })));
}

#[test]
fn the_parts_of_a_body() {
    let media = json!({
        "schema": reference("Upload"),
        "encoding": {
            "span": { "style": "deepObject", "explode": true },
            "note": { "contentType": "application/json" },
        },
    });
    assert_eq!(body("/multipart"), required(json!({ "multipart/form-data": media })));
}

#[test]
fn other_formats_and_bytes() {
    assert_eq!(body("/codec"), required(content("application/xml", &reference("NewNote"))));
    assert_eq!(body("/text"), required(content("text/plain", &json!({ "type": "string" }))));
    assert_eq!(body("/svg"), required(content("image/svg+xml", &json!({ "type": "string" }))));
    let binary = json!({
        "type": "string",
        "format": "binary",
        "contentMediaType": "application/octet-stream",
    });
    assert_eq!(body("/bytes"), json!({ "content": content("application/octet-stream", &binary) }));
    assert_eq!(body("/stream"), required(content("image/png", &binary)));
}
