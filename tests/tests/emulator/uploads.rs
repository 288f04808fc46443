//! Uploads: parts that become a file.

use std::time::Duration;

use schematic_openai::emulator::Emulator;
use schematic_openai::{
    AddUploadPart, CompleteUpload, CreateUpload, FileExpiration, FilePurpose, OpenAi, Upload,
    UploadId, UploadPartId, UploadStatus,
};
use schematic_tests::watched;

use crate::{HandClock, START, refusal};

fn body(bytes: u64) -> CreateUpload {
    CreateUpload::new("a.txt", FilePurpose::Assistants, bytes, "text/plain")
}

async fn start(openai: &OpenAi, bytes: u64) -> Upload {
    openai.uploads().create(&body(bytes)).await.unwrap()
}

async fn add(openai: &OpenAi, upload: &Upload, data: &'static str) -> UploadPartId {
    openai.uploads().add_part(&upload.id, AddUploadPart::of(data)).await.unwrap().id
}

#[tokio::test]
async fn parts_become_a_file_in_the_order_of_their_ids() {
    let clock = HandClock::new();
    let openai = watched::client(&Emulator::new().clock(clock));
    let expiration = FileExpiration::after_creation(7200);
    let made = openai.uploads().create(&body(11).expires_after(expiration)).await.unwrap();
    assert!(made.id.as_str().starts_with("upload_"), "{}", made.id);
    assert_eq!((made.bytes, &made.status, &made.file), (11, &UploadStatus::Pending, &None));
    assert_eq!(made.expires_at.seconds() - made.created_at.seconds(), 3600);
    let world = add(&openai, &made, "world").await;
    let unused = add(&openai, &made, "unused").await;
    let hello = add(&openai, &made, "hello ").await;
    assert!(hello.as_str().starts_with("part_") && unused != hello, "{hello}");
    let complete = CompleteUpload::new([hello, world]).md5("5EB63BBBE01EEED093CB22BB8F5ACDC3");
    let done = openai.uploads().complete(&made.id, &complete).await.unwrap();
    assert_eq!(done.status, UploadStatus::Completed);
    let file = done.file.unwrap();
    assert_eq!((file.bytes, file.filename.as_str()), (11, "a.txt"));
    assert_eq!(file.expires_at.unwrap().seconds(), START as i64 + 7200);
    assert_eq!(openai.files().retrieve(&file.id).await.unwrap(), file);
    assert_eq!(openai.files().content(&file.id).await.unwrap(), "hello world");
}

#[tokio::test]
async fn what_does_not_fit_does_not_complete_an_upload() {
    let openai = watched::client(&Emulator::new());
    let upload = start(&openai, 6).await;
    let (abc, def) = (add(&openai, &upload, "abc").await, add(&openai, &upload, "def").await);
    let complete = async |body: CompleteUpload| openai.uploads().complete(&upload.id, &body).await;
    let unknown = UploadPartId::from("part_none");
    for (body, param, message) in [
        (
            CompleteUpload::new([&abc]),
            "part_ids",
            "The parts have 3 bytes in all, but the upload was created for 6 bytes.".to_owned(),
        ),
        (
            CompleteUpload::new([&abc, &unknown]),
            "part_ids[1]",
            "Invalid 'part_ids[1]': the upload has no part 'part_none'.".to_owned(),
        ),
        (
            CompleteUpload::new([&abc, &abc]),
            "part_ids[1]",
            format!("Invalid 'part_ids[1]': part '{abc}' is given more than once."),
        ),
        (
            CompleteUpload::new([&abc, &def]).md5("00"),
            "md5",
            "Invalid 'md5': the checksum of the parts is e80b5017098950fc58aad83c8c14978e, not 00."
                .to_owned(),
        ),
    ] {
        let refused = refusal(complete(body).await);
        assert_eq!(
            (refused.0.as_u16(), refused.1, refused.2.as_deref()),
            (400, message, Some(param))
        );
    }
    assert!(openai.files().list().await.unwrap().data.is_empty());
    complete(CompleteUpload::new([abc, def])).await.unwrap();
}

#[tokio::test]
async fn an_upload_that_has_ended_takes_nothing() {
    let clock = HandClock::new();
    let openai = watched::client(&Emulator::new().clock(clock.clone()));
    let completed = start(&openai, 1).await;
    let part = add(&openai, &completed, "x").await;
    openai.uploads().complete(&completed.id, &CompleteUpload::new([part])).await.unwrap();
    let cancelled = start(&openai, 1).await;
    add(&openai, &cancelled, "x").await;
    let reply = openai.uploads().cancel(&cancelled.id).await.unwrap();
    assert_eq!((&reply.status, &reply.file), (&UploadStatus::Cancelled, &None));
    let expired = start(&openai, 1).await;
    clock.advance(Duration::from_secs(3599));
    add(&openai, &expired, "x").await;
    clock.advance(Duration::from_secs(1));
    for (upload, status) in
        [(completed, "completed"), (cancelled, "cancelled"), (expired, "expired")]
    {
        let (uploads, id) = (openai.uploads(), &upload.id);
        for (refused, action) in [
            (refusal(uploads.add_part(id, AddUploadPart::of("x")).await), "add a part to"),
            (refusal(uploads.complete(id, &CompleteUpload::new(["part_1"])).await), "complete"),
            (refusal(uploads.cancel(id).await), "cancel"),
        ] {
            let message = format!("Cannot {action} upload with status '{status}'.");
            assert_eq!((refused.0.as_u16(), refused.1), (400, message));
        }
    }
    let unknown = UploadId::from("upload_none");
    let refused = refusal(openai.uploads().cancel(&unknown).await);
    assert_eq!(
        (refused.0.as_u16(), refused.1.as_str()),
        (404, "No such Upload object: upload_none")
    );
}

#[tokio::test]
async fn an_upload_and_its_parts_have_limits() {
    let server = Emulator::new().listen().await.unwrap();
    let openai = server.client().unwrap();
    let large = refusal(openai.uploads().create(&body((8 << 30) + 1)).await);
    assert_eq!(
        (large.2.as_deref(), large.3.as_deref()),
        (Some("bytes"), Some("integer_above_max_value"))
    );
    let upload = start(&openai, 8 << 30).await;
    const MAX: usize = 64 << 20;
    let add = async |size: usize| {
        openai.uploads().add_part(&upload.id, AddUploadPart::of(vec![0_u8; size])).await
    };
    add(MAX).await.unwrap();
    let refused = refusal(add(MAX + 1).await);
    let message = "Maximum content size limit (67108864) exceeded (67108865 bytes read)";
    assert_eq!((refused.0.as_u16(), refused.1.as_str()), (413, message));
}
