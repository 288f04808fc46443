//! A file as the body of a request, or as a part of it.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tokio::fs::File;

use super::body::Body;
use super::body_error::BodyError;
use super::body_stream::BodyStream;
use super::reader::Chunks;
use super::source::{Opened, Source};

impl Body {
    /// Creates a body from a file, which is read while it is sent. Requires the feature `files`.
    ///
    /// The file is opened for each attempt, so a call with this body can be retried. Its length is sent as `Content-Length`.
    /// A file that cannot be opened, is not a regular file, or becomes longer or shorter while it is sent ends the call with
    /// an error of the kind [`Body`](crate::ErrorKind::Body).
    ///
    /// # Examples
    ///
    /// ```
    /// use schematic_api::Body;
    ///
    /// let body = Body::from_path("recordings/2024-05-01.wav");
    /// assert!(body.is_replayable());
    /// ```
    pub fn from_path(path: impl Into<PathBuf>) -> Self {
        Self::source(PathSource(path.into().into()))
    }
}

struct PathSource(Arc<Path>);

impl Source for PathSource {
    fn length(&self) -> Option<u64> {
        None
    }

    fn is_replayable(&self) -> bool {
        true
    }

    fn try_clone(&self) -> Option<Box<dyn Source>> {
        Some(Box::new(Self(Arc::clone(&self.0))))
    }

    fn open(self: Box<Self>) -> Opened {
        Box::pin(async move { open(&self.0).await.map_err(BodyError::new) })
    }
}

async fn open(path: &Path) -> io::Result<BodyStream> {
    // Opening a pipe would wait for its other end.
    let regular = |metadata: std::fs::Metadata| match metadata.is_file() {
        true => Ok(metadata.len()),
        false => {
            Err(io::Error::new(io::ErrorKind::InvalidInput, "the path is not of a regular file"))
        }
    };
    regular(tokio::fs::metadata(path).await?)?;
    let file = File::open(path).await?;
    let length = regular(file.metadata().await?)?;
    Ok(BodyStream::sized(Chunks::of(file), length))
}
