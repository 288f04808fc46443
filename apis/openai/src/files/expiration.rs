//! When a file expires.

use schematic_api::{Extra, Object, StringEnum};

/// When the service deletes a file. Unless set, files of the purpose [`Batch`](crate::FilePurpose::Batch) are deleted
/// after 30 days, and all others are kept until they are deleted.
///
/// [Reference](https://platform.openai.com/docs/api-reference/files/create#files-create-expires_after)
#[derive(Clone, Debug, PartialEq, Object)]
#[non_exhaustive]
pub struct FileExpiration {
    /// The moment that the time counts from.
    pub anchor: FileExpirationAnchor,
    /// The time in seconds: 3600 (an hour) to 2 592 000 (30 days).
    #[wire(min = 3600, max = 2_592_000)]
    pub seconds: u64,
    /// Additional fields to send.
    pub extra: Extra,
}

impl FileExpiration {
    /// Deletes the file this many seconds after its creation: 3600 (an hour) to 2 592 000 (30 days).
    #[must_use]
    pub fn after_creation(seconds: u64) -> Self {
        Self::new(FileExpirationAnchor::CreatedAt, seconds)
    }
}

/// The moment that the time of a [`FileExpiration`] counts from.
#[derive(Clone, Debug, PartialEq, Eq, Hash, StringEnum)]
#[non_exhaustive]
pub enum FileExpirationAnchor {
    /// The creation of the file.
    CreatedAt,
    /// A moment that this version does not know.
    Unknown(String),
}
