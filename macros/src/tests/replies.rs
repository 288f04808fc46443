//! Kinds of replies, and which of them are errors.

use super::{endpoint, sound, text};
use crate::model::{Body, BodyKind, Method, Need, Repeat, Reply, Scalar, StatusRange, Switch};

#[test]
fn replies() {
    let reply = |reply: &str| endpoint(&format!("read: GET /x?<after: String?> -> {reply};")).reply;
    for json in ["Thing", "serde_json::Value", "(Left,Right)"] {
        assert!(matches!(reply(json), Reply::Json(_, None)));
        assert_eq!(reply(json).text().replace(", ", ","), json);
    }
    for word in ["text", "bytes", "stream", "empty"] {
        assert!(matches!(reply(word), Reply::Word(_, types) if types.is_empty()));
        assert_eq!(reply(word).text(), word);
    }
    assert!(matches!(reply("Page<Thing> paged by after"), Reply::Json(_, Some(Repeat::Paged(_)))));
    let polled = reply("Run polled until Run::is_settled");
    assert!(matches!(polled, Reply::Json(_, Some(Repeat::Polled(_)))));
}

#[test]
fn statuses_of_success() {
    let codes = |reply: &str| {
        let line = endpoint(&format!("make: POST /x (json Thing) -> {reply};"));
        line.statuses.iter().map(|status| status.code).collect::<Vec<_>>()
    };
    assert_eq!(codes("201 Thing"), [201]);
    assert_eq!(codes("200 201 Thing? none on 202"), [200, 201]);
    assert_eq!(codes("202 empty timeout 3 s"), [202]);
    assert_eq!(codes("200 empty"), [200]);
    assert_eq!(codes("201 Thing | sse Piece when stream"), [201]);
    assert_eq!(codes("Thing"), [0_u16; 0]);
}

#[test]
fn further_media_types() {
    let line = "make: POST /x (json Thing also \"application/xml\" \"text/xml\"?) -> 201 Thing? also \"text/csv\" timeout 3 s;";
    let line = endpoint(line);
    let names = |all: &[syn::LitStr]| all.iter().map(syn::LitStr::value).collect::<Vec<_>>();
    let body = line.body.expect("a body");
    assert_eq!(names(&body.media_types.also), ["application/xml", "text/xml"]);
    assert_eq!(body.need, Need::Optional);
    assert_eq!(names(&line.reply_media_types.also), ["text/csv"]);
    assert!(matches!(line.reply, Reply::Optional(..)));
    assert!(line.clauses.timeout.is_some());
    let line = endpoint("read: GET /x -> bytes as \"image/png\" also \"image/gif\";");
    assert_eq!(
        line.reply_media_types.own.as_ref().map(|text| text.value()).as_deref(),
        Some("image/png")
    );
    assert_eq!(names(&line.reply_media_types.also), ["image/gif"]);
}

#[test]
fn errors_without_a_body() {
    let errors = endpoint("read: GET /x -> Thing { error 404 5xx: empty; error 409: Taken; }")
        .clauses
        .errors;
    let told = "read: GET /x -> Thing { error 404: Taken as \"application/problem+json\" also \"text/xml\"; error 5xx: Taken also \"text/xml\"; }";
    let told = endpoint(told).clauses.errors;
    let first = told[0].media.own.as_ref().map(syn::LitStr::value);
    assert_eq!(first.as_deref(), Some("application/problem+json"));
    assert_eq!((told[0].media.also.len(), told[1].media.also.len()), (1, 1));
    assert!(told[1].media.own.is_none());
    let either = endpoint("read: GET /x -> Thing error 4xx: Taken when ok = false;").clauses;
    assert_eq!((either.errors.len(), either.error_conditions.len()), (1, 1));
    let types: Vec<_> =
        errors.iter().map(|error| error.ty.as_ref().map(|ty| text(&Some(ty)))).collect();
    assert_eq!(types, [None, None, Some("Taken".to_owned())]);
}

#[test]
fn pages() {
    let facts = |paged: &str| {
        let query = "<limit?>&<page: u32?>&<after?>&<offset?>&<link?>&<back?>";
        let line = format!(
            "list: POST /x?{query} (json Filter) -> Page<Thing> paged by {paged} timeout 3 s;"
        );
        let facts = text(&endpoint(&line).reply.facts(crate::rt::rt())).replace(' ', "");
        facts.replace("::schematic_api::__private", "rt")
    };
    for (paged, expected) in [
        ("after", ".with_paging(\"after\")"),
        ("offset", ".with_paging(\"offset\")"),
        ("\"link\"", ".with_paging(\"link\")"),
        ("back", ".with_paging(\"back\")"),
        (
            "after from header \"X-Next\"",
            ".with_pages(rt::PagedBy::cursor(\"after\").from_header(\"x-next\"))",
        ),
        (
            "offset from header \"X-Next\"",
            ".with_pages(rt::PagedBy::cursor(\"offset\").from_header(\"x-next\"))",
        ),
        ("start_cursor in body", ".with_pages(rt::PagedBy::cursor(\"start_cursor\").in_body())"),
        ("offset in body", ".with_pages(rt::PagedBy::cursor(\"offset\").in_body())"),
        (
            "start in body from header \"X-Next\"",
            ".with_pages(rt::PagedBy::cursor(\"start\").in_body().from_header(\"x-next\"))",
        ),
        ("link", ".with_pages(rt::PagedBy::Link)"),
        ("url", ".with_pages(rt::PagedBy::Url)"),
        ("number page from 1", ".with_pages(rt::PagedBy::number(\"page\",1u64))"),
        ("number \"page\" from 0", ".with_pages(rt::PagedBy::number(\"page\",0u64))"),
        ("offset offset", ".with_pages(rt::PagedBy::offset(\"offset\",0u64))"),
        ("offset \"back\" from 1", ".with_pages(rt::PagedBy::offset(\"back\",1u64))"),
        (
            "after back by back",
            ".with_paging(\"after\").with_pages_back(rt::PagedBy::cursor(\"back\"))",
        ),
        ("link back by link", ".with_pages(rt::PagedBy::Link).with_pages_back(rt::PagedBy::Link)"),
        (
            "url back by after",
            ".with_pages(rt::PagedBy::Url).with_pages_back(rt::PagedBy::cursor(\"after\"))",
        ),
    ] {
        assert_eq!(facts(paged), expected, "paged by {paged}");
    }
}

#[test]
fn events() {
    let reply = |line: &str| endpoint(&format!("run: POST /x {line};")).reply;
    let Reply::Events(events) = reply("-> sse Event until \"[DONE]\" error \"error\" timeout 3 s")
    else {
        panic!("these are events")
    };
    let text = |text: Option<syn::LitStr>| text.map(|text| text.value());
    assert_eq!(text(events.until).as_deref(), Some("[DONE]"));
    assert_eq!(text(events.error).as_deref(), Some("error"));
    let either =
        reply("(json Body) -> Run | sse Event when stream until \"end\" error 404: Missing");
    let chosen_by = either.chosen_by().map(|switch| switch.name().text.as_str());
    assert_eq!(chosen_by, Some("stream"));
    let Reply::JsonOrEvents(_, events) = either else { panic!("it is either of the two") };
    assert_eq!(text(events.until).as_deref(), Some("end"));
    assert_eq!(text(events.error), None);
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
