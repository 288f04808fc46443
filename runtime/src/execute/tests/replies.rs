//! What becomes of a reply.

use super::*;

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
