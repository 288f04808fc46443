//! Every exchange is cut at every byte, in several ways. The outcome is the exact value or a typed
//! error, never a smaller success, and no request is carried out twice.

use std::{sync::OnceLock, time::Duration};

use bytes::Bytes;
use schematic_api::{Error, ErrorKind, Timeout, transport::ReqwestTransport};
use schematic_tests::{
    fault::{FaultServer, Step},
    scripted::{Reply, Scripted},
    shop::{Item, ItemId, NewItem, Shop, builder},
};
use tokio::time::Instant;

const BODY: &str = r#"{"id":"i","status":"größe","stock":12}"#;

/// The same reply in every framing of HTTP/1.1.
fn framings() -> [String; 3] {
    let length = BODY.len();
    let head = "HTTP/1.1 200 OK\r\nx-request-id: req_1\r\n";
    let (one, two) = BODY.split_at(10);
    [
        format!("{head}content-length: {length}\r\n\r\n{BODY}"),
        format!(
            "{head}transfer-encoding: chunked\r\n\r\n{:x}\r\n{one}\r\n{:x}\r\n{two}\r\n0\r\n\r\n",
            one.len(),
            two.len()
        ),
        format!("{head}connection: close\r\n\r\n{BODY}"),
    ]
}

/// What happens to the connection after the last byte.
fn ends() -> [(&'static str, Vec<Step>); 3] {
    [
        ("closed", vec![]),
        ("reset", vec![Step::Reset]),
        ("garbage", vec![Step::raw("\0\u{1}garbage\r\n\r\n")]),
    ]
}

/// A transport that uses each connection once, so that every call plays the next script. Shared,
/// because building it reads the certificates of the system.
fn one_way() -> ReqwestTransport {
    static TRANSPORT: OnceLock<ReqwestTransport> = OnceLock::new();
    let customized = || ReqwestTransport::customized(|builder| builder.pool_max_idle_per_host(0));
    TRANSPORT.get_or_init(customized).clone()
}

fn over_sockets(server: &FaultServer) -> Shop {
    let shop = Shop::builder().base_url(server.url()).credential("sk-shop").transport(one_way());
    shop.retries(0).timeout(Duration::from_secs(20)).build().expect("a client")
}

fn is_exact(item: &Item) -> bool {
    item.id == "i" && item.status == "größe" && item.stock == 12
}

#[track_caller]
fn assert_honest(result: Result<Item, Error>, whole: bool, context: &str) {
    match result {
        Ok(item) => assert!(is_exact(&item) && whole, "{context}: {item:?}"),
        Err(error) => {
            let kinds = [ErrorKind::Interrupted, ErrorKind::Truncated, ErrorKind::Decode];
            assert!(kinds.contains(&error.kind()), "{context}: {error:?}");
            // There is a status exactly if the head has arrived.
            assert_eq!(
                error.status().is_some(),
                error.kind() != ErrorKind::Interrupted,
                "{context}"
            );
        }
    }
}

/// A complete reply may be accepted although the connection then ends badly; a partial one may not.
#[tokio::test]
async fn a_reply_that_is_cut_at_any_byte_is_never_a_smaller_success() {
    for framing in framings() {
        let mut scripts = Vec::new();
        let mut contexts = Vec::new();
        for at in 0..=framing.len() {
            for (name, end) in ends() {
                let part = Bytes::copy_from_slice(&framing.as_bytes()[..at]);
                scripts.push(
                    [Step::Read, Step::Write(part)].into_iter().chain(end).collect::<Vec<_>>(),
                );
                contexts.push((at, name));
            }
        }
        let server = FaultServer::start(scripts).await;
        for (at, name) in contexts {
            let result = over_sockets(&server).items().retrieve(&ItemId::from("i")).await;
            let whole = at == framing.len();
            assert_honest(
                result,
                whole,
                &format!("{at} of {} bytes, then {name}: {framing:?}", framing.len()),
            );
        }
    }
}

/// The server counts the requests that it has read whole. For a call that is not idempotent, there
/// is at most one.
#[tokio::test]
async fn an_unsafe_request_is_carried_out_at_most_once() {
    let reply = framings()[0].clone();
    let mut scripts = Vec::new();
    for at in (0..reply.len()).step_by(3) {
        for (_, end) in ends() {
            let part = Bytes::copy_from_slice(&reply.as_bytes()[..at]);
            scripts
                .push([Step::Read, Step::Write(part)].into_iter().chain(end).collect::<Vec<_>>());
        }
    }
    let calls = scripts.len();
    let server = FaultServer::start(scripts).await;
    for call in 0..calls {
        let shop = Shop::builder()
            .base_url(server.url())
            .credential("sk-shop")
            .transport(one_way())
            .jitter(|| 0.0)
            .build()
            .unwrap();
        let error = shop.items().create(&NewItem { name: format!("{call}") }).await.unwrap_err();
        assert_eq!(error.attempts(), 1, "{call}: {error:?}");
    }
    let names: Vec<_> = server.requests().iter().map(|request| request.body.clone()).collect();
    let expected: Vec<_> =
        (0..calls).map(|call| Bytes::from(format!(r#"{{"name":"{call}"}}"#))).collect();
    assert_eq!(names, expected);
}

/// The request itself is interrupted: read in part, then closed or reset.
#[tokio::test]
async fn a_request_that_is_read_in_part_is_interrupted() {
    let reads = (0..200).step_by(7);
    let scripts = reads.flat_map(|count| {
        [vec![Step::ReadBytes(count)], vec![Step::ReadBytes(count), Step::Reset]]
    });
    let scripts: Vec<_> = scripts.collect();
    let calls = scripts.len();
    let server = FaultServer::start(scripts).await;
    for _ in 0..calls {
        let error = over_sockets(&server).items().paste(vec![b'x'; 1000]).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Interrupted, "{error:?}");
    }
}

/// A reply byte by byte, with the longest pauses that the time limits allow.
#[tokio::test]
async fn a_reply_may_come_byte_by_byte() {
    for framing in framings() {
        let drip = Step::Drip {
            bytes: framing.clone().into(),
            size: 1,
            pause: Duration::from_micros(200),
        };
        let server = FaultServer::start([[Step::Read, drip]]).await;
        let item = over_sockets(&server).items().retrieve(&ItemId::from("i")).await.unwrap();
        assert!(is_exact(&item), "{framing:?}");
    }
}

/// A stall at any byte ends by the deadline, and no later.
#[tokio::test(start_paused = true)]
async fn a_stall_at_any_byte_ends_in_time() {
    for at in 0..=BODY.len() {
        for status in [200, 404] {
            let reply = Reply::status(status).chunk(BODY.as_bytes()[..at].to_vec()).open();
            let transport = Scripted::new([reply]);
            let shop =
                builder(&transport).retries(0).timeout(Duration::from_secs(9)).build().unwrap();
            let started = Instant::now();
            let error = shop.items().retrieve(&ItemId::from("i")).await.unwrap_err();
            assert!(
                started.elapsed() <= Duration::from_millis(9050),
                "{at}: {:?}",
                started.elapsed()
            );
            let expected =
                if status == 200 { ErrorKind::Timeout(Timeout::Total) } else { ErrorKind::Api };
            assert_eq!((error.kind(), transport.open()), (expected, 0), "{at}");
        }
    }
}

// R13, R14
#[tokio::test(start_paused = true)]
async fn a_storm_of_failures_is_not_multiplied() {
    let transport = Scripted::new([Reply::status(503).after(Duration::from_secs(1))]);
    let shop = builder(&transport).retries(5).retry_budget(100, 10).build().unwrap();
    let calls = (0..200).map(|_| {
        let shop = shop.clone();
        tokio::spawn(async move {
            shop.items().retrieve(&ItemId::from("i")).await.unwrap_err().attempts()
        })
    });
    let calls: Vec<_> = calls.collect();
    let mut attempts = 0;
    for call in calls {
        attempts += call.await.unwrap() as usize;
    }
    assert_eq!(attempts, transport.attempts());
    // Two hundred first attempts, and the ten retries that a full bucket pays for.
    assert_eq!(attempts, 210);
}
