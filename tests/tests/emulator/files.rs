//! Files: what is stored, listed, and refused.

use std::time::Duration;

use futures_util::TryStreamExt;
use schematic_openai::emulator::Emulator;
use schematic_openai::{
    CreateFile, FileExpiration, FileId, FilePart, FilePurpose, FileStatus, Order,
};
use schematic_tests::watched;
use serde_json::{Value, json};

use crate::refusals::{KEY, send_to};
use crate::{HandClock, START, file, refusal};

#[tokio::test]
async fn a_file_comes_back_as_it_was_sent() {
    let openai = watched::client(&Emulator::new());
    let content: Vec<u8> = (0..=255).cycle().take(3000).collect();
    let part = FilePart::new("all \"bytes\".bin", content.clone());
    let made = openai.files().create(CreateFile::new(FilePurpose::UserData, part)).await.unwrap();
    assert!(made.id.as_str().starts_with("file-"), "{}", made.id);
    assert_eq!((made.bytes, made.filename.as_str()), (3000, "all \"bytes\".bin"));
    assert_eq!(
        (&made.purpose, &made.status),
        (&FilePurpose::UserData, &Some(FileStatus::Processed))
    );
    assert_eq!(made.expires_at, None);
    assert_eq!(openai.files().retrieve(&made.id).await.unwrap(), made);
    let reply = openai.files().content(&made.id).response().await.unwrap();
    assert_eq!(reply.headers()["content-type"], "application/octet-stream");
    assert_eq!(*reply.value(), content);
    let stream = openai.files().content_stream(&made.id).await.unwrap();
    let chunks: Vec<_> = stream.try_collect().await.unwrap();
    assert_eq!(chunks.concat(), content);
}

#[tokio::test]
async fn files_are_listed_by_purpose_page_and_order() {
    let openai = watched::client(&Emulator::new());
    let mut made = Vec::new();
    for number in 0..25 {
        let purpose = if number % 5 == 0 { FilePurpose::Vision } else { FilePurpose::Assistants };
        let body = CreateFile::new(purpose, FilePart::new(format!("{number}.txt"), "x"));
        made.push(openai.files().create(body).await.unwrap().id);
    }
    let all = openai.files().list().await.unwrap();
    assert_eq!((all.data.len(), all.has_more), (25, Some(false)));
    assert_eq!((&all.data[0].id, all.last_id.as_deref()), (&made[24], Some(made[0].as_str())));
    let images = openai.files().list().purpose(FilePurpose::Vision).order(Order::Asc);
    let images = images.limit(2).items().map_ok(|file| file.id).try_collect::<Vec<_>>();
    assert_eq!(images.await.unwrap(), [0, 5, 10, 15, 20].map(|index| made[index].clone()));
    assert!(openai.files().list().purpose(FilePurpose::Batch).await.unwrap().data.is_empty());
    assert!(openai.files().list().limit(10_000).after(&made[0]).await.unwrap().data.is_empty());
    for limit in [0, 10_001] {
        let refused = refusal(openai.files().list().limit(limit).await);
        assert_eq!((refused.0.as_u16(), refused.2.as_deref()), (400, Some("limit")));
    }
    let unknown = FileId::from("file-none");
    assert_eq!(refusal(openai.files().list().after(&unknown).await).0, 404);
}

#[tokio::test]
async fn a_deleted_file_is_gone() {
    let openai = watched::client(&Emulator::new());
    let id = file(&openai, "a.txt", "x").await;
    let deleted = openai.files().delete(&id).await.unwrap();
    assert_eq!(
        (deleted.id.as_str(), deleted.object.as_str(), deleted.deleted),
        (id.as_str(), "file", true)
    );
    let message = format!("No such File object: {id}");
    for refused in [
        refusal(openai.files().retrieve(&id).await),
        refusal(openai.files().content(&id).await),
        refusal(openai.files().content_stream(&id).await),
        refusal(openai.files().delete(&id).await),
    ] {
        assert_eq!((refused.0.as_u16(), &refused.1), (404, &message));
        assert_eq!(refused.2.as_deref(), Some("id"));
    }
}

#[tokio::test]
async fn a_file_expires_by_the_clock() {
    let clock = HandClock::new();
    let openai = watched::client(&Emulator::new().clock(clock.clone()));
    let create = async |body: CreateFile| openai.files().create(body).await.unwrap();
    let note = || FilePart::new("a.txt", "x");
    let brief = FileExpiration::after_creation(3600);
    let brief = create(CreateFile::new(FilePurpose::UserData, note()).expires_after(brief)).await;
    let lines = FilePart::new("a.jsonl", "{}");
    let batch = create(CreateFile::new(FilePurpose::Batch, lines)).await;
    let kept = create(CreateFile::new(FilePurpose::UserData, note())).await;
    let end = |file: &schematic_openai::FileObject| {
        file.expires_at.map(|end| end.seconds() - START as i64)
    };
    assert_eq!((end(&brief), end(&batch), end(&kept)), (Some(3600), Some(2_592_000), None));
    let listed = async || {
        let page = openai.files().list().order(Order::Asc).await.unwrap();
        page.data.into_iter().map(|file| file.id).collect::<Vec<_>>()
    };
    clock.advance(Duration::from_secs(3599));
    assert_eq!(listed().await, [brief.id.clone(), batch.id.clone(), kept.id.clone()]);
    clock.advance(Duration::from_secs(1));
    assert_eq!(refusal(openai.files().retrieve(&brief.id).await).0, 404);
    assert_eq!(listed().await, [batch.id.clone(), kept.id.clone()]);
    clock.advance(Duration::from_secs(2_592_000));
    assert_eq!(listed().await, std::slice::from_ref(&kept.id));
}

#[tokio::test]
async fn files_for_lines_have_a_name_that_says_so() {
    let openai = watched::client(&Emulator::new());
    for (purpose, api) in [(FilePurpose::Batch, "Batch"), (FilePurpose::FineTune, "Fine-Tuning")] {
        let body = CreateFile::new(purpose.clone(), FilePart::new("a.txt", "{}"));
        let refused = refusal(openai.files().create(body).await);
        assert_eq!(refused.1, format!("Invalid file format for {api} API. Must be .jsonl"));
        let body = CreateFile::new(purpose, FilePart::new("a.jsonl", "{}"));
        openai.files().create(body).await.unwrap();
    }
}

/// Bodies of parts, in which `|` ends a line: the parts, and the parameter, the code and the message of the refusal.
const REFUSED: &[(&[&str], &str, &str, &str)] = &[
    (&[FILE], "purpose", "missing_required_parameter", "Missing required parameter: 'purpose'."),
    (&[PURPOSE], "file", "missing_required_parameter", "Missing required parameter: 'file'."),
    (
        &["purpose\"||assistants_output", FILE],
        "purpose",
        "invalid_value",
        "Invalid value: 'assistants_output'. Supported values are: 'assistants', 'batch', 'fine-tune', 'vision', \
        'user_data', and 'evals'.",
    ),
    (
        &[PURPOSE, "file\"||text"],
        "file",
        "invalid_type",
        "Invalid type for 'file': expected a file, but got a string instead.",
    ),
    (
        &[PURPOSE, FILE, "colour\"||red"],
        "colour",
        "unknown_parameter",
        "Unknown parameter: 'colour'.",
    ),
    (
        &[PURPOSE, FILE, ANCHOR, "expires_after[seconds]\"||3599"],
        "expires_after.seconds",
        "integer_below_min_value",
        "Invalid 'expires_after.seconds': integer below minimum value. Expected a value >= 3600, but got 3599 instead.",
    ),
    (
        &[PURPOSE, FILE, ANCHOR, "expires_after[seconds]\"||2592001"],
        "expires_after.seconds",
        "integer_above_max_value",
        "Invalid 'expires_after.seconds': integer above maximum value. Expected a value <= 2592000, but got 2592001 instead.",
    ),
    (
        &[PURPOSE, FILE, ANCHOR, "expires_after[seconds]\"||soon"],
        "expires_after.seconds",
        "invalid_type",
        "Invalid type for 'expires_after.seconds': expected an integer, but got a string instead.",
    ),
    (
        &[PURPOSE, FILE, "expires_after[seconds]\"||3600"],
        "expires_after.anchor",
        "missing_required_parameter",
        "Missing required parameter: 'expires_after.anchor'.",
    ),
    (
        &[PURPOSE, FILE, "expires_after\"||tomorrow"],
        "expires_after",
        "invalid_type",
        "Invalid type for 'expires_after': expected an object, but got a string instead.",
    ),
];

const PURPOSE: &str = "purpose\"||assistants";
const FILE: &str = "file\"; filename=\"a.txt\"|content-type: text/plain||hello";
const ANCHOR: &str = "expires_after[anchor]\"||created_at";

fn parts(parts: &[&str]) -> String {
    let part = |part: &&str| {
        let part = part.replace('|', "\r\n");
        format!("--b\r\ncontent-disposition: form-data; name=\"{part}\r\n")
    };
    parts.iter().map(part).chain(["--b--\r\n".to_owned()]).collect()
}

#[tokio::test]
async fn a_body_of_parts_is_checked_as_the_service_does() {
    let server = Emulator::new().listen().await.unwrap();
    let headers = [KEY, "content-type: multipart/form-data; boundary=b"];
    let post = async |body: &[&str]| {
        send_to(server.address(), "POST", "/files", &headers, &parts(body)).await
    };
    for (body, param, code, message) in REFUSED {
        let (status, reply) = post(body).await;
        let expected = json!({
            "message": message, "type": "invalid_request_error", "param": param, "code": code,
        });
        assert_eq!((status, &reply["error"]), (400, &expected), "{body:?}");
    }
    let (status, reply) = post(&[PURPOSE, FILE, FILE]).await;
    assert_eq!((status, reply["error"]["param"].as_str()), (400, Some("file")));
    let (status, reply) = post(&[PURPOSE, ANCHOR, "expires_after[seconds]\"||3600", FILE]).await;
    assert_eq!((status, &reply["bytes"], &reply["filename"]), (200, &json!(5), &json!("a.txt")));
    for body in ["", "{}", "--b"] {
        let (status, reply) = send_to(server.address(), "POST", "/files", &headers, body).await;
        assert_eq!((status, reply["error"]["type"].as_str()), (400, Some("invalid_request_error")));
        assert_eq!(reply["error"]["param"], Value::Null, "{body}");
    }
}
