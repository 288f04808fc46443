//! Recordings of what came over a connection, and of a mock in memory.

use std::time::Duration;

use schematic_api::mock::{Events, Mock};
use schematic_tests::fault::{FaultServer, Step};
use schematic_tests::folder::Folder;
use schematic_tests::replies::until_error;

use crate::{
    Change, KEY, Note, Notes, NotesReadRequest, NotesWatchRequest, player, record, replay, written,
};

fn mock() -> Mock<Notes> {
    Mock::<Notes>::new()
        .on(|request: NotesReadRequest| async move { Ok(Note::new(request.id, "milk")) })
        .on(|_: NotesWatchRequest| async move {
            Ok(Events::new((1..=3).map(|id| Change::Written(Note::new(id, "tea")))))
        })
}

/// Reads a note and all changes.
async fn visit(notes: &Notes) -> (Note, Vec<Change>) {
    let note = notes.read(7).await.unwrap();
    let (changes, error) = until_error(notes.watch().await.unwrap()).await;
    assert!(error.is_none(), "{error:?}");
    (note, changes)
}

#[tokio::test]
async fn http_is_recorded_and_replayed() {
    let folder = Folder::new();
    let path = folder.path("notes.json");
    let server = mock().listen().await.unwrap();
    let builder = Notes::builder().base_url(server.base_url()).credential(KEY);
    let seen = visit(&builder.cassette(&record(&path)).build().unwrap()).await;
    drop(server);
    assert!(!written(&path).0.contains(KEY));
    let cassette = replay(&path);
    assert_eq!(visit(&player(&cassette)).await, seen);
    cassette.assert_all_used();
}

#[tokio::test]
async fn a_mock_is_recorded_and_replayed() {
    let folder = Folder::new();
    let path = folder.path("notes.json");
    let mock = mock();
    let seen = visit(&mock.client_builder().cassette(&record(&path)).build().unwrap()).await;
    let cassette = replay(&path);
    assert_eq!(visit(&player(&cassette)).await, seen);
    assert_eq!(mock.requests().len(), 2);
    cassette.assert_all_used();
}

/// A compressed reply would hide what is secret in it, so that none is asked for.
#[tokio::test]
async fn replies_are_recorded_as_they_are_without_a_coding() {
    let folder = Folder::new();
    let path = folder.path("notes.json");
    let script = [Step::Read, Step::json(200, r#"{"id":7,"text":"milk"}"#)];
    let server = FaultServer::start([script]).await;
    let notes = Notes::builder().base_url(server.url()).credential(KEY).cassette(&record(&path));
    notes.build().unwrap().read(7).await.unwrap();
    let received = server.requests();
    assert_eq!(received.len(), 1);
    assert_eq!(received[0].header("accept-encoding"), None);
    let headers = written(&path).1["exchanges"][0]["request"]["headers"].clone();
    assert_eq!(
        headers.as_object().unwrap().keys().collect::<Vec<_>>(),
        ["accept", "authorization"]
    );
}

#[tokio::test]
async fn a_connection_that_breaks_breaks_again() {
    let folder = Folder::new();
    let path = folder.path("notes.json");
    let half =
        "HTTP/1.1 200 OK\r\ncontent-length: 100\r\ncontent-type: text/plain\r\n\r\nhalf of it";
    let server = FaultServer::start([[Step::Read, Step::raw(half)]]).await;
    let read = async |notes: Notes| {
        let mut stream = notes.download(1).retries(0).await.unwrap();
        let first = stream.try_next().await.unwrap();
        (first, stream.try_next().await.unwrap_err().kind())
    };
    let builder = Notes::builder().base_url(server.url()).credential(KEY).cassette(&record(&path));
    let seen = read(builder.build().unwrap()).await;
    let failure = written(&path).1["exchanges"][0]["reply"]["failure"].clone();
    assert_eq!(failure["kind"], "reply-body");
    assert_eq!(read(player(&replay(&path))).await, seen);
}

#[test]
fn a_replay_can_be_blocked_on() {
    let folder = Folder::new();
    let path = folder.path("notes.json");
    let cassette = record(&path);
    let notes = mock().client_builder().cassette(&cassette).build().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let (note, changes) = runtime.block_on(visit(&notes));
    let notes = player(&replay(&path));
    assert_eq!(notes.read(7).timeout(Duration::from_secs(60)).block().unwrap(), note);
    let events = notes.watch().block().unwrap().block();
    assert_eq!(events.collect::<Result<Vec<_>, _>>().unwrap(), changes);
}
