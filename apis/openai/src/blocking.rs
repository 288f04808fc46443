//! `block` on what this crate adds to calls and streams.

use schematic_api::Error;
use schematic_api::blocking::{Blocking, wait};

#[cfg(feature = "functions")]
use crate::AnsweredRunStream;
use crate::{
    AddFilesError, ChunkedUpload, ChunkedUploadError, FileBatchUpload, RunStream, RunStreamCall,
    TextDeltas, Upload, VectorStoreFile, VectorStoreFileBatch, VectorStoreFileUpload,
};

impl RunStreamCall {
    /// Sends the call and waits until the stream begins.
    ///
    /// # Errors
    ///
    /// Those of [`Call::block`](schematic_api::Call::block).
    pub fn block(self) -> Result<RunStream, Error> {
        wait(self)
    }
}

impl RunStream {
    /// Returns the events as an iterator that waits for each.
    ///
    /// Its [`get_ref`](Blocking::get_ref) and [`into_inner`](Blocking::into_inner) give the stream with its snapshot.
    pub fn block(self) -> Blocking<Self> {
        Blocking::new(self)
    }
}

impl TextDeltas<'_> {
    /// Returns the pieces of text as an iterator that waits for each.
    pub fn block(self) -> Blocking<Self> {
        Blocking::new(self)
    }
}

#[cfg(feature = "functions")]
impl AnsweredRunStream {
    /// Returns the events as an iterator that waits for each.
    pub fn block(self) -> Blocking<Self> {
        Blocking::new(self)
    }
}

impl ChunkedUpload {
    /// Uploads the file and waits until it is there.
    ///
    /// # Errors
    ///
    /// Those of the [type](Self#errors). Inside a tokio runtime, nothing is uploaded.
    pub fn block(self) -> Result<Upload, ChunkedUploadError> {
        wait(self)
    }
}

impl VectorStoreFileUpload {
    /// Uploads and adds the file, and waits as the method that made this says.
    ///
    /// # Errors
    ///
    /// An [`AddFilesError`]. Inside a tokio runtime, nothing is uploaded.
    pub fn block(self) -> Result<VectorStoreFile, AddFilesError> {
        wait(self)
    }
}

impl FileBatchUpload {
    /// Uploads and adds the files, and waits until they are processed.
    ///
    /// # Errors
    ///
    /// An [`AddFilesError`]. Inside a tokio runtime, nothing is uploaded.
    pub fn block(self) -> Result<VectorStoreFileBatch, AddFilesError> {
        wait(self)
    }
}
