//! Adding a batch of files to a vector store, and waiting for it.

use schematic_api::Poller;

use super::{CreateVectorStoreFileBatch, VectorStoreFileBatch, VectorStoreFileBatches};
use crate::VectorStoreId;

impl VectorStoreFileBatches {
    /// Adds uploaded files to a vector store, and waits until the batch is [settled](VectorStoreFileBatch::is_settled):
    /// until none of its files is being processed.
    ///
    /// The returned [`Poller`] sets how often to retrieve the batch, and how long to wait in all (10 min by default).
    ///
    /// ```no_run
    /// use schematic_openai::{CreateVectorStoreFileBatch, OpenAi, VectorStoreId};
    ///
    /// # async fn example(openai: OpenAi, store: VectorStoreId) -> Result<(), schematic_api::Error> {
    /// let body = CreateVectorStoreFileBatch::of_ids(["file-abc123", "file-abc456"]);
    /// let batch = openai.vector_store_file_batches().create_and_poll(&store, &body).await?;
    /// println!("{} of {}", batch.file_counts.completed, batch.file_counts.total);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`create`](Self::create) and of [`retrieve`](Self::retrieve). Files that could not be processed are none:
    /// [`VectorStoreFileBatch::file_counts`] counts them, and [`list_files`](Self::list_files) with the filter `failed` tells
    /// why. On a timeout, the body of the error holds the batch as it was last seen.
    pub fn create_and_poll(
        &self,
        vector_store: &VectorStoreId,
        body: &CreateVectorStoreFileBatch,
    ) -> Poller<'static, VectorStoreFileBatch> {
        let (batches, store) = (self.clone(), vector_store.clone());
        self.create(vector_store, body).then_poll(move |batch| batches.retrieve(&store, &batch.id))
    }
}
