//! The grammar, production by production.

use super::{checked, client, endpoint, group, sound};
use crate::model::{
    Auth, BaseUrl, Body, BodyKind, Credential, Extent, Header, HeaderValue, Idempotence, Member,
    Method, Need, PathPiece, Query, Repeat, Reply, StatusRange,
};
use quote::ToTokens;

const FLAGSHIP: &str = r#"
    /// The OpenAI API.
    pub client OpenAi at "https://api.openai.com/v1" {
        base_url env "OPENAI_BASE_URL";
        auth     bearer env "OPENAI_API_KEY";
        header   "OpenAI-Organization": env "OPENAI_ORG_ID"?;
        error    ErrorResponse;
        retry    2 on 408 409 429 5xx;
        timeout  10 min;
    }

    pub id AssistantId, ThreadId, MessageId, RunId, FileId;

    /// Build assistants that can call models and use tools.
    group assistants {
        header "OpenAI-Beta": "assistants=v2";

        /// Create an assistant with a model and instructions.
        create:   POST   /assistants (json CreateAssistant) -> Assistant;
        retrieve: GET    /assistants/<assistant: AssistantId> -> Assistant;
        modify:   POST   /assistants/<assistant: AssistantId> (json ModifyAssistant) -> Assistant;
        delete:   DELETE /assistants/<assistant: AssistantId> -> Deleted;
        list:     GET    /assistants?<limit: u32?>&<order: Order?>&<after: AssistantId?>&<before: AssistantId?>
                         -> Page<Assistant> paged by after;
    }

    group runs {
        header "OpenAI-Beta": "assistants=v2";

        /// Create a run.
        create:   POST /threads/<thread: ThreadId>/runs?<include[]: Vec<RunInclude>?> (json CreateRun)
                       -> Run | sse RunEvent when stream until "[DONE]";
        retrieve: GET  /threads/<thread: ThreadId>/runs/<run: RunId> -> Run polled until Run::is_settled;
        cancel:   POST /threads/<thread: ThreadId>/runs/<run: RunId>/cancel -> Run;
    }

    group files {
        upload:   POST /files (multipart UploadFile) -> File { timeout 30 min; retry 0; }
        content:  GET  /files/<file: FileId>/content -> bytes;
    }
"#;

#[test]
fn the_flagship_is_read() {
    let (model, messages) = checked(FLAGSHIP);
    let unsupported = |message: &String| message.contains("not supported yet");
    assert!(messages.iter().all(unsupported), "{messages:?}");
    assert_eq!(model.ids.len(), 5);
    assert_eq!(group(&model, "assistants"), ["create", "retrieve", "modify", "delete", "list"]);
    assert_eq!(group(&model, "runs"), ["create", "retrieve", "cancel"]);
    assert_eq!(group(&model, "files"), ["upload", "content"]);
}

#[test]
fn settings_of_a_client() {
    let client = client(FLAGSHIP_CLIENT);
    assert_eq!(
        client.base_url.as_ref().and_then(BaseUrl::text).map(|url| url.value()).as_deref(),
        Some("https://api.openai.com/v1")
    );
    assert_eq!(client.base_url_env.map(|env| env.value()).as_deref(), Some("OPENAI_BASE_URL"));
    assert!(matches!(&client.auth, Auth::Bearer(Some(env)) if env.need == Need::Required));
    assert!(
        matches!(&client.headers[0].value, HeaderValue::Env(env) if env.need == Need::Optional)
    );
    assert_eq!(text(&client.error), "ErrorResponse");
    assert_eq!(client.timeout.map(|timeout| timeout.millis), Some(600_000));
    assert_eq!(client.idempotency.map(|name| name.value()).as_deref(), Some("Idempotency-Key"));
    let retry = client.retry.expect("a retry clause");
    assert_eq!(retry.count, 2);
    assert_eq!(retry.on[0], StatusRange::One(408));
    assert_eq!(retry.on[3], StatusRange::Class(5));
}

const FLAGSHIP_CLIENT: &str = r#"
    client OpenAi at "https://api.openai.com/v1" {
        base_url env "OPENAI_BASE_URL";
        auth bearer env "OPENAI_API_KEY";
        header "OpenAI-Organization": env "OPENAI_ORG_ID"?;
        error ErrorResponse;
        retry 2 on 408 409 429 5xx;
        timeout 10 min;
        idempotency "Idempotency-Key";
    }
"#;

#[test]
fn schemes_of_auth() {
    let auth = |clause: &str| client(&format!("client Api {{ auth {clause}; }}")).auth;
    assert!(matches!(auth("none"), Auth::None));
    assert!(matches!(auth("bearer"), Auth::Bearer(None)));
    assert!(matches!(auth("basic env \"LOGIN\""), Auth::Basic(Some(_))));
    assert!(matches!(auth("header \"X-Api-Key\" env \"KEY\"?"), Auth::Header(_, Some(_))));
    assert!(matches!(auth("query \"key\""), Auth::Query(_, None)));
}

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
fn a_query_in_all_its_forms() {
    let query = endpoint(
        "find: GET /search?<limit: u32>&<include[]: Vec<Include>?>&<filter[created_at][gte]: i64?>&<maxResults: u32?>
             &<query as text: String?>&<\"odd name\": bool?>&<$top: u8?>&<page.size: u8?>&<q>&beta=true&v=\"2 & 3\"&<crate::More> -> Thing;",
    )
    .query;
    let parts = query.iter().map(part).collect::<Vec<_>>();
    assert_eq!(
        parts,
        [
            "limit limit Required",
            "include include[] Optional",
            "filter_created_at_gte filter[created_at][gte] Optional",
            "max_results maxResults Optional",
            "text query Optional",
            "odd_name odd name Optional",
            "top $top Optional",
            "page_size page.size Optional",
            "q q Required",
            "beta=true",
            "v=2 & 3",
            "query crate :: More",
        ]
    );
}

fn part(query: &Query) -> String {
    match query {
        Query::Param(param) => format!("{} {} {:?}", param.name, param.wire, param.need),
        Query::Struct(part) => format!("{} {}", part.name, text(&part.ty)),
        Query::Literal(literal) => format!("{}={}", literal.name, literal.value),
    }
}

#[test]
fn a_query_struct_starts_in_upper_case_or_with_a_path() {
    let first =
        |query: &str| part(&endpoint(&format!("find: GET /search?{query} -> Thing;")).query[0]);
    assert_eq!(first("<ListQuery>"), "query ListQuery");
    assert_eq!(first("<ListQuery?>"), "with_query ListQuery");
    assert_eq!(first("<models::ListQuery>"), "query models :: ListQuery");
    assert_eq!(first("<Vec<Pair>>"), "query Vec < Pair >");
    assert_eq!(first("<Limit: u32>"), "limit Limit Required");
}

#[test]
fn inputs() {
    let body = |inputs: &str| endpoint(&format!("send: POST /x ({inputs}) -> Thing;")).body;
    assert!(matches!(
        body("json Thing"),
        Some(Body { kind: BodyKind::Json(_), need: Need::Required, .. })
    ));
    assert!(matches!(
        body("json Vec<Thing>?"),
        Some(Body { kind: BodyKind::Json(_), need: Need::Optional, .. })
    ));
    assert!(matches!(body("form models::Thing,"), Some(Body { kind: BodyKind::Form(_), .. })));
    assert!(matches!(body("text"), Some(Body { kind: BodyKind::Text, .. })));
    assert!(matches!(
        body("bytes?"),
        Some(Body { kind: BodyKind::Bytes, need: Need::Optional, .. })
    ));
    assert!(matches!(body("stream"), Some(Body { kind: BodyKind::Stream, .. })));
    let headers = endpoint(
        "send: POST /x (header \"Idempotency-Key\": Key, json Thing, header \"X-Trace\" as trace: String?) -> Thing;",
    )
    .headers;
    assert_eq!(headers[0].name, "idempotency_key");
    assert_eq!(
        (headers[1].name.to_string().as_str(), headers[1].wire.as_str()),
        ("trace", "x-trace")
    );
    assert_eq!(headers[1].need, Need::Optional);
}

#[test]
fn media_types_of_bodies() {
    let body = |inputs: &str| {
        let body = endpoint(&format!("send: POST /x ({inputs}) -> Thing;")).body.expect("a body");
        (body.media_type.map(|text| text.value()).unwrap_or_default(), body.need)
    };
    let patch = "application/merge-patch+json".to_owned();
    assert_eq!(body("json Thing as \"application/merge-patch+json\""), (patch, Need::Required));
    assert_eq!(body("text as \"text/csv\"?"), ("text/csv".to_owned(), Need::Optional));
    assert_eq!(body("bytes as \"image/png\"").0, "image/png");
    assert_eq!(body("form Vec<u8> as \"a/b; c=d\"").0, "a/b; c=d");
}

#[test]
fn codecs() {
    let line = endpoint("save: PUT /x (models::Note via formats::Xml?) -> Note via Xml;");
    let body = line.body.expect("a body");
    assert_eq!(body.need, Need::Optional);
    let BodyKind::Codec(ty, codec) = body.kind else { panic!("it is encoded") };
    assert_eq!(
        (text(&Some(ty)), text(&Some(codec))),
        ("models :: Note".into(), "formats :: Xml".into())
    );
    assert_eq!(line.reply.text(), "Note via Xml");
    let line = endpoint("save: PUT /x (Vec<u8> via Packed) -> String via Packed;");
    assert_eq!(line.reply.text(), "String via Packed");
}

#[test]
fn lists_in_one_value() {
    let line = endpoint(
        "find: GET /x?<ids: Vec<u32> by \",\"?>&<tags[]: Vec<Tag>> (header \"X-Ids\": Vec<u8> by \"; \") -> Thing;",
    );
    let separators = line.query.iter().map(|part| match part {
        Query::Param(param) => param.separator.as_ref().map(|text| text.value()),
        _ => panic!("a parameter"),
    });
    assert_eq!(separators.collect::<Vec<_>>(), [Some(",".to_owned()), None]);
    assert_eq!(line.headers[0].separator.as_ref().map(|text| text.value()).as_deref(), Some("; "));
}

#[test]
fn ids_of_other_types() {
    let ids = sound("pub id A, B: u64, C: uuid::Uuid, D: String;").ids;
    let types = ids.iter().map(|id| text(&id.ty)).collect::<Vec<_>>();
    assert_eq!(types, ["", "u64", "uuid :: Uuid", ""]);
}

#[test]
fn a_base_url_in_a_constant() {
    for path in ["BASE_URL", "crate::config::BASE_URL", "::other::BASE_URL", "Self::BASE_URL"] {
        let client = client(&format!("client Api at {path} {{ timeout 3 s; }}"));
        assert!(matches!(client.base_url, Some(BaseUrl::Constant(_))), "{path}");
    }
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
fn multipart_bodies_are_read_in_full() {
    let (_, messages) = checked(
        "client Api; c: POST /c (multipart Upload?, header \"X-Id\": u32) -> File { timeout 30 min; retry 0; }
         d: POST /d (multipart Upload as \"multipart/related\") -> File;",
    );
    assert!(messages.is_empty(), "{messages:#?}");
}

#[test]
fn clauses_on_the_line_and_in_its_block() {
    let line = endpoint(
        "save: PUT /x (json Thing) -> Thing header \"X-Version\": \"2\" idempotent auth none error 404: Missing
             { error 409: Conflict; timeout 500 ms; retry 0 }",
    );
    let clauses = line.clauses;
    assert_eq!(clauses.headers[0].wire(), "x-version");
    assert_eq!(clauses.idempotence, Idempotence::Declared);
    assert_eq!(clauses.credential, Credential::Withheld);
    let statuses = clauses.errors.iter().map(|error| error.status);
    assert_eq!(statuses.collect::<Vec<_>>(), [404, 409].map(StatusRange::One));
    assert_eq!(clauses.timeout.map(|timeout| timeout.millis), Some(500));
    assert_eq!(clauses.retry.map(|retry| retry.count), Some(0));
}

#[test]
fn attributes_and_the_clauses_that_say_the_same() {
    let attrs = endpoint(
        "/// Lists.
         #[cfg(feature = \"a\")] #[allow(deprecated)]
         list: GET /x -> Thing deprecated \"use `find`\" cfg(feature = \"b\");",
    )
    .attrs;
    assert_eq!(attrs.doc_text(), "Lists.");
    assert_eq!(attrs.cfg.len(), 2);
    assert_eq!(attrs.lints.len(), 1);
    assert_eq!(text(&attrs.deprecated), "# [deprecated (note = \"use `find`\")]");
}

#[test]
fn units_of_time() {
    let millis = |time: &str| {
        let line = endpoint(&format!("read: GET /x -> Thing timeout {time};"));
        line.clauses.timeout.map(|timeout| timeout.millis)
    };
    assert_eq!(millis("250 ms"), Some(250));
    assert_eq!(millis("30s"), Some(30_000));
    assert_eq!(millis("10 min"), Some(600_000));
}

#[test]
fn an_endpoint_goes_over_its_group() {
    let model = sound(
        "client Api;
         group things {
             header \"X-Version\": \"1\"; header \"X-Team\": \"a\"; timeout 3 s; retry 1; error 404: Missing;
             list: GET /things -> Thing;
             save: PUT /things -> Thing header \"x-version\": \"2\" timeout 4 s error 404: Gone;
         }",
    );
    let things = model.groups().next().expect("a group");
    let clauses = things.methods.iter().map(|method| match method {
        Method::Endpoint(endpoint) => &endpoint.clauses,
        Method::Broken(_) => panic!("a broken method"),
    });
    let [list, save] = clauses.collect::<Vec<_>>()[..] else { panic!("two methods") };
    assert_eq!(list.headers.iter().map(Header::wire).collect::<Vec<_>>(), ["x-version", "x-team"]);
    assert_eq!(save.headers.iter().map(Header::wire).collect::<Vec<_>>(), ["x-team", "x-version"]);
    assert_eq!(save.timeout.map(|timeout| timeout.millis), Some(4_000));
    assert_eq!(save.retry.as_ref().map(|retry| retry.count), Some(1));
    assert_eq!(text(&save.errors[0].ty), "Gone");
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

#[test]
fn keywords_are_names_of_methods() {
    assert_eq!(endpoint("move: POST /x -> Thing;").name, "r#move");
    assert_eq!(endpoint("r#type: GET /x -> Thing;").name, "r#type");
    assert_eq!(endpoint("r#list: GET /x -> Thing;").name, "list");
    assert_eq!(endpoint("header: GET /x -> Thing;").name, "header");
    assert_eq!(endpoint("group: GET /x -> Thing;").name, "group");
}

#[test]
fn names_of_an_endpoint() {
    let model = sound("client Api; group vector_stores { list_files: GET /files -> Thing; }");
    let Some(Method::Endpoint(line)) =
        model.groups().next().and_then(|group| group.methods.first())
    else {
        panic!("no endpoint");
    };
    assert_eq!(line.names.id, "vector_stores.list_files");
    assert_eq!(line.names.request(), "VectorStoresListFilesRequest");
}

#[test]
fn groups_of_their_own_and_mounted() {
    let model = sound(
        "pub group VectorStores { list: GET /stores -> Thing; } group Files { list: GET /files -> Thing; }",
    );
    let names =
        model.groups.iter().map(|group| format!("{} {}", group.name, group.ty)).collect::<Vec<_>>();
    assert_eq!(names, ["vector_stores VectorStores", "files Files"]);
    let client = client(
        "group stores = crate::stores::VectorStores; client Api; group files { list: GET /files -> Thing; }",
    );
    assert!(
        matches!(&client.members[..], [Member::Mount(mount), Member::Group(_)] if mount.name == "stores")
    );
}

#[test]
fn either_of_two_conditions() {
    let model = sound(
        "client Api;
         group things {
             #[cfg(unix)] list: GET /things -> Thing;
             #[cfg(windows)] list: GET /things -> Other;
         }",
    );
    assert_eq!(group(&model, "things"), ["list", "list"]);
}

#[test]
fn the_same_source_gives_the_same_tokens() {
    let expand = || crate::compile(FLAGSHIP.parse().expect("it lexes")).to_string();
    assert_eq!(expand(), expand());
}

fn text(tokens: &impl ToTokens) -> String {
    tokens.to_token_stream().to_string()
}

#[test]
fn constants_of_the_query() {
    let client = client(
        "client Api { query \"a\": \"1\"; query \"b c\": env \"B\"?; }
         group items {
             query \"v\": \"group\"; query \"w\": \"group\"; query \"x\": \"group\";
             list: GET /items?v=line -> Item query \"w\": \"line\";
         }",
    );
    let names = client.query.iter().map(|constant| constant.name.value()).collect::<Vec<_>>();
    assert_eq!(names, ["a", "b c"]);
    assert!(matches!(&client.query[1].value, HeaderValue::Env(env) if env.need == Need::Optional));
    let [Member::Group(items)] = &client.members[..] else { panic!("no group") };
    let [Method::Endpoint(list)] = &items.methods[..] else { panic!("no endpoint") };
    let parts = list.query.iter().map(part).collect::<Vec<_>>();
    assert_eq!(parts, ["x=group", "v=line", "w=line"]);
}

#[test]
fn credentials_with_names_and_several_variables() {
    let client = client(
        "client Api {
             auth bearer env \"A\" or env \"B\" or env \"C\"?;
             auth admin: basic env \"D\";
             auth r#type: query \"key\";
         }
         group items {
             auth admin;
             list: GET /items -> Item;
             open: GET /items/open -> Item auth none;
             typed: GET /items/typed -> Item auth r#type;
         }",
    );
    let Auth::Bearer(Some(variables)) = &client.auth else { panic!("no bearer") };
    let names = variables.names.iter().map(|name| name.value()).collect::<Vec<_>>();
    assert_eq!((names.join(" "), variables.need), ("A B C".to_owned(), Need::Optional));
    let names = client.credentials.iter().map(|named| named.name.to_string()).collect::<Vec<_>>();
    assert_eq!(names, ["admin", "r#type"]);
    let [Member::Group(items)] = &client.members[..] else { panic!("no group") };
    let credentials = items.methods.iter().map(|method| match method {
        Method::Endpoint(endpoint) => match &endpoint.clauses.credential {
            Credential::Named(name) => name.to_string(),
            other => format!("{other:?}"),
        },
        Method::Broken(_) => panic!("a mistake"),
    });
    assert_eq!(credentials.collect::<Vec<_>>(), ["admin", "Withheld", "r#type"]);
}

#[test]
fn headers_that_are_added_to_others() {
    let client = client(
        "client Api { header append \"X-A\": \"1\"; header append \"X-A\": env \"A\"?; }
         group items {
             header append \"X-B\": \"group\"; header append \"X-C\": \"group\";
             list: GET /items -> Item header append \"X-B\": \"line\" header \"x-c\": \"line\";
         }",
    );
    assert_eq!(client.appended.len(), 2);
    let [Member::Group(items)] = &client.members[..] else { panic!("no group") };
    let [Method::Endpoint(list)] = &items.methods[..] else { panic!("no endpoint") };
    let appended = list.clauses.appended.iter().map(|header| match &header.value {
        HeaderValue::Text(value) => format!("{}={}", header.wire(), value.value()),
        HeaderValue::Env(_) => panic!("a variable"),
    });
    assert_eq!(appended.collect::<Vec<_>>(), ["x-b=group", "x-b=line"]);
}
