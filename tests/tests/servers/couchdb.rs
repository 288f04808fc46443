//! A CouchDB: documents and their revisions, conflicts, attachments, lists and changes as they happen.

use std::collections::BTreeMap;
use std::time::Duration;

use futures_util::{TryStreamExt, stream};
use schematic_api::{ApiError, Body, Error, ErrorKind, Extra, List, Object, Page, Union, api};
use serde::Deserialize;
use serde_json::{Value, json};

api! {
    pub client CouchDb at "https://couchdb.example.com" {
        error CouchError;
    }

    welcome:   GET    / -> Value;
    databases: GET    /_all_dbs -> Vec<String>;
    create:    PUT    /<db> -> Done;
    drop:      DELETE /<db> -> Done;

    group documents at /<db> {
        read:      GET    /<id>?<rev: String?>&<conflicts: bool?> -> Note;
        local:     GET    /_local/<id> -> Note? none on 404;
        remember:  PUT    /_local/<id> (json Note) -> Written;
        revisions: GET    /<id>?open_revs=all -> Vec<Revision>;
        exists:    HEAD   /<id> -> empty;
        write:     PUT    /<id> (json Note) -> Written;
        copy:      "COPY" /<id> (header "Destination" as to: String) -> Done;
        remove:    DELETE /<id>?<rev: String> -> Written;
        bulk:      POST   /_bulk_docs (json Bulk) -> Vec<Value>;
        broken:    POST   / (text as "application/json") -> Written;
        all:       GET    /_all_docs?include_docs=true&<limit: u32?>&<skip: u64?> -> Rows paged by offset skip;
        select:    POST   /_find (json Value) -> Found { idempotent; }
    }

    group attachments at /<db>/<id> {
        put:    PUT    /<name>?<rev: String> (bytes as "image/png") -> Written;
        stream: PUT    /<name>?<rev: String> (stream as "video/mp4") -> Written;
        get:    GET    /<name> -> bytes { header "Accept": "*/*"; }
        remove: DELETE /<name>?<rev: String> -> Written;
    }

    group changes at /<db>/_changes {
        header "Accept": "application/json";

        list:  GET /?<limit: u32?>&<since?> -> ChangePage paged by since;
        watch: GET /?feed=continuous&<since?>&<heartbeat: u32?> -> lines Change;
    }
}

#[derive(Debug, Object)]
struct Done {
    ok: bool,
}

#[derive(Debug, Object)]
struct Written {
    ok: bool,
    id: String,
    rev: String,
}

/// A document, with whatever else it has.
#[derive(Clone, Debug, PartialEq, Object)]
struct Note {
    #[wire(rename = "_id")]
    id: Option<String>,
    #[wire(rename = "_rev")]
    rev: Option<String>,
    text: String,
    #[wire(rename = "_conflicts")]
    conflicts: Option<Vec<String>>,
    #[wire(rename = "_attachments")]
    attachments: Option<BTreeMap<String, Attachment>>,
    extra: Extra,
}

#[derive(Clone, Debug, PartialEq, Object)]
struct Attachment {
    content_type: String,
    length: u64,
    stub: bool,
    extra: Extra,
}

/// What there is of a revision that was asked for.
#[derive(Debug, Union)]
enum Revision {
    #[wire(key = "ok")]
    There(There),
    #[wire(key = "missing")]
    Missing(Missing),
    Unknown(Value),
}

#[derive(Debug, Object)]
struct There {
    ok: Note,
}

#[derive(Debug, Object)]
struct Missing {
    missing: String,
}

#[derive(Debug, Object)]
struct Bulk {
    docs: Vec<Note>,
    new_edits: bool,
}

#[derive(Debug, Deserialize)]
struct Rows {
    total_rows: usize,
    offset: usize,
    rows: Vec<Row>,
}

#[derive(Debug, Deserialize)]
struct Row {
    id: String,
    doc: Note,
}

impl List for Rows {
    type Item = Row;

    fn into_vec(self) -> Vec<Row> {
        self.rows
    }

    fn is_last(&self) -> bool {
        self.offset + self.rows.len() >= self.total_rows
    }
}

#[derive(Debug, Object)]
struct Found {
    docs: Vec<Note>,
}

#[derive(Debug, Deserialize)]
struct ChangePage {
    results: Vec<Change>,
    last_seq: u64,
}

#[derive(Debug, Deserialize)]
struct Change {
    id: String,
    #[serde(default)]
    deleted: bool,
}

impl Page for ChangePage {
    type Item = Change;

    fn into_items(self) -> Vec<Change> {
        self.results
    }

    fn next_cursor(&self) -> Option<String> {
        Some(self.last_seq.to_string())
    }
}

#[derive(Debug, Deserialize)]
struct CouchError {
    error: String,
    reason: String,
}

impl ApiError for CouchError {
    fn message(&self) -> Option<&str> {
        Some(&self.reason)
    }

    fn code(&self) -> Option<&str> {
        Some(&self.error)
    }
}

/// A client, and a database of the flow's own.
async fn database() -> Option<(CouchDb, String)> {
    let couch = CouchDb::builder().base_url(super::address("couchdb")?).build().unwrap();
    let db = super::unique("flow");
    assert!(couch.create(&db).await.unwrap().ok);
    Some((couch, db))
}

fn note(text: &str) -> Note {
    Note::new(text)
}

/// The status and the code of the service's error.
fn told(error: &Error) -> (u16, &str) {
    assert_eq!(error.kind(), ErrorKind::Api, "{error}");
    (error.status().unwrap().as_u16(), &error.api::<CouchError>().unwrap().error)
}

#[tokio::test]
async fn a_database_is_made_once_and_is_gone_when_it_is_dropped() {
    let Some((couch, db)) = database().await else { return };
    assert_eq!(couch.welcome().await.unwrap()["express-pouchdb"], "Welcome!");
    assert_eq!(told(&couch.create(&db).await.unwrap_err()), (412, "file_exists"));
    assert!(couch.databases().await.unwrap().contains(&db));
    assert!(couch.drop(&db).await.unwrap().ok);
    assert_eq!(told(&couch.documents().read(&db, "n").await.unwrap_err()), (404, "not_found"));
    assert!(!couch.databases().await.unwrap().contains(&db));
}

#[tokio::test]
async fn a_document_is_written_read_changed_and_removed() {
    let Some((couch, db)) = database().await else { return };
    for id in ["plain", "with/slash and ü", "a+b&c=d?e#f", "100%25"] {
        let reply = couch.documents().write(&db, id, &note("first")).response().await.unwrap();
        let etag = format!("\"{}\"", reply.value().rev);
        assert_eq!(
            (reply.status().as_u16(), reply.headers()["etag"].to_str().unwrap()),
            (201, &*etag)
        );
        assert!(reply.value().ok);
        assert_eq!(reply.value().id, id);
        couch.documents().exists(&db, id).await.unwrap();

        let mut read = couch.documents().read(&db, id).await.unwrap();
        assert_eq!(
            (read.id.as_deref(), read.rev.as_deref()),
            (Some(id), Some(&*reply.value().rev))
        );
        read.text = "second".to_owned();
        let second = couch.documents().write(&db, id, &read).await.unwrap();
        assert_eq!(
            couch.documents().read(&db, id).rev(&reply.value().rev).await.unwrap().text,
            "first"
        );
        assert_eq!(couch.documents().read(&db, id).await.unwrap().text, "second");

        couch.documents().remove(&db, id, &second.rev).await.unwrap();
        assert_eq!(told(&couch.documents().read(&db, id).await.unwrap_err()), (404, "not_found"));
        assert_eq!(couch.documents().exists(&db, id).await.unwrap_err().status().unwrap(), 404);
    }
}

#[tokio::test]
async fn a_change_of_an_old_revision_is_refused_and_not_repeated() {
    let Some((couch, db)) = database().await else { return };
    couch.documents().write(&db, "n", &note("first")).await.unwrap();
    let error = couch.documents().write(&db, "n", &note("again")).await.unwrap_err();
    assert_eq!((told(&error), error.attempts()), ((409, "conflict"), 1));
    assert_eq!(error.message(), Some("Document update conflict"));
    let error = couch.documents().broken(&db, "{bad").await.unwrap_err();
    assert_eq!(told(&error), (400, "bad_request"));
}

#[tokio::test]
async fn a_conflict_is_found_and_resolved() {
    let Some((couch, db)) = database().await else { return };
    // What two replicas wrote, as replication brings it.
    let replica = |rev: &str, text: &str| note(text).id("n").rev(rev);
    let (lower, higher) =
        ("1-967a00dff5e02add41819138abb3284d", "1-aaaa00dff5e02add41819138abb3284d");
    let docs = [replica(lower, "theirs"), replica(higher, "ours")];
    assert!(couch.documents().bulk(&db, &Bulk::new(docs, false)).await.unwrap().is_empty());

    let winner = couch.documents().read(&db, "n").conflicts(true).await.unwrap();
    assert_eq!((winner.text.as_str(), winner.conflicts.unwrap()), ("ours", vec![lower.to_owned()]));
    let revisions = couch.documents().revisions(&db, "n").await.unwrap();
    let texts: Vec<_> = revisions
        .iter()
        .map(|revision| match revision {
            Revision::There(there) => there.ok.text.as_str(),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(texts, ["theirs", "ours"]);

    couch.documents().remove(&db, "n", lower).await.unwrap();
    let resolved = couch.documents().read(&db, "n").conflicts(true).await.unwrap();
    assert_eq!((resolved.text.as_str(), resolved.conflicts), ("ours", None));
}

#[tokio::test]
async fn an_attachment_keeps_its_bytes_and_its_type() {
    let Some((couch, db)) = database().await else { return };
    let first = couch.documents().write(&db, "n", &note("with a picture")).await.unwrap();
    let picture: Vec<u8> = (0..=255).cycle().take(70_000).collect();
    let rev = couch
        .attachments()
        .put(&db, "n", "a b/ü.png", &first.rev, picture.clone())
        .await
        .unwrap()
        .rev;
    let reply = couch.attachments().get(&db, "n", "a b/ü.png").response().await.unwrap();
    assert_eq!(reply.headers()["content-type"], "image/png");
    assert!(*reply.value() == picture);

    let mut read = couch.documents().read(&db, "n").await.unwrap();
    let stub = &read.attachments.as_ref().unwrap()["a b/ü.png"];
    assert_eq!((&*stub.content_type, stub.length, stub.stub), ("image/png", 70_000, true));
    // The fields that nobody declared are written again, else the attachment would be lost.
    read.text = "changed".to_owned();
    let rev =
        couch.documents().write(&db, "n", &Note { rev: Some(rev), ..read }).await.unwrap().rev;
    assert_eq!(couch.attachments().get(&db, "n", "a b/ü.png").await.unwrap().len(), 70_000);

    couch.attachments().remove(&db, "n", "a b/ü.png", &rev).await.unwrap();
    assert_eq!(
        told(&couch.attachments().get(&db, "n", "a b/ü.png").await.unwrap_err()),
        (404, "not_found")
    );
    assert_eq!(couch.documents().read(&db, "n").await.unwrap().attachments, None);
}

#[tokio::test]
async fn all_documents_come_page_by_page() {
    let Some((couch, db)) = database().await else { return };
    let ids: Vec<_> = (0..25).map(|n| format!("note-{n:02}")).collect();
    for id in &ids {
        couch.documents().write(&db, id, &note("many")).await.unwrap();
    }
    let rows: Vec<_> = couch.documents().all(&db).limit(10).items().try_collect().await.unwrap();
    assert_eq!(rows.iter().map(|row| &row.id).collect::<Vec<_>>(), ids.iter().collect::<Vec<_>>());
    assert!(rows.iter().all(|row| row.doc.text == "many"));
    let pages: Vec<_> =
        couch.documents().all(&db).limit(10).skip(5).pages().try_collect().await.unwrap();
    assert_eq!(pages.iter().map(|page| page.rows.len()).collect::<Vec<_>>(), [10, 10]);

    let query = json!({ "selector": { "_id": { "$gte": "note-23" } } });
    assert_eq!(couch.documents().select(&db, &query).await.unwrap().docs.len(), 2);

    couch.documents().remove(&db, "note-07", &rows[7].doc.rev.clone().unwrap()).await.unwrap();
    let changes: Vec<_> = couch.changes().list(&db).limit(10).items().try_collect().await.unwrap();
    assert_eq!(changes.len(), 25);
    let last = changes.last().unwrap();
    assert_eq!((last.id.as_str(), last.deleted), ("note-07", true));
}

#[tokio::test]
async fn a_document_that_is_not_there_is_none_and_a_copy_is_there() {
    let Some((couch, db)) = database().await else { return };
    let documents = couch.documents();
    assert_eq!(documents.local(&db, "checkpoint").await.unwrap(), None);
    documents.remember(&db, "checkpoint", &note("seen")).await.unwrap();
    assert_eq!(documents.local(&db, "checkpoint").await.unwrap().unwrap().text, "seen");

    documents.write(&db, "n", &note("original")).await.unwrap();
    assert!(documents.copy(&db, "n", "copy").await.unwrap().ok);
    assert_eq!(documents.read(&db, "copy").await.unwrap().text, "original");
}

#[tokio::test]
async fn a_large_attachment_is_streamed_with_its_length() {
    let Some((couch, db)) = database().await else { return };
    let first = couch.documents().write(&db, "n", &note("with a film")).await.unwrap();
    let chunks = (0..100).map(|_| Ok::<_, std::io::Error>(vec![7; 10_000].into()));
    let film = Body::sized(stream::iter(chunks), 1_000_000);
    couch.attachments().stream(&db, "n", "film", &first.rev, film).await.unwrap();
    let reply = couch.attachments().get(&db, "n", "film").response().await.unwrap();
    assert_eq!(reply.headers()["content-type"], "video/mp4");
    assert_eq!(reply.value().len(), 1_000_000);
}

#[tokio::test]
async fn changes_arrive_as_they_happen() {
    let Some((couch, db)) = database().await else { return };
    couch.documents().write(&db, "before", &note("there already")).await.unwrap();
    // Empty lines come between them, so that the connection is known to live.
    let mut changes = couch
        .changes()
        .watch(&db)
        .heartbeat(50)
        .idle_timeout(Duration::from_secs(5))
        .await
        .unwrap();
    assert_eq!(changes.try_next().await.unwrap().unwrap().id, "before");
    for n in 0..5 {
        let id = format!("note-{n}");
        let written = couch.documents().write(&db, &id, &note("new")).await.unwrap();
        assert_eq!(changes.try_next().await.unwrap().unwrap().id, id);
        couch.documents().remove(&db, &id, &written.rev).await.unwrap();
        let change = changes.try_next().await.unwrap().unwrap();
        assert_eq!((change.id, change.deleted), (id, true));
    }
    // From where another reader stopped.
    let seen = couch.changes().list(&db).await.unwrap().last_seq.to_string();
    let mut rest = couch.changes().watch(&db).since(&seen).heartbeat(50).await.unwrap();
    couch.documents().write(&db, "after", &note("new")).await.unwrap();
    assert_eq!(rest.try_next().await.unwrap().unwrap().id, "after");
}
