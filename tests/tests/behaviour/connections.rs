//! Connections: when they are reused, what counts as a reply, and that replies are never mixed up.

use std::time::Duration;

use bytes::Bytes;
use futures_util::future::join_all;
use schematic_api::{ErrorKind, NotRetried, mock::Mock};
use schematic_tests::{
    fault::{FaultServer, Step},
    shop::{Item, ItemId, ItemsRetrieveRequest, NewItem, Shop, item},
};

fn id() -> ItemId {
    ItemId::from("i")
}

fn over_sockets(server: &FaultServer) -> Shop {
    let shop = Shop::builder().base_url(server.url()).credential("sk-shop").jitter(|| 0.0);
    shop.timeout(Duration::from_secs(20)).build().expect("a client")
}

fn good() -> Step {
    Step::json(200, &item("i"))
}

#[tokio::test]
async fn an_idle_connection_that_the_server_has_closed_is_not_used() {
    let server = FaultServer::start([[Step::Read, good()]]).await;
    let shop = over_sockets(&server);
    for call in 1..4 {
        assert_eq!(shop.items().create(&NewItem::default()).response().await.unwrap().retries(), 0);
        assert_eq!(server.connections(), call);
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

#[test]
fn a_connection_that_was_closed_while_its_runtime_stood_still_is_not_used() {
    let elsewhere = tokio::runtime::Runtime::new().unwrap();
    let server = elsewhere.block_on(FaultServer::start([[Step::Read, good()]]));
    let shop = over_sockets(&server);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    for call in 1..4 {
        let body = NewItem::default();
        runtime.block_on(async { shop.items().create(&body).retries(0).await }).unwrap();
        assert_eq!(server.connections(), call);
        // As while a program waits for a person.
        std::thread::sleep(Duration::from_millis(50));
    }
}

// R16 on a reused connection: the layers below do not repeat a request either.
#[tokio::test]
async fn a_request_that_was_read_on_a_used_connection_is_not_repeated_below_us() {
    let scripts = || [vec![Step::Read, good(), Step::Read], vec![Step::Read, good()]];
    let server = FaultServer::start(scripts()).await;
    let shop = over_sockets(&server);
    shop.items().retrieve(&id()).await.unwrap();
    tokio::time::sleep(Duration::from_millis(50)).await;
    let error = shop.items().create(&NewItem::default()).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.not_retried()),
        (ErrorKind::Interrupted, Some(NotRetried::NotIdempotent))
    );
    assert_eq!((server.connections(), server.requests().len()), (1, 2));

    let server = FaultServer::start(scripts()).await;
    let shop = over_sockets(&server);
    shop.items().retrieve(&id()).await.unwrap();
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert_eq!(shop.items().retrieve(&id()).response().await.unwrap().retries(), 1);
    assert_eq!((server.connections(), server.requests().len()), (2, 3));
}

/// Replies that are unusual but legal.
#[tokio::test]
async fn unusual_replies_are_understood() {
    let body = item("i");
    let length = body.len();
    for reply in [
        format!("HTTP/1.0 200 OK\r\ncontent-length: {length}\r\n\r\n{body}"),
        format!("HTTP/1.0 200 OK\r\n\r\n{body}"),
        format!("HTTP/1.1 200\r\ncontent-length: {length}\r\n\r\n{body}"),
        format!("HTTP/1.1 200 OK\nContent-Length: {length}\n\n{body}"),
        format!(
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: {length}\r\n\r\n{body}"
        ),
        format!(
            "HTTP/1.1 103 Early Hints\r\nlink: </x>\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: {length}\r\n\r\n{body}"
        ),
        format!("HTTP/1.1 299 Own Word\r\ncontent-length: {length}\r\n\r\n{body}"),
        format!(
            "HTTP/1.1 200 OK\r\ncontent-length: {length}\r\ncontent-length: {length}\r\n\r\n{body}"
        ),
        format!(
            "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n{length:x};ext=1\r\n{body}\r\n0\r\ntrailer: 1\r\n\r\n"
        ),
        format!("HTTP/1.1 200 OK\r\nX-Latin: caf\u{e9}\r\ncontent-length: {length}\r\n\r\n{body}"),
    ] {
        let server = FaultServer::start([[Step::Read, Step::raw(reply.clone())]]).await;
        let item = over_sockets(&server).items().retrieve(&id()).await;
        assert_eq!(
            item.map(|item| item.id).map_err(|error| format!("{error:?}")),
            Ok(id()),
            "{reply:?}"
        );
    }
}

/// Replies that are illegal or endless.
#[tokio::test]
async fn illegal_replies_are_errors() {
    let body = item("i");
    let length = body.len();
    let endless = format!("HTTP/1.1 200 OK\r\n{}", "x-filler: 0123456789\r\n".repeat(50_000));
    for reply in [
        format!(
            "HTTP/1.1 200 OK\r\ncontent-length: {length}\r\ncontent-length: {}\r\n\r\n{body}",
            length - 1
        ),
        format!("HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\n{body}"),
        format!("HTTP/1.1 200 OK\r\ncontent-length: 99999999999999999999999\r\n\r\n{body}"),
        format!("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nxyz\r\n{body}\r\n0\r\n\r\n"),
        format!(
            "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nffffffffffffffffff\r\n{body}\r\n0\r\n\r\n"
        ),
        format!("HTTP/1.1 200 OK\r\nx: a\0b\r\ncontent-length: {length}\r\n\r\n{body}"),
        format!("HTTP/1.1 200 OK\r\nbad name: 1\r\ncontent-length: {length}\r\n\r\n{body}"),
        format!("HTTP/1.1 99999 OK\r\ncontent-length: {length}\r\n\r\n{body}"),
        format!("HTTP/2.0 200 OK\r\ncontent-length: {length}\r\n\r\n{body}"),
        endless,
    ] {
        let server = FaultServer::start([[Step::Read, Step::raw(reply.clone())]]).await;
        let shop = over_sockets(&server);
        let error = shop.items().create(&NewItem::default()).await.unwrap_err();
        let shown = &reply[..reply.len().min(100)];
        let kinds = [ErrorKind::Interrupted, ErrorKind::Truncated];
        assert!(kinds.contains(&error.kind()), "{shown:?}: {error:?}");
        assert_eq!(server.requests().len(), 1, "{shown:?}");
    }
}

/// Bytes that the server sends unasked are not taken for the reply to the next request.
#[tokio::test]
async fn an_unasked_reply_is_not_taken_for_the_next() {
    let poisoned = Bytes::from(format!(
        "HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{}HTTP/1.1 200 OK\r\ncontent-length: 15\r\n\r\n{{\"id\":\"poison\"}}",
        item("i").len(),
        item("i")
    ));
    let server = FaultServer::start([
        vec![Step::Read, Step::Write(poisoned), Step::Stall],
        vec![Step::Read, good()],
    ])
    .await;
    let shop = over_sockets(&server);
    assert_eq!(shop.items().retrieve(&id()).await.unwrap().id, "i");
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert_eq!(shop.items().retrieve(&id()).await.unwrap().id, "i");
    assert_eq!(server.connections(), 2);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn replies_of_many_calls_at_once_are_not_mixed_up() {
    let mock = Mock::<Shop>::new().on(|request: ItemsRetrieveRequest| async move {
        tokio::time::sleep(Duration::from_millis(request.item.as_str().len() as u64 % 7)).await;
        Ok(Item { id: request.item, status: "made".into(), stock: 1 })
    });
    let server = mock.listen().await.unwrap();
    let shop = server.client().unwrap();
    let calls = (0..300).map(|n| {
        let shop = shop.clone();
        tokio::spawn(async move {
            let id = ItemId::from(format!("{n}-{}", "x".repeat(n % 13)));
            assert_eq!(shop.items().retrieve(&id).await.unwrap().id, id);
        })
    });
    for call in join_all(calls).await {
        call.unwrap();
    }
}
