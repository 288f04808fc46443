//! The engine against a scripted transport, with time standing still.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use http::StatusCode;
use http::header::{HeaderName, HeaderValue};
use serde_json::{Value, json};

use crate::reply::{Empty, Json, Raw, Text};
use crate::transport::{
    BoxFuture, ResponseBody, Transport, TransportError, TransportErrorKind, TransportRequest,
    TransportResponse,
};
use crate::{
    Api, ApiError, ApiSpec, AuthScheme, AuthSpec, Body, ByteStream, CallOptions, Client,
    ClientBuilder, Endpoint, Error, ErrorDecoder, ErrorKind, GaveUp, HeaderSource, HeaderSpec,
    Limits, Method, Page, Paged, Polled, Redirects, Reply, Request, SecretString, Timeout,
    TokioClock,
};

// ===== a small API =====

const SPEC: ApiSpec = ApiSpec::new("Things")
    .base_url("https://api.example.com/v1")
    .base_url_env("THINGS_BASE_URL")
    .auth(AuthSpec::new(AuthScheme::Bearer).env("THINGS_API_KEY"))
    .headers(&[
        HeaderSpec::new("things-version", HeaderSource::Static("2")),
        HeaderSpec::new("things-org", HeaderSource::OptionalEnv("THINGS_ORG")),
    ])
    .error(ErrorDecoder::of::<Problem>());

const GET: &Endpoint = &Endpoint::new(Method::GET, "/things/{thing}").named("things.retrieve");
const LIST: &Endpoint =
    &Endpoint::new(Method::GET, "/things").named("things.list").paged_by("after");
const CREATE: &Endpoint = &Endpoint::new(Method::POST, "/things")
    .named("things.create")
    .headers(&[("things-beta", "v2")]);
const PUBLIC: &Endpoint = &Endpoint::new(Method::GET, "/public").named("public").no_auth();

#[derive(Clone)]
struct Things(Client);

impl Api for Things {
    const SPEC: &'static ApiSpec = &SPEC;

    fn from_client(client: Client) -> Self {
        Self(client)
    }

    fn client(&self) -> &Client {
        &self.0
    }
}

#[derive(Debug)]
struct Problem(Value);

impl<'de> serde::Deserialize<'de> for Problem {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Value::deserialize(deserializer).map(Self)
    }
}

impl ApiError for Problem {
    fn message(&self) -> Option<&str> {
        self.0["message"].as_str()
    }

    fn code(&self) -> Option<&str> {
        self.0["code"].as_str()
    }

    fn is_final(&self) -> bool {
        self.code() == Some("quota")
    }
}

// ===== a scripted transport =====

/// What the transport does with one request.
enum Act {
    Reply(StatusCode, &'static [(&'static str, &'static str)], ResponseBody),
    Fail(TransportErrorKind),
    Hang,
}

fn ok(body: &'static str) -> Act {
    Act::Reply(StatusCode::OK, &[], body.into())
}

fn status(code: u16) -> Act {
    Act::Reply(StatusCode::from_u16(code).unwrap(), &[], r#"{"message":"no"}"#.into())
}

fn with(code: u16, headers: &'static [(&'static str, &'static str)]) -> Act {
    Act::Reply(StatusCode::from_u16(code).unwrap(), headers, ResponseBody::empty())
}

/// A body whose chunks come at these distances; `None` is a break.
fn slow(chunks: Vec<(u64, Option<&'static str>)>) -> ResponseBody {
    struct Chunks(VecDeque<(u64, Option<&'static str>)>, Option<crate::Sleep>);
    impl futures_core::Stream for Chunks {
        type Item = Result<bytes::Bytes, TransportError>;

        fn poll_next(
            mut self: std::pin::Pin<&mut Self>,
            context: &mut std::task::Context<'_>,
        ) -> std::task::Poll<Option<Self::Item>> {
            use crate::Clock as _;
            let Some((seconds, chunk)) = self.0.front().copied() else {
                return std::task::Poll::Ready(None);
            };
            let sleep =
                self.1.get_or_insert_with(|| TokioClock.sleep(Duration::from_secs(seconds)));
            std::task::ready!(sleep.as_mut().poll(context));
            self.1 = None;
            self.0.pop_front();
            let broken = || TransportError::new(TransportErrorKind::ResponseBody, "cut");
            std::task::Poll::Ready(Some(chunk.map(Into::into).ok_or_else(broken)))
        }
    }
    ResponseBody::stream(Chunks(chunks.into(), None))
}

/// What a request looked like.
struct Seen {
    method: Method,
    url: String,
    headers: http::HeaderMap,
    body: Vec<u8>,
}

impl Seen {
    fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }
}

#[derive(Clone, Default)]
struct Script {
    acts: Arc<Mutex<VecDeque<Act>>>,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl Script {
    fn new(acts: impl IntoIterator<Item = Act>) -> Self {
        Self { acts: Arc::new(Mutex::new(acts.into_iter().collect())), seen: Arc::default() }
    }

    fn count(&self) -> usize {
        self.seen.lock().unwrap().len()
    }

    fn last(&self) -> Seen {
        self.seen.lock().unwrap().pop().unwrap()
    }

    fn builder(&self) -> ClientBuilder<Things> {
        ClientBuilder::new().api_key("sk-secret").transport(self.clone()).jitter(|| 1.0)
    }

    fn client(&self) -> Client {
        self.builder().build().unwrap().0
    }
}

impl Transport for Script {
    fn send(
        &self,
        request: TransportRequest,
    ) -> BoxFuture<'_, Result<TransportResponse, TransportError>> {
        self.seen.lock().unwrap().push(Seen {
            method: request.method,
            url: request.url.into(),
            headers: request.headers,
            body: request.body.into_bytes().unwrap_or_default().to_vec(),
        });
        let act = self.acts.lock().unwrap().pop_front().expect("no more requests were expected");
        Box::pin(async move {
            match act {
                Act::Reply(status, headers, body) => {
                    let headers = headers.iter().map(|(name, value)| {
                        (HeaderName::from_static(name), HeaderValue::from_static(value))
                    });
                    Ok(TransportResponse::new(status, body).with_headers(headers.collect()))
                }
                Act::Fail(kind) => Err(TransportError::new(kind, "scripted")),
                Act::Hang => std::future::pending().await,
            }
        })
    }
}

async fn get<R: Reply>(client: &Client) -> Result<R::Output, Error> {
    Request::new(GET).path("a").call::<R>(client).await
}

async fn create(client: &Client) -> Result<Value, Error> {
    Request::new(CREATE).json(&json!({"name": "n"})).call::<Json<Value>>(client).await
}

// ===== requests =====

#[tokio::test]
async fn a_request_has_path_query_headers_and_body() {
    let script = Script::new([ok("{}")]);
    let client = script.client();
    let call = Request::new(CREATE).query("include[]", &["a.b[*]", "c"]).query("none", &None::<u8>);
    let _: Value = call
        .json(&json!({"name": "n"}))
        .call::<Json<Value>>(&client)
        .header("X-Trace", 7)
        .await
        .unwrap();
    let seen = script.last();
    assert_eq!(seen.method, Method::POST);
    assert_eq!(
        seen.url,
        "https://api.example.com/v1/things?include%5B%5D=a.b%5B%2A%5D&include%5B%5D=c"
    );
    assert_eq!(seen.body, br#"{"name":"n"}"#);
    for (name, value) in [
        ("authorization", "Bearer sk-secret"),
        ("content-type", "application/json"),
        ("accept", "application/json"),
        ("things-version", "2"),
        ("things-beta", "v2"),
        ("x-trace", "7"),
    ] {
        assert_eq!(seen.header(name), Some(value), "{name}");
    }
    assert!(seen.headers["authorization"].is_sensitive());
    assert_eq!(seen.header("things-org"), None);
}

#[tokio::test]
async fn nearer_headers_go_before_and_can_be_left_out() {
    let script = Script::new([ok("{}"), ok("{}"), ok("{}")]);
    let client = script
        .builder()
        .header("Things-Beta", "builder")
        .header("X-A", "builder")
        .build()
        .unwrap()
        .0;
    let call = || Request::new(CREATE).call::<Json<Value>>(&client);
    call().await.unwrap();
    assert_eq!(script.last().header("things-beta"), Some("builder"));
    call().header("THINGS-BETA", "call").await.unwrap();
    assert_eq!(script.last().header("things-beta"), Some("call"));
    call().without_header("things-beta").without_header("authorization").await.unwrap();
    let seen = script.last();
    assert_eq!((seen.header("things-beta"), seen.header("authorization")), (None, None));
    assert_eq!(seen.header("x-a"), Some("builder"));
}

#[tokio::test]
async fn the_base_url_keeps_its_path_and_query() {
    let script = Script::new([ok("{}")]);
    let client = script.builder().base_url("https://h.example/a/b/?v=1").build().unwrap().0;
    Request::new(GET).path("x y").query("q", "1").call::<Json<Value>>(&client).await.unwrap();
    assert_eq!(script.last().url, "https://h.example/a/b/things/x%20y?v=1&q=1");
}

#[tokio::test]
async fn hostile_input_never_leaves_the_process() {
    let script = Script::new([]);
    let client = script.client();
    for value in ["", ".", "..", "%2e%2e", "..\\..\\admin", "a\nb", "../x"] {
        let error = Request::new(GET).path(value).call::<Empty>(&client).await.unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Input, 0), "{value:?}");
        assert_eq!(error.endpoint().unwrap().id(), "things.retrieve");
        assert!(error.to_string().contains("`thing`"), "{error}");
    }
    let error = Request::new(GET)
        .path("a")
        .call::<Empty>(&client)
        .header("x-a", "1\r\nx-b: 2")
        .await
        .unwrap_err();
    assert!(error.is_input());
    let error = Request::new(GET).call::<Empty>(&client).await.unwrap_err();
    assert!(error.to_string().contains("has no value"), "{error}");
    assert_eq!(script.count(), 0);
}

#[tokio::test]
async fn shared_options_apply() {
    let script = Script::new([ok("{}"), status(500)]);
    let client = script.client();
    let options =
        CallOptions::new().header("x-a", 1).query("limit", &5).retries(0).idempotency_key("k");
    Request::new(CREATE).call::<Json<Value>>(&client).options(&options).await.unwrap();
    let seen = script.last();
    assert_eq!((seen.header("x-a"), seen.header("idempotency-key")), (Some("1"), Some("k")));
    assert!(seen.url.ends_with("?limit=5"));
    Request::new(CREATE).call::<Json<Value>>(&client).options(&options).await.unwrap_err();
    let error = Request::new(GET)
        .path("a")
        .call::<Empty>(&client)
        .options(&options.query("q", &f64::NAN))
        .await;
    assert!(error.unwrap_err().is_input());
}

// ===== credentials =====

#[test]
fn a_missing_key_names_its_variable() {
    let error = ClientBuilder::<Things>::new().read_vars(|_| None).build().err().unwrap();
    assert!(error.is_config());
    assert!(error.to_string().contains("THINGS_API_KEY"), "{error}");
}

#[tokio::test]
async fn the_environment_is_read_on_request_only() {
    let script = Script::new([ok("{}")]);
    let read = |name: &str| match name {
        "THINGS_API_KEY" => Some("from-env".to_owned()),
        "THINGS_ORG" => Some("org-1".to_owned()),
        _ => Some("  ".to_owned()),
    };
    let client =
        ClientBuilder::<Things>::new().read_vars(read).transport(script.clone()).build().unwrap().0;
    get::<Json<Value>>(&client).await.unwrap();
    let seen = script.last();
    assert_eq!(seen.header("authorization"), Some("Bearer from-env"));
    assert_eq!(seen.header("things-org"), Some("org-1"));
    assert!(seen.url.starts_with("https://api.example.com/v1/"));
}

#[test]
fn a_credential_does_not_go_over_plain_http_to_others() {
    let builder = |url| ClientBuilder::<Things>::new().api_key("sk-secret").base_url(url);
    assert!(builder("http://api.example.com").build().err().unwrap().is_config());
    assert!(builder("http://api.example.com").allow_insecure_http().build().is_ok());
    assert!(builder("http://127.0.0.1:8080").build().is_ok());
}

#[test]
fn a_key_from_the_environment_is_for_the_declared_host() {
    let read = |name: &str| (name == "THINGS_API_KEY").then(|| "from-env".to_owned());
    let builder = |url| ClientBuilder::<Things>::new().read_vars(read).base_url(url);
    assert!(builder("https://evil.example/v1").build().err().unwrap().is_config());
    assert!(builder("https://evil.example/v1").api_key("its-own").build().is_ok());
    assert!(builder("https://api.example.com/v2").build().is_ok());
    assert!(builder("http://127.0.0.1:8080").build().is_ok());
}

#[test]
fn errors_are_small_and_calls_can_be_spawned() {
    fn spawnable<T: Send + 'static>() {}
    fn shareable<T: Send + Sync + 'static>() {}
    assert_eq!(size_of::<Error>(), size_of::<usize>());
    shareable::<Error>();
    shareable::<Client>();
    spawnable::<crate::CallFuture<'static, Json<Value>>>();
    spawnable::<crate::Items<'static, List>>();
    spawnable::<ByteStream>();
    spawnable::<Body>();
}

#[tokio::test]
async fn a_provider_is_asked_for_each_attempt_and_not_for_public_endpoints() {
    let script = Script::new([ok(""), status(503), ok("{}")]);
    let asked = Arc::new(Mutex::new(0));
    let count = asked.clone();
    let provider = move || {
        *count.lock().unwrap() += 1;
        let secret = SecretString::from(format!("token-{}", count.lock().unwrap()));
        async move { Ok::<_, std::io::Error>(secret) }
    };
    let client = ClientBuilder::<Things>::new()
        .credential_provider(provider)
        .transport(script.clone())
        .build()
        .unwrap()
        .0;
    Request::new(PUBLIC).call::<Empty>(&client).await.unwrap();
    assert_eq!((*asked.lock().unwrap(), script.last().header("authorization")), (0, None));
    get::<Json<Value>>(&client).await.unwrap();
    assert_eq!(script.last().header("authorization"), Some("Bearer token-2"));
}

#[tokio::test]
async fn a_provider_that_was_not_asked_is_not_told_of_a_401() {
    let script = Script::new([status(401), status(401)]);
    let provider = || async { panic!("it was asked") };
    let provider = move || -> BoxFuture<'static, Result<SecretString, std::io::Error>> {
        Box::pin(provider())
    };
    let client =
        ClientBuilder::<Things>::new().credential_provider(provider).transport(script.clone());
    let client = client.build().unwrap().0;
    Request::new(PUBLIC).call::<Empty>(&client).await.unwrap_err();
    let call = Request::new(GET).path("a").call::<Empty>(&client).header("authorization", "own");
    call.await.unwrap_err();
    assert_eq!(script.count(), 2);
}

#[tokio::test]
async fn a_refused_credential_is_renewed_once() {
    let script = Script::new([status(401), ok("{}"), status(401), status(401)]);
    let provider = || async { Ok::<_, std::io::Error>(SecretString::from("token")) };
    let client = ClientBuilder::<Things>::new()
        .credential_provider(provider)
        .transport(script.clone())
        .build()
        .unwrap()
        .0;
    get::<Json<Value>>(&client).await.unwrap();
    assert_eq!(script.count(), 2);
    assert_eq!(
        get::<Json<Value>>(&client).await.unwrap_err().status(),
        Some(StatusCode::UNAUTHORIZED)
    );
    assert_eq!(script.count(), 4);
}

#[tokio::test]
async fn nothing_shows_the_credential() {
    let body = r#"{"message":"incorrect key: sk-secret"}"#;
    let script = Script::new([Act::Reply(StatusCode::UNAUTHORIZED, &[], body.into())]);
    let builder = script.builder().header("x-api-key", "sk-secret");
    assert!(!format!("{builder:?}").contains("sk-secret"));
    let client = builder.build().unwrap().0;
    let call = Request::new(GET).path("a").query("key", "sk-secret").call::<Empty>(&client);
    assert!(!format!("{client:?} {call:?}").contains("sk-secret"));
    let error = call.await.unwrap_err();
    assert!(!format!("{error} {error:?}").contains("sk-secret"), "{error:?}");
    assert!(error.to_string().contains("incorrect key: [redacted]"), "{error}");
}

// ===== replies and errors =====

#[tokio::test]
async fn each_kind_of_reply() {
    let script = Script::new([ok("text"), ok("raw"), ok("gone"), ok("[1]")]);
    let client = script.client();
    assert_eq!(get::<Text>(&client).await.unwrap(), "text");
    assert_eq!(get::<Raw>(&client).await.unwrap(), "raw");
    get::<Empty>(&client).await.unwrap();
    assert_eq!(get::<Json<Vec<u8>>>(&client).await.unwrap(), [1]);
}

#[tokio::test]
async fn a_response_has_status_headers_and_request_id() {
    let reply = Act::Reply(StatusCode::CREATED, &[("x-request-id", "req_1")], "7".into());
    let script = Script::new([status(503), reply]);
    let client = script.client();
    let response = Request::new(GET).path("a").call::<Json<u8>>(&client).response().await.unwrap();
    assert_eq!(response.status(), StatusCode::CREATED);
    assert_eq!(
        (response.request_id(), response.retries(), *response.value()),
        (Some("req_1"), 1, 7)
    );
}

#[tokio::test]
async fn an_api_error_has_status_id_body_and_type() {
    let body = r#"{"message":"no such thing","code":"missing"}"#;
    let script =
        Script::new([Act::Reply(StatusCode::NOT_FOUND, &[("x-request-id", "req_2")], body.into())]);
    let error = get::<Json<Value>>(&script.client()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Api);
    assert_eq!((error.status(), error.request_id()), (Some(StatusCode::NOT_FOUND), Some("req_2")));
    assert_eq!((error.message(), error.code()), (Some("no such thing"), Some("missing")));
    assert_eq!(error.body().unwrap(), body);
    assert_eq!(error.api::<Problem>().unwrap().0["code"], "missing");
    assert_eq!(
        error.to_string(),
        "GET /things/{thing}: 404 Not Found: no such thing (request id req_2)"
    );
}

#[tokio::test]
async fn an_error_body_of_any_shape_keeps_status_and_body() {
    for body in ["", "<html>", "null", "[1]", "\"s\"", "{\"error\":{}}", "{\"message\":1}"] {
        let script = Script::new([Act::Reply(StatusCode::BAD_REQUEST, &[], body.into())]);
        let error = get::<Json<Value>>(&script.client()).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.body().unwrap().as_ref()),
            (ErrorKind::Api, body.as_bytes())
        );
    }
}

#[tokio::test]
async fn a_reply_of_another_form_is_a_decode_error() {
    for (body, path) in
        [("<html>", ""), ("", ""), ("{\"a\":[1,\"x\"]}", "a[1]"), ("{\"a\":[1,", "a[1]")]
    {
        let script =
            Script::new([Act::Reply(StatusCode::OK, &[("x-request-id", "r")], body.into())]);
        let error = get::<Json<std::collections::BTreeMap<String, Vec<u8>>>>(&script.client())
            .await
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert_eq!((error.status(), error.request_id()), (Some(StatusCode::OK), Some("r")));
        assert_eq!(
            (error.body().unwrap().as_ref(), error.json_path().unwrap_or("")),
            (body.as_bytes(), path),
            "{error}"
        );
    }
}

#[tokio::test]
async fn a_reply_over_the_limit_is_refused_and_not_repeated() {
    let script = Script::new([
        ok("0123456789"),
        Act::Reply(StatusCode::BAD_REQUEST, &[], "0123456789".into()),
    ]);
    let client =
        script.builder().limits(Limits::new().reply_body(9).error_body(4)).build().unwrap().0;
    assert_eq!(get::<Text>(&client).await.unwrap_err().kind(), ErrorKind::Limit);
    assert_eq!(get::<Text>(&client).await.unwrap_err().body().unwrap(), "0123");
    assert_eq!(script.count(), 2);
}

#[tokio::test]
async fn a_redirect_is_an_error_unless_it_is_allowed() {
    let location = &[("location", "/v1/things/b")];
    let elsewhere = &[("location", "https://evil.example/")];
    let script =
        Script::new([with(302, location), with(307, location), ok("{}"), with(302, elsewhere)]);
    let error = get::<Json<Value>>(&script.client()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Redirect);
    assert_eq!(error.headers().unwrap()["location"], "/v1/things/b");
    let client = script.builder().redirects(Redirects::SameOrigin(3)).build().unwrap().0;
    get::<Json<Value>>(&client).await.unwrap();
    assert_eq!(script.last().url, "https://api.example.com/v1/things/b");
    assert_eq!(get::<Json<Value>>(&client).await.unwrap_err().kind(), ErrorKind::Redirect);
}

// ===== repetition =====

#[tokio::test(start_paused = true)]
async fn passing_failures_are_repeated_with_growing_pauses() {
    let script = Script::new([status(500), Act::Fail(TransportErrorKind::Interrupted), ok("{}")]);
    let started = tokio::time::Instant::now();
    get::<Json<Value>>(&script.client()).await.unwrap();
    assert_eq!(started.elapsed(), Duration::from_millis(1500));
    assert_eq!(script.count(), 3);
}

#[tokio::test(start_paused = true)]
async fn attempts_are_counted_and_end() {
    let script = Script::new([status(500), status(502), status(503)]);
    let error = get::<Json<Value>>(&script.client()).await.unwrap_err();
    assert_eq!((error.attempts(), error.gave_up()), (3, Some(GaveUp::Attempts)));
    assert_eq!(error.status(), Some(StatusCode::SERVICE_UNAVAILABLE));
}

#[tokio::test(start_paused = true)]
async fn a_post_is_repeated_only_when_that_is_safe() {
    let script = Script::new([
        status(500),
        status(503),
        Act::Fail(TransportErrorKind::Connect),
        ok("{}"),
        Act::Fail(TransportErrorKind::Interrupted),
    ]);
    let client = script.client();
    assert_eq!(create(&client).await.unwrap_err().gave_up(), Some(GaveUp::NotIdempotent));
    create(&client).await.unwrap();
    let error = create(&client).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.gave_up()),
        (ErrorKind::Interrupted, Some(GaveUp::NotIdempotent))
    );
    assert_eq!(script.count(), 5);
}

#[tokio::test(start_paused = true)]
async fn an_idempotency_key_stays_the_same_over_all_attempts() {
    let script = Script::new([status(500), ok("{}")]);
    Request::new(CREATE).call::<Json<Value>>(&script.client()).idempotency_key("k1").await.unwrap();
    let seen = script.seen.lock().unwrap();
    assert!(seen.iter().all(|seen| seen.header("idempotency-key") == Some("k1")));
}

#[tokio::test]
async fn a_streamed_body_is_sent_once() {
    let script = Script::new([status(503)]);
    let error = Request::new(CREATE)
        .stream(Body::stream(Never))
        .call::<Empty>(&script.client())
        .await
        .unwrap_err();
    assert_eq!(error.gave_up(), Some(GaveUp::OneShotBody));
}

/// A stream that must not be read ahead.
struct Never;

impl futures_core::Stream for Never {
    type Item = Result<bytes::Bytes, std::io::Error>;

    fn poll_next(
        self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        panic!("the body was read before it was sent");
    }
}

#[tokio::test(start_paused = true)]
async fn the_service_says_when_to_come_back() {
    let script = Script::new([
        with(429, &[("retry-after", "7")]),
        ok("{}"),
        with(429, &[("retry-after", "61")]),
    ]);
    let client = script.client();
    let started = tokio::time::Instant::now();
    get::<Json<Value>>(&client).await.unwrap();
    assert_eq!(started.elapsed(), Duration::from_secs(7));
    let error = get::<Json<Value>>(&client).await.unwrap_err();
    assert_eq!(error.gave_up(), Some(GaveUp::RetryAfter));
    assert_eq!(error.retry_after(), Some(Duration::from_secs(61)));
}

#[tokio::test]
async fn a_final_error_is_not_repeated() {
    let quota = r#"{"message":"used up","code":"quota"}"#;
    let script = Script::new([Act::Reply(StatusCode::TOO_MANY_REQUESTS, &[], quota.into())]);
    let error = get::<Json<Value>>(&script.client()).await.unwrap_err();
    assert_eq!((error.code(), error.gave_up()), (Some("quota"), None));
}

#[tokio::test(start_paused = true)]
async fn an_empty_budget_ends_repetition() {
    let script = Script::new((0..5).map(|_| status(500)));
    let client = script.builder().retry_budget(20, 10).retries(9).build().unwrap().0;
    let error = get::<Json<Value>>(&client).await.unwrap_err();
    assert!(error.is_budget_exhausted());
    assert_eq!((error.attempts(), error.status()), (3, Some(StatusCode::INTERNAL_SERVER_ERROR)));
}

#[tokio::test(start_paused = true)]
async fn dropping_a_call_in_its_pause_ends_it_and_returns_its_tokens() {
    let script = Script::new([status(500)]);
    let client = script.client();
    let call = get::<Json<Value>>(&client);
    assert!(tokio::time::timeout(Duration::from_millis(100), call).await.is_err());
    tokio::time::sleep(Duration::from_secs(60)).await;
    assert_eq!((script.count(), client.inner.budget.tokens()), (1, 500));
}

// ===== time =====

#[tokio::test(start_paused = true)]
async fn the_total_time_ends_a_call_in_any_state() {
    let script = Script::new([Act::Hang, status(500), Act::Hang]);
    let client = script.client();
    let call =
        || Request::new(GET).path("a").call::<Json<Value>>(&client).timeout(Duration::from_secs(3));
    let started = tokio::time::Instant::now();
    assert_eq!(call().await.unwrap_err().kind(), ErrorKind::Timeout(Timeout::Total));
    assert_eq!(started.elapsed(), Duration::from_secs(3));
    let error = call().await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Timeout(Timeout::Total), 2));
    let before = std::error::Error::source(&error).unwrap().downcast_ref::<Error>().unwrap();
    assert_eq!(before.status(), Some(StatusCode::INTERNAL_SERVER_ERROR));
    assert_eq!(started.elapsed(), Duration::from_secs(6));
}

#[tokio::test(start_paused = true)]
async fn a_slow_attempt_is_repeated() {
    let script = Script::new([Act::Hang, ok("{}")]);
    let client = script.client();
    let call = Request::new(GET).path("a").call::<Json<Value>>(&client);
    call.attempt_timeout(Duration::from_secs(2)).await.unwrap();
    assert_eq!(script.count(), 2);
}

#[tokio::test(start_paused = true)]
async fn a_pause_is_never_longer_than_what_is_left() {
    let script = Script::new([with(503, &[("retry-after", "30")])]);
    let client = script.client();
    let call =
        Request::new(GET).path("a").call::<Json<Value>>(&client).timeout(Duration::from_secs(20));
    let started = tokio::time::Instant::now();
    assert_eq!(call.await.unwrap_err().gave_up(), Some(GaveUp::Deadline));
    assert_eq!(started.elapsed(), Duration::ZERO);
}

#[tokio::test(start_paused = true)]
async fn a_body_that_stands_still_is_cut_off_and_one_that_moves_is_not() {
    let moving = slow(vec![(50, Some("[1")), (50, Some(",2")), (50, Some("]"))]);
    let standing = || Act::Reply(StatusCode::OK, &[], slow(vec![(1, Some("[1")), (61, Some("]"))]));
    let script = Script::new([Act::Reply(StatusCode::OK, &[], moving), standing()]);
    let client = script.builder().retries(0).build().unwrap().0;
    assert_eq!(get::<Json<Vec<u8>>>(&client).await.unwrap(), [1, 2]);
    let error = get::<Json<Vec<u8>>>(&client).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.status()),
        (ErrorKind::Timeout(Timeout::Idle), Some(StatusCode::OK))
    );
}

#[tokio::test(start_paused = true)]
async fn a_body_that_breaks_off_is_a_failed_attempt() {
    let broken = || Act::Reply(StatusCode::OK, &[], slow(vec![(0, Some("[1")), (0, None)]));
    let script = Script::new([broken(), ok("[1]"), broken()]);
    let client = script.client();
    assert_eq!(get::<Json<Vec<u8>>>(&client).await.unwrap(), [1]);
    let error = Request::new(CREATE).call::<Json<Value>>(&client).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.gave_up()),
        (ErrorKind::Truncated, Some(GaveUp::NotIdempotent))
    );
}

#[tokio::test(start_paused = true)]
async fn a_stream_outlives_the_default_time_but_not_its_own() {
    let long = || Act::Reply(StatusCode::OK, &[], slow((0..20).map(|_| (50, Some("x"))).collect()));
    let script = Script::new([long(), long()]);
    let client = script.client();
    let mut stream = get::<ByteStream>(&client).await.unwrap();
    let mut length = 0;
    while let Some(chunk) = stream.try_next().await.unwrap() {
        length += chunk.len();
    }
    assert_eq!(length, 20);
    let call =
        Request::new(GET).path("a").call::<ByteStream>(&client).timeout(Duration::from_secs(120));
    let mut stream = call.await.unwrap();
    assert!(stream.try_next().await.unwrap().is_some());
    assert!(stream.try_next().await.unwrap().is_some());
    assert_eq!(stream.try_next().await.unwrap_err().kind(), ErrorKind::Timeout(Timeout::Total));
    assert!(stream.try_next().await.unwrap().is_none());
}

#[tokio::test(start_paused = true)]
async fn the_longest_times_do_not_overflow() {
    let script = Script::new([ok("{}")]);
    let client = script.client();
    let call = Request::new(GET).path("a").call::<Json<Value>>(&client);
    call.timeout(Duration::MAX)
        .attempt_timeout(Duration::MAX)
        .idle_timeout(Duration::MAX)
        .await
        .unwrap();
}

// ===== pages and polls =====

#[derive(Debug)]
struct List(Value);

impl<'de> serde::Deserialize<'de> for List {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Value::deserialize(deserializer).map(Self)
    }
}

impl Page for List {
    type Item = u64;

    fn into_items(self) -> Vec<u64> {
        self.0["data"].as_array().into_iter().flatten().filter_map(Value::as_u64).collect()
    }

    fn next_cursor(&self) -> Option<String> {
        self.0["next"].as_str().map(str::to_owned)
    }
}

fn list(client: &Client) -> crate::Call<'_, Paged<List>> {
    Request::new(LIST).query("limit", &2).call(client)
}

#[tokio::test(start_paused = true)]
async fn pages_are_asked_for_one_by_one() {
    let script = Script::new([ok(r#"{"data":[1,2],"next":"b c"}"#), ok(r#"{"data":[3]}"#)]);
    let client = script.client();
    let mut items = list(&client).query("after", "start").items();
    assert_eq!(script.count(), 0);
    assert_eq!(items.try_next().await.unwrap(), Some(1));
    assert_eq!(items.try_next().await.unwrap(), Some(2));
    assert_eq!(script.count(), 1);
    assert_eq!(items.try_next().await.unwrap(), Some(3));
    assert_eq!(items.try_next().await.unwrap(), None);
    assert_eq!(script.last().url, "https://api.example.com/v1/things?limit=2&after=b%20c");
    assert!(script.last().url.ends_with("?limit=2&after=start"));
}

#[tokio::test(start_paused = true)]
async fn paging_resumes_after_an_error() {
    let script =
        Script::new([ok(r#"{"data":[1],"next":"b"}"#), status(404), ok(r#"{"data":[2]}"#)]);
    let client = script.client();
    let mut items = list(&client).items();
    assert_eq!(items.try_next().await.unwrap(), Some(1));
    assert!(items.try_next().await.unwrap_err().is_api());
    assert_eq!(items.try_next().await.unwrap(), Some(2));
    assert_eq!(items.try_next().await.unwrap(), None);
}

#[tokio::test(start_paused = true)]
async fn a_cursor_that_comes_again_ends_paging() {
    let stuck = || ok(r#"{"data":[1],"next":"a"}"#);
    let script = Script::new([stuck(), stuck()]);
    let client = script.client();
    let mut pages = list(&client).pages();
    assert!(pages.try_next().await.unwrap().is_some());
    assert!(pages.try_next().await.unwrap().is_some());
    assert_eq!(pages.try_next().await.unwrap_err().kind(), ErrorKind::Paging);
    assert!(pages.try_next().await.unwrap().is_none());
}

#[tokio::test(start_paused = true)]
async fn a_page_without_items_ends_the_list() {
    let script = Script::new([ok(r#"{"data":[],"next":"a"}"#)]);
    let client = script.client();
    assert_eq!(list(&client).items().try_next().await.unwrap(), None);
}

#[tokio::test]
async fn a_mistake_comes_out_of_pages_too() {
    let script = Script::new([]);
    let client = script.client();
    let mut pages = list(&client).header("x-a", "\n").pages();
    assert!(pages.try_next().await.unwrap_err().is_input());
    assert!(pages.try_next().await.unwrap().is_none());
}

fn poll(client: &Client) -> crate::Poll<'_, u64> {
    Request::new(GET).path("a").call::<Polled<u64>>(client).until(|value| *value > 2).poll()
}

#[tokio::test(start_paused = true)]
async fn a_poll_waits_for_its_condition() {
    let hinted = |body: &'static str| {
        Act::Reply(StatusCode::OK, &[("openai-poll-after-ms", "2000")], body.into())
    };
    let script = Script::new([hinted("1"), ok("2"), ok("3"), ok("3")]);
    let client = script.client();
    let started = tokio::time::Instant::now();
    assert_eq!(poll(&client).await.unwrap(), 3);
    assert_eq!(started.elapsed(), Duration::from_millis(2000 + 750));
    assert_eq!(poll(&client).await.unwrap(), 3);
    assert_eq!(started.elapsed(), Duration::from_millis(2000 + 750));
}

#[tokio::test(start_paused = true)]
async fn a_poll_ends_in_time_with_the_last_reply() {
    let script = Script::new((0..9).map(|_| ok("1")));
    let client = script.client();
    let poll = poll(&client).every(Duration::from_secs(1)).timeout(Duration::from_millis(3500));
    let started = tokio::time::Instant::now();
    let error = poll.await.unwrap_err();
    assert_eq!(
        (error.kind(), error.body().unwrap().as_ref()),
        (ErrorKind::Timeout(Timeout::Poll), b"1".as_ref())
    );
    assert_eq!((script.count(), started.elapsed()), (4, Duration::from_secs(3)));
}

#[tokio::test(start_paused = true)]
async fn a_poll_ends_with_the_first_error() {
    let script = Script::new([ok("1"), status(404)]);
    let client = script.client();
    assert_eq!(poll(&client).await.unwrap_err().status(), Some(StatusCode::NOT_FOUND));
}
