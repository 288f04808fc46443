//! Uploading several files to a vector store.

use std::future::Future;
use std::pin::Pin;
use std::task::Poll;

use schematic_api::{Error, FilePart, IntoList};

use super::{CreateVectorStoreFileBatch, VectorStoreFileBatch, VectorStoreFileBatches};
use crate::parallel::in_parallel;
use crate::vector_store_files::{Adding, adding_setters};
use crate::{AddFilesError, CreateFile, FileId, FileObject, FilePurpose, Files, VectorStoreId};

/// How many files are uploaded at the same time.
const PARALLEL: usize = 5;

impl VectorStoreFileBatches {
    /// Uploads files for assistants, several at the same time, adds them to a vector store in one batch, and waits until the
    /// batch is [settled](VectorStoreFileBatch::is_settled); see [`FileBatchUpload`].
    ///
    /// ```no_run
    /// use schematic_openai::{FilePart, OpenAi, VectorStoreId};
    ///
    /// # async fn example(openai: OpenAi, store: VectorStoreId) -> Result<(), Box<dyn std::error::Error>> {
    /// let files = ["docs/faq.pdf", "docs/terms.md"].map(FilePart::from_path);
    /// let batches = openai.vector_store_file_batches();
    /// let batch = batches.upload_and_poll(&store, files).attributes([("region", "eu")]).await?;
    /// println!("{} of {}", batch.file_counts.completed, batch.file_counts.total);
    /// # Ok(())
    /// # }
    /// ```
    pub fn upload_and_poll<F: Into<FilePart>>(
        &self,
        vector_store: &VectorStoreId,
        files: impl IntoIterator<Item = F>,
    ) -> FileBatchUpload {
        FileBatchUpload {
            files: Files::new(&self.client),
            batches: self.clone(),
            store: vector_store.clone(),
            given: files.into_iter().map(Into::into).collect(),
            file_ids: Vec::new(),
            parallel: PARALLEL,
            adding: Adding::default(),
        }
    }
}

/// Uploads files for assistants, adds them to a vector store in one batch of at most 2000 files, and waits until they are
/// processed. Nothing is sent until it is awaited.
///
/// Built by [`VectorStoreFileBatches::upload_and_poll`]. The batch has the files in the order in which they were given. If
/// one cannot be uploaded, the others are uploaded all the same, but no batch is created.
///
/// Dropping the future ends all calls at once.
///
/// # Errors
///
/// An [`AddFilesError`], which has the ids of all files that were uploaded, for the [`file_ids`](Self::file_ids) of another
/// attempt, and the errors of all that were not. Files that could not be processed are no error:
/// [`VectorStoreFileBatch::file_counts`] counts them.
#[derive(Debug)]
#[must_use = "an upload does nothing until it is awaited"]
pub struct FileBatchUpload {
    files: Files,
    batches: VectorStoreFileBatches,
    store: VectorStoreId,
    given: Vec<FilePart>,
    file_ids: Vec<FileId>,
    parallel: usize,
    adding: Adding,
}

impl FileBatchUpload {
    adding_setters! {}

    /// Adds files that are uploaded already. In the batch, they come before the others.
    pub fn file_ids(mut self, ids: impl IntoList<FileId>) -> Self {
        self.file_ids.extend(ids.into_list());
        self
    }

    /// Sets how many files are uploaded at the same time. Default: 5. 0 counts as 1.
    pub fn parallel(self, files: usize) -> Self {
        Self { parallel: files, ..self }
    }

    async fn run(mut self) -> Result<VectorStoreFileBatch, AddFilesError> {
        let files = self.upload().await?;
        let ids = self.file_ids.into_iter().chain(files.iter().map(|file| file.id.clone()));
        let mut body = CreateVectorStoreFileBatch::of_ids(ids.collect::<Vec<_>>());
        body.attributes = self.adding.attributes.clone();
        body.chunking_strategy = self.adding.chunking_strategy.clone();
        let batch = self.adding.poll(self.batches.create_and_poll(&self.store, &body));
        batch.await.map_err(|error| AddFilesError::Add { files, error })
    }

    /// Uploads all files, whether or not one of them fails.
    async fn upload(&mut self) -> Result<Vec<FileObject>, AddFilesError> {
        let mut given = std::mem::take(&mut self.given).into_iter();
        let files: Vec<Result<FileObject, Error>> = in_parallel(self.parallel, |_| {
            let body = given.next().map(|file| CreateFile::new(FilePurpose::Assistants, file));
            let call = body.map(|body| self.files.create(body).options(&self.adding.options));
            Poll::Ready(call.map(IntoFuture::into_future))
        })
        .await;
        match files.iter().any(Result::is_err) {
            true => Err(AddFilesError::Upload { files }),
            false => Ok(files.into_iter().flatten().collect()),
        }
    }
}

impl IntoFuture for FileBatchUpload {
    type Output = Result<VectorStoreFileBatch, AddFilesError>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}
