//! Bodies of requests.

use crate::support::{item, source};
use crate::{OK, of};

fn with_body(body: &str) -> String {
    of(&format!("/notes: {{post: {{operationId: read, requestBody: {body}, {OK}}}}}"))
}

#[test]
fn bodies() {
    let note = "{schema: {$ref: '#/components/schemas/Note'}}";
    let required =
        |content: &str| with_body(&format!("{{required: true, content: {{{content}}}}}"));
    let cases = [
        (format!("application/json: {note}"), "json Note"),
        (format!("application/json; charset=utf-8: {note}"), "json Note"),
        (format!("'*/*': {note}"), "json Note"),
        (format!("application/merge-patch+json: {note}"), "json Note as \"application/merge-patch+json\""),
        (format!("application/x-www-form-urlencoded: {note}"), "form Note"),
        ("multipart/form-data: {schema: {type: object, required: [file], properties: {file: {type: string, format: binary}}}}".to_owned(), "multipart ReadForm"),
        ("text/plain: {schema: {type: string}}".to_owned(), "text"),
        ("application/xml: {schema: {type: string}}".to_owned(), "text as \"application/xml\""),
        ("application/octet-stream: {}".to_owned(), "bytes"),
        ("image/png: {}".to_owned(), "bytes as \"image/png\""),
        (format!("application/x-ndjson: {note}"), "lines Note"),
        (format!("text/plain: {{}}, multipart/form-data: {{}}, application/json: {note}"), "json Note"),
        (format!("application/json: {note}, application/xml: {note}, application/x-www-form-urlencoded: {note}"), "json Note also \"application/xml\" \"application/x-www-form-urlencoded\""),
        (format!("application/xml: {{schema: {{type: string}}}}, application/json: {note}"), "json Note"),
        ("application/json: {schema: {type: array, items: {type: string}}}".to_owned(), "json Vec<String>"),
        ("application/json: {}".to_owned(), "json Value"),
    ];
    for (content, input) in cases {
        assert_eq!(
            required(&content),
            format!("read: POST /notes ({input}) -> Note;"),
            "{content}"
        );
    }
    let optional = with_body(&format!("{{content: {{application/json: {note}}}}}"));
    assert_eq!(optional, "read: POST /notes (json Note?) -> Note;");
}

#[test]
fn parts_of_a_body() {
    let body = "requestBody: {required: true, content: {multipart/form-data: {schema: {type: object, required: [file], properties: {file: {type: string, format: binary}, \
        more: {type: array, items: {type: string, contentMediaType: application/octet-stream}}, meta: {type: object, properties: {a: {type: string}}}, name: {type: string}}}}}}";
    let text = source(
        &format!("/files: {{post: {{operationId: upload, {body}, responses: {{'204': {{}}}}}}}}"),
        "{}",
    );
    assert_eq!(
        item(&text, "UploadForm"),
        "#[derive(Debug, Multipart)]\npub struct UploadForm {\n    pub file: FilePart,\n    pub more: Option<Vec<FilePart>>,\n    #[wire(json)]\n    \
         pub meta: Option<UploadFormMeta>,\n    pub name: Option<String>,\n}\n"
    );
}
