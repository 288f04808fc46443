//! Methods, paths and URLs of lines and groups.

use super::{endpoint, group, sound};
use crate::model::{Extent, Method, PathPiece};

#[test]
fn every_segment_that_services_have() {
    let template = |path: &str| endpoint(&format!("read: GET {path} -> Thing;")).path.template();
    for (path, expected) in [
        ("/", "/"),
        ("/threads/", "/threads/"),
        ("/chat-completions", "/chat-completions"),
        ("/a.b/c.json", "/a.b/c.json"),
        ("/v1.1/v1beta/1.0/2fa/12abc/1e5", "/v1.1/v1beta/1.0/2fa/12abc/1e5"),
        ("/@me/~user/$batch/+1/!x", "/@me/~user/$batch/+1/!x"),
        ("/type/self/crate/fn/async", "/type/self/crate/fn/async"),
        ("/r#type", "/type"),
        ("/a%20b/%2F", "/a%20b/%2F"),
        ("/é", "/%C3%A9"),
        ("/users:search", "/users:search"),
        ("/models/<model>:generateContent", "/models/{model}:generateContent"),
        ("/compare/<base>...<head>", "/compare/{base}...{head}"),
        ("/files/<name>.<ext>/v<version>", "/files/{name}.{ext}/v{version}"),
        ("/files/<path..>", "/files/{path..}"),
        ("/v2/<name..>/manifests/<reference>", "/v2/{name..}/manifests/{reference}"),
        ("/v1/<name..>:cancel", "/v1/{name..}:cancel"),
        ("/raw-<name..>.txt/<line>", "/raw-{name..}.txt/{line}"),
        ("/\"it's\"/\"a//b\"/\"c#d\"/\"*\"", "/it's/a//b/c%23d/*"),
        ("/\"%7Bid%7D\"/\"a{b\"", "/%7Bid%7D/a%7Bb"),
        ("/a,b/\"c=d\"/\"e&f\"", "/a,b/c=d/e&f"),
        ("/threads/<thread-id>/<r#type>", "/threads/{thread-id}/{type}"),
    ] {
        assert_eq!(template(path), expected, "of {path}");
    }
}

#[test]
fn parameters_of_a_path() {
    let path =
        endpoint("read: GET /<a>/<thread-id: ThreadId>/<type>/<b as c>/<rest..> -> Thing;").path;
    let params = path.params().collect::<Vec<_>>();
    let names = params.iter().map(|param| param.name.to_string()).collect::<Vec<_>>();
    assert_eq!(names, ["a", "thread_id", "r#type", "c", "rest"]);
    assert_eq!(params[3].wire, "b");
    assert_eq!(params[4].extent, Extent::Rest);
    assert!(matches!(path.pieces[0], PathPiece::Literal(_)));
}

#[test]
fn a_url_in_place_of_a_path() {
    let line = endpoint("PATCH <upload-url as to: Url>?<digest> (stream) -> empty auth none;");
    let [param] = line.path.params().collect::<Vec<_>>()[..] else { panic!("one parameter") };
    assert_eq!((param.name.to_string().as_str(), param.extent), ("to", Extent::Url));
    assert_eq!(line.route(), "PATCH {upload-url}");
    assert_eq!(line.query.len(), 1);
    sound("client Api; a: PUT <location: Url> -> empty; b: PUT <presigned: Url> -> empty;");
    let path = endpoint("GET /proxy/<target: url::Url> -> Thing;").path;
    assert_eq!(path.template(), "/proxy/{target}");
}

#[test]
fn names_are_derived_from_the_route() {
    let name = |route: &str| endpoint(&format!("{route} -> Thing;")).name.to_string();
    assert_eq!(name("GET /threads/<id>"), "get_threads_by_id");
    assert_eq!(name("POST /threads/<id>/runs"), "post_threads_by_id_runs");
    assert_eq!(name("GET /v1.1/chat-completions"), "get_v1_1_chat_completions");
    assert_eq!(
        name("POST /models/<model>:generateContent"),
        "post_models_by_model_generate_content"
    );
    assert_eq!(name("GET /"), "get");
}

#[test]
fn a_method_in_quotes_is_any_token() {
    let read = |line: &str| {
        let endpoint = endpoint(line);
        format!("{} {}", endpoint.name, endpoint.route())
    };
    assert_eq!(
        read("find: \"PROPFIND\" /files/<path..> -> Thing;"),
        "find PROPFIND /files/{path..}"
    );
    assert_eq!(
        read("\"PROPFIND\" /files/<path..> -> Thing;"),
        "propfind_files_by_path PROPFIND /files/{path..}"
    );
    assert_eq!(read("\"M-SEARCH\" / -> Thing;"), "m_search M-SEARCH /");
    assert_eq!(read("odd: \"!\" / -> Thing;"), "odd ! /");
    let model = sound(
        "client Api;
         /// Docs.
         \"LOCK\" /a -> Thing;
         #[cfg(unix)] \"UNLOCK\" /a -> empty { retry 0; }
         \"PURGE\" /a -> empty;
         purge: \"PURGE\" /b -> empty;",
    );
    let names: Vec<_> = model.methods().map(|method| method.name().to_string()).collect();
    assert_eq!(names, ["lock_a", "unlock_a", "purge_a", "purge"]);
}

fn routes(source: &str) -> Vec<String> {
    let routes = sound(source);
    let routes = routes.methods().map(|method| match method {
        Method::Endpoint(endpoint) => endpoint.route(),
        Method::Broken(_) => panic!("a broken method"),
    });
    routes.collect()
}

#[test]
fn the_path_of_a_group_comes_before_those_of_its_lines() {
    let expected = [
        "GET /repos/{owner}/{repo}/issues",
        "GET /repos/{owner}/{repo}",
        "GET /repos/{owner}/{repo}",
        "POST /repos/{owner}/{repo}/issues/{issue}:lock",
        "GET /repos/{owner}/{repo}/files/{path..}",
    ];
    let lines = "at /repos/<owner>/<repo: Repo> {
        list: GET /issues?<limit: u32?> -> Thing;
        read: GET / -> Thing;
        page: GET /?page=1 -> Thing;
        lock: POST /issues/<issue: u64>:lock -> empty;
        GET /files/<path..> -> bytes;
    }";
    assert_eq!(routes(&format!("client Api; group issues {lines}")), expected);
    assert_eq!(routes(&format!("pub group Issues {lines}")), expected);
    let model = sound(&format!("pub group Issues {lines}"));
    let names = ["list", "read", "page", "lock", "get_files_by_path"];
    assert_eq!(group(&model, "issues"), names);
    for (group, route) in [
        ("at /v2/<name..> { list: GET /tags/list -> Thing; }", "GET /v2/{name..}/tags/list"),
        ("at /a/<b>-<c>.json { read: GET /d -> Thing; }", "GET /a/{b}-{c}.json/d"),
        ("at /type/\"it's\" { read: GET /<id> -> Thing; }", "GET /type/it's/{id}"),
    ] {
        assert_eq!(routes(&format!("client Api; group things {group}")), [route]);
    }
}

#[test]
fn several_lines_may_have_one_route() {
    sound(
        "client Api;
         one: POST /rpc (json One) -> Thing;
         two: POST /rpc (json Two) -> Thing;
         form: POST /rpc (form One) -> Thing;
         raw: POST /rpc (bytes) -> Thing;
         none: POST /rpc -> Thing;
         first: POST /rpc?v=1 (json One) -> Thing;
         plain: POST /rpc (json One) -> text { header \"Accept\": \"text/plain\"; }
         group things {
             header \"Accept\": \"text/html\";
             page: POST /rpc (json One) -> text;
             part: POST /rpc (json One) -> text { header \"Accept\": \"text/css\"; }
         }
         all: GET /files/<path..> -> text;
         file: GET /files/<path> -> text;",
    );
}
