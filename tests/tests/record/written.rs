//! What is in a file.

use std::fs;
use std::time::Duration;

use schematic_api::record::{Cassette, Mode};
use schematic_api::{Api, ErrorKind};
use schematic_tests::folder::Folder;
use schematic_tests::scripted::{Reply, Scripted, refused, reset};
use serde_json::json;

use crate::{
    KEY, Note, Notes, get, player, post, record, recorder, recording, replay, said, text, written,
};

/// A file to compare with: nothing in it depends on the machine, the time or the version.
const WRITTEN: &str = r#"{
  "version": 1,
  "base_url": "https://notes.example.com/v1",
  "exchanges": [
    {
      "request": {
        "method": "POST",
        "url": "/notes?b=2&a=1",
        "headers": {
          "accept": "application/json",
          "authorization": "[redacted]",
          "content-type": "application/json",
          "idempotency-key": "[idempotency key]"
        },
        "body": {
          "json": {
            "id": 7,
            "text": "milk"
          }
        }
      },
      "reply": {
        "after_ms": 1500,
        "status": 201,
        "headers": {
          "content-type": "application/json",
          "set-cookie": [
            "[redacted]",
            "[redacted]"
          ],
          "x-request-id": "r-1"
        },
        "body": {
          "json": {
            "text": "milk",
            "price": 1.50,
            "id": 7,
            "big": 123456789012345678901234567890,
            "tags": []
          }
        }
      }
    }
  ]
}
"#;

#[tokio::test(start_paused = true)]
async fn a_file_is_json_in_the_order_in_which_it_was_received() {
    let folder = Folder::new();
    let path = folder.path("deep/down/notes.json");
    let body =
        br#"{"text": "milk", "price":1.50, "id":7,"big":123456789012345678901234567890,"tags":[]}"#;
    let (head, tail) = body.split_at(20);
    let reply = Reply::status(201)
        .after(Duration::from_millis(1000))
        .header("content-type", "application/json")
        .header("x-request-id", "r-1")
        .header("set-cookie", "a=one")
        .header("set-cookie", "b=two")
        .chunk(head)
        .chunk_after(Duration::from_millis(500), tail);
    let notes = recorder(&record(&path), &Scripted::new([reply]));
    let note = notes.write(&Note::new(7, "milk")).query("b", &2).query("a", &1).await.unwrap();
    assert_eq!(written(&path).0, WRITTEN);
    assert_eq!(folder.names(), ["deep"], "no other file is left");

    let cassette = replay(&path);
    let again = player(&cassette).write(&Note::new(7, "milk")).query("a", &1).query("b", &2);
    let again = again.response().await.unwrap();
    assert_eq!(again.headers()["x-request-id"], "r-1");
    assert_eq!(again.status(), 201);
    assert_eq!(again.into_value(), note);
    cassette.assert_all_used();
}

#[tokio::test]
async fn a_file_is_there_after_each_exchange_and_has_all_of_them_in_the_end() {
    let folder = Folder::new();
    let path = folder.path("notes.json");
    let cassette = record(&path);
    let script = Scripted::new([said("x")]);
    let notes = recorder(&cassette, &script);
    assert_eq!(written(&path).1, json!({ "version": 1, "exchanges": [] }));
    let count = |path| written(path).1["exchanges"].as_array().unwrap().len();
    for number in 0..50 {
        text(get(&notes, &format!("/{number}"))).await.unwrap();
        assert_eq!(count(&path), number + 1);
    }
    for number in 50..300 {
        text(get(&notes, &format!("/{number}"))).await.unwrap();
    }
    // Of a longer file, the last few are written later.
    assert!(count(&path) >= 290);
    drop((notes, cassette));
    assert_eq!(count(&path), 300);
}

#[tokio::test]
async fn a_check_at_the_end_writes_everything() {
    let folder = Folder::new();
    let path = folder.path("notes.json");
    let cassette = record(&path);
    let notes = recorder(&cassette, &Scripted::new([said("x")]));
    for number in 0..200 {
        text(get(&notes, &format!("/{number}"))).await.unwrap();
    }
    cassette.assert_all_used();
    assert_eq!(written(&path).1["exchanges"].as_array().unwrap().len(), 200);
}

#[tokio::test]
async fn exchanges_are_in_the_order_in_which_they_began() {
    let folder = Folder::new();
    let path = folder.path("notes.json");
    let cassette = record(&path);
    let script = Scripted::new([said("slow").after(Duration::from_millis(20)), said("fast")]);
    let notes = recorder(&cassette, &script);
    let (slow, fast) = tokio::join!(text(get(&notes, "/a")), text(get(&notes, "/b")));
    assert_eq!((slow.unwrap(), fast.unwrap()), ("slow".into(), "fast".into()));
    let file = written(&path).1;
    let urls = [0, 1].map(|at| file["exchanges"][at]["request"]["url"].clone());
    assert_eq!(urls, ["/a", "/b"]);
}

#[tokio::test(start_paused = true)]
async fn each_attempt_is_an_exchange() {
    let folder = Folder::new();
    let path = folder.path("notes.json");
    let script = Scripted::new([
        refused(),
        reset(),
        Reply::status(503).header("retry-after", "1").chunk("busy").into(),
        said("there").into(),
    ]);
    let notes = recording(&record(&path), &script).retries(3).build().unwrap();
    assert_eq!(text(get(&notes, "/a")).await.unwrap(), "there");
    let file = written(&path).1;
    let kinds = [0, 1].map(|at| file["exchanges"][at]["failure"]["kind"].clone());
    assert_eq!(kinds, ["connect", "interrupted"]);
    assert_eq!(file["exchanges"][2]["reply"]["status"], 503);

    let cassette = replay(&path);
    let notes = Notes::builder().retries(3).cassette(&cassette).build().unwrap();
    let started = tokio::time::Instant::now();
    let again = get(&notes, "/a").send::<schematic_api::reply::Text>().response().await;
    assert_eq!(again.unwrap().retries(), 3);
    assert!(started.elapsed() >= Duration::from_secs(1), "the pause is that of the service");
    cassette.assert_all_used();
}

#[tokio::test(start_paused = true)]
async fn what_the_client_did_not_wait_for_is_replayed_as_silence() {
    let folder = Folder::new();
    let path = folder.path("notes.json");
    let script = Scripted::new([schematic_tests::scripted::Answer::Hang]);
    let notes = recorder(&record(&path), &script);
    let limit = Duration::from_secs(5);
    let hurried = async |notes: &Notes| {
        let call = get(notes, "/a").send::<schematic_api::reply::Text>();
        call.timeout(limit).retries(0).await.unwrap_err().kind()
    };
    let kind = hurried(&notes).await;
    assert!(matches!(kind, ErrorKind::Timeout(_)));
    assert_eq!(written(&path).1["exchanges"][0]["abandoned"], true);
    assert_eq!(hurried(&player(&replay(&path))).await, kind);
}

#[tokio::test]
async fn a_recording_begins_anew() {
    let folder = Folder::new();
    let path = folder.path("notes.json");
    for word in ["old", "new"] {
        let notes = recorder(&record(&path), &Scripted::new([said(word)]));
        text(get(&notes, "/a")).await.unwrap();
    }
    let cassette = replay(&path);
    assert_eq!(text(get(&player(&cassette), "/a")).await.unwrap(), "new");
    cassette.assert_all_used();
}

#[tokio::test]
async fn a_mode_may_depend_on_whether_there_is_a_file() {
    let folder = Folder::new();
    let path = folder.path("notes.json");
    let script = Scripted::new([said("once"), said("twice")]);
    for _ in 0..2 {
        let cassette = Cassette::new(&path).mode(Mode::RecordIfAbsent);
        let notes = recorder(&cassette, &script);
        assert_eq!(text(post(&notes, "/a").text("hello")).await.unwrap(), "once");
        cassette.assert_all_used();
    }
    assert_eq!(script.attempts(), 1);
}

#[tokio::test]
async fn a_file_that_cannot_be_read_or_written_is_an_error_of_the_builder() {
    let folder = Folder::new();
    let path = folder.path("notes.json");
    let refused = |cassette: &Cassette| {
        let error = Notes::builder().credential(KEY).cassette(cassette).build().err().unwrap();
        assert!(error.is_config());
        error.to_string().replace(path.to_str().unwrap(), "PATH")
    };
    let missing = fs::read_to_string(&path).unwrap_err();
    assert_eq!(refused(&replay(&path)), format!("PATH: {missing}"));
    let exchange = |text: &str| format!("{{\"version\": 1, \"exchanges\": [{text}]}}");
    for (text, problem) in [
        ("nothing".to_owned(), "this is no JSON object, and so no recording"),
        ("{}".to_owned(), "there is no `version`, so this is no recording"),
        ("{\"version\": 2}".to_owned(), "the format has the version 2, not 1"),
        (exchange("{}"), "exchange 1: there is no `request`"),
        (exchange(r#"{"request":{"method":"GET"}}"#), "exchange 1: there is no `url`"),
        (exchange(r#"{"request":{"method":"GET","url":"/"}}"#), "exchange 1: there is no `reply`"),
        (
            exchange(r#"{"request":{"method":"GET","url":"/"},"reply":{"status":200,"body":{}}}"#),
            "exchange 1: a body has none of `json`, `text`, `base64`, `parts` and `omitted`",
        ),
        (
            exchange(
                r#"{"request":{"method":"GET","url":"/"},"failure":{"kind":"odd","message":""}}"#,
            ),
            "exchange 1: `odd` is no `kind` of failure",
        ),
    ] {
        fs::write(&path, text).unwrap();
        assert_eq!(refused(&replay(&path)), format!("PATH: {problem}"));
    }
    fs::create_dir(folder.path("folder")).unwrap();
    let error = Notes::builder().credential(KEY).cassette(&record(&folder.path("folder"))).build();
    assert!(error.err().unwrap().is_config());
    assert_eq!(folder.names(), ["folder", "notes.json"], "nothing half-written is left");
}

#[tokio::test]
async fn a_disk_that_fails_later_fails_the_next_call_and_the_check() {
    let folder = Folder::new();
    let path = folder.path("gone/notes.json");
    let cassette = record(&path);
    let notes = recorder(&cassette, &Scripted::new([said("x")]));
    fs::remove_dir_all(folder.path("gone")).unwrap();
    text(get(&notes, "/a")).await.unwrap();
    let error = text(get(&notes, "/b")).await.unwrap_err();
    assert!(error.is_config());
    assert_eq!(error.attempts(), 1);
    assert!(cassette.unused().is_err());
}

/// The client does what the cassette says; nothing else of it changes.
#[tokio::test]
async fn a_client_that_records_sends_what_it_would_send() {
    let folder = Folder::new();
    let (plain, recorded) = (Scripted::new([said("x")]), Scripted::new([said("x")]));
    let notes = Notes::builder().credential(KEY).transport(plain.clone()).build().unwrap();
    let other = recorder(&record(&folder.path("notes.json")), &recorded);
    for notes in [&notes, &other] {
        notes.search().words("a b").header("x-trace", "1").await.unwrap();
        let _ = notes.client().spec();
    }
    let (plain, recorded) = (plain.only(), recorded.only());
    assert_eq!(plain.url, recorded.url);
    // Compressed replies would hide secrets.
    let mut headers = plain.headers;
    headers.remove("accept-encoding");
    assert_eq!(headers, recorded.headers);
}
