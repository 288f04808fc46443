//! Batches: files that are added together.

use futures_util::TryStreamExt;
use schematic_openai::emulator::Emulator;
use schematic_openai::{
    AttributeValue, ChunkingStrategy, CreateVectorStore, CreateVectorStoreFile,
    CreateVectorStoreFileBatch, FileId, OpenAi, Order, VectorStoreFileBatch,
    VectorStoreFileBatchId, VectorStoreFileStatus, VectorStoreId,
};
use schematic_tests::watched;

use crate::{file, refusal};

async fn shelf() -> (OpenAi, VectorStoreId) {
    let openai = watched::client(&Emulator::new());
    let store = openai.vector_stores().create(&CreateVectorStore::new()).await.unwrap();
    (openai, store.id)
}

/// Returns how many files are in progress, completed, failed, cancelled and there.
fn counts(batch: &VectorStoreFileBatch) -> [u64; 5] {
    let counts = &batch.file_counts;
    [counts.in_progress, counts.completed, counts.failed, counts.cancelled, counts.total]
}

async fn texts(openai: &OpenAi, count: usize) -> Vec<FileId> {
    let mut ids = Vec::new();
    for number in 0..count {
        ids.push(file(openai, "a.md", format!("Number {number}")).await);
    }
    ids
}

#[tokio::test]
async fn a_batch_ends_when_its_files_do() {
    let (openai, store) = shelf().await;
    let batches = openai.vector_store_file_batches();
    let mut ids = texts(&openai, 3).await;
    ids.push(file(&openai, "a.png", &b"\x89PNG\0\xff"[..]).await);
    let body = CreateVectorStoreFileBatch::of_ids(&ids)
        .attributes([("region", "eu")])
        .chunking_strategy(ChunkingStrategy::fixed(200, 0));
    let made = batches.create(&store, &body).await.unwrap();
    assert!(made.id.as_str().starts_with("vsfb_"), "{}", made.id);
    assert_eq!(
        (&made.status, counts(&made)),
        (&VectorStoreFileStatus::InProgress, [4, 0, 0, 0, 4])
    );
    let seen = batches.retrieve(&store, &made.id).await.unwrap();
    assert_eq!(seen.status, VectorStoreFileStatus::InProgress);
    let done = batches.retrieve(&store, &made.id).await.unwrap();
    assert_eq!((&done.status, counts(&done)), (&VectorStoreFileStatus::Completed, [0, 3, 1, 0, 4]));
    let items = batches.list_files(&store, &made.id).order(Order::Asc).limit(2).items();
    let files: Vec<_> = items.try_collect().await.unwrap();
    assert_eq!(
        files.iter().map(|file| &file.id).collect::<Vec<_>>(),
        ids.iter().collect::<Vec<_>>()
    );
    for file in &files {
        let region = file.attributes.as_ref().unwrap().get("region");
        assert_eq!(region.and_then(AttributeValue::as_str), Some("eu"));
    }
    let failed = batches.list_files(&store, &made.id).filter(VectorStoreFileStatus::Failed);
    assert_eq!(failed.await.unwrap().data.len(), 1);
}

#[tokio::test]
async fn files_of_a_batch_may_have_settings_of_their_own() {
    let (openai, store) = shelf().await;
    let ids = texts(&openai, 2).await;
    let first = CreateVectorStoreFile::new(&ids[0]).attributes([("number", 0)]);
    let second = CreateVectorStoreFile::new(&ids[1]).attributes([("number", 1)]);
    let body = CreateVectorStoreFileBatch::of_files([first, second]);
    let batches = openai.vector_store_file_batches();
    let made = batches.create(&store, &body).await.unwrap();
    let done = batches.retrieve(&store, &made.id).poll().await.unwrap();
    assert_eq!(counts(&done), [0, 2, 0, 0, 2]);
    for (number, id) in ids.iter().enumerate() {
        let file = openai.vector_store_files().retrieve(&store, id).await.unwrap();
        let value = file.attributes.as_ref().unwrap().get("number");
        assert_eq!(value.and_then(AttributeValue::as_f64), Some(number as f64));
    }
}

#[tokio::test]
async fn a_batch_of_which_all_files_fail_has_failed() {
    let (openai, store) = shelf().await;
    let image = file(&openai, "a.png", &b"\x89PNG\0\xff"[..]).await;
    let batches = openai.vector_store_file_batches();
    let made = batches.create(&store, &CreateVectorStoreFileBatch::of_ids([image])).await.unwrap();
    let done = batches.retrieve(&store, &made.id).poll().await.unwrap();
    assert_eq!((&done.status, counts(&done)), (&VectorStoreFileStatus::Failed, [0, 0, 1, 0, 1]));
}

#[tokio::test]
async fn cancelling_a_batch_stops_what_is_in_progress() {
    let (openai, store) = shelf().await;
    let ids = texts(&openai, 3).await;
    let batches = openai.vector_store_file_batches();
    let done = CreateVectorStoreFileBatch::of_ids(&ids[..1]);
    let done = batches.create(&store, &done).await.unwrap();
    batches.retrieve(&store, &done.id).poll().await.unwrap();
    let made = batches.create(&store, &CreateVectorStoreFileBatch::of_ids(&ids)).await.unwrap();
    openai.vector_store_files().delete(&store, &ids[0]).await.unwrap();
    let cancelled = batches.cancel(&store, &made.id).await.unwrap();
    assert_eq!(
        (&cancelled.status, counts(&cancelled)),
        (&VectorStoreFileStatus::Cancelled, [0, 0, 0, 2, 2])
    );
    assert_eq!(batches.retrieve(&store, &made.id).await.unwrap(), cancelled);
    for (batch, status) in [(&made, "cancelled"), (&done, "completed")] {
        let refused = refusal(batches.cancel(&store, &batch.id).await);
        let message = format!("Cannot cancel vector store file batch with status '{status}'.");
        assert_eq!((refused.0.as_u16(), refused.1), (400, message));
    }
}

#[tokio::test]
async fn a_batch_with_an_unknown_file_adds_nothing() {
    let (openai, store) = shelf().await;
    let mut ids = texts(&openai, 1).await;
    ids.push("file-none".into());
    let batches = openai.vector_store_file_batches();
    let refused = refusal(batches.create(&store, &CreateVectorStoreFileBatch::of_ids(&ids)).await);
    assert_eq!(
        (refused.0.as_u16(), refused.1.as_str()),
        (404, "No file found with id 'file-none'.")
    );
    assert!(openai.vector_store_files().list(&store).await.unwrap().data.is_empty());
    let unknown = VectorStoreFileBatchId::from("vsfb_none");
    for refused in [
        refusal(batches.retrieve(&store, &unknown).await),
        refusal(batches.cancel(&store, &unknown).await),
        refusal(batches.list_files(&store, &unknown).await),
    ] {
        let message = "No vector store file batch found with id 'vsfb_none'.";
        assert_eq!((refused.0.as_u16(), refused.1.as_str()), (404, message));
    }
}
