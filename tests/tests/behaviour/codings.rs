//! Content codings: which are asked for, and in which replies they are undone.

use std::io::Write as _;

use bytes::Bytes;
use futures_util::TryStreamExt;
use http::Method;
use schematic_api::{
    Error, ErrorKind, Limits,
    reply::{Empty, Events},
};
use schematic_tests::{
    fault::{FaultServer, Step},
    shop::{Item, ItemId, NewItem, Shop, ShopError, item},
};

fn id() -> ItemId {
    ItemId::from("i")
}

fn gzip(content: &[u8]) -> Bytes {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap().into()
}

fn brotli(content: &[u8]) -> Bytes {
    let mut compressed = Vec::new();
    let mut encoder = brotli::CompressorWriter::new(&mut compressed, 4096, 2, 18);
    encoder.write_all(content).unwrap();
    drop(encoder);
    compressed.into()
}

/// What `zstd` made of [`zstd_item`]; see `codings/README.md`.
const ZSTD_ITEM: &[u8] = include_bytes!("../../codings/item.json.zst");
const ZSTD_TWO_FRAMES: &[u8] = include_bytes!("../../codings/two-frames.json.zst");
const ZSTD_SPACES: &[u8] = include_bytes!("../../codings/spaces.zst");

fn zstd_item() -> String {
    let numbers: Vec<_> = (1..=600).map(|number| number.to_string()).collect();
    format!(r#"{{"id":"i","status":"{}","stock":3}}"#, numbers.join(" "))
}

/// The same content in each coding, under each of its names.
fn in_each_coding() -> [(&'static str, Bytes); 5] {
    let content = zstd_item();
    let content = content.as_bytes();
    [
        ("gzip", gzip(content)),
        ("X-GZip", gzip(content)),
        ("br", brotli(content)),
        ("zstd", Bytes::from_static(ZSTD_ITEM)),
        ("ZSTD", Bytes::from_static(ZSTD_ITEM)),
    ]
}

fn reply(status: u16, coding: &str, body: &[u8]) -> Step {
    let head = format!(
        "HTTP/1.1 {status} X\r\ncontent-encoding: {coding}\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    Step::Write([head.as_bytes(), body].concat().into())
}

/// A client of a server that answers like this, each time on a new connection.
async fn shop(answer: Step) -> (Shop, FaultServer) {
    let server = FaultServer::start([[Step::Read, answer]]).await;
    let shop = Shop::builder().base_url(server.url()).credential("sk-shop").retries(0);
    let limits = Limits::new().max_body(64 * 1024);
    (shop.limits(limits).build().unwrap(), server)
}

async fn get(shop: &Shop) -> Result<Item, Error> {
    shop.items().retrieve(&id()).await
}

// ===== what is asked for =====

#[tokio::test]
async fn codings_are_asked_for_where_they_are_undone() {
    let (shop, server) = shop(Step::json(200, &item("i"))).await;
    let items = shop.items();
    let all = Some("zstd, br, gzip");
    items.retrieve(&id()).await.unwrap();
    items.create(&NewItem::default()).await.unwrap();
    items.settled(&id()).await.unwrap();
    items.label(&id()).await.unwrap();
    items.list().await.unwrap();
    items.picture(&id()).await.unwrap();
    items.download(&id()).await.unwrap();
    items.remove(&id()).await.unwrap();
    shop.request(Method::POST, "/x").send::<Empty>().await.unwrap();
    shop.request(Method::GET, "/x").send::<Events<serde_json::Value>>().await.unwrap_err();
    let sent = server.requests();
    let asked: Vec<_> = sent.iter().map(|sent| sent.header("accept-encoding")).collect();
    assert_eq!(asked, [all, all, all, all, all, None, None, None, None, None]);
}

#[tokio::test]
async fn a_caller_may_ask_for_other_codings_or_none() {
    let (shop, server) = shop(Step::json(200, &item("i"))).await;
    let items = shop.items();
    items.retrieve(&id()).header("accept-encoding", "identity").await.unwrap();
    items.retrieve(&id()).without_header("accept-encoding").await.unwrap();
    items.picture(&id()).header("accept-encoding", "gzip").await.unwrap();
    shop.with_header("accept-encoding", "br").items().retrieve(&id()).await.unwrap();
    let sent = server.requests();
    let asked: Vec<_> = sent.iter().map(|sent| sent.header("accept-encoding")).collect();
    assert_eq!(asked, [Some("identity"), None, Some("gzip"), Some("br")]);
}

// ===== where they are undone =====

#[tokio::test]
async fn json_and_text_are_decompressed() {
    for (coding, body) in in_each_coding() {
        let (shop, _server) = shop(reply(200, coding, &body)).await;
        let response = shop.items().retrieve(&id()).response().await.unwrap();
        assert!(response.value().status.ends_with(" 599 600"), "{coding}");
        // The headers speak of what is there now.
        let headers = response.headers();
        assert!(!headers.contains_key("content-encoding"), "{coding}: {headers:?}");
        assert!(!headers.contains_key("content-length"), "{coding}: {headers:?}");
        assert_eq!(shop.items().label(&id()).await.unwrap(), zstd_item(), "{coding}");
    }
}

#[tokio::test]
async fn the_bodies_of_errors_are_decompressed() {
    let text = r#"{"error":{"message":"no such item","code":"missing"}}"#;
    for (coding, body) in [("gzip", gzip(text.as_bytes())), ("br", brotli(text.as_bytes()))] {
        let (shop, _server) = shop(reply(404, coding, &body)).await;
        // Whatever the kind of the reply would have been.
        for error in [
            get(&shop).await.unwrap_err(),
            shop.items().picture(&id()).await.unwrap_err(),
            shop.items().download(&id()).await.unwrap_err(),
            shop.items().remove(&id()).await.unwrap_err(),
        ] {
            assert_eq!(error.kind(), ErrorKind::Api, "{coding}: {error:?}");
            assert_eq!(error.body().unwrap(), text, "{coding}");
            assert!(error.api::<ShopError>().is_some(), "{coding}: {error:?}");
            assert_eq!(error.code(), Some("missing"), "{coding}");
            assert!(!error.headers().unwrap().contains_key("content-encoding"), "{coding}");
        }
    }
    let (shop, _server) = shop(reply(500, "zstd", ZSTD_ITEM)).await;
    assert_eq!(get(&shop).await.unwrap_err().body().unwrap(), &zstd_item());
}

#[tokio::test]
async fn bytes_and_streams_come_as_they_are_on_the_wire() {
    for (coding, body) in in_each_coding() {
        let (shop, _server) = shop(reply(200, coding, &body)).await;
        let picture = shop.items().picture(&id()).response().await.unwrap();
        assert_eq!(picture.headers()["content-encoding"], coding);
        assert_eq!(picture.headers()["content-length"], body.len().to_string());
        assert_eq!(picture.value(), &body, "{coding}");
        let download = shop.items().download(&id()).response().await.unwrap();
        assert_eq!(download.headers()["content-encoding"], coding);
        let chunks: Vec<_> = download.into_value().try_collect().await.unwrap();
        assert_eq!(chunks.concat(), body, "{coding}");
    }
}

/// RFC 1952, section 2.2, and RFC 8878, section 3: a body may be several of them, one after the other.
#[tokio::test]
async fn all_parts_of_a_body_are_decompressed() {
    let parts = [r#"{"id":"i","#, r#""status":"made","stock":3}"#];
    let members = parts.map(|part| gzip(part.as_bytes())).concat();
    for (coding, body) in [("gzip", members.as_slice()), ("zstd", ZSTD_TWO_FRAMES)] {
        let (shop, _server) = shop(reply(200, coding, body)).await;
        assert_eq!(shop.items().label(&id()).await.unwrap(), parts.concat(), "{coding}");
        assert_eq!(get(&shop).await.unwrap().stock, 3, "{coding}");
    }
}

#[tokio::test]
async fn a_reply_that_is_not_compressed_stays_as_it_is() {
    for coding in ["identity", "unheard-of"] {
        let (shop, _server) = shop(reply(200, coding, item("i").as_bytes())).await;
        let response = shop.items().retrieve(&id()).response().await.unwrap();
        assert_eq!(response.headers()["content-encoding"], coding);
        assert_eq!(response.into_value().id, id());
    }
    // A reply without a body has no coding either, whatever its header says.
    let (shop, _server) = shop(reply(200, "gzip", b"")).await;
    assert_eq!(shop.items().label(&id()).await.unwrap(), "");
}

// ===== what goes wrong =====

#[tokio::test]
async fn a_body_that_would_be_too_large_is_refused() {
    let spaces = vec![b' '; 1024 * 1024];
    for (coding, body) in [
        ("gzip", gzip(&spaces)),
        ("br", brotli(&spaces)),
        ("zstd", Bytes::from_static(ZSTD_SPACES)),
    ] {
        assert!(body.len() < 16 * 1024, "{coding}: {}", body.len());
        let (shop, _server) = shop(reply(200, coding, &body)).await;
        for error in [get(&shop).await.unwrap_err(), shop.items().label(&id()).await.unwrap_err()] {
            assert_eq!(error.kind(), ErrorKind::Limit, "{coding}: {error:?}");
            assert!(error.to_string().contains("65536 bytes"), "{coding}: {error}");
        }
        // As it is on the wire, it is small.
        assert_eq!(shop.items().picture(&id()).await.unwrap(), body, "{coding}");
    }
}

#[tokio::test]
async fn of_a_compressed_error_only_the_beginning_is_kept() {
    let spaces = vec![b' '; 1024 * 1024];
    for (coding, body) in [
        ("gzip", gzip(&spaces)),
        ("br", brotli(&spaces)),
        ("zstd", Bytes::from_static(ZSTD_SPACES)),
    ] {
        let (shop, _server) = shop(reply(500, coding, &body)).await;
        let error = get(&shop).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Api, "{coding}");
        let kept = error.body().unwrap();
        assert_eq!(kept.len(), 64 * 1024, "{coding}");
        assert!(kept.iter().all(|byte| *byte == b' '), "{coding}");
    }
}

#[tokio::test]
async fn a_body_that_is_not_what_its_header_says_is_an_error_that_keeps_it() {
    for (coding, body) in in_each_coding() {
        let cut = body.slice(..body.len() - body.len() / 3);
        for body in [Bytes::from_static(br#"{"id":"i"}"#), cut] {
            let (shop, _server) = shop(reply(200, coding, &body)).await;
            for error in
                [get(&shop).await.unwrap_err(), shop.items().label(&id()).await.unwrap_err()]
            {
                assert_eq!(error.kind(), ErrorKind::Decode, "{coding}: {error:?}");
                assert!(error.to_string().contains("content-encoding"), "{coding}: {error}");
                assert_eq!(error.body().unwrap(), &body, "{coding}");
            }
        }
    }
}

#[tokio::test]
async fn an_error_whose_body_is_not_what_its_header_says_keeps_its_status() {
    for (coding, _) in in_each_coding() {
        let (shop, _server) = shop(reply(503, coding, b"<html>")).await;
        let error = get(&shop).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Api, "{coding}: {error:?}");
        assert_eq!(error.status().unwrap(), 503, "{coding}");
        assert_eq!(error.body().unwrap(), "<html>", "{coding}");
    }
}

/// A coding that nobody asked for and nobody knows: the error says what is in the way.
#[tokio::test]
async fn an_unknown_coding_is_named() {
    let body = brotli(item("i").as_bytes());
    for coding in ["compress", "gzip, br"] {
        let (shop, _server) = shop(reply(200, coding, &body)).await;
        let error = get(&shop).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode, "{coding}: {error:?}");
        assert!(error.to_string().contains(coding), "{coding}: {error}");
    }
}
