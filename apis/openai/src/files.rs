//! Files: what was uploaded, and what the service generated.

mod create;
mod expiration;
mod file;
mod wait;

use schematic_api::api;

pub use self::create::CreateFile;
pub use self::expiration::{FileExpiration, FileExpirationAnchor};
pub use self::file::{FileObject, FilePurpose, FileStatus};
use crate::{Deleted, FileId, Order, Page};

api! {
    /// Files: what was uploaded, and what the service generated. A project stores up to 2.5 TB.
    ///
    /// These endpoints are not part of the Assistants beta, and were not retired.
    ///
    /// [Reference](https://platform.openai.com/docs/api-reference/files)
    pub group Files {
        /// Uploads a file of up to 512 MB. [`Uploads`](crate::Uploads) take larger ones.
        ///
        /// [Reference](https://platform.openai.com/docs/api-reference/files/create)
        create: POST /files (multipart CreateFile) -> FileObject;

        /// Lists the files of the project, newest first, or with `purpose` only those for one purpose. A page has
        /// 10 000 items unless `limit` (1 to 10 000) says otherwise.
        ///
        /// [Reference](https://platform.openai.com/docs/api-reference/files/list)
        list: GET /files?<purpose: FilePurpose?>&<limit: u32? if_absent 10000>&<order: Order? if_absent "desc">
            &<after: FileId?>
            -> Page<FileObject> paged by after;

        /// Retrieves a file: its name and size, not its content. `poll()` repeats the call until the file is
        /// [settled](FileObject::is_settled): processed, or refused.
        ///
        /// [Reference](https://platform.openai.com/docs/api-reference/files/retrieve)
        retrieve: GET /files/<file: FileId> -> FileObject polled until FileObject::is_settled;

        /// Retrieves the content of a file, whole and in memory.
        ///
        /// [Reference](https://platform.openai.com/docs/api-reference/files/retrieve-contents)
        content: GET /files/<file: FileId>/content -> bytes;

        /// Retrieves the content of a file as a stream of bytes, for files that are larger than memory should hold.
        ///
        /// [Reference](https://platform.openai.com/docs/api-reference/files/retrieve-contents)
        content_stream: GET /files/<file: FileId>/content -> stream { header "Accept": "application/binary"; }

        /// Deletes a file, and removes it from all vector stores.
        ///
        /// [Reference](https://platform.openai.com/docs/api-reference/files/delete)
        delete: DELETE /files/<file: FileId> -> Deleted;
    }
}
