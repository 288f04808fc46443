//! A file as a part of a body.

use std::path::{Path, PathBuf};

use crate::request::Body;

/// A file in a body of several parts: its content, the name that the service gets, and its media type.
///
/// The media type is guessed from the name, unless it is set.
///
/// # Examples
///
/// ```
/// use schematic_api::{Body, FilePart};
///
/// let chart = FilePart::from_path("charts/2024.png");
/// assert_eq!((chart.file_name(), chart.media_type()), (Some("2024.png"), "image/png"));
///
/// let note = FilePart::new("note.md", "# Milk").with_media_type("text/plain; charset=utf-8");
/// assert_eq!(note.body().as_bytes(), Some(&b"# Milk"[..]));
///
/// # fn of(reader: impl tokio::io::AsyncRead + Send + 'static) {
/// let dump = FilePart::new("dump.bin", Body::sized_reader(reader, 1024));
/// # drop(dump);
/// # }
/// ```
#[derive(Debug)]
pub struct FilePart {
    body: Body,
    file_name: Option<String>,
    media_type: Option<String>,
}

impl FilePart {
    /// The name of a file whose path has none.
    const NAMELESS: &'static str = "upload";

    /// The media type of a file whose name says nothing.
    const UNKNOWN: &'static str = "application/octet-stream";

    /// Creates a part from a file, which is read while it is sent. Its name is the last component of the path.
    ///
    /// The file is opened for each attempt, as by [`Body::from_path`].
    pub fn from_path(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        let name = name.unwrap_or_else(|| Self::NAMELESS.to_owned());
        Self::new(name, Body::from_path(path))
    }

    /// Creates a part from a name and its content: bytes, text, or any other [`Body`].
    ///
    /// A call with a part that is a stream or a reader is sent once, and never retried.
    pub fn new(file_name: impl Into<String>, content: impl Into<Body>) -> Self {
        Self { body: content.into(), file_name: Some(file_name.into()), media_type: None }
    }

    /// Sets the name that the service gets. A path, such as `pictures/1.png`, is sent as it is.
    ///
    /// Quotes, backslashes and control characters are percent-encoded, as browsers do. A call with an empty name fails.
    #[must_use]
    pub fn with_file_name(self, file_name: impl Into<String>) -> Self {
        Self { file_name: Some(file_name.into()), ..self }
    }

    /// Removes the name. Most services take a part without a file name for text.
    #[must_use]
    pub fn without_file_name(self) -> Self {
        Self { file_name: None, ..self }
    }

    /// Sets the media type. A call with one that is not of the form `type/subtype` fails.
    #[must_use]
    pub fn with_media_type(self, media_type: impl Into<String>) -> Self {
        Self { media_type: Some(media_type.into()), ..self }
    }

    /// Returns the name that the service gets.
    pub fn file_name(&self) -> Option<&str> {
        self.file_name.as_deref()
    }

    /// Returns the media type: the one that is set, else what the file name says, else `application/octet-stream`.
    pub fn media_type(&self) -> &str {
        let guessed = || {
            let path = Path::new(self.file_name.as_deref()?);
            mime_guess::from_path(path).first_raw()
        };
        self.media_type.as_deref().or_else(guessed).unwrap_or(Self::UNKNOWN)
    }

    /// Returns the content.
    pub fn body(&self) -> &Body {
        &self.body
    }

    /// Returns the content, as the body of another request or to read it.
    pub fn into_body(self) -> Body {
        self.body
    }

    /// Returns a copy, unless the content can be read only once.
    pub fn try_clone(&self) -> Option<Self> {
        Some(Self {
            body: self.body.try_clone()?,
            file_name: self.file_name.clone(),
            media_type: self.media_type.clone(),
        })
    }
}

/// The file at this path.
impl From<&Path> for FilePart {
    fn from(path: &Path) -> Self {
        Self::from_path(path)
    }
}

/// The file at this path.
impl From<PathBuf> for FilePart {
    fn from(path: PathBuf) -> Self {
        Self::from_path(path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_is_the_end_of_the_path_and_says_the_type() {
        let part = FilePart::from_path("/home/somebody/a b.pdf");
        assert_eq!((part.file_name(), part.media_type()), (Some("a b.pdf"), "application/pdf"));
        let part = FilePart::from_path("..");
        assert_eq!((part.file_name(), part.media_type()), (Some("upload"), FilePart::UNKNOWN));
        let part = part.with_file_name("x/y.json");
        assert_eq!((part.file_name(), part.media_type()), (Some("x/y.json"), "application/json"));
        let part = part.with_media_type("text/plain").without_file_name();
        assert_eq!((part.file_name(), part.media_type()), (None, "text/plain"));
    }
}
