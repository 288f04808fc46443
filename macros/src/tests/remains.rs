//! What an editor can work with in a line that has a mistake.

use super::checked;
use crate::model::{Method, Remains};
use crate::text::text;

/// The parameters and types that remain of the only line of a client, as `thread: ThreadId, id | Run`.
fn remains(line: &str) -> String {
    let (model, messages) = checked(&format!("client Api; {line}"));
    assert_eq!(messages.len(), 1, "in {line}: {messages:#?}");
    let methods = model.client.map(|client| client.methods).unwrap_or_default();
    let Some(Method::Broken(broken)) = methods.into_iter().next() else {
        panic!("no method of unknown signature in {line}");
    };
    let Remains { params, types } = broken.remains;
    let params = params.iter().map(|(name, ty)| match ty {
        None => name.to_string(),
        Some(ty) => format!("{name}: {}", text(ty)),
    });
    let types: Vec<_> = types.iter().map(text).collect();
    format!("{} | {}", params.collect::<Vec<_>>().join(", "), types.join(", ")).trim().to_owned()
}

#[test]
fn parameters_and_types_before_a_reply_that_is_not_there_yet() {
    for (line, remain) in [
        ("read: GET /a/<thread: ThreadId>/<id> -> ;", "thread: ThreadId, id |"),
        ("read: GET /a/<thread: ThreadId>/<id> ->", "thread: ThreadId, id |"),
        ("read: GET /a/<thread: ThreadId>/<id>", "thread: ThreadId, id |"),
        ("read: GET /<type: Kind>/<rest..> ->", "r#type: Kind, rest |"),
        ("read: GET /a?<limit: u32?>&<ListQuery>&b=1 ->", "limit: u32 | ListQuery"),
        ("read: POST /a (json NewNote) ->", "| NewNote"),
        ("read: POST /a (json Map<A, B>, header \"If-Match\": Tag?) ->", "| Map<A, B>, Tag"),
        ("read: POST /a (bytes) ->", "|"),
    ] {
        assert_eq!(remains(line), remain, "{line}");
    }
}

#[test]
fn a_reply_that_is_half_typed() {
    for (line, remain) in [
        ("read: GET /<id> -> Vec<Ru", "id | Vec<Ru>"),
        ("read: GET /<id> -> Vec<Page<Ru;", "id | Vec<Page<Ru>>"),
        ("read: GET /<id> -> Vec<", "id | Vec<>"),
        ("read: GET /<id> -> Vec<Ru { timeout 3 s; }", "id | Vec<Ru>"),
        ("read: GET /<id> -> Vec<Ru paged by after;", "id | Vec<Ru>"),
        ("read: GET /<id> -> crate::error::Vec<Ru", "id | crate::error::Vec<Ru>"),
        ("read: GET /<id> -> note;", "id | note"),
        ("read: GET /<id> -> Run | sse;", "id | Run"),
        ("read: GET /<id> -> Run | sse Vec<Ev", "id | Run, Vec<Ev>"),
    ] {
        assert_eq!(remains(line), remain, "{line}");
    }
}

#[test]
fn a_parameter_that_is_half_typed() {
    for (line, remain) in [
        ("read: GET /<thread: ThreadId>/<ru", "thread: ThreadId, ru |"),
        ("read: GET /<thread: ThreadId>/<run:", "thread: ThreadId, run |"),
        ("read: GET /<thread: ThreadId>/<run: Ru", "thread: ThreadId, run: Ru |"),
        ("read: GET /<a: Vec<Th/<run: RunId> -> Run;", "a: Vec<Th>, run: RunId | Run"),
        ("read: GET /<thread: ThreadId>/<", "thread: ThreadId |"),
        ("read: GET /<a: dyn A + B>/<run: RunId", "a, run: RunId |"),
        ("read: GET /<a-b: Thread>/<run: RunId", "run: RunId |"),
    ] {
        assert_eq!(remains(line), remain, "{line}");
    }
}

#[test]
fn a_whole_line_of_unknown_signature() {
    let two_structs = "read: GET /<id>/<run: RunId>?<ListQuery>&<PageQuery> -> Run;";
    assert_eq!(remains(two_structs), "id, run: RunId | Run");
}
