//! Replies and parameters that are said in other words and are the same; and what is not.

use crate::agreement::{differences, with_reply};
use serde_json::{Value, json};

/// A reply of ours for a class is the reply for each status of it; one with 4xx and one with 5xx are those of all errors.
#[test]
fn a_class_is_each_of_its_statuses() {
    let reply = json!({ "description": "" });
    let of = |statuses: &[&str]| {
        let replies = statuses.iter().map(|status| ((*status).to_owned(), reply.clone()));
        with_reply(&Value::Object(replies.collect()), &json!({}))
    };
    assert_eq!(differences(&of(&["2XX"]), &of(&["200", "202", "204"])), [""; 0]);
    assert_eq!(
        differences(&of(&["200", "201"]), &of(&["200", "202"])),
        ["GET /a 202 present: ours no, theirs yes", "GET /a 201 present: ours yes, theirs no"]
    );
    assert_eq!(differences(&of(&["2XX", "4XX", "5XX"]), &of(&["200", "default"])), [""; 0]);
    assert_eq!(
        differences(&of(&["2XX", "4XX"]), &of(&["200", "default"])),
        ["GET /a default present: ours no, theirs yes"]
    );
    // Their document says nothing of a success.
    assert_eq!(differences(&of(&["2XX", "404"]), &of(&["404"])), [""; 0]);
}

#[test]
fn a_range_of_media_types_names_none() {
    let of = |media_types: &[&str]| {
        let media = json!({ "schema": { "type": "string" } });
        let content = media_types.iter().map(|name| ((*name).to_owned(), media.clone()));
        let content = Value::Object(content.collect());
        with_reply(&json!({ "200": { "description": "", "content": content } }), &json!({}))
    };
    assert_eq!(differences(&of(&["application/json"]), &of(&["*/*"])), [""; 0]);
    assert_eq!(differences(&of(&["image/png"]), &of(&["image/*"])), [""; 0]);
    assert_eq!(differences(&of(&["image/png"]), &of(&["text/*"])).len(), 2);
    assert_eq!(differences(&of(&["image/png", "text/csv"]), &of(&["*/*"])).len(), 1);
}

/// The name is one difference, and what is in it can be compared all the same.
#[test]
fn json_of_another_name_is_one_difference() {
    let of = |media_type: &str, ty: &str| {
        let content = json!({ (media_type): { "schema": { "type": ty } } });
        with_reply(&json!({ "200": { "description": "", "content": content } }), &json!({}))
    };
    let theirs = of("application/problem+json", "string");
    let name = "GET /a 200 application/problem+json present: ours no, theirs yes";
    assert_eq!(differences(&of("application/json", "string"), &theirs), [name]);
    let ty = "GET /a 200 application/problem+json type: ours boolean, theirs string";
    assert_eq!(differences(&of("application/json", "boolean"), &theirs), [name, ty]);
    assert_eq!(differences(&of("application/xml", "string"), &theirs).len(), 2);
}

/// An error of ours that comes with a status of success, too, is an error of ours.
#[test]
fn an_error_beside_a_reply_of_success_is_no_difference() {
    let reference = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    let reply = |schema: &Value| json!({ "description": "", "content": { "application/json": { "schema": schema } } });
    let components = json!({
        "Note": { "type": "object", "properties": { "a": { "type": "string" } } },
        "Failure": { "type": "object", "properties": { "ok": { "const": false } } },
    });
    let both = json!({ "oneOf": [reference("Note"), reference("Failure")] });
    let of = |success: &Value, error: &str| {
        with_reply(
            &json!({ "200": reply(success), "default": reply(&reference(error)) }),
            &components,
        )
    };
    let theirs = of(&reference("Note"), "Failure");
    assert_eq!(differences(&of(&both, "Failure"), &theirs), [""; 0]);
    assert_eq!(differences(&of(&both, "Failure"), &of(&both, "Failure")), [""; 0]);
    let mut alone = with_reply(&json!({ "200": reply(&both) }), &components);
    assert_eq!(differences(&alone, &theirs).len(), 2);
    // A declaration says so.
    alone["paths"]["/a"]["get"]["x-schematic"] = json!({ "errors_when": ["ok = false"] });
    assert_eq!(differences(&alone, &theirs), ["GET /a default present: ours no, theirs yes"]);
}

/// A key is a parameter to one document, and a way of authentication to another.
#[test]
fn a_parameter_with_a_credential_is_one() {
    let mut ours = with_reply(&json!({}), &json!({}));
    let mut theirs = ours.clone();
    theirs["paths"]["/a"]["get"]["parameters"] = json!([
        { "name": "key", "in": "query", "required": true, "schema": { "type": "string" } },
        { "name": "X-Key", "in": "header", "schema": { "type": "string" } }
    ]);
    let absent = |ours: &Value| differences(ours, &theirs).len();
    assert_eq!(absent(&ours), 2);
    ours["components"]["securitySchemes"] = json!({
        "key": { "type": "apiKey", "in": "query", "name": "key" },
        "header": { "type": "apiKey", "in": "header", "name": "x-key" }
    });
    assert_eq!(absent(&ours), 2);
    ours["security"] = json!([{ "key": [], "header": [] }]);
    assert_eq!(absent(&ours), 0);
}

#[test]
fn what_follows_a_hash_in_a_path_is_not_sent() {
    let ours = with_reply(&json!({}), &json!({}));
    let mut theirs = ours.clone();
    theirs["paths"] = json!({ "/a#by=name": theirs["paths"]["/a"] });
    assert_eq!(differences(&ours, &theirs), [""; 0]);
    theirs["paths"] = json!({ "/b#by=name": theirs["paths"]["/a#by=name"] });
    assert_eq!(differences(&ours, &theirs), ["GET /a present: ours yes, theirs no"]);
}
