//! Documents that a command is given.

use super::CommandError;
use crate::document::Document;
use std::ffi::OsStr;
use std::io::Read;
use std::path::Path;

/// A document that takes long enough to say that it is being read.
const LARGE: usize = 2_000_000;

/// Reads a document from a file, or from the standard input.
pub(super) fn document(name: &OsStr) -> Result<Document, CommandError> {
    let shown = name.to_string_lossy();
    let text = text(name)?;
    if text.len() > LARGE {
        eprintln!("reading {shown}: {} MB", text.len() / 1_000_000);
    }
    Document::read(&text).map_err(|error| CommandError::new(format!("{shown}: {error}")))
}

/// Reads a text from a file, or from the standard input.
pub(super) fn text(name: &OsStr) -> Result<String, CommandError> {
    let failed = |error| CommandError::new(format!("{}: {error}", name.to_string_lossy()));
    read(name).map_err(failed)
}

fn read(name: &OsStr) -> std::io::Result<String> {
    let mut bytes = Vec::new();
    if name == "-" {
        std::io::stdin().lock().read_to_end(&mut bytes)?;
    } else {
        bytes = std::fs::read(Path::new(name))?;
    }
    // A few documents have a byte in a description that is no text.
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
