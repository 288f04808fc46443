//! What is sent one way only, and what only one more document has.

use crate::agreement::{differences, replying};
use crate::compared;
use serde_json::{Value, json};

/// A document in which an operation takes and gives these schemas.
fn both_ways(body: &Value, reply: &Value, components: &Value) -> Value {
    let content =
        |schema: &Value| json!({ "content": { "application/json": { "schema": schema } } });
    let mut document = replying(reply, components);
    document["paths"]["/a"]["post"] = json!({
        "requestBody": content(body),
        "responses": { "200": { "description": "", "content": content(reply)["content"] } }
    });
    document
}

fn object(fields: &[&str]) -> Value {
    let fields = fields.iter().map(|name| ((*name).to_owned(), json!({ "type": "string" })));
    json!({ "type": "object", "properties": fields.collect::<serde_json::Map<_, _>>() })
}

#[test]
fn what_is_sent_one_way_is_not_missed_the_other_way() {
    let user = json!({ "$ref": "#/components/schemas/User" });
    let of = |password: Value, id: Value| {
        let fields = json!({ "name": { "type": "string" }, "password": password, "id": id });
        let components = json!({ "User": { "type": "object", "properties": fields } });
        both_ways(&user, &user, &components)
    };
    let theirs = both_ways(&object(&["name", "password"]), &object(&["name", "id"]), &json!({}));
    let one_way = |keyword: &str| json!({ "type": "string", keyword: true });
    let ours = of(one_way("writeOnly"), one_way("readOnly"));
    assert_eq!(differences(&ours, &theirs), [""; 0]);
    let ours = of(one_way("readOnly"), one_way("writeOnly"));
    let places = [
        "GET /a 200 application/json.password",
        "POST /a body application/json.id",
        "POST /a 200 application/json.password",
    ];
    let missed = places.map(|place| format!("{place} present: ours yes, theirs no"));
    assert_eq!(differences(&ours, &theirs), missed);
}

#[test]
fn members_that_are_sent_one_way_are_not_missed_the_other_way() {
    let tagged = |kind: &str| {
        json!({
            "type": "object",
            "properties": { "kind": { "const": kind } },
            "required": ["kind"]
        })
    };
    let mut written = tagged("b");
    written["writeOnly"] = json!(true);
    let union = json!({ "$ref": "#/components/schemas/Union" });
    let all = |b: Value| json!({ "Union": { "oneOf": [tagged("a"), tagged("c"), b] } });
    let body = json!({ "oneOf": [tagged("a"), tagged("b"), tagged("c")] });
    let reply = json!({ "oneOf": [tagged("a"), tagged("c")] });
    let theirs = both_ways(&body, &reply, &json!({}));
    let of = |b: Value| differences(&both_ways(&union, &union, &all(b)), &theirs);
    assert_eq!(of(written), [""; 0]);
    let places = ["GET /a 200 application/json<b>", "POST /a 200 application/json<b>"];
    let missed = places.map(|place| format!("{place} present: ours yes, theirs no"));
    assert_eq!(of(tagged("b")), missed);
}

#[test]
fn what_only_the_document_beside_theirs_has_is_no_difference() {
    let ours = both_ways(&object(&["a", "beta"]), &object(&["a", "b", "other"]), &json!({}));
    let theirs = both_ways(&object(&["a"]), &object(&["a", "b", "late"]), &json!({}));
    let beside = both_ways(&object(&["a", "beta"]), &object(&["a", "later"]), &json!({}));
    let comparison = compared(&ours, &theirs).beside(&compared(&ours, &beside));
    let left: Vec<_> = comparison.differences().map(ToString::to_string).collect();
    let of = |method: &str| {
        let place = format!("{method} /a 200 application/json");
        [
            format!("{place}.late present: ours no, theirs yes"),
            format!("{place}.other present: ours yes, theirs no"),
        ]
    };
    assert_eq!(left, [of("GET"), of("POST")].concat());
    assert_eq!(comparison.elsewhere(), 1);
}
