//! Without codings and HTTP/2 of our own, reqwest does not do their work because another crate would have it so.
#![cfg(not(feature = "own"))]

use bytes::Bytes;
use futures_util::TryStreamExt;
use http::Method;
use schematic_api::{ErrorKind, reply::Empty};
use schematic_tests::{
    fault::{FaultServer, Step},
    shop::{ItemId, Shop, item},
};
use tokio::{
    io::AsyncReadExt,
    net::{TcpListener, TcpStream},
};

/// What gzip made of a text. No decoder would refuse it.
const GZIP: &[u8] = &[
    0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0x4b, 0x4c, 0x4a, 6, 0, 0xc2, 0x41, 0x24, 0x35, 3, 0, 0, 0,
];

fn id() -> ItemId {
    ItemId::from("i")
}

async fn shop(answers: impl IntoIterator<Item = Step>) -> (Shop, FaultServer) {
    let steps: Vec<_> = answers.into_iter().flat_map(|answer| [Step::Read, answer]).collect();
    let server = FaultServer::start([steps]).await;
    let shop = Shop::builder().base_url(server.url()).credential("sk-shop").retries(0);
    (shop.build().unwrap(), server)
}

fn compressed() -> Step {
    let head = format!(
        "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: {}\r\n\r\n",
        GZIP.len()
    );
    Step::Write([head.as_bytes(), GZIP].concat().into())
}

/// The codings and versions of other crates, where a test shows that they are on.
#[test]
fn the_features_of_other_crates_are_on() {
    let number: serde_json::Number = serde_json::from_str("1.50").unwrap();
    assert_eq!(number.to_string(), "1.50");
    let _ = reqwest::Client::builder()
        .cookie_store(false)
        .gzip(true)
        .brotli(true)
        .zstd(true)
        .deflate(true);
}

#[tokio::test]
async fn no_coding_is_asked_for_and_none_is_undone() {
    let (shop, server) = shop([compressed(), compressed(), compressed()]).await;
    let items = shop.items();
    let picture = items.picture(&id()).response().await.unwrap();
    assert_eq!(picture.headers()["content-encoding"], "gzip");
    assert_eq!(picture.headers()["content-length"], GZIP.len().to_string());
    assert_eq!(picture.value(), GZIP);
    let chunks: Vec<Bytes> = items.download(&id()).await.unwrap().try_collect().await.unwrap();
    assert_eq!(chunks.concat(), GZIP);
    let error = items.retrieve(&id()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(error.to_string().contains("gzip"), "{error}");
    for sent in server.requests() {
        assert_eq!(sent.header("accept-encoding"), None);
    }
}

#[tokio::test]
async fn cookies_are_neither_kept_nor_sent() {
    let set = Step::reply(200, "set-cookie: session=1; Path=/\r\n", &item("i"));
    let (shop, server) = shop([set, Step::json(200, &item("i"))]).await;
    for _ in 0..2 {
        shop.items().retrieve(&id()).await.unwrap();
    }
    let sent = server.requests();
    assert_eq!(sent.len(), 2);
    assert!(sent.iter().all(|sent| sent.header("cookie").is_none()));
}

#[tokio::test]
async fn no_header_is_added() {
    let (shop, server) = shop([Step::reply(204, "", "")]).await;
    shop.request(Method::GET, "/x").send::<Empty>().await.unwrap();
    let sent = server.requests();
    let mut names: Vec<_> = sent[0].headers.keys().map(http::HeaderName::as_str).collect();
    names.sort_unstable();
    assert_eq!(names, ["accept", "authorization", "host", "user-agent", "x-shop"]);
}

/// Returns what a client sends first: the greeting of TLS, which names the protocols that it offers.
async fn greeting(call: impl Future<Output = ()>, listener: &TcpListener) -> Vec<u8> {
    let greet = async {
        let (mut stream, _): (TcpStream, _) = listener.accept().await.unwrap();
        let mut greeting = vec![0; 16 * 1024];
        let length = stream.read(&mut greeting).await.unwrap();
        greeting.truncate(length);
        greeting
    };
    tokio::join!(greet, call).0
}

fn offers_http_2(greeting: &[u8]) -> bool {
    greeting.windows(3).any(|window| window == b"\x02h2")
}

#[tokio::test]
async fn http_2_is_not_offered() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://localhost:{}", listener.local_addr().unwrap().port());
    let other = async { drop(reqwest::get(&url).await) };
    assert!(offers_http_2(&greeting(other, &listener).await));
    let shop = Shop::builder().base_url(&url).credential("sk-shop").retries(0).build().unwrap();
    let ours = async {
        let error = shop.items().retrieve(&id()).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Connect);
    };
    assert!(!offers_http_2(&greeting(ours, &listener).await));
}
