//! What a call sends.

use super::*;

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
