//! Vector stores and their files: how they move on, expire and are searched.

use std::time::Duration;

use futures_util::TryStreamExt;
use schematic_openai::emulator::Emulator;
use schematic_openai::{
    AttributeValue, ChunkingStrategy, CreateVectorStore, CreateVectorStoreFile, FileAttributes,
    FileId, Filter, ModifyVectorStore, ModifyVectorStoreFile, OpenAi, Order, SearchRankingOptions,
    SearchVectorStore, UsedChunkingStrategy, VectorStore, VectorStoreExpiration, VectorStoreFile,
    VectorStoreFileErrorCode, VectorStoreFileStatus, VectorStoreId, VectorStoreStatus,
};
use schematic_tests::watched;

use crate::{HandClock, file, refusal};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

async fn store(openai: &OpenAi, files: &[FileId]) -> VectorStore {
    openai.vector_stores().create(&CreateVectorStore::new().file_ids(files)).await.unwrap()
}

/// Retrieves a store until it is settled.
async fn settle(openai: &OpenAi, store: &VectorStore) -> VectorStore {
    openai.vector_stores().retrieve(&store.id).poll().await.unwrap()
}

/// Returns how many files are in progress, completed, failed, cancelled and there.
fn counts(store: &VectorStore) -> [u64; 5] {
    let counts = store.file_counts.as_ref().unwrap();
    [counts.in_progress, counts.completed, counts.failed, counts.cancelled, counts.total]
}

#[tokio::test]
async fn a_file_is_processed_as_it_is_looked_at() {
    let openai = watched::client(&Emulator::new());
    let note = file(&openai, "note.md", "The tide is high.").await;
    let made = store(&openai, std::slice::from_ref(&note)).await;
    assert!(made.id.as_str().starts_with("vs_"), "{}", made.id);
    assert_eq!(
        (made.status.as_ref(), counts(&made)),
        (Some(&VectorStoreStatus::InProgress), [1, 0, 0, 0, 1])
    );
    assert_eq!((made.usage_bytes, made.last_active_at), (Some(0), Some(made.created_at)));
    let retrieve = async || openai.vector_stores().retrieve(&made.id).await.unwrap();
    assert_eq!(retrieve().await.status, Some(VectorStoreStatus::InProgress));
    let ready = retrieve().await;
    assert_eq!(
        (ready.status.as_ref(), counts(&ready)),
        (Some(&VectorStoreStatus::Completed), [0, 1, 0, 0, 1])
    );
    assert_eq!(ready.usage_bytes, Some(17));
    let read = openai.vector_store_files().retrieve(&made.id, &note).await.unwrap();
    assert_eq!((read.status, read.usage_bytes), (Some(VectorStoreFileStatus::Completed), Some(17)));
}

#[tokio::test]
async fn a_file_is_processed_whatever_is_read() {
    for way in 0..6 {
        let openai = watched::client(&Emulator::new());
        let note = file(&openai, "note.md", "The tide is high.").await;
        let made = store(&openai, std::slice::from_ref(&note)).await;
        let (stores, files) = (openai.vector_stores(), openai.vector_store_files());
        let query = SearchVectorStore::new("tide");
        for _ in 0..2 {
            match way {
                0 => drop(stores.list().await.unwrap()),
                1 => drop(files.list(&made.id).await.unwrap()),
                2 => drop(files.retrieve(&made.id, &note).await.unwrap()),
                3 => drop(files.content(&made.id, &note).await.unwrap()),
                4 => drop(stores.search(&made.id, &query).await.unwrap()),
                _ => drop(stores.retrieve(&made.id).await.unwrap()),
            }
        }
        // What changes a store shows it as it was seen last.
        let seen = stores.modify(&made.id, &ModifyVectorStore::new()).await.unwrap();
        assert_eq!(seen.status, Some(VectorStoreStatus::Completed), "way {way}");
    }
}

#[tokio::test]
async fn what_changes_a_store_moves_nothing_on() {
    let openai = watched::client(&Emulator::new());
    let (note, other) = (file(&openai, "a.md", "x").await, file(&openai, "b.md", "y").await);
    let made = store(&openai, &[note.clone(), other.clone()]).await;
    let change = ModifyVectorStoreFile::replace([("a", "b")]);
    for _ in 0..3 {
        openai.vector_stores().modify(&made.id, &ModifyVectorStore::new().name("n")).await.unwrap();
        openai.vector_store_files().modify(&made.id, &note, &change).await.unwrap();
    }
    openai.vector_store_files().delete(&made.id, &other).await.unwrap();
    let seen = openai.vector_stores().modify(&made.id, &ModifyVectorStore::new()).await.unwrap();
    assert_eq!((counts(&seen), seen.name.as_deref()), ([1, 0, 0, 0, 1], Some("n")));
}

#[tokio::test]
async fn what_is_not_text_fails() {
    let openai = watched::client(&Emulator::new());
    let image = file(&openai, "a.png", &b"\x89PNG\r\n\x1a\n\0\xff"[..]).await;
    let empty = file(&openai, "b.txt", "").await;
    let made = store(&openai, &[image.clone(), empty.clone()]).await;
    assert_eq!(counts(&settle(&openai, &made).await), [0, 0, 2, 0, 2]);
    for (file, code, message) in [
        (image, VectorStoreFileErrorCode::UnsupportedFile, "The file type is not supported."),
        (
            empty,
            VectorStoreFileErrorCode::InvalidFile,
            "The file could not be parsed because it is empty.",
        ),
    ] {
        let read = openai.vector_store_files().retrieve(&made.id, &file).await.unwrap();
        assert_eq!((read.status, read.usage_bytes), (Some(VectorStoreFileStatus::Failed), Some(0)));
        let error = read.last_error.unwrap();
        assert_eq!((error.code, error.message.as_str()), (code, message));
        assert!(
            openai.vector_store_files().content(&made.id, &file).await.unwrap().data.is_empty()
        );
    }
}

#[tokio::test]
async fn a_store_is_created_changed_listed_and_deleted() {
    let openai = watched::client(&Emulator::new());
    let stores = openai.vector_stores();
    let body = CreateVectorStore::new()
        .name("FAQ")
        .description("What people ask.")
        .metadata([("a", "b")])
        .expires_after(VectorStoreExpiration::after_last_use(7));
    let made = stores.create(&body).await.unwrap();
    assert_eq!(
        (made.name.as_deref(), made.description.as_deref()),
        (Some("FAQ"), Some("What people ask."))
    );
    assert_eq!(
        (made.status.as_ref(), counts(&made)),
        (Some(&VectorStoreStatus::Completed), [0; 5])
    );
    let change = ModifyVectorStore::new().clear_name().clear_metadata().clear_expires_after();
    let changed = stores.modify(&made.id, &change).await.unwrap();
    assert_eq!((changed.name.as_deref(), changed.expires_at), (Some(""), None));
    assert!(changed.metadata.as_ref().unwrap().is_empty());
    assert_eq!(stores.retrieve(&made.id).await.unwrap(), changed);
    let mut ids = vec![made.id.clone()];
    for _ in 0..4 {
        ids.push(store(&openai, &[]).await.id);
    }
    let listed = stores.list().order(Order::Asc).limit(2).items().map_ok(|store| store.id);
    assert_eq!(listed.try_collect::<Vec<_>>().await.unwrap(), ids);
    let deleted = stores.delete(&made.id).await.unwrap();
    assert_eq!((deleted.object.as_str(), deleted.deleted), ("vector_store.deleted", true));
    let message = format!("No vector store found with id '{}'.", made.id);
    let note = file(&openai, "a.md", "x").await;
    let files = openai.vector_store_files();
    for refused in [
        refusal(stores.retrieve(&made.id).await),
        refusal(stores.modify(&made.id, &change).await),
        refusal(stores.delete(&made.id).await),
        refusal(stores.search(&made.id, &SearchVectorStore::new("x")).await),
        refusal(files.create(&made.id, &CreateVectorStoreFile::new(&note)).await),
        refusal(files.list(&made.id).await),
    ] {
        assert_eq!((refused.0.as_u16(), &refused.1), (404, &message));
    }
}

#[tokio::test]
async fn a_store_expires_after_its_last_use() {
    let clock = HandClock::new();
    let openai = watched::client(&Emulator::new().clock(clock.clone()));
    let (stores, files) = (openai.vector_stores(), openai.vector_store_files());
    let note = file(&openai, "a.md", "The tide is high.").await;
    let body = CreateVectorStore::new().expires_after(VectorStoreExpiration::after_last_use(2));
    let made = stores.create(&body).await.unwrap();
    let days = |store: &VectorStore| {
        (store.expires_at.unwrap().seconds() - made.created_at.seconds()) / DAY.as_secs() as i64
    };
    assert_eq!(days(&made), 2);
    clock.advance(DAY);
    assert_eq!(days(&stores.retrieve(&made.id).await.unwrap()), 2, "looking is no use");
    files.create(&made.id, &CreateVectorStoreFile::new(&note)).await.unwrap();
    assert_eq!(days(&stores.retrieve(&made.id).await.unwrap()), 3);
    clock.advance(DAY);
    stores.search(&made.id, &SearchVectorStore::new("tide")).await.unwrap();
    let longer = ModifyVectorStore::new().expires_after(VectorStoreExpiration::after_last_use(5));
    assert_eq!(days(&stores.modify(&made.id, &longer).await.unwrap()), 7);
    clock.advance(DAY * 5);
    let expired = stores.retrieve(&made.id).await.unwrap();
    assert_eq!((days(&expired), expired.status), (7, Some(VectorStoreStatus::Expired)));
    // It does not come back.
    let changed = stores.modify(&made.id, &ModifyVectorStore::new().clear_expires_after()).await;
    assert_eq!(changed.unwrap().status, Some(VectorStoreStatus::Expired));
    assert_eq!(files.list(&made.id).await.unwrap().data.len(), 1);
    let message = format!("Vector store '{}' is expired.", made.id);
    let search = refusal(stores.search(&made.id, &SearchVectorStore::new("tide")).await);
    let added = refusal(files.create(&made.id, &CreateVectorStoreFile::new(&note)).await);
    for refused in [search, added] {
        assert_eq!((refused.0.as_u16(), &refused.1), (400, &message));
    }
}

#[tokio::test]
async fn files_are_added_changed_listed_and_removed() {
    let openai = watched::client(&Emulator::new());
    let (made, files) = (store(&openai, &[]).await, openai.vector_store_files());
    let mut ids = Vec::new();
    for number in 0..3 {
        let id = file(&openai, "a.md", format!("Number {number}")).await;
        let body = CreateVectorStoreFile::new(&id)
            .attributes([("number", number)])
            .chunking_strategy(ChunkingStrategy::fixed(100 + number as u32, 0));
        let added = files.create(&made.id, &body).await.unwrap();
        assert_eq!((&added.id, &added.vector_store_id), (&id, &made.id));
        let Some(UsedChunkingStrategy::Static(used)) = &added.chunking_strategy else { panic!() };
        assert_eq!(used.size.max_chunk_size_tokens, 100 + number as u32);
        ids.push(id);
    }
    let listed = async |filter: VectorStoreFileStatus| {
        let items = files.list(&made.id).order(Order::Asc).limit(2).filter(filter).items();
        items.map_ok(|file: VectorStoreFile| file.id).try_collect::<Vec<_>>().await.unwrap()
    };
    assert_eq!(listed(VectorStoreFileStatus::Failed).await, [] as [FileId; 0]);
    assert_eq!(listed(VectorStoreFileStatus::Completed).await, ids);
    let number = |file: &VectorStoreFile| {
        file.attributes.as_ref().unwrap().get("number").and_then(AttributeValue::as_f64)
    };
    assert_eq!(number(&files.retrieve(&made.id, &ids[2]).await.unwrap()), Some(2.0));
    let change = ModifyVectorStoreFile::replace([("number", 7)]);
    assert_eq!(number(&files.modify(&made.id, &ids[2], &change).await.unwrap()), Some(7.0));
    let clear = ModifyVectorStoreFile::clear();
    let cleared = files.modify(&made.id, &ids[2], &clear).await.unwrap();
    assert_eq!(cleared.attributes, Some(FileAttributes::new()));
    let deleted = files.delete(&made.id, &ids[0]).await.unwrap();
    assert_eq!((deleted.object.as_str(), deleted.deleted), ("vector_store.file.deleted", true));
    // The file itself remains, until it is deleted, which removes it from the store.
    openai.files().retrieve(&ids[0]).await.unwrap();
    openai.files().delete(&ids[1]).await.unwrap();
    let message =
        |id: &FileId| format!("No file found with id '{id}' in vector store '{}'.", made.id);
    for id in &ids[..2] {
        for refused in [
            refusal(files.retrieve(&made.id, id).await),
            refusal(files.modify(&made.id, id, &change).await),
            refusal(files.content(&made.id, id).await),
            refusal(files.delete(&made.id, id).await),
        ] {
            assert_eq!((refused.0.as_u16(), refused.1), (404, message(id)));
        }
    }
    assert_eq!(counts(&settle(&openai, &made).await), [0, 1, 0, 0, 1]);
}

#[tokio::test]
async fn a_file_that_is_added_again_is_processed_again() {
    let openai = watched::client(&Emulator::new());
    let note = file(&openai, "a.md", "x").await;
    let made = store(&openai, std::slice::from_ref(&note)).await;
    settle(&openai, &made).await;
    let body = CreateVectorStoreFile::new(&note).attributes([("a", "b")]);
    let again = openai.vector_store_files().create(&made.id, &body).await.unwrap();
    assert_eq!(again.status, Some(VectorStoreFileStatus::InProgress));
    assert_eq!(counts(&settle(&openai, &made).await), [0, 1, 0, 0, 1]);
}

#[tokio::test]
async fn unknown_files_are_not_added() {
    let openai = watched::client(&Emulator::new());
    let note = file(&openai, "a.md", "x").await;
    let made = store(&openai, &[]).await;
    let unknown = FileId::from("file-none");
    let body = CreateVectorStore::new().file_ids([&note, &unknown]);
    for refused in [
        refusal(openai.vector_stores().create(&body).await),
        refusal(
            openai
                .vector_store_files()
                .create(&made.id, &CreateVectorStoreFile::new(&unknown))
                .await,
        ),
    ] {
        assert_eq!(
            (refused.0.as_u16(), refused.1.as_str()),
            (404, "No file found with id 'file-none'.")
        );
    }
    assert_eq!(openai.vector_stores().list().await.unwrap().data.len(), 1);
    assert!(openai.vector_store_files().list(&made.id).await.unwrap().data.is_empty());
}

#[tokio::test]
async fn an_expired_file_leaves_its_stores() {
    let clock = HandClock::new();
    let openai = watched::client(&Emulator::new().clock(clock.clone()));
    let body = schematic_openai::CreateFile::new(
        schematic_openai::FilePurpose::Assistants,
        schematic_openai::FilePart::new("a.md", "The tide is high."),
    );
    let body = body.expires_after(schematic_openai::FileExpiration::after_creation(3600));
    let note = openai.files().create(body).await.unwrap().id;
    let made = store(&openai, &[note]).await;
    assert_eq!(counts(&settle(&openai, &made).await), [0, 1, 0, 0, 1]);
    clock.advance(Duration::from_secs(3600));
    let query = SearchVectorStore::new("tide");
    assert!(openai.vector_stores().search(&made.id, &query).await.unwrap().data.is_empty());
    assert_eq!(counts(&settle(&openai, &made).await), [0; 5]);
}

#[tokio::test]
async fn the_content_of_a_file_is_its_chunks() {
    let openai = watched::client(&Emulator::new());
    let text = (0..250).map(|number| format!("word{number}")).collect::<Vec<_>>().join(" ");
    let note = file(&openai, "a.md", text).await;
    let body = CreateVectorStore::new()
        .file_ids([&note])
        .chunking_strategy(ChunkingStrategy::fixed(100, 0));
    let made = openai.vector_stores().create(&body).await.unwrap();
    settle(&openai, &made).await;
    let content = openai.vector_store_files().content(&made.id, &note).await.unwrap();
    assert!(content.data.len() > 2, "{}", content.data.len());
    assert_eq!((content.has_more, &content.next_page), (Some(false), &None));
    let text = content.text();
    assert!(text.starts_with("word0 ") && text.ends_with("word249"), "{text}");
}

async fn library(openai: &OpenAi) -> (VectorStoreId, [FileId; 3]) {
    let made = store(openai, &[]).await.id;
    let mut ids = Vec::new();
    for (name, text, region) in [
        ("tide.md", "The tide is high at noon. The tide turns.", "eu"),
        ("wind.md", "The wind turns at night.", "eu"),
        ("rain.md", "Rain falls at noon.", "us"),
    ] {
        let id = file(openai, name, text).await;
        let body = CreateVectorStoreFile::new(&id).attributes([("region", region)]);
        openai.vector_store_files().create(&made, &body).await.unwrap();
        ids.push(id);
    }
    openai.vector_stores().retrieve(&made).poll().await.unwrap();
    (made, ids.try_into().unwrap())
}

#[tokio::test]
async fn a_search_finds_chunks_best_first() {
    let openai = watched::client(&Emulator::new());
    let (store, [tide, wind, rain]) = library(&openai).await;
    let search = async |body: SearchVectorStore| {
        let page = openai.vector_stores().search(&store, &body).await.unwrap();
        assert_eq!(page.search_query, body.query);
        assert!(page.data.is_sorted_by(|a, b| a.score >= b.score));
        page.data
    };
    let found = search(SearchVectorStore::new(["high tide"])).await;
    assert_eq!((&found[0].file_id, found[0].filename.as_str()), (&tide, "tide.md"));
    assert_eq!(found[0].text(), "The tide is high at noon. The tide turns.");
    assert_eq!(found[0].attributes, Some(FileAttributes::from([("region", "eu")])));
    let ids = |found: Vec<schematic_openai::SearchResult>| {
        let mut ids: Vec<_> = found.into_iter().map(|result| result.file_id).collect();
        ids.sort();
        ids
    };
    let sorted = |mut ids: Vec<&FileId>| {
        ids.sort();
        ids.into_iter().cloned().collect::<Vec<_>>()
    };
    let several = search(SearchVectorStore::new(["wind", "rain"])).await;
    assert_eq!(ids(several), sorted(vec![&wind, &rain]));
    let noon = || SearchVectorStore::new(["noon"]);
    assert_eq!(ids(search(noon()).await), sorted(vec![&tide, &rain]));
    assert_eq!(search(noon().max_num_results(1)).await.len(), 1);
    assert_eq!(ids(search(noon().filters(Filter::eq("region", "us"))).await), [rain]);
    let strict = SearchRankingOptions::new().score_threshold(1.0);
    assert_eq!(search(noon().ranking_options(strict)).await, []);
    assert_eq!(search(SearchVectorStore::new(["snow"])).await, []);
}

#[tokio::test]
async fn a_search_finds_only_what_is_processed() {
    let openai = watched::client(&Emulator::new());
    let note = file(&openai, "a.md", "The tide is high.").await;
    let made = store(&openai, &[note]).await;
    let mut found = Vec::new();
    for _ in 0..3 {
        let query = SearchVectorStore::new("tide");
        found.push(openai.vector_stores().search(&made.id, &query).await.unwrap().data.len());
    }
    assert_eq!(found, [0, 1, 1]);
}
