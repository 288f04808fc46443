//! Files that are uploaded and added to a vector store in one call.

use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use schematic_api::mock::{ErrorReply, Mock};
use schematic_api::{CallOptions, ErrorKind, StatusCode, Timeout};
use schematic_openai::*;
use tokio::time::Instant;

/// What the service has seen, and how it should behave.
#[derive(Default)]
struct Seen {
    uploaded: Vec<String>,
    running: usize,
    most: usize,
    added: Vec<CreateVectorStoreFile>,
    batches: Vec<CreateVectorStoreFileBatch>,
    looks: usize,
    /// The names of files that are refused.
    refused: Vec<&'static str>,
    refuses_to_add: bool,
    /// How often the processing is not over yet.
    slow: usize,
}

/// A service with one vector store. The first files take the longest.
#[derive(Clone, Default)]
struct Service(Arc<Mutex<Seen>>);

impl Service {
    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.0.lock().expect("no panic while looking")
    }

    fn client(&self) -> OpenAi {
        let mock = self.with_files(Mock::new());
        let mock = self.with_batches(mock);
        mock.client_builder().retries(0).build().expect("a client")
    }

    fn with_files(&self, mock: Mock<OpenAi>) -> Mock<OpenAi> {
        let (on_create, on_add, on_look) = (self.clone(), self.clone(), self.clone());
        mock.on(move |request: FilesCreateRequest| {
            let service = on_create.clone();
            async move { service.upload(request.body).await }
        })
        .on(move |request: VectorStoreFilesCreateRequest| {
            let service = on_add.clone();
            async move {
                let file = VectorStoreFile::new(&request.body.file_id);
                service.add(|seen| seen.added.push(request.body))?;
                Ok(file.status(service.status()))
            }
        })
        .on(move |request: VectorStoreFilesRetrieveRequest| {
            let service = on_look.clone();
            async move { Ok(VectorStoreFile::new(request.file).status(service.status())) }
        })
    }

    fn with_batches(&self, mock: Mock<OpenAi>) -> Mock<OpenAi> {
        let (on_create, on_look) = (self.clone(), self.clone());
        mock.on(move |request: VectorStoreFileBatchesCreateRequest| {
            let service = on_create.clone();
            async move {
                service.add(|seen| seen.batches.push(request.body))?;
                Ok(VectorStoreFileBatch::new("vsfb_1").status(service.status()))
            }
        })
        .on(move |request: VectorStoreFileBatchesRetrieveRequest| {
            let service = on_look.clone();
            async move { Ok(VectorStoreFileBatch::new(request.batch).status(service.status())) }
        })
    }

    async fn upload(&self, body: CreateFile) -> Result<FileObject, ErrorReply> {
        assert_eq!(body.purpose, FilePurpose::Assistants);
        let name = body.file.file_name().expect("a name").to_owned();
        let _running = Running::new(self);
        let before = self.seen().uploaded.len() as u64;
        self.seen().uploaded.push(name.clone());
        tokio::time::sleep(Duration::from_secs(100_u64.saturating_sub(before))).await;
        match self.seen().refused.contains(&&*name) {
            true => Err(ErrorReply::new(StatusCode::BAD_REQUEST)),
            false => Ok(FileObject::new(format!("file-{name}"))),
        }
    }

    fn add(&self, add: impl FnOnce(&mut Seen)) -> Result<(), ErrorReply> {
        let mut seen = self.seen();
        if seen.refuses_to_add {
            return Err(ErrorReply::new(StatusCode::NOT_FOUND));
        }
        add(&mut seen);
        Ok(())
    }

    /// The status at this look.
    fn status(&self) -> VectorStoreFileStatus {
        let mut seen = self.seen();
        seen.looks += 1;
        match seen.looks > seen.slow {
            true => VectorStoreFileStatus::Completed,
            false => VectorStoreFileStatus::InProgress,
        }
    }
}

/// Counts a file as being uploaded until it is dropped.
struct Running(Service);

impl Running {
    fn new(service: &Service) -> Self {
        let mut seen = service.seen();
        seen.running += 1;
        seen.most = seen.most.max(seen.running);
        Self(service.clone())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.0.seen().running -= 1;
    }
}

fn store() -> VectorStoreId {
    "vs_1".into()
}

fn numbered(count: usize) -> impl Iterator<Item = FilePart> {
    (0..count).map(|number| FilePart::new(number.to_string(), "text"))
}

fn upload(service: &Service, count: usize) -> FileBatchUpload {
    service.client().vector_store_file_batches().upload_and_poll(&store(), numbered(count))
}

fn file_ids(count: usize) -> Vec<FileId> {
    (0..count).map(|number| format!("file-{number}").into()).collect()
}

#[tokio::test(start_paused = true)]
async fn a_batch_has_the_files_in_the_order_in_which_they_were_given() {
    let service = Service::default();
    service.seen().slow = 2;
    let batch = upload(&service, 12).await.expect("a batch");
    assert_eq!(batch.status, VectorStoreFileStatus::Completed);
    let seen = service.seen();
    assert_eq!(seen.batches, [CreateVectorStoreFileBatch::of_ids(file_ids(12))]);
    assert_eq!((seen.most, seen.looks), (5, 3));
}

#[tokio::test(start_paused = true)]
async fn files_are_uploaded_at_the_same_time_up_to_a_bound() {
    for (parallel, most) in [(0, 1), (1, 1), (3, 3), (100, 7)] {
        let service = Service::default();
        upload(&service, 7).parallel(parallel).await.expect("a batch");
        assert_eq!(service.seen().most, most);
    }
}

#[tokio::test(start_paused = true)]
async fn the_settings_of_a_batch_are_sent() {
    let service = Service::default();
    let call = upload(&service, 1).file_ids(["file-a"]).file_ids(["file-b"]);
    let call =
        call.attributes([("region", "eu")]).chunking_strategy(ChunkingStrategy::fixed(200, 50));
    call.await.expect("a batch");
    let body = CreateVectorStoreFileBatch::of_ids(["file-a", "file-b", "file-0"]);
    let body = body.attributes([("region", "eu")]);
    let body = body.chunking_strategy(ChunkingStrategy::fixed(200, 50));
    assert_eq!(service.seen().batches, [body]);
}

#[tokio::test(start_paused = true)]
async fn all_errors_are_told_and_no_file_is_lost() {
    let service = Service::default();
    service.seen().refused = vec!["1", "6"];
    let error = upload(&service, 8).await.expect_err("two files are refused");
    assert_eq!(error.to_string(), "2 of 8 files could not be uploaded");
    let failed: Vec<_> = error.errors().iter().map(|(at, error)| (*at, error.kind())).collect();
    assert_eq!(failed, [(Some(1), ErrorKind::Api), (Some(6), ErrorKind::Api)]);
    let uploaded = [0, 2, 3, 4, 5, 7].map(|number| FileId::from(format!("file-{number}")));
    assert_eq!(error.uploaded(), uploaded.iter().collect::<Vec<_>>());
    let seen = service.seen();
    assert_eq!((seen.uploaded.len(), seen.batches.len()), (8, 0));
}

#[tokio::test(start_paused = true)]
async fn files_that_cannot_be_added_are_not_lost() {
    let service = Service::default();
    service.seen().refuses_to_add = true;
    let error = upload(&service, 3).await.expect_err("there is no store");
    assert_eq!(error.uploaded(), file_ids(3).iter().collect::<Vec<_>>());
    let AddFilesError::Add { error, .. } = error else { panic!("{error}") };
    assert_eq!(error.status(), Some(StatusCode::NOT_FOUND));
}

#[tokio::test(start_paused = true)]
async fn a_wait_that_takes_too_long_has_the_batch() {
    let service = Service::default();
    service.seen().slow = usize::MAX;
    let call = upload(&service, 1).poll_every(Duration::from_secs(7));
    let error = call.poll_timeout(Duration::from_secs(20)).await.expect_err("it takes too long");
    let AddFilesError::Add { error, .. } = error else { panic!("{error}") };
    assert_eq!(error.kind(), ErrorKind::Timeout(Timeout::Poll));
    let batch = error.body().expect("the last reply");
    let batch: VectorStoreFileBatch = serde_json::from_slice(batch).expect("a batch");
    assert_eq!(batch.id, "vsfb_1");
    assert_eq!(service.seen().looks, 3);
}

#[tokio::test(start_paused = true)]
async fn dropping_a_batch_ends_all_of_its_uploads() {
    let service = Service::default();
    let call = upload(&service, 9).into_future();
    tokio::time::timeout(Duration::from_secs(1), call).await.expect_err("it takes longer");
    let seen = service.seen();
    assert_eq!((seen.uploaded.len(), seen.running, seen.batches.len()), (5, 0, 0));
}

#[tokio::test(start_paused = true)]
async fn a_file_is_uploaded_and_added() {
    let service = Service::default();
    service.seen().slow = 2;
    let files = service.client().vector_store_files();
    let file = FilePart::new("a", "text");
    let added = files.upload(&store(), file.try_clone().expect("a copy")).await.expect("a file");
    assert_eq!(
        (added.id, added.status),
        ("file-a".into(), Some(VectorStoreFileStatus::InProgress))
    );
    let call = files.upload_and_poll(&store(), file).attributes([("year", 2026)]);
    let added = call.chunking_strategy(ChunkingStrategy::auto()).await.expect("a file");
    assert_eq!(added.status, Some(VectorStoreFileStatus::Completed));
    let plain = CreateVectorStoreFile::new("file-a");
    let set = plain.clone().attributes([("year", 2026)]);
    let set = set.chunking_strategy(ChunkingStrategy::auto());
    assert_eq!(service.seen().added, [plain, set]);
}

#[tokio::test(start_paused = true)]
async fn a_file_that_is_not_added_is_not_lost() {
    let service = Service::default();
    service.seen().refused = vec!["b"];
    service.seen().refuses_to_add = true;
    let files = service.client().vector_store_files();
    let refused = files.upload(&store(), FilePart::new("b", "")).await.expect_err("it is refused");
    assert_eq!((refused.uploaded().len(), refused.errors().len()), (0, 1));
    for call in [
        files.upload(&store(), FilePart::new("a", "")),
        files.upload_and_poll(&store(), FilePart::new("a", "")),
    ] {
        let error = call.await.expect_err("there is no store");
        assert_eq!(error.uploaded(), [&FileId::from("file-a")]);
    }
}

#[tokio::test(start_paused = true)]
async fn files_are_added_and_waited_for() {
    let service = Service::default();
    service.seen().slow = 3;
    let openai = service.client();
    let file = CreateVectorStoreFile::new("file-1");
    let file = openai.vector_store_files().create_and_poll(&store(), &file).await.expect("a file");
    assert_eq!(file.status, Some(VectorStoreFileStatus::Completed));
    assert_eq!(service.seen().looks, 4);
    let batch = CreateVectorStoreFileBatch::of_ids(["file-1"]);
    let batches = openai.vector_store_file_batches();
    let batch = batches.create_and_poll(&store(), &batch).await.expect("a batch");
    assert_eq!(batch.status, VectorStoreFileStatus::Completed);
}

/// Half an hour, unless the caller sets another time.
#[tokio::test(start_paused = true)]
async fn the_processing_of_a_file_is_waited_for() {
    let looks = Arc::new(Mutex::new(0));
    let look = Arc::clone(&looks);
    let mock = Mock::<OpenAi>::new().on(move |request: FilesRetrieveRequest| {
        let looks = {
            let mut looks = look.lock().expect("no panic");
            *looks += 1;
            *looks
        };
        let over = looks == 3 && request.file == "file-1";
        let status = if over { FileStatus::Processed } else { FileStatus::Uploaded };
        async move { Ok(FileObject::new(request.file).status(status)) }
    });
    let files = mock.client_builder().retries(0).build().expect("a client").files();
    let file = files.wait_for_processing(&"file-1".into()).await.expect("a file");
    assert_eq!(file.status, Some(FileStatus::Processed));
    let started = Instant::now();
    let error = files.wait_for_processing(&"file-2".into()).await.expect_err("it is never over");
    assert_eq!(error.kind(), ErrorKind::Timeout(Timeout::Poll));
    assert!(started.elapsed() > Duration::from_secs(29 * 60), "{:?}", started.elapsed());
    assert!(started.elapsed() <= Duration::from_secs(30 * 60));
}

#[tokio::test(start_paused = true)]
async fn options_hold_for_each_call_of_an_upload() {
    let service = Service::default();
    service.seen().slow = 1;
    let mock = service.with_batches(service.with_files(Mock::new()));
    let openai = mock.client_builder().retries(0).build().expect("a client");
    let call = openai.vector_store_file_batches().upload_and_poll(&store(), numbered(2));
    call.options(&CallOptions::new().header("x-trace", "t1")).await.expect("a batch");
    let requests = mock.requests();
    assert_eq!(requests.len(), 4);
    assert!(requests.iter().all(|request| request.header("x-trace") == Some("t1")));
}
