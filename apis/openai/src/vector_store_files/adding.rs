//! What uploads to a vector store have in common.

use std::fmt;
use std::time::Duration;

use schematic_api::{CallOptions, Error, Poller};

use crate::{ChunkingStrategy, FileAttributes, FileId, FileObject};

/// The settings of files that are uploaded and added to a vector store.
#[derive(Clone, Debug, Default)]
pub(crate) struct Adding {
    pub(crate) attributes: Option<FileAttributes>,
    pub(crate) chunking_strategy: Option<ChunkingStrategy>,
    pub(crate) options: CallOptions,
    pub(crate) every: Option<Duration>,
    pub(crate) timeout: Option<Duration>,
}

impl Adding {
    /// Applies the settings of the wait.
    pub(crate) fn poll<'a, T>(&self, poller: Poller<'a, T>) -> Poller<'a, T> {
        let poller = poller.options(&self.options);
        let poller = self.every.into_iter().fold(poller, Poller::every);
        self.timeout.into_iter().fold(poller, Poller::timeout)
    }
}

/// The methods that set them.
macro_rules! adding_setters {
    () => {
        /// Sets key-value pairs to attach to each of the files, for the [filters](crate::Filter) of a search.
        pub fn attributes(mut self, attributes: impl Into<crate::FileAttributes>) -> Self {
            self.adding.attributes = Some(attributes.into());
            self
        }

        /// Sets how to split the files. Default: [`ChunkingStrategy::auto`](crate::ChunkingStrategy::auto).
        pub fn chunking_strategy(mut self, strategy: impl Into<crate::ChunkingStrategy>) -> Self {
            self.adding.chunking_strategy = Some(strategy.into());
            self
        }

        /// Applies options to each call, such as headers, retries and the timeout of one call.
        pub fn options(mut self, options: &schematic_api::CallOptions) -> Self {
            self.adding.options = self.adding.options.options(options);
            self
        }

        /// Sets the pause between two looks at the processing. Default: as for any [`Poller`](schematic_api::Poller).
        pub fn poll_every(mut self, interval: std::time::Duration) -> Self {
            self.adding.every = Some(interval);
            self
        }

        /// Sets how long the processing may take, once the files are uploaded. Default: 10 min.
        pub fn poll_timeout(mut self, timeout: std::time::Duration) -> Self {
            self.adding.timeout = Some(timeout);
            self
        }
    };
}

pub(crate) use adding_setters;

/// The error of files that were to be uploaded and added to a vector store. It has the ids of the files that were uploaded,
/// because the service keeps them.
#[derive(Debug)]
#[non_exhaustive]
pub enum AddFilesError {
    /// Some files could not be uploaded. All the others were, and none was added.
    Upload {
        /// The files that were uploaded, and the errors of those that were not, in the order of the given files.
        files: Vec<Result<FileObject, Error>>,
    },
    /// All files were uploaded, but they could not be added, or not be followed until they were processed.
    Add {
        /// The files, in the order in which they were given.
        files: Vec<FileObject>,
        /// What failed. [`Error::endpoint`] tells whether it was the call that adds the files or one of those that look at
        /// them; on a timeout, the body of the error holds the last reply.
        error: Error,
    },
}

impl From<Error> for AddFilesError {
    /// No file was uploaded.
    fn from(error: Error) -> Self {
        Self::Upload { files: vec![Err(error)] }
    }
}

impl AddFilesError {
    /// Returns the ids of the files that were uploaded, in the order in which they were given.
    pub fn uploaded(&self) -> Vec<&FileId> {
        match self {
            Self::Upload { files } => files.iter().flatten().map(|file| &file.id).collect(),
            Self::Add { files, .. } => files.iter().map(|file| &file.id).collect(),
        }
    }

    /// Returns all errors. Those of uploads come with the position of the file among the given ones.
    pub fn errors(&self) -> Vec<(Option<usize>, &Error)> {
        match self {
            Self::Upload { files } => {
                let errors = files.iter().enumerate();
                errors.filter_map(|(at, file)| Some((Some(at), file.as_ref().err()?))).collect()
            }
            Self::Add { error, .. } => vec![(None, error)],
        }
    }
}

impl fmt::Display for AddFilesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Upload { files } => {
                let failed = files.iter().filter(|file| file.is_err()).count();
                write!(f, "{failed} of {} files could not be uploaded", files.len())
            }
            Self::Add { files, .. } => write!(
                f,
                "files were uploaded ({}), but not added to the vector store, or not followed",
                files.len()
            ),
        }
    }
}

impl std::error::Error for AddFilesError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.errors().first().map(|(_, error)| *error as _)
    }
}
