//! The body that adds a part to an upload.

use schematic_api::{Body, FilePart, Multipart};

/// The body of [`Uploads::add_part`](crate::Uploads::add_part): at most 64 MB of the file.
///
/// [Reference](https://platform.openai.com/docs/api-reference/uploads/add-part)
///
/// ```
/// use schematic_openai::AddUploadPart;
///
/// let body = AddUploadPart::of("the first bytes of the file");
/// ```
#[derive(Debug, Multipart)]
#[non_exhaustive]
pub struct AddUploadPart {
    /// The bytes. The service does not look at their name and media type.
    pub data: FilePart,
}

impl AddUploadPart {
    /// Creates a body of bytes, or of any other [`Body`].
    #[must_use]
    pub fn of(data: impl Into<Body>) -> Self {
        Self::new(FilePart::new("upload", data))
    }
}
