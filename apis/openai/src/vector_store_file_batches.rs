//! Vector store file batches: files that are added to a vector store together.

mod batch;
mod create;
mod upload;
mod wait;

use schematic_api::api;

pub use self::batch::VectorStoreFileBatch;
pub use self::create::CreateVectorStoreFileBatch;
pub use self::upload::FileBatchUpload;
use crate::{
    FileId, Order, Page, VectorStoreFile, VectorStoreFileBatchId, VectorStoreFileStatus,
    VectorStoreId,
};

api! {
    /// Vector store file batches: files that are added to a vector store together.
    ///
    /// [Reference](https://platform.openai.com/docs/api-reference/vector-stores-file-batches)
    pub group VectorStoreFileBatches at /vector_stores/<vector_store: VectorStoreId> {
        header "OpenAI-Beta": "assistants=v2";

        /// Adds up to 2000 uploaded files to a vector store. The batch is `in_progress` until they are processed.
        ///
        /// The service allows 300 such requests a minute for each store, together with those for single files, and 2000
        /// files a minute for each organization.
        ///
        /// [Reference](https://platform.openai.com/docs/api-reference/vector-stores-file-batches/createBatch)
        create: POST /file_batches (json CreateVectorStoreFileBatch) -> VectorStoreFileBatch;

        /// Retrieves a batch. `poll()` repeats the call until the batch is [settled](VectorStoreFileBatch::is_settled):
        /// until none of its files is being processed.
        ///
        /// [Reference](https://platform.openai.com/docs/api-reference/vector-stores-file-batches/getBatch)
        retrieve: GET /file_batches/<batch: VectorStoreFileBatchId> -> VectorStoreFileBatch
            polled until VectorStoreFileBatch::is_settled;

        /// Cancels a batch: the files that are not processed yet are not added, as far as that is possible.
        ///
        /// [Reference](https://platform.openai.com/docs/api-reference/vector-stores-file-batches/cancelBatch)
        cancel: POST /file_batches/<batch: VectorStoreFileBatchId>/cancel -> VectorStoreFileBatch;

        /// Lists the files of a batch, newest first, or with `filter` those of one status. A page has 20 items unless
        /// `limit` (1 to 100) says otherwise.
        ///
        /// [Reference](https://platform.openai.com/docs/api-reference/vector-stores-file-batches/listBatchFiles)
        list_files: GET /file_batches/<batch: VectorStoreFileBatchId>/files
            ?<limit: u32? if_absent 20>&<order: Order? if_absent "desc">
            &<after: FileId?>&<before: FileId?>&<filter: VectorStoreFileStatus?>
            -> Page<VectorStoreFile> paged by after;
    }
}
