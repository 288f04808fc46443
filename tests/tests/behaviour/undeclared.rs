//! Requests that no declaration has: what they send, and that they go through the same engine as the declared ones.

use std::time::Duration;

use bytes::Bytes;
use futures_util::{StreamExt, stream};
use http::{Method, StatusCode};
use schematic_api::reply::{BytesReply, Empty, Events, Json, JsonOrEvents, Text};
use schematic_api::{
    Api, Body, ByteStream, CallOptions, Error, ErrorKind, NotRetried, Paged, Polled,
    UndeclaredRequest, api,
};
use schematic_tests::{
    scripted::{Answer, Reply, Scripted},
    shop::{Item, ItemId, ItemPage, Shop, ShopError, builder, item, shop},
};
use serde_json::{Value, json};

async fn send(request: UndeclaredRequest) -> Result<Item, Error> {
    request.send::<Json<Item>>().await
}

/// The path that is sent when `value` is put into the place of it.
async fn path_with(path: &str, value: &str) -> Result<String, Error> {
    let transport = Scripted::always(&item("i"));
    send(shop(&transport).request(Method::GET, path).path("item", value)).await?;
    Ok(transport.only().target().to_owned())
}

/// The error of a request that is never sent.
async fn refused(request: impl FnOnce(&Shop) -> UndeclaredRequest) -> Error {
    let transport = Scripted::always(&item("i"));
    let error = send(request(&shop(&transport))).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Input, 0), "{error:?}");
    assert_eq!(transport.attempts(), 0, "{error:?}");
    error
}

#[tokio::test]
async fn method_path_query_and_body_are_sent_with_what_the_client_says() {
    let transport = Scripted::always(&item("hat"));
    let request = shop(&transport).request(Method::POST, "/items/{item}/archive/{year}");
    let request = request.path("year", &2024).path("item", &ItemId::from("hat"));
    let request = request.query("deep", &true).query("words", &["a b", "c"]);
    let archived = send(request.json(&json!({ "reason": "old" }))).await.unwrap();
    assert_eq!(archived.id, "hat");
    let sent = transport.only();
    assert_eq!(sent.method, Method::POST);
    assert_eq!(
        sent.url,
        "https://shop.example.com/v1/items/hat/archive/2024?deep=true&words=a%20b&words=c"
    );
    assert_eq!(sent.body, r#"{"reason":"old"}"#);
    let names = ["authorization", "x-shop", "accept", "content-type"];
    let expected = ["Bearer sk-shop", "declared", "application/json", "application/json"];
    assert_eq!(names.map(|name| sent.header(name)), expected.map(Some));
}

#[tokio::test]
async fn each_body_has_its_content_type() {
    let chunks = || stream::iter(["pic", "ture"].map(|part| Ok::<_, Error>(Bytes::from(part))));
    let transport = Scripted::always(&item("i"));
    let shop = shop(&transport);
    let post = || shop.request(Method::POST, "/items");
    for request in [
        post(),
        post().json(&[1]),
        post().form(&json!({ "a": "1 2", "b": true })),
        post().text("é"),
        post().bytes(Bytes::from_static(b"\x89PNG")),
        post().stream(Body::stream(chunks())),
        post().text("<a/>").header("content-type", "application/xml"),
    ] {
        send(request).await.unwrap();
    }
    let sent: Vec<_> = transport.sent();
    let sent: Vec<_> =
        sent.iter().map(|sent| (sent.header("content-type"), sent.body.as_ref())).collect();
    let expected: [(Option<&str>, &[u8]); 7] = [
        (None, b""),
        (Some("application/json"), b"[1]"),
        (Some("application/x-www-form-urlencoded"), b"a=1%202&b=true"),
        (Some("text/plain; charset=utf-8"), "é".as_bytes()),
        (Some("application/octet-stream"), b"\x89PNG"),
        (Some("application/octet-stream"), b"picture"),
        (Some("application/xml"), b"<a/>"),
    ];
    assert_eq!(sent, expected);
}

#[tokio::test]
async fn each_kind_of_reply_can_be_asked_for() {
    let asked = |reply: Reply| {
        let transport = Scripted::new([reply]);
        (shop(&transport).request(Method::GET, "/anything"), transport)
    };
    let text = || Reply::status(200).chunk("one").chunk("two");
    assert_eq!(asked(text()).0.send::<Text>().await.unwrap(), "onetwo");
    assert_eq!(asked(text()).0.send::<BytesReply>().await.unwrap(), "onetwo");
    assert_eq!(asked(text()).0.send::<ByteStream>().await.unwrap().count().await, 2);
    asked(text()).0.send::<Empty>().await.unwrap();

    let page = json!({ "data": [{ "id": "a" }, { "id": "b" }], "has_more": true }).to_string();
    let (request, transport) = asked(Reply::json(200, page));
    assert_eq!(request.send::<Paged<ItemPage>>().items().count().await, 2);
    // Nothing says which parameter takes the cursor.
    assert_eq!(transport.attempts(), 1);

    let settled = asked(Reply::json(200, item("i"))).0.send::<Polled<Item>>();
    assert_eq!(settled.until(Item::is_settled).poll().await.unwrap().id, "i");

    let events = || {
        let reply = Reply::status(200).header("content-type", "text/event-stream");
        reply.chunk("data: 1\n\ndata: 2\n\n")
    };
    let (request, transport) = asked(events());
    assert_eq!(request.send::<Events<Value>>().await.unwrap().count().await, 2);
    assert_eq!(transport.only().header("accept"), Some("text/event-stream"));
    let call = asked(events()).0.send::<JsonOrEvents<Value, Value>>().stream();
    assert_eq!(call.await.unwrap().count().await, 2);
}

// ===== paths =====

#[tokio::test]
async fn a_value_stays_in_its_segment() {
    for (value, sent) in [
        ("a/b", "/v1/items/a%2Fb/x"),
        ("a?b=c#d", "/v1/items/a%3Fb=c%23d/x"),
        ("a\\b", "/v1/items/a%5Cb/x"),
        ("50%", "/v1/items/50%25/x"),
        ("//evil.example", "/v1/items/%2F%2Fevil.example/x"),
        ("{item}", "/v1/items/%7Bitem%7D/x"),
        ("...", "/v1/items/.../x"),
    ] {
        assert_eq!(path_with("/items/{item}/x", value).await.unwrap(), sent);
    }
    assert_eq!(path_with("/models/{item}:cancel", "a").await.unwrap(), "/v1/models/a:cancel");
    assert_eq!(path_with("/a%20b/{item}", "c").await.unwrap(), "/v1/a%20b/c");
}

#[tokio::test]
async fn a_value_that_would_lead_elsewhere_is_refused() {
    for (value, reason) in [
        ("", "the path parameter `item` is empty"),
        ("..", "would lead to another path"),
        (".", "would lead to another path"),
        ("%2e%2e", "would lead to another path"),
        ("../admin", "would lead to another path"),
        ("a\r\nb", "contains a control character"),
    ] {
        let error =
            refused(|shop| shop.request(Method::GET, "/items/{item}").path("item", value)).await;
        assert!(error.to_string().contains(reason), "{value:?}: {error}");
    }
}

#[tokio::test]
async fn places_and_values_must_match() {
    let error = refused(|shop| shop.request(Method::GET, "/items/{item}/parts/{part}")).await;
    assert_eq!(error.to_string(), "the path parameter `item` has no value");
    let error =
        refused(|shop| shop.request(Method::GET, "/items/{item}/parts/{part}").path("item", "i"));
    assert_eq!(error.await.to_string(), "the path parameter `part` has no value");
    let error = refused(|shop| shop.request(Method::GET, "/items/{item}").path("part", "p")).await;
    assert_eq!(error.to_string(), "the path does not contain `{part}`");
    // A value is no template: it cannot bring a place with it.
    let error = refused(|shop| {
        let request = shop.request(Method::GET, "/items/{item}");
        request.path("item", "{part}").path("part", "p")
    });
    assert_eq!(error.await.to_string(), "the path does not contain `{part}`");
}

#[tokio::test]
async fn what_is_no_path_is_refused() {
    for path in ["", "items", "https://evil.example/v1", "items/1", "\\items"] {
        let error = refused(|shop| shop.request(Method::GET, path)).await;
        assert!(error.to_string().contains("must start with `/`"), "{path}: {error}");
    }
    for path in ["/items?limit=1", "/items#top", "/items?"] {
        let error = refused(|shop| shop.request(Method::GET, path)).await;
        assert!(error.to_string().contains("`query(..)`"), "{path}: {error}");
    }
    for path in ["/../admin", "/items/..", "/items/%2e%2e/x", "/a b", "/.\t./x", "/items\\..\\x"] {
        let error = refused(|shop| shop.request(Method::GET, path)).await;
        assert!(error.to_string().contains("another endpoint"), "{path}: {error}");
    }
    // Two slashes are a part of the path, and name no host.
    let transport = Scripted::always(&item("i"));
    send(shop(&transport).request(Method::GET, "//evil.example/x")).await.unwrap();
    assert_eq!(transport.only().url, "https://shop.example.com/v1//evil.example/x");
}

#[tokio::test]
async fn the_first_mistake_is_the_one_that_is_told() {
    let error = refused(|shop| {
        let request = shop.request(Method::GET, "/items/{item}").path("item", "");
        request.header("a b", 1).query("x", &f64::NAN)
    });
    assert_eq!(error.await.to_string(), "the path parameter `item` is empty");
    let error = refused(|shop| shop.request(Method::POST, "/items").query("limit", &f64::NAN));
    assert_eq!(error.await.to_string(), "the query parameter `limit` cannot be encoded");
}

// ===== methods and options =====

#[tokio::test(start_paused = true)]
async fn a_request_is_repeated_as_its_method_allows() {
    let propfind = Method::from_bytes(b"PROPFIND").unwrap();
    for (method, attempts) in [
        (Method::GET, 3),
        (Method::PUT, 3),
        (Method::DELETE, 3),
        (Method::POST, 1),
        (Method::PATCH, 1),
        (propfind, 1),
    ] {
        let transport = Scripted::new([Reply::status(500)]);
        let error = send(shop(&transport).request(method.clone(), "/items")).await.unwrap_err();
        assert_eq!(transport.attempts(), attempts, "{method}");
        assert!(transport.sent().iter().all(|sent| sent.method == method), "{method}");
        let reason = if attempts == 1 { NotRetried::NotIdempotent } else { NotRetried::Attempts };
        assert_eq!(error.not_retried(), Some(reason), "{method}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_stream_is_sent_once() {
    let transport = Scripted::new([Reply::status(503)]);
    let body = Body::stream(stream::iter([Ok::<_, Error>(Bytes::from_static(b"x"))]));
    let error = send(shop(&transport).request(Method::PUT, "/x").stream(body)).await.unwrap_err();
    assert_eq!((error.not_retried(), error.attempts()), (Some(NotRetried::OneShotBody), 1));
}

#[tokio::test(start_paused = true)]
async fn a_request_has_the_options_of_a_call() {
    let transport = Scripted::new([Answer::from(Reply::status(500)), Answer::Hang]);
    let shared = CallOptions::new().header("x-shared", "yes").without_header("x-shop");
    let request = shop(&transport).request(Method::POST, "/items");
    let request = request.header("x-trace", 7).idempotency_key("key").options(&shared);
    let request = request.retries(1).timeout(Duration::from_secs(3));
    let error = send(request.query("beta", "on")).await.unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
    let sent = transport.sent();
    assert_eq!(sent.len(), 2);
    for sent in sent {
        let names = ["x-trace", "idempotency-key", "x-shared", "x-shop"];
        let expected = [Some("7"), Some("key"), Some("yes"), None];
        assert_eq!(names.map(|name| sent.header(name)), expected);
        assert_eq!(sent.query(), "beta=on");
    }
    // The call that it becomes has them as well, and speaks last.
    let transport = Scripted::always(&item("i"));
    let request = shop(&transport).request(Method::GET, "/items").header("x-trace", 1);
    request.send::<Json<Item>>().header("x-trace", 2).await.unwrap();
    assert_eq!(transport.only().header("x-trace"), Some("2"));
}

#[tokio::test]
async fn a_request_owns_all_that_it_needs() {
    let transport = Scripted::always(&item("i"));
    let call = {
        let (shop, path) = (shop(&transport), String::from("/items/i"));
        shop.request(Method::GET, &path).send::<Json<Item>>()
    };
    assert_eq!(tokio::spawn(call.into_future()).await.unwrap().unwrap().id, "i");
}

// ===== errors =====

#[tokio::test]
async fn an_error_has_the_clients_type_and_no_endpoint() {
    let body = r#"{"error":{"message":"no such item","code":"missing"}}"#;
    let transport = Scripted::new([Reply::json(404, body).header("x-request-id", "req_1")]);
    let error = send(shop(&transport).request(Method::GET, "/items/i")).await.unwrap_err();
    assert_eq!((error.kind(), error.status()), (ErrorKind::Api, Some(StatusCode::NOT_FOUND)));
    assert!(error.api::<ShopError>().is_some());
    assert_eq!((error.message(), error.code()), (Some("no such item"), Some("missing")));
    assert!(error.endpoint().is_none());
    assert_eq!(error.to_string(), "404 Not Found: no such item (request id req_1)");
}

#[tokio::test]
async fn an_error_before_and_after_sending_has_no_endpoint_either() {
    let error = refused(|shop| shop.request(Method::GET, "items")).await;
    assert!(error.endpoint().is_none());
    let transport = Scripted::new([Reply::json(200, r#"{"id":1}"#)]);
    let error = send(shop(&transport).request(Method::GET, "/items/i")).await.unwrap_err();
    assert!(error.endpoint().is_none());
    assert!(
        error.to_string().starts_with("the reply cannot be decoded as the declared type at `id`"),
        "{error}"
    );
}

#[tokio::test]
async fn a_reply_has_no_endpoint_and_debug_shows_neither_path_nor_values() {
    let transport = Scripted::always(&item("i"));
    let request = shop(&transport).request(Method::GET, "/secret-path/{item}");
    let request = request.path("item", "secret-id").query("q", "secret-query");
    let request = request.header("x-api-key", "secret-key");
    assert!(!format!("{request:?}").contains("secret"), "{request:?}");
    assert!(format!("{request:?}").contains("an undeclared request"), "{request:?}");
    let call = request.send::<Json<Item>>();
    assert!(!format!("{call:?}").contains("secret"), "{call:?}");
}

// ===== names that a declaration takes =====

api! {
    pub client Own at "https://own.example.com" { auth bearer env "OWN_KEY"; }

    request:         POST /requests -> text;
    with_header:     GET  /with-header?<name: String?> -> text;

    group with_credential {
        list: GET /credentials -> text;
    }
}

#[tokio::test]
async fn an_endpoint_of_the_same_name_is_the_declarations() {
    let transport = Scripted::new([Reply::status(200).chunk("own")]);
    let own = Own::builder().credential("k").transport(transport.clone()).build().unwrap();
    assert_eq!(own.request().await.unwrap(), "own");
    assert_eq!(own.with_header().name("n").await.unwrap(), "own");
    assert_eq!(own.with_credential().list().await.unwrap(), "own");
    // The functions are still there, at the client below.
    let below = own.client().with_header("x-a", 1).with_credential("other");
    assert_eq!(below.request(Method::GET, "/x").send::<Text>().await.unwrap(), "own");
    assert_eq!(Own::from_client(below).request().await.unwrap(), "own");
    let sent = transport.sent();
    let targets: Vec<_> = sent.iter().map(|sent| sent.target()).collect();
    let expected = ["/requests", "/with-header?name=n", "/credentials", "/x", "/requests"];
    assert_eq!(targets, expected);
    for (index, key) in [(2, "Bearer k"), (3, "Bearer other"), (4, "Bearer other")] {
        assert_eq!(sent[index].header("authorization"), Some(key));
    }
    assert_eq!(sent[4].header("x-a"), Some("1"));
}

// ===== what is withheld =====

#[tokio::test]
async fn a_secret_is_not_sent_over_plain_http() {
    let transport = Scripted::always(&item("i"));
    let shop = builder(&transport).without_credential().base_url("http://10.0.0.1");
    let shop = shop.build().unwrap();
    let request = shop.request(Method::GET, "/items").header("authorization", "Bearer k");
    assert_eq!(send(request).await.unwrap_err().kind(), ErrorKind::Input);
    assert_eq!(transport.attempts(), 0);
    send(shop.request(Method::GET, "/items")).await.unwrap();
}

#[tokio::test]
async fn a_body_of_json_lines_is_sent_to_an_endpoint_that_is_not_declared() {
    let transport = Scripted::always("ok");
    let shop = builder(&transport).build().unwrap();
    let request = shop.request(Method::POST, "/bulk").lines([1, 2]).send::<Text>();
    assert_eq!(request.await.unwrap(), "ok");
    let sent = transport.sent().remove(0);
    assert_eq!(sent.header("content-type"), Some("application/x-ndjson"));
    assert_eq!(&sent.body[..], b"1\n2\n");
}
