//! A file as the body of a request, or as a part of it.

use std::future::poll_fn;
use std::io::{self, SeekFrom};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::Arc;

use tokio::fs::File;
use tokio::io::AsyncSeek;

use super::body::Body;
use super::body_error::BodyError;
use super::body_stream::BodyStream;
use super::reader::Chunks;
use super::source::{Measuring, Opened, Source};

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
        Self::source(PathSource { path: path.into().into(), part: None })
    }
}

struct PathSource {
    path: Arc<Path>,
    /// What to read of it; all of it unless set.
    part: Option<Part>,
}

/// A part of a file.
#[derive(Clone)]
struct Part {
    bytes: Range<u64>,
    /// The length of the file when it was cut.
    whole: u64,
}

impl Part {
    fn length(&self) -> u64 {
        self.bytes.end.saturating_sub(self.bytes.start)
    }
}

impl Source for PathSource {
    fn length(&self) -> Option<u64> {
        self.part.as_ref().map(Part::length)
    }

    fn is_replayable(&self) -> bool {
        true
    }

    fn try_clone(&self) -> Option<Box<dyn Source>> {
        Some(Box::new(Self { path: Arc::clone(&self.path), part: self.part.clone() }))
    }

    fn measured(&self) -> Measuring {
        let path = Arc::clone(&self.path);
        Box::pin(async move {
            let metadata = tokio::fs::metadata(&path).await;
            metadata.and_then(|it| regular(&it)).map(Some).map_err(BodyError::new)
        })
    }

    fn slice(&self, bytes: Range<u64>, whole: u64) -> Option<Box<dyn Source>> {
        let part = Some(Part { bytes, whole });
        Some(Box::new(Self { path: Arc::clone(&self.path), part }))
    }

    fn open(self: Box<Self>) -> Opened {
        Box::pin(async move { open(&self.path, self.part).await.map_err(BodyError::new) })
    }
}

async fn open(path: &Path, part: Option<Part>) -> io::Result<BodyStream> {
    // Opening a pipe would wait for its other end.
    regular(&tokio::fs::metadata(path).await?)?;
    let mut file = File::open(path).await?;
    let length = regular(&file.metadata().await?)?;
    let Some(part) = part else { return Ok(BodyStream::sized(Chunks::of(file), length)) };
    if length != part.whole {
        let message = format!("the file has {length} bytes now, and had {} before", part.whole);
        return Err(io::Error::new(io::ErrorKind::InvalidData, message));
    }
    Pin::new(&mut file).start_seek(SeekFrom::Start(part.bytes.start))?;
    poll_fn(|context| Pin::new(&mut file).poll_complete(context)).await?;
    Ok(BodyStream::sized(Chunks::first_of(file, part.length()), part.length()))
}

/// Returns the length of a regular file.
fn regular(metadata: &std::fs::Metadata) -> io::Result<u64> {
    match metadata.is_file() {
        true => Ok(metadata.len()),
        false => {
            Err(io::Error::new(io::ErrorKind::InvalidInput, "the path is not of a regular file"))
        }
    }
}
