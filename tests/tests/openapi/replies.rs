//! Replies and errors, by status and media type.

use std::time::Duration;

use schematic_api::{Event, Object, Page, api};
use serde_json::{Value, json};

use crate::bodies::Xml;
use crate::types::{Late, Missing, NewNote, Note, Problem, content, field, reference, text};

/// An event of a note that is being written.
#[derive(Debug, Event)]
pub enum Writing {
    Part(NewNote),
    Unknown { event: String, data: String },
}

/// A request for events or not.
#[derive(Debug, Object)]
pub struct Ask {
    pub text: String,
}

/// Some notes.
#[derive(Debug, Object)]
pub struct Notes {
    pub data: Vec<Note>,
    pub next: Option<String>,
}

impl Page for Notes {
    type Item = Note;

    fn into_items(self) -> Vec<Note> {
        self.data
    }

    fn next_cursor(&self) -> Option<String> {
        self.next.clone()
    }

    fn previous_cursor(&self) -> Option<String> {
        None
    }
}

impl Note {
    fn is_old(&self) -> bool {
        self.id > 1
    }
}

api! {
    pub client Replies at "https://replies.example.com" {
        retry 3 on 408 5xx;
        timeout 2 min;
    }

    json:    GET /json -> Note;
    word:    GET /word -> json String;
    maybe:   GET /maybe -> Note? none on 404 304;
    codec:   GET /codec -> NewNote via Xml;
    text:    GET /text -> text;
    bytes:   GET /bytes -> bytes;
    png:     GET /png -> stream { header "Accept": "image/png"; }
    any:     GET /any -> bytes { header "Accept": "image/*, text/plain"; }
    empty:   GET /empty -> empty;
    head:    HEAD /head -> empty;
    lines:   GET /lines -> lines Note;
    events:  GET /events -> sse Writing;
    either:  POST /either (json Ask) -> Note | sse Writing when stream until "[DONE]" error "error";
    asked:   GET /asked?<after: u64?> -> Note | sse Writing when query stream;
    chosen:  POST /chosen (json Ask) -> Note | sse Writing;

    made:    POST /made (json Ask also "application/xml" "text/xml") -> 200 201 Note also "application/xml";
    pdf:     GET /pdf -> bytes as "application/pdf" also "image/png";
    hal:     GET /hal -> Note as "application/hal+json";
    taken:   POST /taken -> 202 empty;
    soon:    POST /soon -> 201 Note? none on 202;
    told:    POST /told -> 201 text also "text/html" error 404 5xx: empty error 409: Problem
        error 410: Problem as "application/problem+json" also "text/xml" error 411: Problem also "text/xml";

    errors:  GET /errors -> text error 404: Missing error 400 5xx: Problem;

    cursor:  GET /cursor?<after?>&<before?> -> Notes paged by after back by before;
    body:    POST /body (json Ask) -> Notes paged by variables[after] in body;
    link:    GET /link -> Vec<Note> paged by link back by link;
    header:  GET /header?<after?> -> Vec<Note> paged by after from header "X-Next";
    url:     GET /url -> Notes paged by url;
    number:  GET /number?<page: u32?> -> Vec<Note> paged by number page from 1;
    offset:  GET /offset?<skip: u32?> -> Vec<Note> paged by offset skip;
    polled:  GET /polled -> Note polled until Note::is_old;
    settings: POST /settings -> text { retry 0; timeout 30 s; idempotent; }
}

fn replies(path: &str) -> Value {
    field(&Replies::openapi(), path, "responses")
}

/// The reply with the status 200.
fn ok(description: &str, content: Value) -> Value {
    json!({ "200": { "description": description, "content": content } })
}

fn note() -> Value {
    content("application/json", &reference("Note"))
}

#[test]
fn json_is_described_by_its_type() {
    assert_eq!(replies("/json"), ok("A note.", note()));
    let text = content("application/json", &json!({ "type": "string" }));
    assert_eq!(replies("/word"), ok("The reply.", text));
}

#[test]
fn nothing_has_statuses_of_its_own() {
    let mut expected = ok("A note.", note());
    for status in ["204", "404", "304"] {
        expected[status] = json!({ "description": "There is none." });
    }
    assert_eq!(replies("/maybe"), expected);
    assert_eq!(replies("/empty"), json!({ "2XX": { "description": "No content." } }));
    assert_eq!(replies("/head"), replies("/empty"));
}

#[test]
fn a_success_has_the_statuses_that_the_line_names() {
    let of = |status: &str, reply: Value| json!({ (status): reply["200"] });
    let mut made = note();
    made["application/xml"] = made["application/json"].clone();
    let mut expected = ok("A note.", made);
    expected["201"] = expected["200"].clone();
    assert_eq!(replies("/made"), expected);
    assert_eq!(replies("/taken"), json!({ "202": { "description": "No content." } }));
    let mut expected = of("201", ok("A note.", note()));
    expected["202"] = json!({ "description": "There is none." });
    assert_eq!(replies("/soon"), expected);
}

#[test]
fn a_body_may_have_further_media_types() {
    let body = field(&Replies::openapi(), "/made", "requestBody");
    let media = json!({ "schema": reference("Ask") });
    let content = json!({ "application/json": media, "application/xml": media, "text/xml": media });
    assert_eq!(body, json!({ "required": true, "content": content }));
}

#[test]
fn errors_may_have_no_body_or_another_media_type() {
    let told = replies("/told");
    let empty = json!({ "description": "An error." });
    assert_eq!((&told["404"], &told["5XX"]), (&empty, &empty));
    assert_eq!(told["409"]["content"], content("application/json", &reference("Problem")));
    let media = |status: &str| {
        told[status]["content"].as_object().unwrap().keys().cloned().collect::<Vec<_>>()
    };
    assert_eq!(media("410"), ["application/problem+json", "text/xml"]);
    assert_eq!(media("411"), ["application/json", "text/xml"]);
    assert_eq!(told["410"]["content"]["text/xml"], told["409"]["content"]["application/json"]);
    let text = json!({ "schema": { "type": "string" } });
    assert_eq!(told["201"]["content"], json!({ "text/plain": text, "text/html": text }));
}

#[test]
fn other_formats_have_their_media_types() {
    let binary = json!({
        "type": "string",
        "format": "binary",
        "contentMediaType": "application/octet-stream",
    });
    let bytes = ok("The reply.", content("application/octet-stream", &binary));
    assert_eq!(replies("/text"), text());
    assert_eq!(replies("/bytes"), bytes);
    assert_eq!(replies("/any"), bytes);
    assert_eq!(replies("/png"), ok("The reply.", content("image/png", &binary)));
    let mut pdf = content("application/pdf", &binary);
    pdf["image/png"] = pdf["application/pdf"].clone();
    assert_eq!(replies("/pdf"), ok("The reply.", pdf));
    let hal = content("application/hal+json", &reference("Note"));
    assert_eq!(replies("/hal"), ok("A note.", hal));
    let codec = content("application/xml", &reference("NewNote"));
    assert_eq!(replies("/codec"), ok("The reply.", codec));
}

#[test]
fn lines_are_items() {
    let media = json!({ "schema": reference("Note"), "x-schematic": { "lines": true } });
    assert_eq!(replies("/lines"), ok("A note.", json!({ "application/x-ndjson": media })));
    let media = json!({ "itemSchema": reference("Note") });
    let of_items = field(&Replies::openapi().v3_2(), "/lines", "responses");
    assert_eq!(of_items, ok("A note.", json!({ "application/x-ndjson": media })));
}

#[test]
fn events_are_a_media_type_beside_json_or_alone() {
    let events = content("text/event-stream", &reference("Writing"));
    assert_eq!(replies("/events"), ok("The reply.", events.clone()));
    let mut both = note();
    both["text/event-stream"] = events["text/event-stream"].clone();
    for path in ["/either", "/asked", "/chosen"] {
        assert_eq!(replies(path), ok("A note.", both.clone()), "{path}");
    }
    let of_items = field(&Replies::openapi().v3_2(), "/events", "responses");
    let media = json!({ "text/event-stream": { "itemSchema": reference("Writing") } });
    assert_eq!(of_items, ok("The reply.", media));
}

#[test]
fn what_ends_a_stream_is_the_last_of_its_events() {
    let document = Replies::openapi();
    let text = |value: &str| json!({ "type": "string", "const": value });
    let error = json!({
        "type": "object",
        "required": ["event", "data"],
        "properties": {
            "event": text("error"),
            "data": { "type": "string", "contentMediaType": "application/json", "contentSchema": {} },
        },
    });
    let end =
        json!({ "type": "object", "required": ["data"], "properties": { "data": text("[DONE]") } });
    let events = &document.document()["components"]["schemas"]["Writing"]["oneOf"];
    assert_eq!(*events, json!([reference("WritingPart"), error, end]));
    let facts = |path| field(&document, path, "x-schematic")["events"].clone();
    assert_eq!(facts("/either"), json!({ "when": "stream", "until": "[DONE]", "error": "error" }));
    assert_eq!(facts("/asked"), json!({ "when_query": "stream" }));
    assert_eq!(facts("/chosen"), Value::Null);
}

#[test]
fn errors_have_statuses_or_ranges() {
    let mut expected = text();
    let problem = content("application/json", &reference("Problem"));
    expected["404"] = json!({ "description": "An error.", "content": content("application/json", &reference("Missing")) });
    expected["400"] = json!({ "description": "What went wrong.", "content": problem });
    expected["5XX"] = expected["400"].clone();
    assert_eq!(replies("/errors"), expected);
}

#[test]
fn pages_and_what_else_has_no_word_is_in_the_extension() {
    let document = Replies::openapi();
    let facts = |path: &str| {
        let mut facts = field(&document, path, "x-schematic");
        facts.as_object_mut().unwrap().remove("name");
        facts
    };
    let back =
        json!({ "paged_by": { "cursor": "after" }, "paged_back_by": { "cursor": "before" } });
    assert_eq!(facts("/cursor"), back);
    assert_eq!(
        facts("/body"),
        json!({ "paged_by": { "cursor": "variables[after]", "in": "body" } })
    );
    let links = json!({ "paged_by": { "link": "next" }, "paged_back_by": { "link": "prev" } });
    assert_eq!(facts("/link"), links);
    assert_eq!(
        facts("/header"),
        json!({ "paged_by": { "cursor": "after", "from_header": "x-next" } })
    );
    assert_eq!(facts("/url"), json!({ "paged_by": { "url": "next" } }));
    assert_eq!(facts("/number"), json!({ "paged_by": { "number": "page", "from": 1 } }));
    assert_eq!(facts("/offset"), json!({ "paged_by": { "offset": "skip", "from": 0 } }));
    assert_eq!(facts("/polled"), json!({ "polled_until": "Note::is_old" }));
    let settings = json!({ "retry": { "retries": 0 }, "timeout_ms": 30_000, "idempotent": true });
    assert_eq!(facts("/settings"), settings);
    let of_client = json!({
        "client": "Replies",
        "retry": { "retries": 3, "on": [408, "5XX"] },
        "timeout_ms": Duration::from_secs(120).as_millis() as u64,
    });
    assert_eq!(document.document()["x-schematic"], of_client);
}

#[test]
fn the_headers_of_pages_are_declared() {
    let headers = |path: &str| replies(path)["200"]["headers"].clone();
    assert_eq!(headers("/link"), json!({ "link": { "schema": { "type": "string" } } }));
    assert_eq!(headers("/header"), json!({ "x-next": { "schema": { "type": "string" } } }));
    assert_eq!(headers("/cursor"), Value::Null);
}

api! {
    pub client Chat at "https://chat.example.com" {
        error Problem;
        error Late when ok = false;
    }

    read:  GET /read -> Note error Missing when errors;
    mark:  GET /mark -> empty;
    save:  GET /save -> stream;
    lines: GET /lines -> lines Note;
    watch: GET /watch -> sse Writing error "error";
}

#[test]
fn errors_in_replies_of_success_are_one_of_them() {
    let document = Chat::openapi();
    let replies = |path| field(&document, path, "responses");
    let problem = json!({
        "description": "What went wrong.",
        "content": content("application/json", &reference("Problem")),
    });
    let one_of = |names: &[&str]| json!({ "oneOf": names.iter().map(|name| reference(name)).collect::<Vec<_>>() });
    let read = content("application/json", &one_of(&["Note", "Missing", "Late"]));
    assert_eq!(
        replies("/read"),
        json!({ "200": { "description": "A note.", "content": read }, "default": problem })
    );
    let late = content("application/json", &reference("Late"));
    assert_eq!(replies("/mark")["2XX"]["content"], late);
    let saved: Vec<_> =
        replies("/save")["200"]["content"].as_object().unwrap().keys().cloned().collect();
    assert_eq!(saved, ["application/octet-stream"]);
    let lines = &replies("/lines")["200"]["content"]["application/x-ndjson"];
    assert_eq!(lines["schema"], one_of(&["Note", "Late"]));
    assert_eq!(
        replies("/watch")["200"]["content"]["application/json"]["schema"],
        reference("Late")
    );
    let facts = json!({ "name": "read", "errors_when": ["errors", "ok = false"] });
    assert_eq!(field(&document, "/read", "x-schematic"), facts);
    let events = &document.document()["components"]["schemas"]["Writing"]["oneOf"];
    assert_eq!(events[1]["properties"]["data"]["contentSchema"], reference("Problem"));
}
