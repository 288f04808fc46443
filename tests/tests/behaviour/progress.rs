//! How far a body has got, as the caller is told.

use bytes::Bytes;
use schematic_api::{Body, CallOptions, Direction, Progress, api};
use schematic_tests::fault::{FaultServer, Step};
use schematic_tests::scripted::{Reply, Scripted};
use std::sync::{Arc, Mutex};

api! {
    client Blobs at "https://blobs.example.com" { retry 1; }

    write: PUT /blob (bytes) -> empty;
    pipe:  PUT /pipe (stream) -> empty;
    read:  GET /blob -> bytes;
    open:  GET /blob/stream -> stream;
}

type Seen = Arc<Mutex<Vec<(Direction, u64, Option<u64>)>>>;

fn watch(seen: &Seen) -> impl Fn(Progress) + Send + Sync + 'static {
    let seen = Arc::clone(seen);
    move |progress| {
        seen.lock().unwrap().push((progress.direction, progress.done, progress.total));
    }
}

async fn blobs(steps: Vec<Step>) -> (FaultServer, Blobs) {
    let server = FaultServer::start([steps]).await;
    let blobs = Blobs::builder().base_url(server.url()).build().unwrap();
    (server, blobs)
}

#[tokio::test]
async fn an_upload_is_counted_to_its_end() {
    let seen = Seen::default();
    let (server, blobs) = blobs(vec![Step::Read, Step::reply(204, "", "")]).await;
    blobs.write(vec![7_u8; 200_000]).on_progress(watch(&seen)).await.unwrap();
    let request = &server.requests()[0];
    assert_eq!((request.header("content-length"), request.body.len()), (Some("200000"), 200_000));
    let seen = seen.lock().unwrap();
    let done: Vec<_> = seen.iter().map(|(_, done, _)| *done).collect();
    assert_eq!(done, [65_536, 131_072, 196_608, 200_000]);
    assert!(seen.iter().all(|seen| (seen.0, seen.2) == (Direction::Upload, Some(200_000))));
}

#[tokio::test]
async fn a_download_is_counted_as_it_is_on_the_wire() {
    for is_stream in [false, true] {
        let seen = Seen::default();
        let (_server, blobs) = blobs(vec![Step::Read, Step::reply(200, "", "0123456789")]).await;
        if is_stream {
            let mut bytes = blobs.open().on_progress(watch(&seen)).await.unwrap();
            while bytes.try_next().await.unwrap().is_some() {}
        } else {
            blobs.read().on_progress(watch(&seen)).await.unwrap();
        }
        assert_eq!(seen.lock().unwrap().last(), Some(&(Direction::Download, 10, Some(10))));
    }
}

#[tokio::test]
async fn a_total_that_is_not_known_is_none() {
    let seen = Seen::default();
    let reply =
        Step::raw("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n");
    let (_server, blobs) = blobs(vec![Step::Read, reply]).await;
    blobs.read().on_progress(watch(&seen)).await.unwrap();
    assert_eq!(*seen.lock().unwrap(), [(Direction::Download, 3, None)]);
}

#[tokio::test]
async fn each_attempt_begins_at_nothing_and_errors_are_no_progress() {
    let seen = Seen::default();
    let failing = Reply::status(503).chunk("an error");
    let transport = Scripted::new([failing, Reply::status(204)]);
    let blobs = Blobs::builder().transport(transport.clone()).build().unwrap();
    let options = CallOptions::new().on_progress(watch(&seen));
    blobs.write(Bytes::from("abc")).options(&options).await.unwrap();
    let once = (Direction::Upload, 3, Some(3));
    assert_eq!(*seen.lock().unwrap(), [once, once]);
    assert_eq!(transport.attempts(), 2);
}

#[tokio::test]
async fn a_reader_is_counted_too() {
    let seen = Seen::default();
    let transport = Scripted::new([Reply::status(204)]);
    let blobs = Blobs::builder().transport(transport).build().unwrap();
    blobs.pipe(Body::reader(&b"abcde"[..])).on_progress(watch(&seen)).await.unwrap();
    assert_eq!(*seen.lock().unwrap(), [(Direction::Upload, 5, None)]);
}
