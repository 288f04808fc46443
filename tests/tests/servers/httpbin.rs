//! httpbin, which answers with what it received: methods, forms, codings, credentials, redirects, times and streams.

use std::collections::BTreeMap;
use std::future::IntoFuture;
use std::time::{Duration, Instant};

use futures_util::stream;
use schematic_api::{
    Body, ClientBuilder, ErrorKind, Limits, NotRetried, Object, Redirects, RetryPolicy, Timeout,
    api,
};
use serde::Deserialize;
use serde_json::{Value, json};

api! {
    pub client Httpbin at "https://httpbin.example.com" {
        auth   bearer env "HTTPBIN_TOKEN";
        auth   user: basic env "HTTPBIN_PASSWORD";
        header append "X-Beta": "of-the-client";
    }

    get:     GET     /get?<name: String?>&<tag: Vec<String>?>&<ids: Vec<u32> by ","?> -> Echo;
    post:    POST    /post (json Value) -> Echo;
    upload:  POST    /post (stream) -> Echo;
    form:    POST    /post (form Pizza) -> Echo;
    put:     PUT     /put (text as "application/xml") -> Echo;
    patch:   PATCH   /patch (bytes as "image/png") -> Echo;
    delete:  DELETE  /delete -> Echo;
    head:    HEAD    /get -> empty;
    options: OPTIONS /get -> empty;
    trace:   "TRACE" /anything/<path..> -> Echo;
    path:    GET     /anything/<path..> -> Echo;
    middle:  GET     /anything/<name..>/manifests/<reference> -> Echo;
    traced:  GET     /headers (header "X-Trace" as trace: String?) -> Echo {
        header "X-Version": "2";
        header append "X-Beta": "of-the-line";
    }

    bearer:      GET  /bearer -> Bearer;
    open:        GET  /basic-auth/<user>/<password> -> Value { auth user; }
    status:      GET  /status/<code: u16> -> text;
    post_status: POST /status/<code: u16> (json Value) -> text;
    flaky:       HEAD /status/<codes> -> empty retry 20 on 503;
    redirect:    GET  /redirect/<count: u32> -> Echo;
    away:        GET  /redirect-to?<url: String> -> Echo;
    coded:       GET  /<coding> -> Coded;
    raw:         GET  /gzip -> bytes;
    utf8:        GET  /encoding/utf8 -> text;
    delay:       GET  /delay/<seconds: u32> -> Echo;
    bytes:       GET  /bytes/<count: u32>?<seed: u32> -> bytes;
    streamed:    GET  /stream-bytes/<count: u32>?<chunk_size: u32> -> stream;
    drip:        GET  /drip?<duration: u32>&<numbytes: u32>&<delay: u32> -> stream;
    lines:       GET  /stream/<count: u32> -> lines Line;
    cookie:      GET  /response-headers?<"Set-Cookie" as cookie: String>&<"X-Seen" as seen: String> -> Value;
    cookies:     GET  /cookies -> Echo;
    etag:        GET  /etag/<etag> (header "If-None-Match" as known: String?) -> Echo? none on 304;
}

#[derive(Debug, Deserialize)]
struct Line {
    id: u32,
}

/// What the server received.
#[derive(Debug, Deserialize)]
struct Echo {
    #[serde(default)]
    args: BTreeMap<String, Value>,
    #[serde(default)]
    data: String,
    #[serde(default)]
    form: BTreeMap<String, Value>,
    #[serde(default)]
    headers: BTreeMap<String, String>,
    #[serde(default)]
    cookies: BTreeMap<String, String>,
    json: Option<Value>,
    #[serde(default)]
    url: String,
    #[serde(default)]
    method: String,
}

#[derive(Debug, Deserialize)]
struct Bearer {
    authenticated: bool,
    token: String,
}

#[derive(Debug, Deserialize)]
struct Coded {
    #[serde(default)]
    gzipped: bool,
    #[serde(default)]
    brotli: bool,
}

/// A form with a field that has to be escaped, a list and a field that is left out.
#[derive(Debug, Object)]
struct Pizza {
    customer: String,
    toppings: Vec<String>,
    comment: Option<String>,
}

fn builder() -> Option<ClientBuilder<Httpbin>> {
    Some(Httpbin::builder().base_url(super::address("httpbin")?).credential("token of the tests"))
}

fn httpbin() -> Option<Httpbin> {
    Some(builder()?.build().unwrap())
}

#[tokio::test]
async fn every_method_arrives_with_its_body() {
    let Some(httpbin) = httpbin() else { return };
    let echo = httpbin.get().name("Zoë & \"co\"").tag(["a b", "c+d"]).await.unwrap();
    assert_eq!(echo.args["name"], "Zoë & \"co\"");
    assert_eq!(echo.args["tag"], json!(["a b", "c+d"]));
    let echo = httpbin.post(&json!({ "text": "ü\u{1F980}", "list": [1, 2.5] })).await.unwrap();
    assert_eq!(echo.json.unwrap(), json!({ "text": "ü\u{1F980}", "list": [1, 2.5] }));
    assert_eq!(echo.headers["Content-Type"], "application/json");
    let echo = httpbin.put("<two>\n</two>").await.unwrap();
    assert_eq!((&*echo.data, &*echo.headers["Content-Type"]), ("<two>\n</two>", "application/xml"));
    let echo = httpbin.patch(&b"\x00raw"[..]).await.unwrap();
    assert_eq!((&*echo.data, &*echo.headers["Content-Type"]), ("\0raw", "image/png"));
    let echo = httpbin.delete().await.unwrap();
    assert_eq!((echo.data.as_str(), echo.json), ("", None));
    let echo = httpbin.trace("this").await.unwrap();
    assert_eq!(echo.method, "TRACE");
    httpbin.head().await.unwrap();
    let options = httpbin.options().response().await.unwrap();
    let allowed: std::collections::BTreeSet<_> =
        options.headers()["allow"].to_str().unwrap().split(", ").collect();
    assert!(allowed.is_superset(&["GET", "HEAD", "OPTIONS"].into()), "{allowed:?}");
}

#[tokio::test]
async fn a_path_arrives_as_the_segments_that_were_meant() {
    let Some(httpbin) = httpbin() else { return };
    for (path, shown) in [
        ("a/b c/d", "a/b%20c/d"),
        ("ü/?x=1#y", "ü/%3Fx=1%23y"),
        ("semi;colon/a+b/a&b=c", "semi;colon/a+b/a&b=c"),
    ] {
        let url = httpbin.path(path).await.unwrap().url;
        assert_eq!(url.split_once("/anything/").unwrap().1, shown, "{path}");
    }
}

#[tokio::test]
async fn the_rest_of_a_path_may_have_more_after_it() {
    let Some(httpbin) = httpbin() else { return };
    let echo = httpbin.middle("team/deep/er/app", "v1").await.unwrap();
    assert!(echo.url.ends_with("/anything/team/deep/er/app/manifests/v1"), "{}", echo.url);
}

#[tokio::test]
async fn a_list_in_one_pair_arrives_as_one_value() {
    let Some(httpbin) = httpbin() else { return };
    assert_eq!(httpbin.get().ids([1, 2, 3]).await.unwrap().args["ids"], "1,2,3");
}

#[tokio::test]
async fn a_form_arrives_as_its_fields() {
    let Some(httpbin) = httpbin() else { return };
    let pizza = Pizza::new("A & B = ü", ["bacon".to_owned(), "onion rings".to_owned()]);
    let echo = httpbin.form(&pizza).await.unwrap();
    let toppings = json!(["bacon", "onion rings"]);
    assert_eq!(
        echo.form,
        [("customer".into(), "A & B = ü".into()), ("toppings".into(), toppings)].into()
    );
}

#[tokio::test]
async fn a_streamed_body_arrives_whole() {
    let Some(httpbin) = httpbin() else { return };
    let chunks = (0..50).map(|n| Ok::<_, std::io::Error>(format!("{n:04};").repeat(100).into()));
    let echo = httpbin.upload(Body::stream(stream::iter(chunks))).await.unwrap();
    assert_eq!(echo.headers.get("Transfer-Encoding").map(String::as_str), Some("chunked"));
    assert_eq!(echo.data.len(), 50 * 500);
    assert!(echo.data.ends_with("0049;0049;"));
}

#[tokio::test]
async fn declared_and_given_headers_arrive_once() {
    let Some(httpbin) = httpbin() else { return };
    let echo = httpbin.traced().trace("nightly, 7").await.unwrap();
    let expected = [
        ("X-Trace", "nightly, 7"),
        ("X-Version", "2"),
        ("X-Beta", "of-the-client,of-the-line"),
        ("Accept", "application/json"),
        ("Authorization", "Bearer token of the tests"),
    ];
    for (name, value) in expected {
        assert_eq!(echo.headers[name], value, "{name}");
    }
    assert!(!httpbin.traced().await.unwrap().headers.contains_key("X-Trace"));
}

#[tokio::test]
async fn a_bearer_token_opens_what_is_closed_without_it() {
    let (Some(httpbin), Some(stranger)) = (httpbin(), builder()) else { return };
    let bearer = httpbin.bearer().await.unwrap();
    assert!(bearer.authenticated);
    assert_eq!(bearer.token, "token of the tests");
    let other = httpbin.with_credential("another").bearer().await.unwrap();
    assert_eq!(other.token, "another");
    let error = stranger.without_credential().build().unwrap().bearer().await.unwrap_err();
    assert_eq!(error.status().unwrap(), 401);
    assert_eq!(error.headers().unwrap()["www-authenticate"], "Bearer");
}

#[tokio::test]
async fn a_user_and_a_password_open_what_is_closed_to_others() {
    let Some(builder) = builder() else { return };
    let locked = builder.credential_for("user", "Zoë:pass:word").build().unwrap();
    assert_eq!(locked.open("Zoë", "pass:word").await.unwrap()["authenticated"], true);
    let error = locked.open("Zoë", "other").await.unwrap_err();
    assert_eq!(error.status().unwrap(), 401);
    assert!(!format!("{error} {error:?}").contains("pass:word"));
    assert_eq!(locked.bearer().await.unwrap().token, "token of the tests");
}

#[tokio::test]
async fn every_status_is_a_reply_or_an_error() {
    let Some(httpbin) = httpbin() else { return };
    for code in [200, 201, 202, 203, 204, 205, 206] {
        assert_eq!(httpbin.status(code).response().await.unwrap().status(), code);
    }
    for code in [300, 304, 400, 402, 403, 404, 405, 406, 409, 410, 411, 418, 422, 451] {
        let error = httpbin.status(code).await.unwrap_err();
        assert_eq!((error.kind(), error.status().unwrap().as_u16()), (ErrorKind::Api, code));
        assert_eq!(error.attempts(), 1, "{code}");
    }
    assert!(
        httpbin.status(418).await.unwrap_err().body().unwrap().starts_with(b"\n    -=[ teapot ]=-")
    );
}

#[tokio::test]
async fn what_may_be_repeated_is_repeated() {
    let Some(builder) = builder() else { return };
    let policy = RetryPolicy::new().backoff(Duration::from_millis(1), Duration::from_millis(2));
    let httpbin = builder.retry_policy(policy).retry_budget(500, 0).build().unwrap();
    for code in [408, 429, 500, 502, 503, 504] {
        let error = httpbin.status(code).await.unwrap_err();
        assert_eq!((error.status().unwrap().as_u16(), error.attempts()), (code, 3));
    }
    // A request that is not idempotent is repeated only if it was not carried out.
    let (spent, unsafe_to_repeat) = (NotRetried::Attempts, NotRetried::NotIdempotent);
    for (code, attempts, reason) in [(429, 3, spent), (503, 3, spent), (500, 1, unsafe_to_repeat)] {
        let error = httpbin.post_status(code, &Value::Null).await.unwrap_err();
        assert_eq!((error.attempts(), error.not_retried()), (attempts, Some(reason)), "{code}");
    }
    // The server takes a status of the list by chance: after 20 retries, one call in two million fails.
    let mut retries = 0;
    for _ in 0..20 {
        retries += httpbin.flaky("200,503").response().await.unwrap().retries();
    }
    assert!(retries > 0, "twenty times 200 in a row");
}

#[tokio::test]
async fn redirects_are_followed_only_where_that_was_asked_for_and_on_the_same_origin() {
    let (Some(plain), Some(builder)) = (httpbin(), builder()) else { return };
    assert_eq!(plain.redirect(1).await.unwrap_err().status().unwrap(), 302);
    let httpbin = builder.redirects(Redirects::SameOrigin(5)).build().unwrap();
    let echo = httpbin.redirect(4).await.unwrap();
    assert!(echo.url.ends_with("/get"), "{}", echo.url);
    assert_eq!(echo.headers["Authorization"], "Bearer token of the tests");
    let error = httpbin.redirect(6).await.unwrap_err();
    assert_eq!(error.status().unwrap(), 302, "{error}");
    let error = httpbin.away("http://127.0.0.1:9/elsewhere").await.unwrap_err();
    assert_eq!(error.status().unwrap(), 302, "{error}");
}

#[tokio::test]
async fn codings_are_undone_and_bytes_stay_as_they_are() {
    let Some(httpbin) = httpbin() else { return };
    assert!(httpbin.coded("gzip").await.unwrap().gzipped);
    assert!(httpbin.coded("brotli").await.unwrap().brotli);
    let raw = httpbin.raw().response().await.unwrap();
    assert_eq!(raw.headers()["content-encoding"], "gzip");
    assert!(raw.value().starts_with(b"\x1f\x8b"));
    // Nobody asked for this coding: a server that uses it all the same is told apart from one that sends bad JSON.
    let error = httpbin.coded("deflate").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode, "{error}");
    assert!(error.to_string().contains("deflate"), "{error}");
}

#[tokio::test]
async fn text_and_bytes_are_what_the_server_has() {
    let Some(httpbin) = httpbin() else { return };
    assert!(httpbin.utf8().await.unwrap().contains("∮ E⋅da = Q,  n → ∞, ∑ f(i) = ∏ g(i)"));
    let some = httpbin.bytes(1000, 7).await.unwrap();
    assert_eq!(some.len(), 1000);
    assert_eq!(httpbin.bytes(1000, 7).await.unwrap(), some, "the same seed");
    assert!(httpbin.bytes(0, 7).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_reply_that_takes_longer_than_it_may_is_an_error_in_time() {
    let Some(httpbin) = httpbin() else { return };
    let started = Instant::now();
    httpbin.delay(1).timeout(Duration::from_secs(20)).await.unwrap();
    assert!(started.elapsed() >= Duration::from_secs(1));

    let started = Instant::now();
    let error = httpbin.delay(5).timeout(Duration::from_millis(300)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout(Timeout::Total), "{error}");
    assert!(started.elapsed() < Duration::from_secs(3));

    let error =
        httpbin.delay(5).attempt_timeout(Duration::from_millis(200)).retries(1).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout(Timeout::Attempt), 2));
}

#[tokio::test]
async fn a_stream_arrives_as_it_is_sent() {
    let Some(httpbin) = httpbin() else { return };
    let mut stream = httpbin.streamed(100_000, 1_000).await.unwrap();
    let mut total = 0;
    while let Some(chunk) = stream.try_next().await.unwrap() {
        total += chunk.len();
    }
    assert_eq!(total, 100_000);

    // A byte each 0.2 s: the first is here long before the last.
    let started = Instant::now();
    let mut drip = httpbin.drip(2, 10, 0).await.unwrap();
    assert_eq!(drip.try_next().await.unwrap().unwrap(), "*");
    assert!(started.elapsed() < Duration::from_millis(1500), "{:?}", started.elapsed());
    while drip.try_next().await.unwrap().is_some() {}
    assert!(started.elapsed() >= Duration::from_millis(1500), "{:?}", started.elapsed());

    let mut lines = httpbin.lines(3).await.unwrap();
    let mut ids = Vec::new();
    while let Some(line) = lines.try_next().await.unwrap() {
        ids.push(line.id);
    }
    assert_eq!(ids, [0, 1, 2]);
}

#[tokio::test]
async fn the_pause_within_a_body_and_the_time_of_a_stream_are_limited() {
    let Some(httpbin) = httpbin() else { return };
    let mut drip = httpbin.drip(4, 2, 0).idle_timeout(Duration::from_millis(400)).await.unwrap();
    let error = loop {
        match drip.try_next().await {
            Ok(chunk) => assert!(chunk.is_some(), "the stream ended"),
            Err(error) => break error,
        }
    };
    assert_eq!(error.kind(), ErrorKind::Timeout(Timeout::Idle), "{error}");
}

#[tokio::test]
async fn a_body_beyond_the_limit_is_refused() {
    let Some(builder) = builder() else { return };
    let httpbin = builder.limits(Limits::new().max_body(1_000)).build().unwrap();
    assert_eq!(httpbin.bytes(1_000, 1).await.unwrap().len(), 1_000);
    let error = httpbin.bytes(1_001, 1).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Limit, "{error}");
}

#[tokio::test]
async fn cookies_are_told_but_not_kept() {
    let Some(httpbin) = httpbin() else { return };
    let reply = httpbin.cookie("session=1; Path=/", "yes").response().await.unwrap();
    assert_eq!(reply.headers()["set-cookie"], "session=1; Path=/");
    assert_eq!(reply.headers()["x-seen"], "yes");
    assert!(httpbin.cookies().await.unwrap().cookies.is_empty());
}

#[tokio::test]
async fn what_is_known_already_is_not_sent_again() {
    let Some(httpbin) = httpbin() else { return };
    let reply = httpbin.etag("v1").response().await.unwrap();
    assert_eq!(reply.headers()["etag"], "v1");
    assert!(reply.value().is_some());
    assert!(httpbin.etag("v1").known("\"v1\"").await.unwrap().is_none());
    assert!(httpbin.etag("v2").known("\"v1\"").await.unwrap().is_some());
}

// This server keeps an idle connection for two seconds.
#[test]
fn a_connection_that_the_server_has_closed_is_replaced_even_if_nobody_saw_it_close() {
    let Some(httpbin) = httpbin() else { return };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    for _ in 0..2 {
        let reply = runtime.block_on(httpbin.post(&json!(1)).retries(0).into_future());
        assert_eq!(reply.unwrap().json.unwrap(), 1);
        // Nothing runs meanwhile, so the end of the connection waits to be read.
        std::thread::sleep(Duration::from_millis(2_600));
    }
}
