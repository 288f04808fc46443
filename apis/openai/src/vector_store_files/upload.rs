//! Uploading a file to a vector store.

use std::future::Future;
use std::pin::Pin;

use schematic_api::FilePart;

use super::adding::{AddFilesError, Adding, adding_setters};
use super::{CreateVectorStoreFile, VectorStoreFile, VectorStoreFiles};
use crate::{CreateFile, FilePurpose, Files, VectorStoreId};

impl VectorStoreFiles {
    /// Uploads a file for assistants and adds it to a vector store, without waiting until it is processed; see
    /// [`VectorStoreFileUpload`].
    pub fn upload(
        &self,
        vector_store: &VectorStoreId,
        file: impl Into<FilePart>,
    ) -> VectorStoreFileUpload {
        VectorStoreFileUpload {
            files: Files::new(&self.client),
            store_files: self.clone(),
            store: vector_store.clone(),
            file: file.into(),
            wait: Wait::No,
            adding: Adding::default(),
        }
    }

    /// Uploads a file for assistants, adds it to a vector store, and waits until it is
    /// [settled](VectorStoreFile::is_settled): until it is ready, or could not be processed.
    ///
    /// ```no_run
    /// use schematic_openai::{FilePart, OpenAi, VectorStoreId};
    ///
    /// # async fn example(openai: OpenAi, store: VectorStoreId) -> Result<(), Box<dyn std::error::Error>> {
    /// let file = FilePart::from_path("docs/faq.pdf");
    /// let files = openai.vector_store_files();
    /// let file = files.upload_and_poll(&store, file).attributes([("region", "eu")]).await?;
    /// println!("{} is {:?}", file.id, file.status);
    /// # Ok(())
    /// # }
    /// ```
    pub fn upload_and_poll(
        &self,
        vector_store: &VectorStoreId,
        file: impl Into<FilePart>,
    ) -> VectorStoreFileUpload {
        VectorStoreFileUpload { wait: Wait::UntilSettled, ..self.upload(vector_store, file) }
    }
}

/// Uploads a file for assistants, and adds it to a vector store. Nothing is sent until it is awaited.
///
/// Built by [`VectorStoreFiles::upload`], which does not wait until the file is processed, and by
/// [`VectorStoreFiles::upload_and_poll`], which does.
///
/// # Errors
///
/// An [`AddFilesError`], which has the id of the file if it was uploaded. A file that could not be processed is no error:
/// its status tells.
#[derive(Debug)]
#[must_use = "an upload does nothing until it is awaited"]
pub struct VectorStoreFileUpload {
    files: Files,
    store_files: VectorStoreFiles,
    store: VectorStoreId,
    file: FilePart,
    wait: Wait,
    adding: Adding,
}

#[derive(Debug)]
enum Wait {
    No,
    UntilSettled,
}

impl VectorStoreFileUpload {
    adding_setters! {}

    async fn run(self) -> Result<VectorStoreFile, AddFilesError> {
        let body = CreateFile::new(FilePurpose::Assistants, self.file);
        let uploaded = self.files.create(body).options(&self.adding.options).await;
        let file = uploaded.map_err(|error| AddFilesError::Upload { files: vec![Err(error)] })?;
        let mut body = CreateVectorStoreFile::new(&file.id);
        body.attributes = self.adding.attributes.clone();
        body.chunking_strategy = self.adding.chunking_strategy.clone();
        let added = match self.wait {
            Wait::No => {
                self.store_files.create(&self.store, &body).options(&self.adding.options).await
            }
            Wait::UntilSettled => {
                self.adding.poll(self.store_files.create_and_poll(&self.store, &body)).await
            }
        };
        added.map_err(|error| AddFilesError::Add { files: vec![file], error })
    }
}

impl IntoFuture for VectorStoreFileUpload {
    type Output = Result<VectorStoreFile, AddFilesError>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}
