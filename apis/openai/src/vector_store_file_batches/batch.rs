//! Vector store file batches in a reply.

use schematic_api::{Extra, Object};

use crate::{FileCounts, Timestamp, VectorStoreFileBatchId, VectorStoreFileStatus, VectorStoreId};

/// Files that are added to a vector store together.
///
/// [Reference](https://platform.openai.com/docs/api-reference/vector-stores-file-batches/batch-object)
#[derive(Clone, Debug, PartialEq, Object)]
#[wire(constant(object = "vector_store.files_batch"), required(id), lenient)]
#[non_exhaustive]
pub struct VectorStoreFileBatch {
    /// The id.
    pub id: VectorStoreFileBatchId,
    /// When the batch was created.
    pub created_at: Timestamp,
    /// The vector store.
    pub vector_store_id: VectorStoreId,
    /// The status. A batch of which some files failed may be `completed` all the same;
    /// [`file_counts`](Self::file_counts) tells.
    pub status: VectorStoreFileStatus,
    /// How many files are in which state.
    pub file_counts: FileCounts,
    /// Additional fields that the service sent.
    pub extra: Extra,
}

impl VectorStoreFileBatch {
    /// Returns whether no file of the batch is being processed any more.
    ///
    /// An unknown status does not count as settled, so that polling continues until its timeout rather than stop too
    /// early.
    ///
    /// ```
    /// use schematic_openai::{VectorStoreFileBatch, VectorStoreFileStatus};
    ///
    /// let batch = VectorStoreFileBatch::new("vsfb_abc123");
    /// assert!(!batch.is_settled());
    /// assert!(batch.status(VectorStoreFileStatus::Cancelled).is_settled());
    /// ```
    #[must_use]
    pub fn is_settled(&self) -> bool {
        self.status.is_terminal()
    }
}
