//! Bodies that are streams of known length.

use bytes::Bytes;
use futures_util::{StreamExt, stream};
use schematic_api::mock::Mock;
use schematic_api::{Body, Error, ErrorKind, NotRetried, api};
use schematic_tests::fault::{FaultServer, Step};
use std::io;
use std::time::Duration;

api! {
    /// Files.
    pub client Files at "https://files.example.com";

    write: PUT /files/<name> (stream) -> empty;
    find:  GET /files (stream) -> empty;
}

fn chunks(chunks: &[&'static str]) -> impl futures_util::Stream<Item = io::Result<Bytes>> + use<> {
    stream::iter(chunks.iter().map(|chunk| Ok(Bytes::from(*chunk))).collect::<Vec<_>>())
}

async fn server() -> (FaultServer, Files) {
    let server = FaultServer::start([[Step::Read, Step::reply(204, "", "")]]).await;
    let files = Files::builder().base_url(server.url()).timeout(Duration::from_secs(10));
    let files = files.build().unwrap();
    (server, files)
}

fn causes(error: &Error) -> Vec<String> {
    let causes = std::iter::successors(std::error::Error::source(error), |cause| cause.source());
    causes.map(ToString::to_string).collect()
}

#[tokio::test]
async fn the_length_is_sent_in_place_of_chunks() {
    let (server, files) = server().await;
    files.write("a", Body::sized(chunks(&["ab", "", "cde"]), 5)).await.unwrap();
    let request = &server.requests()[0];
    assert_eq!(request.header("content-length"), Some("5"));
    assert_eq!(request.header("transfer-encoding"), None);
    assert_eq!(request.body, "abcde");
}

#[tokio::test]
async fn a_get_sends_the_length_too() {
    let (server, files) = server().await;
    files.find(Body::sized(chunks(&["ab"]), 2)).await.unwrap();
    let request = &server.requests()[0];
    assert_eq!((request.header("content-length"), &request.body[..]), (Some("2"), &b"ab"[..]));
    assert_eq!(request.header("transfer-encoding"), None);
}

#[tokio::test]
async fn an_empty_stream_is_an_empty_body() {
    let (server, files) = server().await;
    files.write("a", Body::sized(chunks(&[""]), 0)).await.unwrap();
    let request = &server.requests()[0];
    assert_eq!((request.header("content-length"), request.body.len()), (Some("0"), 0));
}

#[tokio::test]
async fn fewer_and_more_bytes_than_announced_end_the_call() {
    for (length, given, message) in [
        (5, &["ab"][..], "only 2 of the 5 bytes"),
        (5, &[], "only 0 of the 5 bytes"),
        (2, &["abc"], "more than the 2 bytes"),
        (2, &["ab", "c"], "more than the 2 bytes"),
        (0, &["a"], "more than the 0 bytes"),
    ] {
        let (server, files) = server().await;
        let error = files.write("a", Body::sized(chunks(given), length)).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Body, "{length} {given:?}: {error:?}");
        let causes = causes(&error);
        assert!(causes.iter().any(|cause| cause.contains(message)), "{causes:?}");
        assert_eq!(server.requests().len(), 0, "{length} {given:?}");
    }
}

#[tokio::test]
async fn an_error_of_the_stream_is_the_error_of_the_call() {
    let (_server, files) = server().await;
    let broken = chunks(&["ab"]).chain(stream::iter([Err(io::Error::other("the disk is gone"))]));
    let error = files.write("a", Body::sized(broken, 5)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Body);
    let causes = causes(&error);
    assert!(causes.iter().any(|cause| cause == "the disk is gone"), "{causes:?}");
}

#[tokio::test]
async fn such_a_body_is_sent_once() {
    let server = FaultServer::start([[Step::Read, Step::json(503, "{}")]]).await;
    let files = Files::builder().base_url(server.url()).build().unwrap();
    let error = files.write("a", Body::sized(chunks(&["ab"]), 2)).await.unwrap_err();
    assert_eq!(error.not_retried(), Some(NotRetried::OneShotBody));
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn the_mock_gets_the_bytes_and_the_same_errors() {
    let mock = Mock::<Files>::new().on(|request: FilesWriteRequest| async move {
        assert_eq!(request.body, "abcde");
        Ok(())
    });
    let files = mock.client();
    files.write("a", Body::sized(chunks(&["ab", "cde"]), 5)).await.unwrap();
    for length in [4, 6] {
        let body = Body::sized(chunks(&["ab", "cde"]), length);
        assert_eq!(files.write("a", body).await.unwrap_err().kind(), ErrorKind::Body);
    }
}

#[test]
fn a_body_knows_its_length() {
    assert_eq!(Body::empty().length(), Some(0));
    assert_eq!(Body::from("abc").length(), Some(3));
    assert_eq!(Body::stream(chunks(&["a"])).length(), None);
    let sized = Body::sized(chunks(&["a"]), u64::MAX);
    assert_eq!(format!("{sized:?}"), format!("Body(stream of {} bytes)", u64::MAX));
    assert!(!sized.is_replayable());
    assert_eq!(sized.into_bytes().unwrap_err().length(), Some(u64::MAX));
}
