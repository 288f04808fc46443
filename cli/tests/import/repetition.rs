//! Lists of pages, and states that settle.

use crate::NOTE;
use crate::support::{line, lines, source};

#[test]
fn pages() {
    let list = |parameters: &str, fields: &str| {
        let reply = format!(
            "responses: {{'200': {{content: {{application/json: {{schema: {{type: object, required: [data], properties: {{data: {{type: array, items: {{$ref: '#/components/schemas/Note'}}}}, {fields}}}}}}}}}}}}}"
        );
        let parameters: Vec<_> = parameters
            .split(' ')
            .map(|it| {
                let (name, ty) = it.split_once(':').unwrap_or((it, "string"));
                format!("{{name: {name}, in: query, schema: {{type: {ty}}}}}")
            })
            .collect();
        let text = source(
            &format!(
                "/notes: {{get: {{operationId: list, parameters: [{}], {reply}}}}}",
                parameters.join(", ")
            ),
            NOTE,
        );
        let line = line(&text, "list");
        let paged =
            line.split_once(" paged by ").map(|(_, paged)| paged.trim_end_matches(';').to_owned());
        let cursor = text
            .lines()
            .skip_while(|line| !line.contains("fn next_cursor"))
            .nth(1)
            .map(|line| line.trim().to_owned());
        (paged.unwrap_or_default(), cursor.unwrap_or_default())
    };
    let expected = |paged: &str, cursor: &str| (paged.to_owned(), cursor.to_owned());
    assert_eq!(
        list(
            "after before",
            "last_id: {type: string}, first_id: {type: string}, has_more: {type: boolean}"
        ),
        expected("after back by before", "self.last_id")
    );
    assert_eq!(
        list("page_token", "next_page_token: {type: string}"),
        expected("page_token", "self.next_page_token")
    );
    assert_eq!(
        list("pageToken", "nextPageToken: {type: string}"),
        expected("pageToken", "self.next_page_token")
    );
    assert_eq!(
        list("cursor", "meta: {type: object, properties: {next_cursor: {type: string}}}"),
        expected("cursor", "self.meta")
    );
    assert_eq!(
        list("a", "next: {type: string, format: uri}"),
        expected("url", "self.next.clone().filter(|url| !url.is_empty())")
    );
    assert_eq!(list("page:integer", "total: {type: integer}"), expected("number page from 1", ""));
    assert_eq!(list("offset:integer", "total: {type: integer}"), expected("offset \"offset\"", ""));
    assert_eq!(list("a", "total: {type: integer}"), expected("", ""));
    assert_eq!(list("cursor", "total: {type: integer}"), expected("", ""));
}

#[test]
fn pages_by_a_header() {
    let reply = "responses: {'200': {headers: {Link: {}}, content: {application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Note'}}}}}}";
    assert_eq!(
        line(&source(&format!("/notes: {{get: {{operationId: list, {reply}}}}}"), NOTE), "list"),
        "list: GET /notes -> Vec<Note> paged by link;"
    );
}

#[test]
fn states_that_settle() {
    let schemas = "schemas:\n  Run: {type: object, required: [status], properties: {status: {type: string, enum: [queued, running, failed, done]}}}";
    let reply = "responses: {'200': {content: {application/json: {schema: {$ref: '#/components/schemas/Run'}}}}}";
    let text =
        source(&format!("'/runs/{{run_id}}': {{get: {{operationId: getRun, {reply}}}}}"), schemas);
    assert_eq!(
        line(&text, "get_run"),
        "get_run: GET /runs/<run_id> -> Run polled until Run::is_settled;"
    );
    let body: Vec<_> = text
        .lines()
        .skip_while(|line| !line.contains("fn is_settled"))
        .skip(1)
        .take(3)
        .map(str::trim)
        .collect();
    assert_eq!(
        body,
        [
            "let active = [RunStatus::Queued, RunStatus::Running];",
            "let state = &self.status;",
            "!active.contains(state) && !matches!(state, RunStatus::Unknown(_))"
        ]
    );
}

#[test]
fn several_things_are_listed() {
    let named = |id: &str, schema: &str| {
        let reply = format!(
            "responses: {{'200': {{content: {{application/json: {{schema: {schema}}}}}}}}}"
        );
        let paths = format!(
            "/things: {{get: {{operationId: {id}, tags: [{}], {reply}}}}}\n/other: {{get: {{operationId: o, tags: [other], responses: {{'204': {{}}}}}}}}",
            id.trim_start_matches("get")
        );
        let lines = lines(&source(&paths, "{}"));
        let line = lines.iter().find(|line| line.contains("GET /things"));
        line.and_then(|line| line.split(':').next()).unwrap_or_default().to_owned()
    };
    assert_eq!(named("getNotes", "{type: array, items: {type: string}}"), "list");
    assert_eq!(
        named(
            "getNotes",
            "{type: object, properties: {notes: {type: object, properties: {items: {type: array}}}}}"
        ),
        "list"
    );
    assert_eq!(named("getSettings", "{type: object, properties: {theme: {type: string}}}"), "get");
}
