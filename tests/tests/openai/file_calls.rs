//! What the operations on files, uploads and vector stores send, and what becomes of their replies.

use std::future::IntoFuture;

use bytes::Bytes;
use futures_util::TryStreamExt;
use schematic_api::mock::{Mock, Received};
use schematic_api::{Error, Poller};
use schematic_openai::*;
use schematic_tests::scripted::{Reply, Scripted};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::requests as full;

fn client(mock: &Mock<OpenAi>) -> OpenAi {
    mock.client_builder().retries(0).build().expect("a client")
}

/// Sends a call to a mock that answers none, and returns what was received.
async fn sent<T, C: IntoFuture<Output = Result<T, Error>>>(
    call: impl FnOnce(OpenAi) -> C,
) -> Received {
    let mock = Mock::<OpenAi>::new();
    call(client(&mock)).await.map(drop).expect_err("nobody answers");
    mock.requests().pop().expect("a request")
}

/// The method, the path and the query, in one line.
fn line(request: &Received) -> String {
    let query = Some(request.query()).filter(|query| !query.is_empty());
    let query = query.map(|query| format!("?{query}")).unwrap_or_default();
    format!("{} {}{query}", request.method(), request.path())
}

/// Asserts the line and the body of the request of a call.
macro_rules! assert_sent {
    ($call:expr, $line:expr) => {{
        let request = sent($call).await;
        assert_eq!(line(&request), $line);
        assert!(request.body().is_empty(), "{}", $line);
        assert_eq!(request.header("content-type"), None, "{}", $line);
    }};
    ($call:expr, $line:expr, $body:expr) => {{
        let request = sent($call).await;
        assert_eq!(line(&request), $line);
        assert_eq!(request.json::<Value>().expect("JSON"), $body, "{}", $line);
    }};
}

fn store() -> VectorStoreId {
    "vs_1".into()
}

fn file() -> FileId {
    "file-1".into()
}

fn batch() -> VectorStoreFileBatchId {
    "vsfb_1".into()
}

#[tokio::test]
async fn files() {
    assert_sent!(|it| it.files().list(), "GET /files");
    assert_sent!(
        |it| it.files().list().purpose("fine-tune").limit(10_000).order(Order::Asc).after("file-9"),
        "GET /files?purpose=fine-tune&limit=10000&order=asc&after=file-9"
    );
    assert_sent!(|it| it.files().retrieve(&file()), "GET /files/file-1");
    assert_sent!(|it| it.files().content(&file()), "GET /files/file-1/content");
    assert_sent!(|it| it.files().content_stream(&file()), "GET /files/file-1/content");
    assert_sent!(|it| it.files().delete(&file()), "DELETE /files/file-1");
}

#[tokio::test]
async fn uploads() {
    let upload = UploadId::from("upload_1");
    let announced = json!({
        "filename": "a.txt", "purpose": "user_data", "bytes": 5, "mime_type": "text/plain",
    });
    let body = CreateUpload::new("a.txt", FilePurpose::UserData, 5, "text/plain");
    assert_sent!(|it| it.uploads().create(&body), "POST /uploads", announced);
    let body = CompleteUpload::new(["part_2", "part_1"]);
    assert_sent!(
        |it| it.uploads().complete(&upload, &body),
        "POST /uploads/upload_1/complete",
        json!({ "part_ids": ["part_2", "part_1"] })
    );
    assert_sent!(|it| it.uploads().cancel(&upload), "POST /uploads/upload_1/cancel");
}

#[tokio::test]
async fn vector_stores() {
    let create = CreateVectorStore::new();
    assert_sent!(|it| it.vector_stores().create(&create), "POST /vector_stores", json!({}));
    assert_sent!(|it| it.vector_stores().retrieve(&store()), "GET /vector_stores/vs_1");
    let modify = ModifyVectorStore::new().clear_name();
    assert_sent!(
        |it| it.vector_stores().modify(&store(), &modify),
        "POST /vector_stores/vs_1",
        json!({ "name": null })
    );
    assert_sent!(|it| it.vector_stores().delete(&store()), "DELETE /vector_stores/vs_1");
    assert_sent!(
        |it| it.vector_stores().list().limit(3).order(Order::Desc).after("vs_2").before("vs_9"),
        "GET /vector_stores?limit=3&order=desc&after=vs_2&before=vs_9"
    );
    let search = SearchVectorStore::new("Return?").filters(Filter::eq("year", 2026));
    assert_sent!(
        |it| it.vector_stores().search(&store(), &search),
        "POST /vector_stores/vs_1/search",
        json!({ "query": "Return?", "filters": { "type": "eq", "key": "year", "value": 2026 } })
    );
}

#[tokio::test]
async fn files_of_a_vector_store() {
    let create = CreateVectorStoreFile::new("file-1").attributes([("region", "eu")]);
    assert_sent!(
        |it| it.vector_store_files().create(&store(), &create),
        "POST /vector_stores/vs_1/files",
        json!({ "file_id": "file-1", "attributes": { "region": "eu" } })
    );
    let line = "GET /vector_stores/vs_1/files/file-1";
    assert_sent!(|it| it.vector_store_files().retrieve(&store(), &file()), line);
    let clear = full::clear_vector_store_file();
    assert_sent!(
        |it| it.vector_store_files().modify(&store(), &file(), &clear),
        "POST /vector_stores/vs_1/files/file-1",
        json!({ "attributes": null })
    );
    let line = "DELETE /vector_stores/vs_1/files/file-1";
    assert_sent!(|it| it.vector_store_files().delete(&store(), &file()), line);
    assert_sent!(
        |it| {
            let list = it.vector_store_files().list(&store()).limit(3).order(Order::Asc);
            list.after("file-2").before("file-9").filter(VectorStoreFileStatus::Failed)
        },
        "GET /vector_stores/vs_1/files?limit=3&order=asc&after=file-2&before=file-9&filter=failed"
    );
    let line = "GET /vector_stores/vs_1/files/file-1/content";
    assert_sent!(|it| it.vector_store_files().content(&store(), &file()), line);
}

#[tokio::test]
async fn batches_of_a_vector_store() {
    let create = CreateVectorStoreFileBatch::of_ids(["file-1", "file-2"]);
    assert_sent!(
        |it| it.vector_store_file_batches().create(&store(), &create),
        "POST /vector_stores/vs_1/file_batches",
        json!({ "file_ids": ["file-1", "file-2"] })
    );
    let line = "GET /vector_stores/vs_1/file_batches/vsfb_1";
    assert_sent!(|it| it.vector_store_file_batches().retrieve(&store(), &batch()), line);
    let line = "POST /vector_stores/vs_1/file_batches/vsfb_1/cancel";
    assert_sent!(|it| it.vector_store_file_batches().cancel(&store(), &batch()), line);
    assert_sent!(
        |it| {
            let list = it.vector_store_file_batches().list_files(&store(), &batch()).limit(3);
            list.order(Order::Asc).after("file-2").before("file-9").filter("in_progress")
        },
        "GET /vector_stores/vs_1/file_batches/vsfb_1/files\
         ?limit=3&order=asc&after=file-2&before=file-9&filter=in_progress"
    );
}

#[tokio::test]
async fn the_beta_header_goes_out_with_vector_stores_only() {
    let store = sent(|it| it.vector_stores().list()).await;
    assert_eq!(store.header("openai-beta"), Some("assistants=v2"));
    let file = sent(|it| it.files().list()).await;
    assert_eq!(file.header("openai-beta"), None);
    let upload = sent(|it| it.uploads().cancel(&"upload_1".into())).await;
    assert_eq!(upload.header("openai-beta"), None);
}

#[tokio::test]
async fn the_content_of_a_file_is_whole_or_a_stream() {
    // No UTF-8, and no JSON.
    const CONTENT: &[u8] = b"\xff\x00{\r\n";
    let mock = Mock::<OpenAi>::new()
        .on(|_: FilesContentRequest| async move { Ok(Bytes::from_static(CONTENT)) })
        .on(|_: FilesContentStreamRequest| async move { Ok(CONTENT.to_vec().into()) });
    let files = client(&mock).files();
    assert_eq!(files.content(&file()).await.expect("bytes"), CONTENT);
    let stream = files.content_stream(&file()).await.expect("a stream");
    let chunks: Vec<Bytes> = stream.try_collect().await.expect("bytes");
    assert_eq!(chunks.concat(), CONTENT);
}

/// Three files on pages of two, the last of which says so.
#[tokio::test]
async fn files_are_listed_by_the_id_of_the_last() {
    let mock = Mock::<OpenAi>::new().on(|request: FilesListRequest| async move {
        let first = request.after.is_none();
        let ids: &[&str] = if first { &["file-1", "file-2"] } else { &["file-3"] };
        let page = Page::new().data(ids.iter().map(|id| FileObject::new(*id)));
        Ok(page.has_more(first))
    });
    let files = client(&mock).files().list().purpose(FilePurpose::Batch).items();
    let ids: Vec<FileId> = files.map_ok(|file| file.id).try_collect().await.expect("files");
    assert_eq!(ids, ["file-1", "file-2", "file-3"]);
    let queries: Vec<String> = mock.requests().iter().map(|it| it.query().to_owned()).collect();
    assert_eq!(queries, ["purpose=batch", "purpose=batch&after=file-2"]);
}

#[tokio::test]
async fn a_search_is_repeated_after_a_failure() {
    let results = json!({ "search_query": ["Return?"], "data": [{ "file_id": "file-1" }] });
    let transport = Scripted::new([Reply::json(503, "{}"), Reply::json(200, results.to_string())]);
    let builder = OpenAi::builder().transport(transport.clone()).credential("sk-1").retries(1);
    let openai = builder.build().expect("a client");
    let body = SearchVectorStore::new("Return?");
    let results = openai.vector_stores().search(&store(), &body).await.expect("results");
    assert_eq!(transport.attempts(), 2);
    assert_eq!(results.into_iter().map(|it| it.file_id).collect::<Vec<_>>(), ["file-1"]);
}

/// Polls an object that has these states, one after the other, and returns how often it was requested.
async fn looks<T: DeserializeOwned + Send + 'static>(
    statuses: &[&str],
    poll: impl FnOnce(OpenAi) -> Poller<'static, T>,
) -> usize {
    let replies = statuses.iter().map(|status| json!({ "id": "some_1", "status": status }));
    let transport = Scripted::new(replies.map(|reply| Reply::json(200, reply.to_string())));
    let builder = OpenAi::builder().transport(transport.clone()).credential("sk-1").retries(0);
    poll(builder.build().expect("a client")).await.map(drop).expect("a settled object");
    transport.attempts()
}

#[tokio::test(start_paused = true)]
async fn what_is_being_processed_is_polled_until_it_is_settled() {
    for last in ["processed", "error", "deleted"] {
        let statuses = ["uploaded", "a_status_of_tomorrow", last, "uploaded"];
        assert_eq!(looks(&statuses, |it| it.files().retrieve(&file()).poll()).await, 3);
    }
    for last in ["completed", "expired"] {
        let statuses = ["in_progress", "a_status_of_tomorrow", last, "in_progress"];
        assert_eq!(looks(&statuses, |it| it.vector_stores().retrieve(&store()).poll()).await, 3);
    }
    for last in ["completed", "cancelled", "failed"] {
        let statuses = ["in_progress", "a_status_of_tomorrow", last, "in_progress"];
        let poll = |it: OpenAi| it.vector_store_files().retrieve(&store(), &file()).poll();
        assert_eq!(looks(&statuses, poll).await, 3);
        let poll = |it: OpenAi| it.vector_store_file_batches().retrieve(&store(), &batch()).poll();
        assert_eq!(looks(&statuses, poll).await, 3);
    }
}
