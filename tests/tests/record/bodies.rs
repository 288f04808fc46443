//! Bodies of requests: forms, parts, bytes, streams, and what is too long.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::SeqCst};

use bytes::Bytes;
use futures_util::{StreamExt, stream};
use schematic_api::reply::Text;
use schematic_api::transport::{
    BoxFuture, ResponseBody, Transport, TransportError, TransportRequest, TransportResponse,
};
use schematic_api::{Body, ErrorKind, FilePart, Multipart, Object};
use schematic_tests::folder::Folder;
use schematic_tests::scripted::{Reply, Scripted};
use serde_json::{Value, json};

use crate::{KEY, Notes, get, player, post, reason, record, recorder, replay, said, text, written};

/// What a form says about itself.
#[derive(Clone, Debug, PartialEq, Object)]
struct About {
    pub title: String,
    pub owner: String,
}

#[derive(Debug, Multipart)]
struct Upload {
    pub purpose: String,
    pub password: String,
    pub about: About,
    #[wire(json)]
    pub more: About,
    pub file: FilePart,
}

fn upload(purpose: &str) -> Upload {
    Upload {
        purpose: purpose.to_owned(),
        password: "hunter2".to_owned(),
        about: About::new("A \"title\"", "Alice"),
        more: About::new("More", "Alice"),
        file: FilePart::new("a.bin", &b"\x00\xff--\r\n"[..]),
    }
}

/// The body of the first request.
fn body(path: &std::path::Path) -> Value {
    written(path).1["exchanges"][0]["request"]["body"].clone()
}

#[tokio::test]
async fn parts_are_written_one_by_one_and_without_their_boundary() {
    let folder = Folder::new();
    let path = folder.path("notes.json");
    let secret = |cassette: schematic_api::record::Cassette| {
        cassette.redact_field("password").redact_field("owner")
    };
    let notes = recorder(&secret(record(&path)), &Scripted::new([said("stored")]));
    text(post(&notes, "/files").multipart(upload("test"))).await.unwrap();
    let expected = json!({ "parts": [
        { "name": "purpose", "text": "test" },
        { "name": "password", "text": "[redacted]" },
        { "name": "about[title]", "text": "A \"title\"" },
        { "name": "about[owner]", "text": "[redacted]" },
        {
            "name": "more",
            "media_type": "application/json",
            "json": { "title": "More", "owner": "[redacted]" },
        },
        {
            "name": "file",
            "file_name": "a.bin",
            "media_type": "application/octet-stream",
            "base64": "AP8tLQ0K",
        },
    ] });
    assert_eq!(body(&path), expected);
    let headers = written(&path).1["exchanges"][0]["request"]["headers"].clone();
    assert_eq!(headers["content-type"], "multipart/form-data");

    // The boundary is another one, and the rules are left out: what was removed fits anything.
    let notes = player(&replay(&path));
    let error = text(post(&notes, "/files").multipart(upload("live"))).await.unwrap_err();
    let message = "they differ in `purpose` in the body: recorded \"test\", now \"live\" (1 left)";
    assert!(reason(&error).ends_with(message), "{}", reason(&error));
    let reply = text(post(&notes, "/files").multipart(upload("test"))).await;
    assert_eq!(reply.unwrap(), "stored");
}

#[tokio::test]
async fn forms_bytes_and_texts_are_written_as_what_they_are() {
    let folder = Folder::new();
    let path = folder.path("notes.json");
    for (send, expected) in [
        (
            (|notes: &Notes| {
                post(notes, "/a").form(&json!({ "a": { "Secret": "x&y" }, "q": "a b" }))
            }) as fn(&Notes) -> schematic_api::UndeclaredRequest,
            json!({ "text": "a%5BSecret%5D=[redacted]&q=a%20b" }),
        ),
        (|notes| post(notes, "/a").bytes(&b"\xff\x00"[..]), json!({ "base64": "/wA=" })),
        (|notes| post(notes, "/a").text("one\ntwo"), json!({ "text": ["one\n", "two"] })),
        (
            |notes| post(notes, "/a").lines([json!({ "a": 2, "secret": 1 }), json!({ "b": [] })]),
            json!({ "text": ["{\"a\":2,\"secret\":\"[redacted]\"}\n", "{\"b\":[]}\n"] }),
        ),
        (|notes| post(notes, "/a"), Value::Null),
    ] {
        let cassette = record(&path).redact_field("SECRET");
        let notes = recorder(&cassette, &Scripted::new([said("done")]));
        text(send(&notes)).await.unwrap();
        let is = body(&path);
        assert_eq!(is, expected);
        let cassette = replay(&path).redact_field("secret");
        assert_eq!(text(send(&player(&cassette))).await.unwrap(), "done");
        cassette.assert_all_used();
    }
}

#[tokio::test]
async fn functions_rewrite_what_is_written_and_what_is_compared() {
    let folder = Folder::new();
    let path = folder.path("notes.json");
    let without_numbers = |cassette: schematic_api::record::Cassette| {
        let is_number = |char: char| char.is_ascii_digit();
        cassette.redact_with(move |body| body.replace(is_number, "0"))
    };
    let reply = Reply::json(200, r#"{"time":"12:30"}"#);
    let notes = recorder(&without_numbers(record(&path)), &Scripted::new([reply]));
    text(post(&notes, "/a").json(&json!({ "at": "11:59" }))).await.unwrap();
    let file = written(&path).1["exchanges"][0].clone();
    assert_eq!(file["request"]["body"]["json"], json!({ "at": "00:00" }));
    assert_eq!(file["reply"]["body"]["json"], json!({ "time": "00:00" }));
    let later =
        async |cassette| text(post(&player(&cassette), "/a").json(&json!({ "at": "12:01" }))).await;
    assert_eq!(later(without_numbers(replay(&path))).await.unwrap(), r#"{"time":"00:00"}"#);
    assert!(later(replay(&path)).await.is_err());
}

/// Reads bodies and forgets them.
struct Sink;

impl Transport for Sink {
    fn send(
        &self,
        request: TransportRequest,
    ) -> BoxFuture<'_, Result<TransportResponse, TransportError>> {
        Box::pin(async move {
            let mut stream = request.body.into_bytes().expect_err("a stream");
            while let Some(chunk) = stream.next().await {
                drop(chunk.expect("a chunk"));
            }
            Ok(TransportResponse::new(http::StatusCode::OK, ResponseBody::from("stored")))
        })
    }
}

/// The number of bytes of chunks that are held by somebody.
struct Held(Arc<AtomicUsize>, Vec<u8>);

impl AsRef<[u8]> for Held {
    fn as_ref(&self) -> &[u8] {
        &self.1
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.0.fetch_sub(self.1.len(), SeqCst);
    }
}

/// A body of 64 chunks, each of 1 MiB, and the most bytes that were held at a time.
fn large(last: u8) -> (Body, Arc<AtomicUsize>) {
    let (held, most) = (Arc::<AtomicUsize>::default(), Arc::<AtomicUsize>::default());
    let result = Arc::clone(&most);
    let chunks = stream::iter(0..64_u8).map(move |number| {
        let chunk = vec![if number == 63 { last } else { number }; 1 << 20];
        held.fetch_add(chunk.len(), SeqCst);
        most.fetch_max(held.load(SeqCst), SeqCst);
        Ok::<_, std::io::Error>(Bytes::from_owner(Held(Arc::clone(&held), chunk)))
    });
    (Body::sized(chunks, 64 << 20), result)
}

#[tokio::test]
async fn a_large_upload_is_not_held_and_known_by_its_digest() {
    let folder = Folder::new();
    let path = folder.path("notes.json");
    let cassette = record(&path);
    let notes = Notes::builder().credential(KEY).transport(Sink).cassette(&cassette);
    let notes = notes.build().unwrap();
    let (body_sent, most) = large(63);
    assert_eq!(notes.upload(body_sent).await.unwrap(), "stored");
    assert!(most.load(SeqCst) <= 3 << 20, "{}", most.load(SeqCst));
    let sha256 = body(&path)["sha256"].as_str().unwrap().to_owned();
    assert_eq!(body(&path), json!({ "omitted": 64 << 20, "sha256": sha256 }));
    assert!(written(&path).0.len() < 2000);

    let notes = player(&replay(&path));
    let error = notes.upload(large(7).0).await.unwrap_err();
    assert!(reason(&error).contains("they differ in the body: recorded 67108864 bytes, SHA-256"));
    let (body_sent, most) = large(63);
    assert_eq!(notes.upload(body_sent).await.unwrap(), "stored");
    assert!(most.load(SeqCst) <= 3 << 20, "{}", most.load(SeqCst));
}

#[tokio::test]
async fn a_large_file_among_parts_is_the_same_with_another_boundary() {
    let folder = Folder::new();
    let path = folder.path("notes.json");
    let large = || {
        let file = FilePart::new("large.bin", vec![7; 5000]);
        Upload { file, ..upload("test") }
    };
    let notes = recorder(&record(&path).max_body(4096), &Scripted::new([said("stored")]));
    text(post(&notes, "/files").multipart(large())).await.unwrap();
    assert!(body(&path)["omitted"].as_u64().unwrap() > 5000);
    let notes = player(&replay(&path).max_body(4096));
    assert_eq!(text(post(&notes, "/files").multipart(large())).await.unwrap(), "stored");
}

#[tokio::test]
async fn a_body_that_fails_is_not_recorded() {
    let folder = Folder::new();
    let path = folder.path("notes.json");
    let failing =
        || Body::stream(stream::iter([Ok(Bytes::from("a")), Err(std::io::Error::other("no"))]));
    let notes = recorder(&record(&path), &Scripted::new([said("x")]));
    assert_eq!(notes.upload(failing()).await.unwrap_err().kind(), ErrorKind::Body);
    assert_eq!(written(&path).1["exchanges"], json!([]));
    let notes = player(&replay(&path));
    assert_eq!(notes.upload(failing()).await.unwrap_err().kind(), ErrorKind::Body);
}

#[tokio::test]
async fn a_reply_that_is_too_long_arrives_and_cannot_be_replayed() {
    let folder = Folder::new();
    let path = folder.path("notes.json");
    let long = "0123456789".repeat(20);
    let notes = recorder(&record(&path).max_body(100), &Scripted::new([said(&long)]));
    assert_eq!(text(get(&notes, "/a")).await.unwrap(), long);
    let reply = written(&path).1["exchanges"][0]["reply"]["body"].clone();
    assert_eq!(reply["omitted"], 200);
    let error = text(get(&player(&replay(&path)), "/a")).await.unwrap_err();
    let message =
        "the body of the reply, of 200 bytes, was longer than `max_body`, and was not recorded";
    assert_eq!(reason(&error), message);
}

#[tokio::test]
async fn the_length_of_a_reply_is_that_of_what_is_replayed() {
    let folder = Folder::new();
    let path = folder.path("notes.json");
    let body = "{ \"a\" : 1 }";
    let reply = Reply::json(200, body).header("content-length", &body.len().to_string());
    let notes = recorder(&record(&path), &Scripted::new([reply]));
    text(get(&notes, "/a")).await.unwrap();
    let reply = get(&player(&replay(&path)), "/a").send::<Text>().response().await.unwrap();
    assert_eq!(reply.headers()["content-length"], "7");
    assert_eq!(reply.into_value(), "{\"a\":1}");
}
