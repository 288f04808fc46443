//! Transfers that go wrong, over sockets: an error that says what it was, and nothing that is half of something.

use bytes::Bytes;
use futures_util::stream;
use schematic_api::transport::ReqwestTransport;
use schematic_api::{Body, Error, ErrorKind, FilePart, Multipart, Progress, StatusCode, api};
use schematic_tests::fault::{FaultServer, Step};
use schematic_tests::folder::Folder;
use schematic_tests::replies::body_of;
use std::fs;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::time::Duration;
use tokio::net::TcpListener;

#[derive(Debug, Multipart)]
struct Parcel {
    name: String,
    file: FilePart,
}

api! {
    client Depot at "http://127.0.0.1:1";

    parcel: POST /parcels (multipart Parcel) -> text idempotent;
    write:  PUT /raw (stream) -> text idempotent;
    paste:  PUT /bytes (bytes) -> text idempotent;
    open:   GET /raw -> stream;
    whole:  GET /whole -> bytes;
    text:   GET /text -> text;
    touch:  GET /touch -> empty;
}

const MIB: usize = 1024 * 1024;

async fn depot<S: IntoIterator<Item = Step>>(
    scripts: impl IntoIterator<Item = S>,
) -> (FaultServer, Depot) {
    let server = FaultServer::start(scripts).await;
    let depot = Depot::builder().base_url(server.url()).timeout(Duration::from_secs(20));
    (server, depot.build().unwrap())
}

/// These chunks, and then this error of a reader.
fn failing(chunks: usize, error: io::ErrorKind) -> Body {
    let chunk = || Ok(Bytes::from_static(&[7; 8 * 1024]));
    let error = io::Error::new(error, "the tape has torn");
    Body::stream(stream::iter((0..chunks).map(move |_| chunk()).chain([Err(error)])))
}

/// The error of the caller's own that is at the end of an error's causes.
fn io_error(error: &Error) -> &io::Error {
    let causes = std::iter::successors(std::error::Error::source(error), |cause| cause.source());
    causes.filter_map(|cause| cause.downcast_ref()).last().expect("an error of `std::io`")
}

// ===== a body that fails =====

#[tokio::test]
async fn a_fault_in_a_part_keeps_its_source_and_ends_the_request() {
    for chunks in [0, 1, 100] {
        let (server, depot) = depot([[Step::Read, Step::reply(200, "", "")]]).await;
        let body = failing(chunks, io::ErrorKind::PermissionDenied);
        let error = depot.parcel(Parcel::new("a", FilePart::new("a", body))).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Body, "{error:?}");
        assert_eq!(io_error(&error).kind(), io::ErrorKind::PermissionDenied);
        assert_eq!(io_error(&error).to_string(), "the tape has torn");
        server.hung_up(1).await;
        assert!(server.requests().is_empty(), "no end of the body was sent");
    }
}

#[tokio::test]
async fn a_fault_keeps_its_source_over_http_2_too() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let serving = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        let mut connection = h2::server::handshake(stream).await.unwrap();
        let (mut request, _respond) = connection.accept().await.unwrap().unwrap();
        tokio::spawn(async move { while connection.accept().await.is_some() {} });
        let mut received = 0;
        loop {
            match request.body_mut().data().await {
                Some(Ok(chunk)) => received += chunk.len(),
                end => return (received, end.is_some()),
            }
        }
    });
    let transport = ReqwestTransport::customized(|builder| builder.http2_prior_knowledge());
    let depot = Depot::builder().base_url(url).transport(transport).build().unwrap();
    let error = depot.write(failing(2, io::ErrorKind::PermissionDenied)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Body, "{error:?}");
    assert_eq!(io_error(&error).to_string(), "the tape has torn");
    let (received, is_reset) = serving.await.unwrap();
    assert!(received <= 16 * 1024 && is_reset, "the body has an end after {received} bytes");
}

#[tokio::test]
async fn a_stream_that_panics_ends_the_call() {
    let (server, depot) = depot([[Step::Read, Step::reply(200, "", "")]]).await;
    let chunks = (0..3).map(|number| match number {
        2 => panic!("on purpose"),
        _ => Ok::<_, io::Error>(Bytes::from("chunk")),
    });
    let error = depot.write(Body::stream(stream::iter(chunks))).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Interrupted, "{error:?}");
    assert!(server.requests().is_empty());
}

// ===== an answer before the end of the body =====

/// How a server goes on after an early answer. A pause is what a server that closes needs, as long as bytes may arrive: with
/// them it sends a reset, and the client may see that first.
const PAUSE: Step = Step::Delay(Duration::from_millis(100));

#[tokio::test]
async fn an_early_answer_is_the_answer_whatever_the_server_does_then() {
    let folder = Folder::new();
    let path = folder.path("zeros");
    fs::File::create(&path).unwrap().set_len(64 * MIB as u64).unwrap();
    for then in [vec![Step::Stall], vec![Step::HalfClose], vec![PAUSE], vec![PAUSE, Step::Reset]] {
        for (status, body) in
            [(401, "part"), (413, "part"), (413, "reader"), (413, "file"), (413, "bytes")]
        {
            let reply = Step::reply(status, "connection: close\r\n", "not here");
            let script = [vec![Step::ReadBytes(1000), reply], then.clone()].concat();
            let (_server, depot) = depot([script]).await;
            let call = match body {
                "part" => depot.parcel(Parcel::new("a", path.clone())),
                "reader" => depot.write(Body::reader(tokio::io::repeat(0))),
                "file" => depot.write(Body::from_path(&path)),
                _ => depot.paste(vec![0; 8 * MIB]),
            };
            let error = call.retries(0).await.unwrap_err();
            let status = StatusCode::from_u16(status).unwrap();
            assert_eq!(error.status(), Some(status), "{body}, {then:?}: {error:?}");
            assert_eq!(body_of(&error), "not here", "{body}, {then:?}");
        }
    }
}

/// The reset may arrive before the answer is read. A call that may be repeated gets it then; another one at least says that
/// the connection broke.
#[tokio::test]
async fn an_early_answer_before_a_reset_is_the_answer_or_a_broken_connection() {
    for _ in 0..20 {
        let reply = Step::reply(413, "connection: close\r\n", "not here");
        let (_server, depot) = depot([[Step::ReadBytes(1000), reply]]).await;
        let error = depot.paste(vec![0; 8 * MIB]).retries(0).await.unwrap_err();
        match error.status() {
            Some(status) => assert_eq!(status, StatusCode::PAYLOAD_TOO_LARGE),
            None => assert_eq!(error.kind(), ErrorKind::Interrupted, "{error:?}"),
        }
    }
}

// ===== a function that panics =====

/// A function that panics when it is called for the `last` time, and the number of times that it was called.
fn panicking(last: u32) -> (Arc<AtomicU32>, impl Fn(Progress) + Send + Sync + 'static) {
    let calls = Arc::new(AtomicU32::new(0));
    let counted = Arc::clone(&calls);
    (calls, move |_| assert!(counted.fetch_add(1, Relaxed) + 1 < last, "on purpose"))
}

#[tokio::test]
async fn a_function_that_panics_ends_an_upload_and_is_not_called_again() {
    for last in [1, 3] {
        for body in ["part", "reader", "bytes"] {
            let answer = [Step::Read, Step::reply(200, "", "ok")];
            let (server, depot) = depot([answer]).await;
            let (calls, on_progress) = panicking(last);
            let bytes = vec![7; MIB];
            let call = match body {
                "part" => depot.parcel(Parcel::new("a", FilePart::new("a", bytes))),
                "reader" => depot.write(Body::reader(io::Cursor::new(bytes))),
                _ => depot.paste(bytes),
            };
            let error = call.on_progress(on_progress).await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Callback, "{body}: {error:?}");
            assert_eq!((calls.load(Relaxed), error.attempts()), (last, 1), "{body}");
            server.hung_up(1).await;
            assert!(server.requests().is_empty(), "{body}");
            // Nothing is left of it.
            assert_eq!(depot.paste("next").await.unwrap(), "ok", "{body}");
        }
    }
}

#[tokio::test]
async fn a_function_that_panics_ends_a_download_and_leaves_nothing() {
    let folder = Folder::new();
    let path = folder.path("a.txt");
    for before in [None, Some("before")] {
        if let Some(before) = before {
            fs::write(&path, before).unwrap();
        }
        let (_server, depot) = depot([[Step::Read, Step::reply(200, "", &"x".repeat(MIB))]]).await;
        let (calls, on_progress) = panicking(2);
        let content = depot.open().on_progress(on_progress).await.unwrap();
        let error = content.save_to(&path).await.unwrap_err();
        assert_eq!((error.kind(), calls.load(Relaxed)), (ErrorKind::Callback, 2), "{error:?}");
        assert_eq!(error.status(), Some(StatusCode::OK));
        assert_eq!(fs::read_to_string(&path).ok().as_deref(), before);
        assert_eq!(folder.names().len(), usize::from(before.is_some()));
    }
}

#[tokio::test]
async fn a_function_that_panics_ends_a_reply_that_is_received_whole() {
    for is_text in [false, true] {
        let (server, depot) = depot([[Step::Read, Step::reply(200, "", "content")]]).await;
        let (calls, on_progress) = panicking(1);
        let error = match is_text {
            true => depot.text().on_progress(on_progress).await.unwrap_err(),
            false => depot.whole().on_progress(on_progress).await.unwrap_err(),
        };
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Callback, 1), "{error:?}");
        assert_eq!((calls.load(Relaxed), server.requests().len()), (1, 1));
    }
}

#[tokio::test]
async fn what_nobody_needs_of_a_reply_is_no_progress() {
    let (_server, depot) = depot([[Step::Read, Step::reply(200, "", "content")]]).await;
    let (calls, on_progress) = panicking(1);
    depot.touch().on_progress(on_progress).await.unwrap();
    assert_eq!(calls.load(Relaxed), 0);
}

// ===== a reply that breaks off, and a place that is full =====

#[tokio::test]
async fn a_reply_that_breaks_off_leaves_what_was_there() {
    let folder = Folder::new();
    let path = folder.path("a.txt");
    fs::write(&path, "before").unwrap();
    let chunks = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\n01234\r\n";
    for reply in [
        "HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\n01234".to_owned(),
        chunks.to_owned(),
        format!("{chunks}5\r\n567"),
        format!("{chunks}0\r\n"),
        format!("{chunks}what is this\r\n"),
    ] {
        let (_server, depot) = depot([[Step::Read, Step::raw(reply.clone())]]).await;
        let error = depot.open().await.unwrap().save_to(&path).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Truncated, "{reply}: {error:?}");
        assert_eq!(fs::read_to_string(&path).unwrap(), "before", "{reply}");
        assert_eq!(folder.names(), ["a.txt"], "{reply}");
        let error = depot.whole().retries(0).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Truncated, "{reply}: {error:?}");
    }
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_writer_that_is_full_is_an_error_with_its_source() {
    for length in [1, MIB] {
        let (_server, depot) =
            depot([[Step::Read, Step::reply(200, "", &"x".repeat(length))]]).await;
        let mut full = tokio::fs::File::options().write(true).open("/dev/full").await.unwrap();
        let error = depot.open().await.unwrap().copy_to(&mut full).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Write, "{error:?}");
        assert_eq!(io_error(&error).kind(), io::ErrorKind::StorageFull);
    }
}
