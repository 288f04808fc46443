//! Files.

use std::time::Duration;

use futures_util::TryStreamExt;
use schematic_anthropic::emulator::Emulator;
use schematic_anthropic::*;
use schematic_api::StatusCode;

use crate::{HandClock, MODEL, ask, client, invalid, refusal};

async fn upload(claude: &Anthropic, name: &str) -> FileMetadata {
    let file = FilePart::new(name, "north up").with_media_type("text/plain");
    claude.files().upload(UploadFile::new(file)).await.unwrap()
}

#[tokio::test]
async fn a_file_is_uploaded_and_deleted() {
    let claude = client(&Emulator::new());
    let file = upload(&claude, "chart.txt").await;
    assert_eq!(
        (file.filename.as_str(), file.mime_type.as_str(), file.size_bytes),
        ("chart.txt", "text/plain", 8)
    );
    assert_eq!(file.downloadable, Some(false));
    assert_eq!(claude.files().retrieve(&file.id).await.unwrap(), file);
    let deleted = claude.files().delete(&file.id).await.unwrap();
    assert_eq!(deleted, DeletedFile::new(file.id.clone()));
    assert_eq!(refusal(claude.files().retrieve(&file.id).await).0, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn files_are_listed_in_pages_or_by_their_ids() {
    let claude = client(&Emulator::new());
    let mut ids = Vec::new();
    for number in 0..5 {
        ids.push(upload(&claude, &format!("{number}.txt")).await.id);
    }
    let page = claude.files().list().limit(2).await.unwrap();
    let names: Vec<_> = page.data.iter().map(|file| file.filename.as_str()).collect();
    assert_eq!(names, ["4.txt", "3.txt"]);
    assert!(page.next_page.is_some());
    let all: Vec<_> = claude.files().list().limit(2).items().try_collect().await.unwrap();
    assert_eq!(all.len(), 5);
    let some = claude.files().list().ids([&ids[0], &ids[3]]).await.unwrap();
    assert_eq!((some.data.len(), some.next_page), (2, None));
    assert!(invalid(claude.files().list().ids([&ids[0]]).limit(2).await).starts_with("ids[]: "));
    assert!(invalid(claude.files().list().page("page_x").await).starts_with("page: "));
    assert!(invalid(claude.files().list().limit(0).await).starts_with("limit: "));
}

#[tokio::test]
async fn only_what_a_container_made_can_be_downloaded() {
    let emulator = Emulator::new();
    let claude = client(&emulator);
    let file = upload(&claude, "chart.txt").await;
    let refused = claude.files().content(&file.id).await.unwrap_err();
    let body = refused.api::<ErrorResponse>().unwrap();
    assert_eq!(
        (refused.status().unwrap().as_u16(), body.error_code()),
        (400, Some("file_not_downloadable"))
    );
    let made = emulator.add_file("report.txt", "text/plain", "calm");
    assert_eq!(claude.files().content(&made.id).await.unwrap(), "calm");
    let stream = claude.files().content_stream(&made.id).await.unwrap();
    assert_eq!(stream.try_collect::<Vec<_>>().await.unwrap().concat(), b"calm");
}

#[tokio::test]
async fn the_model_makes_files() {
    let claude = client(&Emulator::new());
    let request = ask("North up").tools([Tool::code_execution()]).tool_choice(ToolChoice::any());
    let message = claude.messages().create(&request).await.unwrap();
    assert!(message.container.is_some());
    let ContentBlock::CodeExecutionToolResult(result) = &message.content[1] else {
        panic!("{message:?}")
    };
    let CodeExecutionToolResult::Result(result) = &result.content else { panic!("{message:?}") };
    assert_eq!(claude.files().content(&result.content[0].file_id).await.unwrap(), "North up");
}

#[tokio::test]
async fn files_expire() {
    let clock = HandClock::new();
    let claude = client(&Emulator::new().clock(clock.clone()));
    let file = || FilePart::new("chart.txt", "north up");
    let kept =
        claude.files().upload(UploadFile::new(file()).expires_in_seconds(3600)).await.unwrap();
    assert_eq!(kept.created_at.as_str(), "2023-11-14T22:13:20Z");
    assert_eq!(kept.expires_at.as_ref().unwrap().as_str(), "2023-11-14T23:13:20Z");
    clock.advance(Duration::from_secs(3600));
    let gone = claude.files().retrieve(&kept.id).await.unwrap_err();
    let body = gone.api::<ErrorResponse>().unwrap();
    assert_eq!((gone.status().unwrap().as_u16(), body.error_code()), (404, Some("file_expired")));
    assert!(claude.files().list().await.unwrap().data.is_empty());
    for seconds in [3599, 7_776_001] {
        let refused =
            claude.files().upload(UploadFile::new(file()).expires_in_seconds(seconds)).await;
        assert!(invalid(refused).starts_with("expires_in_seconds: "));
    }
}

#[tokio::test]
async fn an_uploaded_text_is_cited() {
    let claude = client(&Emulator::new());
    let file = upload(&claude, "chart.txt").await;
    let source = DocumentSource::File(FileSource::new(&file.id));
    let document = DocumentBlock::new(source).citations(CitationsConfig::on());
    let blocks = [ContentBlock::Document(document), ContentBlock::text("Which way?")];
    let message = claude.messages().create(&CreateMessage::ask(MODEL, 100, blocks)).await.unwrap();
    let ContentBlock::Text(block) = &message.content[0] else { panic!("{message:?}") };
    let Some([Citation::CharLocation(place)]) = block.citations.as_deref() else {
        panic!("{block:?}")
    };
    assert_eq!((place.cited_text.as_str(), place.end_char_index), ("north up", 8));
    assert_eq!(place.file_id.as_ref(), Some(&file.id));
}

#[tokio::test]
async fn a_message_needs_the_files_that_it_names() {
    let claude = client(&Emulator::new());
    let file = upload(&claude, "chart.pdf").await;
    let document = |id: &FileId| {
        let source = DocumentSource::File(FileSource::new(id));
        let block = ContentBlock::Document(DocumentBlock::new(source));
        CreateMessage::ask(MODEL, 100, [block, ContentBlock::text("What?")])
    };
    assert_eq!(claude.messages().create(&document(&file.id)).await.unwrap().text(), "What?");
    let (status, _, message) = refusal(claude.messages().create(&document(&"file_x".into())).await);
    assert_eq!((status, message.as_str()), (StatusCode::NOT_FOUND, "File not found: file_x"));
}
