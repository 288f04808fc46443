//! The body that uploads a file.

use schematic_api::{FilePart, Multipart};

use crate::{FileExpiration, FilePurpose};

/// The body of [`Files::create`](crate::Files::create): a file of up to 512 MB, and what it is for.
///
/// The [file](FilePart) is a path, bytes, or a reader. It is read while it is sent.
///
/// [Reference](https://platform.openai.com/docs/api-reference/files/create)
///
/// ```
/// use schematic_openai::{CreateFile, FileExpiration, FilePart, FilePurpose};
///
/// let body = CreateFile::new(FilePurpose::Assistants, FilePart::from_path("docs/faq.pdf"));
/// let notes = CreateFile::new(FilePurpose::UserData, FilePart::new("notes.md", "# Notes"))
///     .expires_after(FileExpiration::after_creation(3600));
/// ```
#[derive(Debug, Multipart)]
#[non_exhaustive]
pub struct CreateFile {
    /// What the file is for.
    pub purpose: FilePurpose,
    /// When to delete the file. Default: after 30 days for the purpose `batch`, else never.
    pub expires_after: Option<FileExpiration>,
    /// The file. Some purposes ask for an extension: `batch`, `fine-tune` and `evals` for `.jsonl`.
    pub file: FilePart,
}
