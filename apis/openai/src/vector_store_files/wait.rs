//! Adding a file to a vector store, and waiting for it.

use schematic_api::Poller;

use super::{CreateVectorStoreFile, VectorStoreFile, VectorStoreFiles};
use crate::VectorStoreId;

impl VectorStoreFiles {
    /// Adds an uploaded file to a vector store, and waits until it is [settled](VectorStoreFile::is_settled): until it is
    /// ready, or could not be processed.
    ///
    /// The returned [`Poller`] sets how often to retrieve the file, and how long to wait in all (10 min by default).
    ///
    /// ```no_run
    /// use schematic_openai::{CreateVectorStoreFile, OpenAi, VectorStoreFileStatus, VectorStoreId};
    ///
    /// # async fn example(openai: OpenAi, store: VectorStoreId) -> Result<(), schematic_api::Error> {
    /// let body = CreateVectorStoreFile::new("file-abc123").attributes([("region", "eu")]);
    /// let file = openai.vector_store_files().create_and_poll(&store, &body).await?;
    /// if file.status == Some(VectorStoreFileStatus::Failed) {
    ///     println!("{:?}", file.last_error);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`create`](Self::create) and of [`retrieve`](Self::retrieve). A file that could not be processed is none:
    /// its status tells. On a timeout, the body of the error holds the file as it was last seen.
    pub fn create_and_poll(
        &self,
        vector_store: &VectorStoreId,
        body: &CreateVectorStoreFile,
    ) -> Poller<'static, VectorStoreFile> {
        let (files, store) = (self.clone(), vector_store.clone());
        self.create(vector_store, body).then_poll(move |file| files.retrieve(&store, &file.id))
    }
}
