//! Headers: which of several takes precedence, and which cannot be sent.

use bytes::Bytes;
use futures_util::stream;
use schematic_api::{Body, ErrorKind, Redirects, api};
use schematic_tests::{
    fault::{FaultServer, Step},
    scripted::{Reply, Scripted},
    shop::{ItemId, NewItem, Shop, builder, item, shop},
};

fn id() -> ItemId {
    ItemId::from("i")
}

// H1
#[tokio::test]
async fn a_header_can_be_left_out_of_a_call() {
    let transport = Scripted::always(&item("i"));
    let shop = shop(&transport);
    shop.items()
        .retrieve(&id())
        .without_header("x-shop")
        .without_header("Authorization")
        .await
        .unwrap();
    assert_eq!(
        (transport.only().header("x-shop"), transport.only().header("authorization")),
        (None, None)
    );
}

// H2
#[tokio::test]
async fn a_name_that_is_no_token_is_refused() {
    let transport = Scripted::always(&item("i"));
    let shop = shop(&transport);
    for name in [
        "",
        " ",
        "a b",
        "a:b",
        "a\nb",
        "a\r\nb",
        "\0",
        "naïve",
        "\u{212a}ey",
        "x-tr\u{e4}ce",
        "(a)",
        "a,b",
    ] {
        let error = shop.items().retrieve(&id()).header(name, "1").await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Input, "{name:?}");
        assert!(builder(&transport).header(name, "1").build().is_err(), "{name:?}");
    }
    assert_eq!(transport.attempts(), 0);
}

// H3, H7
#[tokio::test]
async fn headers_that_frame_the_message_cannot_be_set() {
    let transport = Scripted::always(&item("i"));
    let shop = shop(&transport);
    for name in [
        "host",
        "Host",
        "content-length",
        "transfer-encoding",
        "connection",
        "te",
        "trailer",
        "upgrade",
    ] {
        let error = shop.items().retrieve(&id()).header(name, "evil.example").await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Input, "{name}");
        assert!(error.to_string().contains(&name.to_lowercase()), "{error}");
    }
    assert_eq!(transport.attempts(), 0);
}

// H4
#[tokio::test]
async fn a_value_with_a_line_break_is_refused_and_not_shown() {
    let transport = Scripted::always(&item("i"));
    let shop = shop(&transport);
    for value in [
        "planted\r\nx-evil: 1",
        "planted\n",
        "planted\r",
        "planted\0",
        "planted\u{7f}",
        "\nplanted",
    ] {
        let error = shop.items().retrieve(&id()).header("x-trace", value).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Input, "{value:?}");
        assert!(error.to_string().contains("`x-trace`"), "{error}");
        assert!(!format!("{error} {error:?}").contains("planted"), "{error:?}");
        let error = builder(&transport).header("x-trace", value).build().unwrap_err();
        assert!(!format!("{error} {error:?}").contains("planted"), "{error:?}");
    }
    assert_eq!(transport.attempts(), 0);
}

// H5
#[tokio::test]
async fn only_a_request_with_a_body_has_a_content_type() {
    let transport = Scripted::always(&item("i"));
    let shop = shop(&transport);
    shop.items().retrieve(&id()).await.unwrap();
    shop.items().create(&NewItem::default()).await.unwrap();
    shop.items().paste(Bytes::from_static(b"\x89PNG")).await.unwrap();
    shop.items()
        .paste(Bytes::from_static(b"\x89PNG"))
        .header("Content-Type", "image/png; boundary=mine")
        .await
        .unwrap();
    let types: Vec<_> = transport
        .sent()
        .iter()
        .map(|sent| sent.header("content-type").map(str::to_owned))
        .collect();
    let expected = [
        None,
        Some("application/json"),
        Some("application/octet-stream"),
        Some("image/png; boundary=mine"),
    ];
    assert_eq!(types, expected.map(|value| value.map(str::to_owned)));
}

// H5
#[tokio::test]
async fn what_is_accepted_follows_from_the_reply() {
    let transport = Scripted::always(&item("i"));
    let shop = shop(&transport);
    shop.items().retrieve(&id()).await.unwrap();
    drop(shop.items().picture(&id()).await);
    assert_eq!(transport.sent()[0].header("accept"), Some("application/json"));
    assert_ne!(transport.sent()[1].header("accept"), Some("application/json"));
}

// H6
#[tokio::test]
async fn the_request_id_is_there_on_success_and_on_failure() {
    let transport = Scripted::new([
        Reply::json(201, item("i")).header("x-request-id", "req_1"),
        Reply::json(404, "{}").header("x-request-id", "req_2"),
        Reply::json(200, "<html>").header("x-request-id", "req_3"),
        Reply::json(200, item("i")),
    ]);
    let shop = shop(&transport);
    let reply = shop.items().retrieve(&id()).response().await.unwrap();
    assert_eq!((reply.request_id(), reply.status().as_u16()), (Some("req_1"), 201));
    assert_eq!(
        (reply.headers()["x-request-id"].as_bytes(), &reply.value().id),
        (&b"req_1"[..], &id())
    );
    let error = shop.items().retrieve(&id()).await.unwrap_err();
    assert_eq!(error.request_id(), Some("req_2"));
    assert!(error.to_string().contains("req_2"), "{error}");
    assert_eq!(shop.items().retrieve(&id()).await.unwrap_err().request_id(), Some("req_3"));
    assert_eq!(shop.items().retrieve(&id()).response().await.unwrap().request_id(), None);
}

/// The headers on the wire: one host, a length for bytes, chunks for a stream, and neither without
/// a body.
#[tokio::test]
async fn the_message_is_framed_right() {
    let exchange = [Step::Read, Step::json(200, &item("i"))];
    let server = FaultServer::start([exchange.iter().cloned().cycle().take(8)]).await;
    let shop = Shop::builder().base_url(server.url()).credential("k").build().unwrap();
    shop.items().retrieve(&id()).await.unwrap();
    shop.items().create(&NewItem { name: "hat".into() }).await.unwrap();
    let chunks =
        stream::iter(["pic", "ture"].map(|part| Ok::<_, std::io::Error>(Bytes::from(part))));
    shop.items().upload(Body::stream(chunks)).await.unwrap();
    shop.items().paste(Bytes::new()).await.unwrap();
    let requests = server.requests();
    let host = server.url().replace("http://", "");
    for request in &requests {
        let hosts: Vec<_> = request.headers.get_all("host").iter().collect();
        assert_eq!(hosts, [host.as_str()]);
    }
    let framing = |index: usize| {
        (requests[index].header("content-length"), requests[index].header("transfer-encoding"))
    };
    assert_eq!(framing(0), (None, None));
    assert_eq!(framing(1), (Some("14"), None));
    assert_eq!(requests[1].body, r#"{"name":"hat"}"#);
    assert_eq!(framing(2), (None, Some("chunked")));
    assert_eq!(requests[2].body, "picture");
    assert_eq!(framing(3).1, None);
}

type Number = u32;

api! {
    client Typed at "https://typed.example.com";

    plain: POST /m (json Number) -> empty;
    find: GET /find (stream) -> empty;
    merge: PATCH /m (json Number) -> empty { header "Content-Type": "application/merge-patch+json"; }

    group texts {
        header "Content-Type": "application/x-ndjson";

        write: POST /t (text) -> empty;
        bytes: POST /b (bytes) -> empty;
        stream: POST /s (stream) -> empty;
    }
}

/// What follows from the body is the last resort, as for every other header.
#[tokio::test]
async fn a_content_type_that_is_set_is_not_overwritten_by_the_kind_of_the_body() {
    let transport = Scripted::new([Reply::status(200)]);
    let builder = || Typed::builder().transport(transport.clone());
    let typed = builder().build().unwrap();
    let configured = builder().header("content-type", "application/built").build().unwrap();
    let calls = async {
        typed.plain(&1).await?;
        typed.merge(&1).await?;
        typed.texts().write("x").await?;
        typed.texts().bytes("x").await?;
        typed.texts().stream("x").await?;
        configured.plain(&1).await?;
        configured.merge(&1).await?;
        configured.merge(&1).header("Content-Type", "application/called").await?;
        typed.plain(&1).header("Content-Type", "application/called").await
    };
    calls.await.unwrap();
    let sent = transport.sent();
    let types: Vec<_> =
        sent.iter().map(|sent| sent.header_values("content-type").concat()).collect();
    assert_eq!(
        types,
        [
            "application/json",
            "application/merge-patch+json",
            "application/x-ndjson",
            "application/x-ndjson",
            "application/x-ndjson",
            "application/built",
            "application/built",
            "application/called",
            "application/called",
        ]
    );
}

/// Whatever the method: a body is never left out silently, nor replaced by none after a redirect.
#[tokio::test]
async fn a_streamed_body_of_a_get_is_sent() {
    let chunks = || stream::iter(["pic", "ture"].map(|part| Ok::<_, std::io::Error>(part.into())));
    let server = FaultServer::start([[Step::Read, Step::json(200, "{}")]]).await;
    let typed = Typed::builder().base_url(server.url()).build().unwrap();
    typed.find(Body::stream(chunks())).await.unwrap();
    assert_eq!(server.requests()[0].body, "picture");

    let moved = Reply::status(307).header("location", "/moved");
    let transport = Scripted::new([moved, Reply::status(200)]);
    let typed = Typed::builder().transport(transport.clone()).redirects(Redirects::SameOrigin(3));
    let error = typed.build().unwrap().find(Body::stream(chunks())).await.unwrap_err();
    assert_eq!((error.kind(), transport.attempts()), (ErrorKind::Redirect, 1));
}
