//! Large files that are cut into parts and uploaded.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Cursor};
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard};
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use schematic_api::mock::{ErrorReply, Mock};
use schematic_api::{Body, ErrorKind, StatusCode};
use schematic_openai::*;
use schematic_tests::folder::Folder;
use tokio::io::{AsyncRead, ReadBuf};

/// What the service has seen, and how it should behave.
#[derive(Default)]
struct Seen {
    created: Vec<CreateUpload>,
    /// The bytes of each part, by id.
    parts: BTreeMap<String, Bytes>,
    /// The parts in the order in which they arrived.
    arrived: Vec<Bytes>,
    running: usize,
    most: usize,
    completed: Vec<CompleteUpload>,
    cancelled: usize,
    /// The status that answers a part that begins with this byte, and how often it still does.
    failures: BTreeMap<u8, (u16, usize)>,
    complete_fails: bool,
    cancel_fails: bool,
}

/// A service that takes uploads. The first parts take the longest.
#[derive(Clone, Default)]
struct Service(Arc<Mutex<Seen>>);

impl Service {
    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.0.lock().expect("no panic while looking")
    }

    /// Fails parts that begin with this byte, so often.
    fn failing(self, first: u8, status: u16, times: usize) -> Self {
        self.seen().failures.insert(first, (status, times));
        self
    }

    fn mock(&self) -> Mock<OpenAi> {
        let (on_create, on_part, on_complete, on_cancel) =
            (self.clone(), self.clone(), self.clone(), self.clone());
        Mock::new()
            .on(move |request: UploadsCreateRequest| {
                let service = on_create.clone();
                async move {
                    service.seen().created.push(request.body);
                    Ok(Upload::new("upload_1"))
                }
            })
            .on(move |request: UploadsAddPartRequest| {
                let service = on_part.clone();
                async move { service.part(request).await }
            })
            .on(move |request: UploadsCompleteRequest| {
                let service = on_complete.clone();
                async move { service.complete(request) }
            })
            .on(move |request: UploadsCancelRequest| {
                let service = on_cancel.clone();
                async move {
                    service.seen().cancelled += 1;
                    let fails = service.seen().cancel_fails;
                    if fails { Err(failure(400)) } else { Ok(Upload::new(request.upload)) }
                }
            })
    }

    fn client(&self) -> OpenAi {
        self.mock().client_builder().retries(0).build().expect("a client")
    }

    async fn part(&self, request: UploadsAddPartRequest) -> Result<UploadPart, ErrorReply> {
        let bytes = Bytes::copy_from_slice(request.body.data.body().as_bytes().expect("bytes"));
        let (_running, number) = Running::new(self, &bytes);
        tokio::time::sleep(Duration::from_secs(100).saturating_sub(Duration::from_secs(number)))
            .await;
        let mut seen = self.seen();
        if let Some((status, times)) = seen.failures.get_mut(&bytes[0]).filter(|it| it.1 > 0) {
            *times -= 1;
            return Err(failure(*status));
        }
        let id = format!("part_{}", seen.parts.len());
        seen.parts.insert(id.clone(), bytes);
        Ok(UploadPart::new(id))
    }

    fn complete(&self, request: UploadsCompleteRequest) -> Result<Upload, ErrorReply> {
        let mut seen = self.seen();
        if std::mem::take(&mut seen.complete_fails) {
            return Err(failure(500));
        }
        seen.completed.push(request.body);
        Ok(Upload::new(request.upload).status(UploadStatus::Completed))
    }

    /// The parts that the upload was completed with, in that order.
    fn file(&self) -> Vec<Bytes> {
        let seen = self.seen();
        let [complete] = &seen.completed[..] else { panic!("{:?}", seen.completed) };
        complete.part_ids.iter().map(|id| seen.parts[id.as_str()].clone()).collect()
    }
}

fn failure(status: u16) -> ErrorReply {
    ErrorReply::new(StatusCode::from_u16(status).expect("a status"))
}

/// Counts a part as running until it is dropped.
struct Running(Service);

impl Running {
    fn new(service: &Service, bytes: &Bytes) -> (Self, u64) {
        let mut seen = service.seen();
        seen.arrived.push(bytes.clone());
        seen.running += 1;
        seen.most = seen.most.max(seen.running);
        (Self(service.clone()), seen.arrived.len() as u64)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.0.seen().running -= 1;
    }
}

/// The size of a part.
const SIZE: usize = 1000;

/// So many bytes, of which the first of part `n` is `n`.
fn content(length: usize) -> Vec<u8> {
    (0..length)
        .map(|at| if at % SIZE == 0 { (at / SIZE) as u8 } else { (at % 251) as u8 })
        .collect()
}

/// The same file as bytes, from a reader and from a path.
fn files(folder: &Folder, content: &[u8]) -> [FilePart; 3] {
    let path = folder.path("a.jsonl");
    fs::write(&path, content).expect("a file");
    let reader = Body::sized_reader(Cursor::new(content.to_vec()), content.len() as u64);
    [
        FilePart::new("a.jsonl", content.to_vec()),
        FilePart::new("a.jsonl", reader),
        FilePart::from_path(path),
    ]
}

fn upload(service: &Service, file: FilePart) -> ChunkedUpload {
    let uploads = service.client().uploads();
    uploads.upload_file_chunked(FilePurpose::FineTune, file).part_size(SIZE as u64)
}

fn kinds(error: &ChunkedUploadError) -> Vec<ErrorKind> {
    error.errors().iter().map(schematic_api::Error::kind).collect()
}

fn pending(error: ChunkedUploadError) -> PendingUpload {
    match error.into_upload() {
        FailedUpload::Pending(pending) => *pending,
        other => panic!("{other:?}"),
    }
}

// ===== what is sent =====

#[tokio::test(start_paused = true)]
async fn a_file_is_cut_at_the_borders_of_parts() {
    let folder = Folder::new();
    for length in [0, 1, SIZE - 1, SIZE, SIZE + 1, 2 * SIZE, 5 * SIZE + 7] {
        let content = content(length);
        for file in files(&folder, &content) {
            let service = Service::default();
            let done = upload(&service, file).await.expect("an upload");
            assert_eq!(done.status, UploadStatus::Completed);
            let parts = service.file();
            assert!(parts.concat() == content, "{length}");
            assert_eq!(parts.len(), length.div_ceil(SIZE));
            assert!(parts.iter().rev().skip(1).all(|part| part.len() == SIZE));
            let announced =
                CreateUpload::new("a.jsonl", FilePurpose::FineTune, length as u64, "text/jsonl");
            let created = &service.seen().created[0];
            assert_eq!((created.bytes, &created.filename), (announced.bytes, &announced.filename));
        }
    }
}

#[tokio::test(start_paused = true)]
async fn what_the_caller_says_of_the_file_is_sent() {
    let service = Service::default();
    let file = FilePart::new("x.bin", content(10)).with_media_type("application/x-tar");
    let call = upload(&service, file).md5("d41d8cd98f00b204e9800998ecf8427e");
    call.expires_after(FileExpiration::after_creation(3600)).await.expect("an upload");
    let seen = service.seen();
    let announced = CreateUpload::new("x.bin", FilePurpose::FineTune, 10, "application/x-tar");
    let announced = announced.expires_after(FileExpiration::after_creation(3600));
    assert_eq!(seen.created, [announced]);
    let complete = CompleteUpload::new(["part_0"]).md5("d41d8cd98f00b204e9800998ecf8427e");
    assert_eq!(seen.completed, [complete]);
}

#[tokio::test(start_paused = true)]
async fn parts_are_sent_at_the_same_time_up_to_a_bound() {
    let folder = Folder::new();
    for (parallel, most) in [(0, 1), (1, 1), (3, 3), (100, 10)] {
        for file in files(&folder, &content(10 * SIZE)) {
            let service = Service::default();
            upload(&service, file).parallel(parallel).await.expect("an upload");
            assert_eq!(service.seen().most, most);
            assert!(service.file().concat() == content(10 * SIZE), "{parallel}");
        }
    }
    let service = Service::default();
    upload(&service, FilePart::new("a", content(10 * SIZE))).await.expect("an upload");
    assert_eq!(service.seen().most, 4, "unless it is set");
}

#[tokio::test(start_paused = true)]
async fn progress_is_that_of_the_whole_file() {
    let folder = Folder::new();
    let length = 5 * SIZE + 7;
    for file in files(&folder, &content(length)) {
        let told = Arc::new(Mutex::new(Vec::new()));
        let tell = Arc::clone(&told);
        let service = Service::default();
        let call = upload(&service, file).on_progress(move |progress| {
            tell.lock().expect("no panic").push((progress.done, progress.total));
        });
        call.await.expect("an upload");
        let told = told.lock().expect("no panic");
        assert!(told.is_sorted(), "{told:?}");
        assert!(told.iter().all(|(_, total)| *total == Some(length as u64)));
        assert_eq!(told.last().map(|(done, _)| *done), Some(length as u64));
    }
}

// ===== failures =====

#[tokio::test(start_paused = true)]
async fn a_part_that_fails_for_now_is_sent_again() {
    let folder = Folder::new();
    for file in files(&folder, &content(3 * SIZE)) {
        let service = Service::default().failing(1, 500, 2);
        let openai = service.mock().client_builder().retries(2).build().expect("a client");
        let call = openai.uploads().upload_file_chunked(FilePurpose::Batch, file);
        call.part_size(SIZE as u64).await.expect("an upload");
        assert!(service.file().concat() == content(3 * SIZE));
        assert_eq!(service.seen().arrived.len(), 5);
    }
}

#[tokio::test(start_paused = true)]
async fn an_upload_that_fails_is_cancelled_after_the_parts_under_way() {
    let service = Service::default().failing(0, 400, 1).failing(2, 413, 1);
    let file = FilePart::new("a", content(9 * SIZE));
    let error = upload(&service, file).parallel(3).await.expect_err("two parts fail");
    let statuses: Vec<_> = error.errors().iter().map(|error| error.status()).collect();
    assert_eq!(statuses, [Some(StatusCode::BAD_REQUEST), Some(StatusCode::PAYLOAD_TOO_LARGE)]);
    assert!(matches!(error.upload(), FailedUpload::Cancelled(id) if id == "upload_1"));
    assert!(error.to_string().contains("upload_1"), "{error}");
    let seen = service.seen();
    assert_eq!((seen.cancelled, seen.completed.len(), seen.running), (1, 0, 0));
    assert!(seen.arrived.len() < 9, "no part is begun after a failure");
}

#[tokio::test(start_paused = true)]
async fn an_upload_that_cannot_be_cancelled_says_so() {
    let service = Service::default().failing(0, 400, 1);
    service.seen().cancel_fails = true;
    let error = upload(&service, FilePart::new("a", content(10))).await.expect_err("it fails");
    assert_eq!(kinds(&error), [ErrorKind::Api]);
    let FailedUpload::NotCancelled { upload, error } = error.into_upload() else { panic!() };
    assert_eq!((upload.as_str(), error.kind()), ("upload_1", ErrorKind::Api));
}

#[tokio::test(start_paused = true)]
async fn an_upload_goes_on_with_what_is_missing() {
    let folder = Folder::new();
    for file in files(&folder, &content(9 * SIZE + 1)) {
        let service = Service::default().failing(1, 400, 2).failing(3, 400, 1);
        let call = upload(&service, file).parallel(2).resumable();
        let first = pending(call.await.expect_err("a part fails"));
        assert_eq!(first.id(), "upload_1");
        assert!(first.sent().iter().all(|(number, _)| *number != 1));
        let second = pending(first.resume().await.expect_err("it fails again"));
        let sent = second.sent();
        let third = second.resume().await;
        let done = match third {
            Ok(done) => done,
            Err(error) => pending(error).resume().await.expect("the last failure is over"),
        };
        assert_eq!(done.status, UploadStatus::Completed);
        assert!(service.file().concat() == content(9 * SIZE + 1));
        let seen = service.seen();
        assert_eq!((seen.created.len(), seen.cancelled), (1, 0));
        assert_eq!(seen.parts.len(), 10, "no part is sent twice");
        for (number, part) in sent {
            assert_eq!(seen.completed[0].part_ids[number], part);
        }
    }
}

#[tokio::test(start_paused = true)]
async fn an_upload_that_was_not_completed_can_be_completed() {
    let service = Service::default();
    service.seen().complete_fails = true;
    let call = upload(&service, FilePart::new("a", content(2 * SIZE))).resumable();
    let left = pending(call.await.expect_err("it is not completed"));
    assert_eq!(left.sent().len(), 2);
    left.resume().await.expect("an upload");
    assert!(service.file().concat() == content(2 * SIZE));
    assert_eq!(service.seen().arrived.len(), 2);
}

#[tokio::test(start_paused = true)]
async fn an_upload_of_another_process_goes_on() {
    let folder = Folder::new();
    for file in files(&folder, &content(4 * SIZE)) {
        let service = Service::default();
        for number in [0, 2] {
            let bytes = Bytes::from(content(4 * SIZE)).slice(number * SIZE..(number + 1) * SIZE);
            service.seen().parts.insert(format!("old_{number}"), bytes);
        }
        let told = Arc::new(Mutex::new(0));
        let tell = Arc::clone(&told);
        let call = upload(&service, file).resume_upload("upload_0", [(2, "old_2"), (0, "old_0")]);
        let call =
            call.on_progress(move |progress| *tell.lock().expect("no panic") = progress.done);
        assert_eq!(call.await.expect("an upload").id, "upload_0");
        assert!(service.file().concat() == content(4 * SIZE));
        let seen = service.seen();
        assert_eq!((seen.created.len(), seen.arrived.len()), (0, 2));
        assert_eq!(*told.lock().expect("no panic"), 4 * SIZE as u64);
    }
}

#[tokio::test(start_paused = true)]
async fn dropping_an_upload_ends_all_of_its_calls() {
    let service = Service::default();
    let call = upload(&service, FilePart::new("a", content(9 * SIZE))).into_future();
    tokio::time::timeout(Duration::from_secs(1), call).await.expect_err("it takes longer");
    let seen = service.seen();
    assert_eq!((seen.arrived.len(), seen.running), (4, 0));
    assert_eq!((seen.completed.len(), seen.cancelled), (0, 0));
}

// ===== files that cannot be read =====

/// Gives this, and then fails.
struct Failing(&'static [u8]);

impl AsyncRead for Failing {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if self.0.is_empty() {
            return Poll::Ready(Err(io::ErrorKind::BrokenPipe.into()));
        }
        Pin::new(&mut self.0).poll_read(context, buffer)
    }
}

#[tokio::test(start_paused = true)]
async fn a_reader_that_fails_cannot_be_resumed() {
    let service = Service::default();
    let file = FilePart::new("a", Body::sized_reader(Failing(&[0; SIZE + 1]), 2 * SIZE as u64));
    let error = upload(&service, file).resumable().await.expect_err("it fails");
    assert_eq!(kinds(&error), [ErrorKind::Body]);
    assert!(matches!(error.upload(), FailedUpload::Cancelled(_)), "{error:?}");
    let seen = service.seen();
    assert_eq!((seen.arrived.len(), seen.cancelled), (1, 1));
}

#[tokio::test(start_paused = true)]
async fn a_reader_of_another_length_is_an_error() {
    for length in [3 * SIZE - 1, 3 * SIZE + 1] {
        let service = Service::default();
        let body = Body::sized_reader(Cursor::new(content(length)), 3 * SIZE as u64);
        let error = upload(&service, FilePart::new("a", body)).await.expect_err("it fails");
        assert_eq!(kinds(&error), [ErrorKind::Body]);
        assert_eq!(service.seen().completed.len(), 0);
    }
}

#[tokio::test(start_paused = true)]
async fn a_file_that_becomes_longer_or_shorter_is_an_error() {
    let folder = Folder::new();
    let path = folder.path("a.jsonl");
    for length in [3 * SIZE - 1, 3 * SIZE + 1] {
        fs::write(&path, content(3 * SIZE)).expect("a file");
        // The first part fails, and in the meantime somebody writes to the file.
        let service = Service::default().failing(0, 400, 1);
        let call = upload(&service, FilePart::from_path(&path)).parallel(1).resumable();
        let left = pending(call.await.expect_err("a part fails"));
        fs::write(&path, content(length)).expect("a file");
        let error = left.resume().await.expect_err("it is another file");
        assert_eq!(kinds(&error), [ErrorKind::Body]);
        assert_eq!(service.seen().parts.len(), 0);
    }
}

#[tokio::test(start_paused = true)]
async fn what_cannot_be_uploaded_is_not_announced() {
    let file = |body| FilePart::new("a", body);
    let service = Service::default();
    for (call, kind) in [
        (upload(&service, FilePart::from_path("no/such/file")), ErrorKind::Body),
        (upload(&service, FilePart::from_path(".")), ErrorKind::Body),
        (upload(&service, file(Body::reader(Failing(b"a")))), ErrorKind::Input),
        (upload(&service, file("a".into())).part_size(0), ErrorKind::Input),
    ] {
        let error = call.resumable().await.expect_err("it fails");
        assert_eq!(kinds(&error), [kind]);
        assert!(matches!(error.upload(), FailedUpload::NotCreated), "{error:?}");
    }
    assert_eq!(service.seen().created, []);
}

#[tokio::test(start_paused = true)]
async fn a_function_that_panics_when_it_is_told_of_progress_ends_the_upload() {
    let service = Service::default();
    let call = upload(&service, FilePart::new("a", content(9 * SIZE))).on_progress(|progress| {
        assert!(progress.done < 2 * SIZE as u64, "it panics at the second part");
    });
    let error = call.await.expect_err("it panics");
    assert!(kinds(&error).iter().all(|kind| *kind == ErrorKind::Callback), "{error:?}");
    assert!(matches!(error.upload(), FailedUpload::Cancelled(_)), "{error:?}");
}
