//! What looks like a slip and is none.

use super::endpoint;

#[test]
fn what_looks_like_a_slip_can_be_meant() {
    for (reply, text) in [
        ("json String", "json String"),
        ("json Vec<u8>", "json Vec<u8>"),
        ("json Result<Thing, Failure>", "json Result<Thing, Failure>"),
        ("json u64", "json u64"),
        ("json Thing", "Thing"),
        ("json Query<Text, Thing>", "Query<Text, Thing>"),
        ("Response<Thing>", "Response<Thing>"),
        ("Vec<String>", "Vec<String>"),
    ] {
        assert_eq!(endpoint(&format!("read: GET /a -> {reply};")).reply.text(), text);
    }
    for line in [
        "read: POST /a (json Query<Text, Thing>) -> Thing;",
        "read: POST /a (json Thing) -> Things paged by variables[after] in body back by variables[page][before] in body;",
        "read: POST /a (json Thing) -> Thing | sse Event when options[stream] until \"[DONE]\";",
    ] {
        assert_eq!(endpoint(line).name, "read", "of {line}");
    }
    for method in ["\"PROPFIND\"", "\"M-SEARCH\"", "\"propfind\""] {
        let line = endpoint(&format!("read: {method} /a -> Thing;"));
        assert_eq!(format!("\"{}\"", line.method.verb.as_str()), method);
    }
    for path in [
        "/a/<id>\"(1)\"/b",
        "/a:\"b\"/c",
        "/a/-/b",
        "/.well-known/a",
        "/points/<lat>,<lon>",
        "/a/<name>@<version>",
        "/a/<id>:cancel",
        "/a/$batch/$count",
        "/a/\"b,\"/\"*\"",
        "/a/<UserId as user>",
        "/a?v=2024-01-01T00:00:00Z&w=-1&x=b/c:d,e.f~g&y=\"\"&z=\"100%\"",
    ] {
        let line = endpoint(&format!("read: GET {path} -> Thing;"));
        assert_eq!(line.name, "read", "of {path}");
    }
}
