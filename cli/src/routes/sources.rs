//! The files that are read.

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// A source file.
#[derive(Debug)]
pub struct Source {
    /// As it was given, or the path of the folder with what is in it.
    pub path: PathBuf,
    /// What is in it.
    pub text: String,
}

/// A file or a folder that cannot be read.
#[derive(Debug)]
pub struct SourceError {
    path: PathBuf,
    error: io::Error,
}

/// Reads these files, and the Rust files of these folders and of the folders in them, in the order of their names. What a
/// build writes (`target`) is left out, and so are hidden folders.
pub(super) fn read_all(paths: &[PathBuf]) -> Result<Vec<Source>, SourceError> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            collect(path, &mut files)?;
        } else {
            files.push(path.clone());
        }
    }
    files.into_iter().map(read).collect()
}

fn read(path: PathBuf) -> Result<Source, SourceError> {
    match fs::read_to_string(&path) {
        Ok(text) => Ok(Source { text: text.trim_start_matches('\u{feff}').to_owned(), path }),
        Err(error) => Err(SourceError { path, error }),
    }
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), SourceError> {
    let at = |error| SourceError { path: folder.to_owned(), error };
    let entries = fs::read_dir(folder).map_err(at)?;
    let paths: Result<Vec<_>, _> = entries.map(|entry| entry.map(|entry| entry.path())).collect();
    let mut paths = paths.map_err(at)?;
    paths.sort();
    for path in paths {
        if path.is_dir() {
            if !is_left_out(&path) {
                collect(&path, files)?;
            }
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    Ok(())
}

/// A link may lead back to a folder around it.
fn is_left_out(folder: &Path) -> bool {
    let name = folder.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    name == "target" || name.starts_with('.') || folder.is_symlink()
}

impl fmt::Display for SourceError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.path.display(), self.error)
    }
}

impl std::error::Error for SourceError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.error)
    }
}
