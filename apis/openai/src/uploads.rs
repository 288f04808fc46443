//! Uploads: large files, sent in parts.

mod chunked;
mod create;
mod part;
mod upload;

use schematic_api::api;

pub use self::chunked::{ChunkedUpload, ChunkedUploadError, FailedUpload, PendingUpload};
pub use self::create::{CompleteUpload, CreateUpload};
pub use self::part::AddUploadPart;
pub use self::upload::{Upload, UploadPart, UploadStatus};
use crate::UploadId;

api! {
    /// Uploads: large files, sent in parts. An upload takes up to 8 GB, and expires an hour after its creation. Once it is
    /// complete, it is a [file](crate::FileObject) like any other.
    ///
    /// These endpoints are not part of the Assistants beta, and were not retired.
    ///
    /// [Reference](https://platform.openai.com/docs/api-reference/uploads)
    pub group Uploads {
        /// Creates an upload, which is `pending` until it is completed or cancelled.
        ///
        /// [Reference](https://platform.openai.com/docs/api-reference/uploads/create)
        create: POST /uploads (json CreateUpload) -> Upload;

        /// Adds a part of at most 64 MB. Several may be sent at the same time; their order is that in which the upload is
        /// completed.
        ///
        /// An upload consists of the parts that complete it. One that arrived twice does no harm, so this is retried like a
        /// `GET`.
        ///
        /// [Reference](https://platform.openai.com/docs/api-reference/uploads/add-part)
        add_part: POST /uploads/<upload: UploadId>/parts (multipart AddUploadPart) -> UploadPart idempotent;

        /// Completes an upload. The reply has the new [file](Upload::file). The parts must have as many bytes in all as
        /// were announced when the upload was created; no part can be added afterwards.
        ///
        /// [Reference](https://platform.openai.com/docs/api-reference/uploads/complete)
        complete: POST /uploads/<upload: UploadId>/complete (json CompleteUpload) -> Upload;

        /// Cancels an upload. No part can be added afterwards.
        ///
        /// [Reference](https://platform.openai.com/docs/api-reference/uploads/cancel)
        cancel: POST /uploads/<upload: UploadId>/cancel -> Upload;
    }
}
