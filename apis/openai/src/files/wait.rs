//! Waiting for files.

use std::time::Duration;

use schematic_api::Poller;

use super::{FileObject, Files};
use crate::FileId;

/// How long the processing of a file may take.
const LONGEST: Duration = Duration::from_secs(30 * 60);

impl Files {
    /// Waits until a file is [settled](FileObject::is_settled): until the service has processed it, or refused it.
    ///
    /// The returned [`Poller`] sets how often to retrieve the file, and how long to wait in all (30 min by default).
    ///
    /// ```no_run
    /// use schematic_openai::{CreateFile, FilePart, FilePurpose, OpenAi};
    ///
    /// # async fn example(openai: OpenAi) -> Result<(), schematic_api::Error> {
    /// let body = CreateFile::new(FilePurpose::Batch, FilePart::from_path("requests.jsonl"));
    /// let file = openai.files().create(body).await?;
    /// let file = openai.files().wait_for_processing(&file.id).await?;
    /// println!("{:?}", file.status);
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`retrieve`](Self::retrieve). On a timeout, the body of the error holds the file as it was last seen.
    pub fn wait_for_processing(&self, file: &FileId) -> Poller<'static, FileObject> {
        self.retrieve(file).poll().timeout(LONGEST)
    }
}
