//! Error replies, and what their errors carry.

use std::{error::Error as _, time::Duration};

use http::StatusCode;
use schematic_api::{Error, ErrorKind, Limits};
use schematic_tests::{
    fault::{FaultServer, Step, refused_url},
    scripted::{Answer, Reply, Scripted},
    shop::{Item, ItemId, Shop, ShopError, builder, item, shop},
};

fn id() -> ItemId {
    ItemId::from("i")
}

async fn get(answer: impl Into<Answer>) -> Result<Item, Error> {
    let transport = Scripted::new([answer.into()]);
    builder(&transport).retries(0).build().unwrap().items().retrieve(&id()).await
}

// E1, E8
#[tokio::test]
async fn every_status_that_is_no_success_is_an_api_error_with_its_body() {
    let body = r#"{"error":{"message":"no","code":"c"}}"#;
    for status in
        [400, 401, 402, 403, 404, 408, 409, 410, 413, 418, 422, 429, 500, 502, 503, 529, 599]
    {
        let error =
            get(Reply::json(status, body).header("x-request-id", "req_1")).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Api, "{status}");
        assert_eq!(error.status().unwrap(), status);
        assert_eq!(error.api::<ShopError>().map(|_| error.message()), Some(Some("no")));
        assert_eq!((error.code(), error.request_id()), (Some("c"), Some("req_1")));
        assert_eq!(error.body().unwrap(), body);
        assert_eq!(error.endpoint().unwrap().path(), "/items/{item}");
    }
}

#[tokio::test]
async fn an_error_says_which_call_it_was_and_what_the_service_said() {
    let reply = Reply::json(404, r#"{"error":{"message":"no such item","code":"missing"}}"#);
    let error = get(reply.header("x-request-id", "req_1")).await.unwrap_err();
    let expected = "GET /items/{item}: 404 Not Found: no such item (request id req_1)";
    assert_eq!(error.to_string(), expected);
}

// E2, E3
#[tokio::test]
async fn an_error_body_of_any_form_keeps_status_headers_and_id() {
    let bodies: [&[u8]; 14] = [
        b"",
        b" ",
        b"null",
        b"{}",
        b"[1]",
        b"42",
        b"\"no\"",
        br#"{"error":{}}"#,
        br#"{"error":"s"}"#,
        br#"{"error":null}"#,
        br#"{"error":{"message":42,"code":7}}"#,
        br#"{"error":{"message":"cut"#,
        b"<html><h1>502</h1></html>",
        b"\xff\xfe\x00",
    ];
    for body in bodies {
        let error = get(Reply::status(502).header("x-request-id", "req_1").chunk(body.to_vec()))
            .await
            .unwrap_err();
        let text = String::from_utf8_lossy(body);
        assert_eq!(error.kind(), ErrorKind::Api, "{text}");
        assert_eq!(error.status(), Some(StatusCode::BAD_GATEWAY), "{text}");
        assert_eq!(error.request_id(), Some("req_1"), "{text}");
        assert_eq!(error.body().map(|kept| &kept[..]).unwrap_or_default(), body, "{text}");
        assert!(error.to_string().contains("502"), "{error}");
    }
}

// E7
#[tokio::test]
async fn of_a_huge_error_body_only_the_beginning_is_kept() {
    let mut reply = Reply::status(500);
    for _ in 0..64 {
        reply = reply.chunk(vec![b'x'; 10_000]);
    }
    let transport = Scripted::new([reply.open()]);
    let shop = builder(&transport).retries(0).build().unwrap();
    let error = shop.items().retrieve(&id()).await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::INTERNAL_SERVER_ERROR));
    assert_eq!(error.kind(), ErrorKind::Api);
    assert_eq!(error.body().unwrap().len(), 64 << 10);
    assert_eq!(transport.open(), 0);
}

// E7
#[tokio::test]
async fn how_much_of_an_error_body_is_kept_is_configurable() {
    let transport = Scripted::new([Reply::status(400).chunk("0123456789")]);
    let shop = builder(&transport).limits(Limits::new().max_error_body(4)).build().unwrap();
    let error = shop.items().retrieve(&id()).await.unwrap_err();
    assert_eq!((error.kind(), &error.body().unwrap()[..]), (ErrorKind::Api, &b"0123"[..]));
    assert_eq!(transport.attempts(), 1);
}

// E7
#[tokio::test(start_paused = true)]
async fn an_error_body_that_never_ends_still_gives_its_status() {
    let error = get(Reply::status(404).header("x-request-id", "req_1").chunk("{").open())
        .await
        .unwrap_err();
    assert_eq!((error.status(), error.request_id()), (Some(StatusCode::NOT_FOUND), Some("req_1")));
    let error = get(Reply::status(404).chunk(r#"{"error":"#).broken()).await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::NOT_FOUND));
}

// E4
#[tokio::test]
async fn a_success_that_does_not_decode_says_where_and_keeps_the_body() {
    for (body, path) in [
        ("<!doctype html><title>Log in</title>", ""),
        ("", ""),
        ("   ", ""),
        (r#"{"id":"i","stock":"#, "stock"),
        (r#"{"id":"i","stock":"many"}"#, "stock"),
        (r#"{"id":7}"#, "id"),
        (r#"{"status":"made"}"#, ""),
        ("[]", ""),
        ("null", ""),
        (r#"{"id":"i"} trailing"#, ""),
    ] {
        let error = get(Reply::json(200, body).header("x-request-id", "req_1")).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode, "{body}");
        assert_eq!(error.status(), Some(StatusCode::OK), "{body}");
        assert_eq!(error.request_id(), Some("req_1"), "{body}");
        assert_eq!(error.headers().unwrap()["content-type"], "application/json");
        assert_eq!(error.body().map(|kept| &kept[..]).unwrap_or_default(), body.as_bytes());
        assert_eq!(error.json_path().unwrap_or_default(), path, "{body}");
        assert!(error.source().is_some(), "{body}");
    }
}

// E4
#[tokio::test]
async fn the_path_of_a_decode_error_goes_into_arrays() {
    let body =
        r#"{"data":[{"id":"a"},{"id":"b","stock":1},{"id":"c","stock":"x"}],"has_more":false}"#;
    let transport = Scripted::new([Reply::json(200, body)]);
    let error = shop(&transport).items().list().await.unwrap_err();
    assert_eq!(error.json_path(), Some("data[2].stock"));
}

// E4: a reply that does not decode will not decode on a second attempt.
#[tokio::test(start_paused = true)]
async fn a_decode_error_is_not_retried() {
    let transport = Scripted::new([Reply::json(200, "<html>"), Reply::json(200, item("i"))]);
    assert!(shop(&transport).items().retrieve(&id()).await.unwrap_err().is_decode());
    assert_eq!(transport.attempts(), 1);
}

// E5
#[tokio::test]
async fn json_decodes_whatever_its_content_type() {
    for kind in [
        "text/plain",
        "application/octet-stream",
        "application/vnd.shop+json; charset=utf-8",
        "text/html",
    ] {
        let reply = Reply::status(200).header("content-type", kind).chunk(item("i"));
        assert_eq!(get(reply).await.unwrap().id, id(), "{kind}");
    }
    assert!(get(Reply::status(200).chunk(item("i"))).await.is_ok());
}

// E6
#[tokio::test]
async fn a_reply_that_is_declared_empty_takes_any_success() {
    for reply in [Reply::status(204), Reply::status(200), Reply::json(200, r#"{"deleted":true}"#)] {
        assert!(shop(&Scripted::new([reply])).items().remove(&id()).await.is_ok());
    }
    assert!(get(Reply::status(204)).await.unwrap_err().is_decode());
}

// E7: replies have a limit, too.
#[tokio::test]
async fn a_reply_above_the_limit_is_refused_whether_or_not_it_says_its_length() {
    let big = || Reply::status(200).chunk(item("i")).chunk(vec![b' '; 2000]);
    for reply in [
        big(),
        big().header("content-length", "2100"),
        Reply::status(200).header("content-length", "99999999999").open(),
    ] {
        let transport = Scripted::new([reply]);
        let shop = builder(&transport).limits(Limits::new().max_body(1000)).build().unwrap();
        let error = shop.items().retrieve(&id()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Limit);
        assert_eq!(error.status(), Some(StatusCode::OK));
        assert_eq!((transport.attempts(), transport.open()), (1, 0));
    }
    let transport = Scripted::new([big()]);
    assert!(
        builder(&transport)
            .limits(Limits::new().max_body(3000))
            .build()
            .unwrap()
            .items()
            .retrieve(&id())
            .await
            .is_ok()
    );
}

// E7
#[tokio::test]
async fn the_limit_is_the_largest_reply_that_is_taken() {
    let body = item("i");
    let (one, two) = body.split_at(10);
    let whole = || Reply::status(200).chunk(body.clone());
    let parts = || Reply::status(200).chunk(one.to_owned()).chunk(two.to_owned());
    for reply in [whole(), parts()] {
        let get = async |limit: usize| {
            let transport = Scripted::new([reply.clone()]);
            let shop = builder(&transport).limits(Limits::new().max_body(limit)).build().unwrap();
            shop.items().retrieve(&id()).await
        };
        assert!(get(body.len()).await.is_ok());
        assert_eq!(get(body.len() - 1).await.unwrap_err().kind(), ErrorKind::Limit);
    }
}

// E9
#[tokio::test]
async fn a_transport_error_keeps_its_source_without_the_url() {
    let url = refused_url().await;
    let shop = Shop::builder()
        .base_url(format!("{url}/v1/hidden"))
        .credential("k")
        .retries(0)
        .build()
        .unwrap();
    let error = shop.items().retrieve(&id()).query("planted", "planted").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Connect);
    assert!(error.is_connect());
    let mut chain = format!("{error} {error:?}");
    let mut source = error.source();
    let mut depth = 0;
    while let Some(cause) = source {
        chain += &format!(" {cause} {cause:?}");
        source = cause.source();
        depth += 1;
    }
    assert!(depth > 0);
    assert!(!chain.contains("hidden") && !chain.contains("planted"), "{chain}");
}

// S27 for a whole reply: a truncated body is distinguished from an invalid one.
#[tokio::test]
async fn a_body_that_breaks_off_is_truncated_and_not_undecodable() {
    let error = get(Reply::json(200, r#"{"id":"#).broken()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Truncated);
    assert_eq!(error.status(), Some(StatusCode::OK));
    assert!(error.source().is_some());

    let cut =
        Step::raw("HTTP/1.1 200 OK\r\ncontent-length: 400\r\nx-request-id: req_1\r\n\r\n{\"id\":");
    let chunked = Step::raw(
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\nx-request-id: req_1\r\n\r\n6\r\n{\"id\":\r\n",
    );
    for step in [cut, chunked] {
        let server = FaultServer::start([[Step::Read, step]]).await;
        let shop =
            Shop::builder().base_url(server.url()).credential("k").retries(0).build().unwrap();
        let error = shop.items().retrieve(&id()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Truncated);
        assert_eq!(error.request_id(), Some("req_1"));
    }
}

#[tokio::test]
async fn bytes_that_are_not_http_are_an_interrupted_exchange() {
    for garbage in [
        "\x16\x03\x01 hello",
        "SSH-2.0-OpenSSH_9.6\r\n",
        "HTTP/9.9 200 OK\r\n\r\n",
        "HTTP/1.1 abc\r\n\r\n",
    ] {
        let server = FaultServer::start([[Step::Read, Step::raw(garbage)]]).await;
        let shop =
            Shop::builder().base_url(server.url()).credential("k").retries(0).build().unwrap();
        let error = shop.items().retrieve(&id()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Interrupted, "{garbage:?}: {error:?}");
    }
}

// M11 for bytes: an error reply that arrives while the body is still being sent.
#[tokio::test]
async fn an_early_refusal_is_told_although_the_upload_was_cut() {
    let refusal = Step::reply(
        413,
        "connection: close\r\n",
        r#"{"error":{"message":"too large","code":null}}"#,
    );
    let server = FaultServer::start([[Step::ReadBytes(1000), refusal, Step::HalfClose]]).await;
    let shop = Shop::builder()
        .base_url(server.url())
        .credential("k")
        .retries(0)
        .timeout(Duration::from_secs(10))
        .build()
        .unwrap();
    let error = shop.items().paste(vec![0; 8 << 20]).await.unwrap_err();
    assert_eq!(error.status(), Some(StatusCode::PAYLOAD_TOO_LARGE), "{error:?}");
    assert_eq!(error.message(), Some("too large"));
}

#[test]
fn an_error_is_one_pointer_and_can_cross_threads() {
    fn crosses<T: Send + Sync + 'static>() {}
    crosses::<Error>();
    assert_eq!(size_of::<Error>(), size_of::<usize>());
}

/// Log injection: text from a server is shown without control characters, and shortened.
#[tokio::test]
async fn the_servers_words_are_escaped() {
    let body = serde_json::json!({ "error": { "message": format!("a\n\u{1b}[31mred{}", "x".repeat(100_000)), "code": null } });
    let error =
        get(Reply::json(400, body.to_string()).header("x-request-id", "req")).await.unwrap_err();
    let shown = format!("{error}");
    assert!(!shown.contains('\n') && !shown.contains('\u{1b}'), "{shown}");
    assert!(shown.len() < 2_000, "{} bytes", shown.len());
}
