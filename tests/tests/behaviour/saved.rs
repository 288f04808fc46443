//! Replies that are written to a file or a writer as they arrive.

use schematic_api::{Error, ErrorKind, api};
use schematic_tests::fault::{FaultServer, Step};
use schematic_tests::folder::Folder;
use std::fs;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::AsyncWrite;

api! {
    client Blobs at "https://blobs.example.com";

    read: GET /blob -> stream;
}

async fn blobs(steps: Vec<Step>) -> (FaultServer, Blobs) {
    let server = FaultServer::start([steps]).await;
    let blobs = Blobs::builder().base_url(server.url()).build().unwrap();
    (server, blobs)
}

fn whole(body: &str) -> Vec<Step> {
    vec![Step::Read, Step::reply(200, "", body)]
}

/// A reply that announces ten bytes and has five.
const HALF: &str = "HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n01234";

#[tokio::test]
async fn a_reply_is_saved_under_its_name_once_it_is_complete() {
    let folder = Folder::new();
    let path = folder.path("a.txt");
    fs::write(&path, "what was there before, and is longer").unwrap();
    let body = "0123456789".repeat(50_000);
    let (_server, blobs) = blobs(whole(&body)).await;
    assert_eq!(blobs.read().await.unwrap().save_to(&path).await.unwrap(), 500_000);
    assert!(fs::read_to_string(&path).unwrap() == body);
    assert_eq!(folder.names(), ["a.txt"]);
}

#[tokio::test]
async fn a_body_that_breaks_off_leaves_what_was_there() {
    let folder = Folder::new();
    let path = folder.path("a.txt");
    for before in [None, Some("before")] {
        if let Some(before) = before {
            fs::write(&path, before).unwrap();
        }
        let (_server, blobs) = blobs(vec![Step::Read, Step::raw(HALF)]).await;
        let error = blobs.read().await.unwrap().save_to(&path).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Truncated);
        assert_eq!(fs::read_to_string(&path).ok().as_deref(), before);
        assert_eq!(folder.names().len(), usize::from(before.is_some()));
    }
}

#[tokio::test]
async fn a_download_that_is_dropped_leaves_nothing() {
    let folder = Folder::new();
    let (server, blobs) = blobs(vec![Step::Read, Step::raw(HALF), Step::Stall]).await;
    let saving = blobs.read().await.unwrap().save_to(folder.path("a.txt"));
    assert!(tokio::time::timeout(Duration::from_millis(200), saving).await.is_err());
    server.hung_up(1).await;
    assert_eq!(folder.names(), [""; 0]);
}

#[tokio::test]
async fn a_file_that_cannot_be_written_is_said_so() {
    let folder = Folder::new();
    fs::create_dir(folder.path("folder")).unwrap();
    fs::write(folder.path("folder/file"), "").unwrap();
    for path in ["missing/a.txt", "folder", ".."] {
        let (_server, blobs) = blobs(whole("0123")).await;
        let error = blobs.read().await.unwrap().save_to(folder.path(path)).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Write, "{path}");
        assert!(std::error::Error::source(&error).is_some());
    }
    assert_eq!(folder.names(), ["folder"]);
}

/// Takes two bytes at a time, up to a limit.
struct Narrow(Vec<u8>, usize);

impl AsyncWrite for Narrow {
    fn poll_write(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let length = bytes.len().min(2).min(self.1 - self.0.len());
        self.0.extend_from_slice(&bytes[..length]);
        Poll::Ready(Ok(length))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

async fn copied(steps: Vec<Step>, room: usize) -> (Result<u64, Error>, Vec<u8>) {
    let (_server, blobs) = blobs(steps).await;
    let mut writer = Narrow(Vec::new(), room);
    let result = blobs.read().await.unwrap().copy_to(&mut writer).await;
    (result, writer.0)
}

#[tokio::test]
async fn a_writer_gets_all_bytes_in_order() {
    let (result, written) = copied(whole("0123456789"), 100).await;
    assert_eq!((result.unwrap(), &written[..]), (10, &b"0123456789"[..]));
}

#[tokio::test]
async fn a_writer_has_what_came_before_an_error() {
    let (result, written) = copied(vec![Step::Read, Step::raw(HALF)], 100).await;
    assert_eq!((result.unwrap_err().kind(), &written[..]), (ErrorKind::Truncated, &b"01234"[..]));
    let (result, written) = copied(whole("0123456789"), 3).await;
    assert_eq!((result.unwrap_err().kind(), &written[..]), (ErrorKind::Write, &b"012"[..]));
}
