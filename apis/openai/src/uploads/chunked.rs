//! Large files, cut into parts and uploaded.

mod error;
mod parts;
mod pending;
mod progress;
mod settings;

use std::fmt;
use std::future::Future;
use std::num::NonZeroU64;
use std::pin::Pin;
use std::sync::{Arc, Mutex};

use schematic_api::{CallOptions, Error, ErrorKind, FilePart, Progress};

pub use self::error::{ChunkedUploadError, FailedUpload};
use self::parts::Parts;
pub use self::pending::PendingUpload;
use self::progress::Total;
use self::settings::{OnFailure, Settings};
use super::{CreateUpload, Upload, Uploads};
use crate::{FileExpiration, FilePurpose, UploadId, UploadPartId};

/// The most that a part may have.
const PART_SIZE: u64 = 64 * 1024 * 1024;

/// How many parts are sent at the same time.
const PARALLEL: usize = 4;

impl Uploads {
    /// Uploads a large file in parts: creates an upload, sends the parts, several at the same time, and completes the
    /// upload; see [`ChunkedUpload`]. The reply has the new [file](Upload::file).
    ///
    /// ```no_run
    /// use schematic_openai::{FilePart, FilePurpose, OpenAi};
    ///
    /// # async fn example(openai: OpenAi) -> Result<(), Box<dyn std::error::Error>> {
    /// let file = FilePart::from_path("training/examples.jsonl");
    /// let upload = openai.uploads().upload_file_chunked(FilePurpose::FineTune, file).await?;
    /// println!("{:?}", upload.file.map(|file| file.id));
    /// # Ok(())
    /// # }
    /// ```
    pub fn upload_file_chunked(
        &self,
        purpose: impl Into<FilePurpose>,
        file: impl Into<FilePart>,
    ) -> ChunkedUpload {
        ChunkedUpload {
            uploads: self.clone(),
            purpose: purpose.into(),
            file: file.into(),
            expires_after: None,
            part_size: PART_SIZE,
            begun: None,
            settings: Settings {
                parallel: PARALLEL,
                md5: None,
                on_failure: OnFailure::Cancel,
                options: CallOptions::new(),
                on_progress: None,
            },
        }
    }
}

/// Uploads a large file in parts. Nothing is sent until it is awaited.
///
/// Built by [`Uploads::upload_file_chunked`]. The name and the media type are those of the [`FilePart`].
///
/// | file | how it is sent |
/// |---|---|
/// | a path | each part is read while it is sent; nothing of the file is held in memory |
/// | bytes | the parts share the memory of the bytes |
/// | a reader with a length ([`Body::sized_reader`](schematic_api::Body::sized_reader)) or a stream with one | it is read once, in order; as many parts as are sent at the same time are in memory |
///
/// A file whose length is not known cannot be uploaded: the service wants to know it first. One that becomes longer or
/// shorter meanwhile is an error.
///
/// | | default |
/// |---|---|
/// | [`part_size`](Self::part_size) | 64 MiB, the limit of the service |
/// | [`parallel`](Self::parallel) | 4 |
/// | [`expires_after`](Self::expires_after) | as the service has it for the purpose |
/// | [`md5`](Self::md5) | the service does not compare |
///
/// A part that fails is retried as any call is. If it fails for good, no other part is begun, those under way are finished,
/// and the upload is cancelled; an upload that is [`resumable`](Self::resumable) can go on from there instead.
///
/// Dropping the future ends all calls at once. The upload is then left to the service, where it expires within the hour.
///
/// # Errors
///
/// A [`ChunkedUploadError`] has the errors of all calls that failed, and says what became of the upload.
///
/// # Examples
///
/// ```no_run
/// use schematic_openai::{FailedUpload, FileExpiration, FilePart, FilePurpose, OpenAi, Upload};
///
/// async fn upload(openai: &OpenAi) -> Result<Upload, Box<dyn std::error::Error>> {
///     let file = FilePart::from_path("recordings/2024.zip");
///     let upload = openai
///         .uploads()
///         .upload_file_chunked(FilePurpose::UserData, file)
///         .expires_after(FileExpiration::after_creation(86_400))
///         .on_progress(|sent| println!("{} of {:?} bytes", sent.done, sent.total))
///         .resumable();
///     match upload.await {
///         Ok(upload) => Ok(upload),
///         Err(error) => match error.into_upload() {
///             FailedUpload::Pending(rest) => Ok(rest.resume().await?),
///             failed => Err(format!("{failed:?}").into()),
///         },
///     }
/// }
/// ```
#[must_use = "an upload does nothing until it is awaited"]
pub struct ChunkedUpload {
    uploads: Uploads,
    purpose: FilePurpose,
    file: FilePart,
    expires_after: Option<FileExpiration>,
    part_size: u64,
    /// What somebody else created, and sent of it.
    begun: Option<(UploadId, Vec<(usize, UploadPartId)>)>,
    settings: Settings,
}

impl ChunkedUpload {
    /// Sets the size of the parts in bytes. Default: 64 MiB, which is also the most that the service takes. An upload with
    /// parts of 0 bytes fails.
    pub fn part_size(self, bytes: u64) -> Self {
        Self { part_size: bytes, ..self }
    }

    /// Sets how many parts are sent at the same time. Default: 4. 0 counts as 1.
    pub fn parallel(mut self, parts: usize) -> Self {
        self.settings.parallel = parts;
        self
    }

    /// Sets when the service deletes the file. Default: after 30 days for the purpose `batch`, else never.
    ///
    /// It is said when the upload is created, so it means nothing together with [`resume_upload`](Self::resume_upload).
    pub fn expires_after(mut self, expiration: FileExpiration) -> Self {
        self.expires_after = Some(expiration);
        self
    }

    /// Sets the MD5 checksum of the whole file, in hexadecimal digits. The service compares it with what it received.
    ///
    /// It is not computed here, because the parts are read at the same time, and a checksum needs them one after the other.
    pub fn md5(mut self, checksum: impl Into<String>) -> Self {
        self.settings.md5 = Some(checksum.into());
        self
    }

    /// Keeps the upload if it fails: the error then has a [`PendingUpload`], which can go on. Without this, the upload is
    /// cancelled.
    pub fn resumable(mut self) -> Self {
        self.settings.on_failure = OnFailure::Keep;
        self
    }

    /// Goes on with an upload of the same file that another process began, of which these parts were sent. The first part
    /// is 0. The parts must have the same size as those. For an upload of this process there is [`PendingUpload::resume`].
    pub fn resume_upload<P: Into<UploadPartId>>(
        mut self,
        upload: impl Into<UploadId>,
        sent: impl IntoIterator<Item = (usize, P)>,
    ) -> Self {
        let sent = sent.into_iter().map(|(number, part)| (number, part.into()));
        self.begun = Some((upload.into(), sent.collect()));
        self
    }

    /// Applies options to each call, such as headers, retries and the timeout of one call.
    pub fn options(mut self, options: &CallOptions) -> Self {
        self.settings.options = self.settings.options.options(options);
        self
    }

    /// Calls a function each time that some bytes of the file are sent, with the number of bytes of all parts so far. A
    /// part that is retried begins anew, so the number may become smaller.
    ///
    /// It is called within the calls, so it should return soon.
    pub fn on_progress(mut self, on_progress: impl Fn(Progress) + Send + Sync + 'static) -> Self {
        self.settings.on_progress = Some(Arc::new(on_progress));
        self
    }
}

impl IntoFuture for ChunkedUpload {
    type Output = Result<Upload, ChunkedUploadError>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.run())
    }
}

impl ChunkedUpload {
    async fn run(self) -> Result<Upload, ChunkedUploadError> {
        self.begin().await.map_err(ChunkedUploadError::not_created)?.resume().await
    }

    /// Creates an upload, or goes on with one that somebody else created.
    async fn begin(self) -> Result<PendingUpload, Error> {
        let input = |message: &'static str| Error::new(ErrorKind::Input, message);
        let part_size = NonZeroU64::new(self.part_size);
        let part_size = part_size.ok_or_else(|| input("parts of 0 bytes never make a file"))?;
        let name = self.file.file_name().unwrap_or("upload").to_owned();
        let media_type = self.file.media_type().to_owned();
        let slices = self.file.into_body().slices(part_size).await.map_err(parts::unreadable)?;
        let length = slices.length();
        let length =
            length.ok_or_else(|| input("the service wants to know the length of the file"))?;
        let (id, sent) = match self.begun {
            Some(begun) => begun,
            None => {
                let mut body = CreateUpload::new(name, self.purpose, length, media_type);
                body.expires_after = self.expires_after;
                let create = self.uploads.create(&body).options(&self.settings.options);
                (create.await?.id, Vec::new())
            }
        };
        let on_progress = self.settings.on_progress.clone();
        let total = on_progress.map(|on_progress| Total::new(on_progress, length));
        let parts = Mutex::new(Parts::new(slices, sent));
        Ok(PendingUpload { uploads: self.uploads, id, parts, total, settings: self.settings })
    }
}

impl fmt::Debug for ChunkedUpload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ChunkedUpload")
            .field("purpose", &self.purpose)
            .field("file", &self.file)
            .field("part_size", &self.part_size)
            .finish_non_exhaustive()
    }
}
