//! Saves a reply to a file, whole or not at all.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tokio::fs::File;
use tokio::task::spawn_blocking;

use super::copy::unwritten;
use super::stream::ByteStream;
use crate::error::Error;

impl ByteStream {
    /// Saves all bytes to a file as they arrive, and returns their number. Requires the feature `files`.
    ///
    /// They go to a hidden file of another name in the same folder, which takes the place of `path` once it is complete and on
    /// the disk. If the body breaks off, or this future is dropped, that file is removed, and what was at `path` before is still
    /// there.
    ///
    /// # Errors
    ///
    /// Returns an error if the body breaks off, as [`try_next`](Self::try_next) does. A file that cannot be created, written
    /// or renamed is an error of the kind [`Write`](crate::ErrorKind::Write).
    ///
    /// # Examples
    ///
    /// ```
    /// use schematic_api::{ByteStream, Error};
    ///
    /// async fn download(content: ByteStream) -> Result<u64, Error> {
    ///     content.save_to("report.pdf").await
    /// }
    /// ```
    pub async fn save_to(self, path: impl AsRef<Path>) -> Result<u64, Error> {
        let path = path.as_ref().to_owned();
        let partial = partial_path(&path).map_err(unwritten)?;
        let (partial, mut file) = blocking(move || Partial::create(partial)).await?;
        let length = self.copy_to(&mut file).await?;
        file.sync_all().await.map_err(unwritten)?;
        drop(file);
        blocking(move || partial.rename_to(&path)).await?;
        Ok(length)
    }
}

/// Runs an operation on a file where it may wait. It is completed even if nobody waits for it any more; its result is dropped
/// then.
async fn blocking<T: Send + 'static>(
    operation: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> Result<T, Error> {
    let done = spawn_blocking(operation).await;
    done.unwrap_or_else(|error| Err(io::Error::other(error))).map_err(unwritten)
}

/// Returns a name beside `path` that no other download has.
fn partial_path(path: &Path) -> io::Result<PathBuf> {
    let name = path.file_name().ok_or_else(|| {
        io::Error::new(io::ErrorKind::InvalidInput, "the path does not end in the name of a file")
    })?;
    let mut partial = OsString::from(".");
    partial.push(name);
    partial.push(format!(".{:016x}.part", fastrand::u64(..)));
    Ok(path.with_file_name(partial))
}

/// A file that is removed when it is dropped.
struct Partial(PathBuf);

impl Partial {
    fn create(path: PathBuf) -> io::Result<(Self, File)> {
        let file = fs::File::create_new(&path)?;
        Ok((Self(path), File::from_std(file)))
    }

    fn rename_to(self, path: &Path) -> io::Result<()> {
        // Once it is renamed, there is nothing to remove.
        fs::rename(&self.0, path)
    }
}

impl Drop for Partial {
    fn drop(&mut self) {
        // That it is not there any more is what is wanted.
        let _ = fs::remove_file(&self.0);
    }
}
