//! What the reader finds in source files, and where it sees mistakes.

use schematic_api_language::{Declaration, Mistake, Route, read};

fn declarations(source: &str) -> Vec<Declaration> {
    read(source).unwrap_or_else(|mistakes| panic!("{mistakes:#?}"))
}

/// The only line of a client.
fn route(line: &str) -> Route {
    let source = format!(
        "api! {{ client Api at \"https://api.example.com\" {{ auth admin: basic; }} {line} }}"
    );
    declarations(&source).remove(0).routes.remove(0)
}

fn mistakes(source: &str) -> Vec<String> {
    let found = read(source).map(|_| Vec::new()).unwrap_or_else(|found| found);
    found.iter().map(Mistake::to_string).collect()
}

#[test]
fn a_declaration_is_found_wherever_it_is() {
    let source = r#"
        //! A file with other things in it, such as a string with "api! { in it }".
        use facade::http_apis as http;

        fn main() {
            http::api! { client Inner at "https://inner.example.com"; read: GET /a -> text; }
        }

        mod nested {
            schematic_api::api![ pub group Threads { read: GET /threads/<thread> -> text; } ];
        }

        macro_rules! declare {
            ($name:ident) => { schematic_api::api! { client $name; } };
        }
    "#;
    let found = declarations(source);
    let ids = |declaration: &Declaration| {
        declaration.routes.iter().map(|route| (route.line, route.id.clone())).collect::<Vec<_>>()
    };
    assert_eq!(found.iter().map(|found| found.line).collect::<Vec<_>>(), [6, 10]);
    assert_eq!(found[0].client.as_ref().map(|client| client.name.as_str()), Some("Inner"));
    assert_eq!(found[1].client, None);
    assert_eq!(ids(&found[0]), [(6, "read".to_owned())]);
    assert_eq!(ids(&found[1]), [(10, "threads.read".to_owned())]);
}

#[test]
fn routes_are_in_the_order_of_the_table_of_endpoints() {
    let source = r#"api! {
        group notes at /v2/<tenant> { read: GET /notes/<note> -> text; }
        ping: GET /ping -> empty;
        group files = crate::files::Files;
        client Diary at config::BASE_URL;
    }"#;
    let found = declarations(source).remove(0);
    let paths: Vec<_> =
        found.routes.iter().map(|route| (route.id.as_str(), route.path.as_str())).collect();
    assert_eq!(paths, [("ping", "/ping"), ("notes.read", "/v2/{tenant}/notes/{note}")]);
    let groups: Vec<_> = found
        .groups
        .iter()
        .map(|group| (group.line, group.name.as_str(), group.ty.as_str()))
        .collect();
    assert_eq!(groups, [(2, "notes", "Notes")]);
    let mounts: Vec<_> = found
        .mounts
        .iter()
        .map(|mount| (mount.line, mount.name.as_str(), mount.ty.as_str()))
        .collect();
    assert_eq!(mounts, [(4, "files", "crate::files::Files")]);
    assert_eq!(found.client.unwrap().base_url.as_deref(), Some("config::BASE_URL"));
}

#[test]
fn the_parts_of_a_line_are_spelled_as_declared() {
    let found = route(
        r#"send: "REPORT" /<folder..>/at?<limit: u32?>&<include[]: Vec<Include>>&<ListQuery?>&beta=true
           (header "X-Trace": Trace?, json Note as "application/vnd.note+json"?) -> Note | sse Event when stream until "[DONE]";"#,
    );
    assert_eq!((found.method.as_str(), found.path.as_str()), ("REPORT", "/{folder..}/at"));
    assert_eq!(found.path_and_query(), "/{folder..}/at?limit?&include[]&<ListQuery?>&beta=true");
    let body = r#"json Note as "application/vnd.note+json"?"#;
    assert_eq!(found.inputs, [r#"header "x-trace": Trace?"#, body]);
    assert_eq!(found.reply, "Note | sse Event");
    assert_eq!(found.clauses, ["when stream", "until \"[DONE]\""]);
}

#[test]
fn what_only_readers_are_told_is_spelled_as_declared() {
    let found = route(
        r#"send: POST /a (json Note also "application/xml" "text/xml"?) -> 200 201 Note? none on 202 as "text/json" also "text/csv";"#,
    );
    assert_eq!(found.inputs, [r#"json Note also "application/xml" "text/xml"?"#]);
    assert_eq!(found.reply, r#"200 201 Note? as "text/json" also "text/csv""#);
}

/// A line with the clauses, and the clauses that are read of it.
const CLAUSES: [(&str, &[&str]); 16] = [
    ("GET /a -> A;", &[]),
    ("GET /a?<after: String?> -> Page<A> paged by after;", &["paged by after"]),
    (
        "GET /a?<page: u32?> -> Page<A> paged by number page from 1;",
        &["paged by number page from 1"],
    ),
    ("GET /a -> Page<A> paged by link;", &["paged by link"]),
    ("GET /a?<skip: u32?> -> Page<A> paged by offset skip;", &["paged by offset skip"]),
    ("GET /a -> A polled until A::is_done;", &["polled until A::is_done"]),
    ("GET /a -> A? none on 404 304;", &["none on 404 304"]),
    ("POST /a -> A auth none;", &["auth none"]),
    ("POST /a -> A auth admin;", &["auth admin"]),
    ("POST /a -> A error 404 5xx: Missing;", &["error 404: Missing", "error 5xx: Missing"]),
    ("POST /a -> A error 404 409: empty;", &["error 404: empty", "error 409: empty"]),
    (
        "POST /a -> A error 404: Missing as \"text/json\" also \"text/xml\";",
        &["error 404: Missing as \"text/json\" also \"text/xml\""],
    ),
    ("POST /a -> A error Failure when ok = false;", &["error Failure when ok = false"]),
    (
        "POST /a -> A retry 3 on 409 5xx timeout 90 s idempotent;",
        &["retry 3 on 409 5xx", "timeout 90 s", "idempotent"],
    ),
    (
        "POST /a -> A timeout 10 min deprecated \"use b\" cfg(unix);",
        &["timeout 10 min", "deprecated", "cfg(unix)"],
    ),
    ("GET /a -> sse A { header \"X-B\": \"c\"; }", &["header \"X-B\": \"c\""]),
];

#[test]
fn clauses_are_spelled_as_declared() {
    for (line, clauses) in CLAUSES {
        assert_eq!(route(&format!("read: {line}")).clauses, clauses, "{line}");
    }
}

#[test]
fn all_mistakes_of_all_blocks_are_reported_where_they_are() {
    let source = "\
api! {
    client Notes at \"https://notes.example.com\";
    read: GETT /notes -> Note;
    list: GET /notes -> Vec<Note>;
}

// A comment with letters of several bytes: ä, 文.
mod more {
    api! { client Other at \"https://other.example.com\"; /* ä */ list: GET /notes; }
}
";
    let found = mistakes(source);
    let places: Vec<_> =
        found.iter().map(|mistake| mistake.split(": ").next().unwrap_or_default()).collect();
    assert_eq!(places, ["3:11", "9:81"], "{found:#?}");
    let found = read(source).unwrap_err();
    assert_eq!(&source[found[0].bytes.clone()], "GETT");
    assert_eq!(&source[found[1].bytes.clone()], ";");
}

#[test]
fn a_mistake_about_what_is_missing_is_at_the_name_of_the_macro() {
    let found = read("\n  schematic_api::api! { list: GET /notes -> text; }").unwrap_err();
    assert_eq!((found.len(), found[0].place.line), (1, 2), "{found:#?}");
}

#[test]
fn a_file_that_is_not_rust_is_a_mistake() {
    let found = read("fn main() {\n    let text = \"open;\n}\n").unwrap_err();
    assert_eq!((found.len(), found[0].place.line), (1, 2), "{found:#?}");
    assert_eq!(declarations("fn main() {}"), []);
}
