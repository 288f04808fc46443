//! Vector store files: the files of a vector store.

mod adding;
mod content;
mod create;
mod file;
mod upload;
mod wait;

use schematic_api::api;

pub use self::adding::AddFilesError;
pub(crate) use self::adding::{Adding, adding_setters};
pub use self::content::VectorStoreFileContent;
pub use self::create::{CreateVectorStoreFile, ModifyVectorStoreFile};
pub use self::file::{
    VectorStoreFile, VectorStoreFileError, VectorStoreFileErrorCode, VectorStoreFileStatus,
};
pub use self::upload::VectorStoreFileUpload;
use crate::{Deleted, FileId, Order, Page, VectorStoreId};

api! {
    /// Vector store files: the files of a vector store, each with its attributes. The id is that of the
    /// [file](crate::FileObject).
    ///
    /// [Reference](https://platform.openai.com/docs/api-reference/vector-stores-files)
    pub group VectorStoreFiles at /vector_stores/<vector_store: VectorStoreId> {
        header "OpenAI-Beta": "assistants=v2";

        /// Adds an uploaded file to a vector store. It is `in_progress` until it is processed.
        ///
        /// The service allows 300 such requests a minute for each store, together with those for batches; to add several
        /// files, create a [batch](crate::VectorStoreFileBatches::create).
        ///
        /// [Reference](https://platform.openai.com/docs/api-reference/vector-stores-files/createFile)
        create: POST /files (json CreateVectorStoreFile) -> VectorStoreFile;

        /// Retrieves a file of a vector store. `poll()` repeats the call until the file is
        /// [settled](VectorStoreFile::is_settled): until it is no longer being processed.
        ///
        /// [Reference](https://platform.openai.com/docs/api-reference/vector-stores-files/getFile)
        retrieve: GET /files/<file: FileId> -> VectorStoreFile polled until VectorStoreFile::is_settled;

        /// Replaces the attributes of a file in a vector store.
        ///
        /// [Reference](https://platform.openai.com/docs/api-reference/vector-stores-files/updateAttributes)
        modify: POST /files/<file: FileId> (json ModifyVectorStoreFile) -> VectorStoreFile;

        /// Removes a file from a vector store. The file itself remains; [`Files::delete`](crate::Files::delete) deletes it.
        ///
        /// [Reference](https://platform.openai.com/docs/api-reference/vector-stores-files/deleteFile)
        delete: DELETE /files/<file: FileId> -> Deleted;

        /// Lists the files of a vector store, newest first, or with `filter` those of one status. A page has 20 items
        /// unless `limit` (1 to 100) says otherwise.
        ///
        /// [Reference](https://platform.openai.com/docs/api-reference/vector-stores-files/listFiles)
        list: GET /files
            ?<limit: u32? if_absent 20>&<order: Order? if_absent "desc">
            &<after: FileId?>&<before: FileId?>&<filter: VectorStoreFileStatus?>
            -> Page<VectorStoreFile> paged by after;

        /// Retrieves the text of a file as the service has read it.
        ///
        /// [Reference](https://platform.openai.com/docs/api-reference/vector-stores-files/getContent)
        content: GET /files/<file: FileId>/content -> VectorStoreFileContent;
    }
}
