//! Replies that arrive in pieces.

use std::time::Duration;

use bytes::Bytes;
use schematic_api::{ByteStream, ErrorKind};
use schematic_tests::folder::Folder;
use schematic_tests::replies::until_error;
use schematic_tests::scripted::{Reply, Scripted};
use serde_json::json;
use tokio::time::Instant;

use crate::{Change, Note, Notes, player, record, recorder, replay, written};

const MS: fn(u64) -> Duration = Duration::from_millis;

fn events() -> Reply {
    Reply::status(200)
        .after(MS(100))
        .header("content-type", "text/event-stream")
        .chunk_after(MS(20), "event: written\ndata: {\"id\":1,\"text\":\"a\"}\n\nevent: wri")
        .chunk_after(MS(30), "tten\ndata: {\"id\":2,\"text\":\"b\"}\n\n")
        .chunk_after(MS(4000), ": quiet\n\n")
}

/// Reads chunks, each with the time since the one before.
async fn chunks(mut stream: ByteStream) -> (Vec<(Duration, Bytes)>, Option<ErrorKind>) {
    let (mut chunks, mut last) = (Vec::new(), Instant::now());
    loop {
        match stream.try_next().await {
            Ok(Some(chunk)) => chunks.push((last.elapsed(), chunk)),
            Ok(None) => return (chunks, None),
            Err(error) => return (chunks, Some(error.kind())),
        }
        last = Instant::now();
    }
}

#[tokio::test(start_paused = true)]
async fn events_are_recorded_with_their_times_and_replayed_without() {
    let folder = Folder::new();
    let path = folder.path("notes.json");
    let changes = async |notes: Notes| until_error(notes.watch().await.unwrap()).await;
    let (seen, error) = changes(recorder(&record(&path), &Scripted::new([events()]))).await;
    let note = |id, text: &str| Change::Written(Note::new(id, text));
    assert_eq!(seen, [note(1, "a"), note(2, "b")]);
    assert!(error.is_none());
    let reply = written(&path).1["exchanges"][0]["reply"].clone();
    let expected = json!({
        "after_ms": 100,
        "status": 200,
        "headers": { "content-type": "text/event-stream" },
        "chunks": [
            {
                "after_ms": 20,
                "text": ["event: written\n", "data: {\"id\":1,\"text\":\"a\"}\n", "\n", "event: wri"],
            },
            { "after_ms": 30, "text": ["tten\n", "data: {\"id\":2,\"text\":\"b\"}\n", "\n"] },
            { "after_ms": 4000, "text": [": quiet\n", "\n"] },
        ],
    });
    assert_eq!(reply, expected);

    let started = Instant::now();
    let (again, error) = changes(player(&replay(&path))).await;
    assert_eq!((again, error.is_none()), (seen.clone(), true));
    assert_eq!(started.elapsed(), Duration::ZERO, "nothing waits");
    let (again, error) = changes(player(&replay(&path).keep_timing())).await;
    assert_eq!((again, error.is_none()), (seen, true));
    assert_eq!(started.elapsed(), MS(100 + 20 + 30 + 4000));
}

#[tokio::test(start_paused = true)]
async fn chunks_keep_their_limits_and_times() {
    let folder = Folder::new();
    let path = folder.path("notes.json");
    // The second one splits a character, and the third is no text.
    let sent: [(u64, &[u8]); 4] = [(0, b"abc"), (10, b"gr\xc3"), (20, b"\xb6\xff"), (30, b"end")];
    let reply = Reply::status(200).header("content-type", "application/octet-stream");
    let reply = sent.iter().fold(reply, |reply, (after, chunk)| {
        reply.chunk_after(MS(*after), Bytes::from_static(chunk))
    });
    let expected: Vec<_> =
        sent.iter().map(|(after, chunk)| (MS(*after), Bytes::from_static(chunk))).collect();
    let recorded = recorder(&record(&path), &Scripted::new([reply])).download(1).await.unwrap();
    assert_eq!(chunks(recorded).await, (expected.clone(), None));
    let file = written(&path).1["exchanges"][0]["reply"]["chunks"].clone();
    let expected_file = json!([
        { "text": "abc" },
        { "after_ms": 10, "base64": "Z3LD" },
        { "after_ms": 20, "base64": "tv8=" },
        { "after_ms": 30, "text": "end" },
    ]);
    assert_eq!(file, expected_file);

    let timed = player(&replay(&path).keep_timing()).download(1).await.unwrap();
    assert_eq!(chunks(timed).await, (expected.clone(), None));
    let at_once = player(&replay(&path)).download(1).await.unwrap();
    let expected = expected.into_iter().map(|(_, chunk)| (Duration::ZERO, chunk)).collect();
    assert_eq!(chunks(at_once).await, (expected, None));
}

#[tokio::test(start_paused = true)]
async fn a_stream_that_breaks_off_breaks_off_again() {
    let folder = Folder::new();
    let path = folder.path("notes.json");
    let script = Scripted::new([events().broken()]);
    let (seen, error) = until_error(recorder(&record(&path), &script).watch().await.unwrap()).await;
    assert_eq!((seen.len(), error.unwrap().kind()), (2, ErrorKind::Truncated));
    let failure = written(&path).1["exchanges"][0]["reply"]["failure"].clone();
    assert_eq!(failure, json!({ "kind": "reply-body", "message": "cut" }));
    let cassette = replay(&path);
    let (again, error) = until_error(player(&cassette).watch().await.unwrap()).await;
    assert_eq!((again, error.unwrap().kind()), (seen, ErrorKind::Truncated));
    cassette.assert_all_used();
}

#[tokio::test(start_paused = true)]
async fn a_silence_that_the_client_did_not_bear_is_replayed() {
    let folder = Folder::new();
    let path = folder.path("notes.json");
    let script = Scripted::new([events().open()]);
    let read = async |notes: Notes| {
        let events = notes.watch().idle_timeout(Duration::from_secs(9)).await.unwrap();
        let (seen, error) = until_error(events).await;
        (seen, error.unwrap().kind())
    };
    let recorded = read(recorder(&record(&path), &script)).await;
    assert!(matches!(recorded, (_, ErrorKind::Timeout(_))));
    assert_eq!(written(&path).1["exchanges"][0]["reply"]["abandoned"], true);
    assert_eq!(read(player(&replay(&path))).await, recorded);
}

#[tokio::test(start_paused = true)]
async fn what_the_client_did_not_read_is_not_replayed() {
    let folder = Folder::new();
    let path = folder.path("notes.json");
    let mut events = recorder(&record(&path), &Scripted::new([events()])).watch().await.unwrap();
    let first = events.try_next().await.unwrap();
    drop(events);
    let reply = written(&path).1["exchanges"][0]["reply"].clone();
    assert_eq!((reply["chunks"].as_array().unwrap().len(), &reply["abandoned"]), (1, &json!(true)));
    let mut again = player(&replay(&path)).watch().await.unwrap();
    assert_eq!(again.try_next().await.unwrap(), first);
    let more = tokio::time::timeout(MS(1000), again.try_next()).await;
    assert!(more.is_err(), "nothing comes, and no end");
}

#[tokio::test(start_paused = true)]
async fn lines_are_a_stream_and_secret_fields_in_them_too() {
    let folder = Folder::new();
    let path = folder.path("notes.json");
    let reply = Reply::status(200)
        .header("content-type", "application/x-ndjson")
        .chunk_after(MS(5), "{\"id\": 1,  \"text\": \"plain\"}\n{\"id\":2,\"te")
        .chunk_after(MS(6), "xt\":\"b\",\"Owner\":{\"name\":\"Alice\"}}\n");
    let cassette = record(&path).redact_field("owner");
    let (seen, error) =
        until_error(recorder(&cassette, &Scripted::new([reply])).log().await.unwrap()).await;
    assert_eq!((seen.len(), error.is_none()), (2, true));
    let chunks = written(&path).1["exchanges"][0]["reply"]["chunks"].clone();
    let expected = json!([
        { "after_ms": 5, "text": ["{\"id\": 1,  \"text\": \"plain\"}\n", "{\"id\":2,\"te"] },
        { "after_ms": 6, "text": "xt\":\"b\",\"Owner\":\"[redacted]\"}\n" },
    ]);
    assert_eq!(chunks, expected);
    let (again, error) = until_error(player(&replay(&path)).log().await.unwrap()).await;
    assert_eq!((again, error.is_none()), (seen, true));
}
