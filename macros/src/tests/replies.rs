//! Kinds of replies, and which of them are errors.

use super::{endpoint, sound};
use crate::model::{Body, BodyKind, Method, Need, Reply, Scalar, StatusRange, Switch};
use quote::ToTokens;

fn text(tokens: &impl ToTokens) -> String {
    tokens.to_token_stream().to_string()
}

#[test]
fn replies_that_may_be_nothing() {
    let reply = |text: &str| endpoint(&format!("read: GET /x -> {text};")).reply;
    for (line, text, codes) in [
        ("Thing?", "Thing?", vec![]),
        ("json String? timeout 3 s", "json String?", vec![]),
        ("Vec<Thing>? none on 404 304 idempotent", "Vec<Thing>?", vec![404, 304]),
    ] {
        let reply = reply(line);
        assert_eq!(reply.text(), text);
        let Reply::Optional(_, nothing) = reply else { panic!("{line} may be nothing") };
        let found = nothing.statuses.iter().map(|status| status.code);
        assert_eq!(found.collect::<Vec<_>>(), codes, "{line}");
    }
}

#[test]
fn errors_by_range_and_by_condition() {
    let clauses = endpoint(
        "read: GET /x -> Thing error 400 404: Missing error 4xx 5xx: Refusal error Refusal when ok = false
             error Failure when \"error-code\" = -1 error Failure when rate = 0.5 error Failure when id = null
             error Failure when state = \"off\" error Failure when errors timeout 3 s;",
    )
    .clauses;
    let statuses = clauses.errors.iter().map(|error| (error.status, text(&error.ty)));
    let expected = [
        (StatusRange::One(400), "Missing"),
        (StatusRange::One(404), "Missing"),
        (StatusRange::Class(4), "Refusal"),
        (StatusRange::Class(5), "Refusal"),
    ];
    let expected = expected.map(|(status, ty)| (status, ty.to_owned()));
    assert_eq!(statuses.collect::<Vec<_>>(), expected);
    let conditions = clauses.error_conditions.iter().map(|error| &error.condition);
    let conditions = conditions.map(|condition| (condition.field.text.as_str(), &condition.value));
    assert!(matches!(
        conditions.collect::<Vec<_>>()[..],
        [
            ("ok", Some(Scalar::Bool(false))),
            ("error-code", Some(Scalar::Integer(-1))),
            ("rate", Some(Scalar::Float(0.5))),
            ("id", Some(Scalar::Null)),
            ("state", Some(Scalar::Text(_))),
            ("errors", None),
        ]
    ));
}

#[test]
fn conditions_of_a_line_come_before_those_of_its_group() {
    let model = sound(
        "client Api { error Refusal; error Refusal when ok = false; }
         group things {
             error 4xx: Missing; error Missing when ok = false; error Missing when ok = 0;
             list: GET /things -> Thing error Failure when ok = 0;
         }",
    );
    let client = model.client.as_ref().expect("a client");
    assert_eq!(client.error_conditions.len(), 1);
    assert_eq!(text(&client.error), "Refusal");
    let things = model.groups().next().expect("a group");
    let Method::Endpoint(list) = &things.methods[0] else { panic!("a broken method") };
    let types = list.clauses.error_conditions.iter().map(|error| text(&error.ty));
    assert_eq!(types.collect::<Vec<_>>(), ["Failure", "Missing"]);
}

#[test]
fn lines_of_json() {
    let line = endpoint("send: POST /x (lines Vec<Entry>?) -> lines Entry timeout 3 s;");
    assert!(matches!(&line.reply, Reply::Word(_, types) if types.len() == 1));
    assert_eq!(line.reply.text(), "lines Entry");
    let Some(Body { kind: BodyKind::Lines(ty), need, .. }) = &line.body else {
        panic!("the body is lines")
    };
    assert_eq!((text(ty).as_str(), *need), ("Vec < Entry >", Need::Optional));
}

#[test]
fn what_asks_for_events() {
    for (line, expected) in [
        ("(json Body) -> Run | sse Event when stream", "body stream"),
        ("(json Body) -> Run | sse Event when \"stream\" until \"end\"", "body stream"),
        ("-> Run | sse Event when query stream until \"end\"", "query stream"),
        ("-> Run | sse Event until \"end\" when query \"odd name\" timeout 3 s", "query odd name"),
        ("(json Body) -> Run | sse Event when query", "body query"),
        ("(json Body) -> Run | sse Event when query until \"end\"", "body query"),
        ("(json Body) -> Run | sse Event when query timeout 3 s", "body query"),
        ("-> Run | sse Event when query until", "query until"),
        ("-> Run | sse Event until \"end\" error \"error\"", "the service"),
    ] {
        let reply = endpoint(&format!("run: POST /x {line};")).reply;
        let found = match reply.chosen_by() {
            Some(Switch::Field(name)) => format!("body {}", name.text),
            Some(Switch::Query(name)) => format!("query {}", name.text),
            None => "the service".to_owned(),
        };
        assert_eq!(found, expected, "{line}");
    }
}
