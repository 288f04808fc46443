//! Several lines of one method and path: one operation where OpenAPI can say it, and named where it cannot.

use schematic_api::api;
use serde_json::{Value, json};

use crate::types::{NewNote, Note, Problem, at, content, omitted, reference};

api! {
    pub client Bank at "https://bank.example.com" { auth bearer; }

    /// Adds money.
    deposit:  POST /rpc?v=1 (json NewNote, header "X-Trace": String) -> text;
    /// Moves money.
    transfer: POST /rpc?v=2 (json Problem) -> text auth none idempotent;
    again:    POST /rpc?v=3 (form NewNote) -> text;

    /// Reads a statement.
    read:     GET /statement/<id> -> text  { header "Accept": "text/csv"; }
    print:    GET /statement/<name> -> bytes { header "Accept": "application/pdf"; }
    json:     GET /statement/<name>?as=note -> Note { header "Accept": "text/csv"; }
    gone:     GET /statement/<name>?gone="" -> empty;
}

#[test]
fn bodies_and_constants_are_either() {
    let document = Bank::openapi();
    let either = json!({ "anyOf": [reference("NewNote"), reference("Problem")] });
    let mut body = content("application/json", &either);
    body["application/x-www-form-urlencoded"] = json!({ "schema": reference("NewNote") });
    assert_eq!(
        at(&document, "/rpc", "post"),
        json!({
            "summary": "Adds money",
            "description": "Adds money.\n\nMoves money.",
            "operationId": "deposit",
            "parameters": [
                { "name": "v", "in": "query", "required": true, "schema": { "type": "string", "enum": ["1", "2", "3"] } },
                { "name": "x-trace", "in": "header", "schema": { "type": "string" } },
            ],
            "requestBody": { "required": true, "content": body },
            "responses": crate::types::text(),
            "security": [{ "bearer": [] }, {}],
            "x-schematic": {
                "name": ["deposit", "transfer", "again"],
                "lines": { "deposit": {}, "transfer": { "idempotent": true }, "again": {} },
            },
        })
    );
}

#[test]
fn replies_of_other_media_types_are_beside_each_other() {
    let document = Bank::openapi();
    let read = at(&document, "/statement/{id}", "get");
    let content: Vec<_> = read["responses"]["200"]["content"].as_object().unwrap().keys().collect();
    assert_eq!(content, ["text/csv", "application/pdf"]);
    assert_eq!(read["x-schematic"], json!({ "name": ["read", "print"] }));
    let names: Vec<&Value> =
        read["parameters"].as_array().unwrap().iter().map(|it| &it["name"]).collect();
    assert_eq!(names, ["id"]);
}

#[test]
fn a_line_with_another_reply_is_left_out_and_named() {
    let expected = [
        "`json`: it has the method and the path of `read`, and the status 200 has another reply in `text/csv`",
        "`gone`: it has the method and the path of `read`, and a reply of success has another status",
    ];
    assert_eq!(omitted(&Bank::openapi()), expected);
}
