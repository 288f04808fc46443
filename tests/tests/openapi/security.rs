//! Credentials as security schemes.

use schematic_api::api;
use schematic_api::openapi::OpenApi;
use serde_json::{Value, json};

use crate::types::field;

api! {
    pub client Office at "https://office.example.com" {
        auth bearer env "OFFICE_KEY" or env "OFFICE_TOKEN";
        auth admin: basic env "OFFICE_ADMIN";
        auth bearer_: header "X-Key";
        auth guest: query "key" env "GUEST"?;
    }

    list:   GET /documents -> text;
    health: GET /health -> empty auth none;
    users:  GET /users -> text auth admin;
    look:   GET /look -> text auth guest;
}

api! {
    pub client Optional at "https://optional.example.com" { auth basic env "KEY"?; }

    list: GET /list -> text;
}

api! {
    pub client Open at "https://open.example.com" { auth key: query "key"; auth none; }

    list:   GET /list -> text;
    locked: GET /locked -> text auth key;
}

fn security(document: &OpenApi, path: &str) -> Value {
    field(document, path, "security")
}

#[test]
fn each_credential_is_a_scheme() {
    let document = Office::openapi();
    let schemes = json!({
        "bearer": { "type": "http", "scheme": "bearer", "x-schematic": { "env": ["OFFICE_KEY", "OFFICE_TOKEN"] } },
        "admin": { "type": "http", "scheme": "basic", "x-schematic": { "env": ["OFFICE_ADMIN"] } },
        "bearer_": { "type": "apiKey", "in": "header", "name": "x-key" },
        "guest": { "type": "apiKey", "in": "query", "name": "key", "x-schematic": { "env": ["GUEST"] } },
    });
    assert_eq!(document.document()["components"]["securitySchemes"], schemes);
    assert_eq!(document.document()["security"], json!([{ "bearer": [] }]));
}

#[test]
fn a_line_says_where_it_differs() {
    let document = Office::openapi();
    assert_eq!(security(&document, "/documents"), Value::Null);
    assert_eq!(security(&document, "/health"), json!([]));
    assert_eq!(security(&document, "/users"), json!([{ "admin": [] }]));
    assert_eq!(security(&document, "/look"), json!([{ "guest": [] }, {}]));
}

#[test]
fn a_credential_may_be_optional_or_absent() {
    assert_eq!(Optional::openapi().document()["security"], json!([{ "basic": [] }, {}]));
    let open = Open::openapi();
    assert_eq!(open.document().get("security"), None);
    assert_eq!(security(&open, "/list"), Value::Null);
    assert_eq!(security(&open, "/locked"), json!([{ "key": [] }]));
}
