//! `schematic routes`: the routes of the declarations in source files, as tables.

mod block;
mod mistakes;
mod mounts;
mod sources;

use schematic_api_language::{Declaration, Mistake, read};
use std::fmt;
use std::path::PathBuf;

pub use sources::{Source, SourceError};

/// The declarations of a file.
struct Declared<'a> {
    source: &'a Source,
    declarations: Vec<Declaration>,
}

/// Why there is no table.
#[derive(Debug)]
#[non_exhaustive]
pub enum RoutesError {
    /// A file or a folder cannot be read.
    Source(SourceError),
    /// What is wrong in the declarations, as rustc would show it.
    Mistakes {
        /// How many mistakes there are.
        count: usize,
        /// All of them, with the lines that they are in.
        text: String,
    },
    /// There are no declarations.
    Nothing,
}

/// The tables of the declarations in these files, and in the Rust files of these folders.
///
/// # Errors
///
/// A file cannot be read, a declaration has mistakes, or there are none.
pub fn routes(paths: &[PathBuf]) -> Result<String, RoutesError> {
    let sources = sources::read_all(paths).map_err(RoutesError::Source)?;
    let mut declared = Vec::new();
    let mut wrong: Vec<(&Source, Vec<Mistake>)> = Vec::new();
    for source in &sources {
        match read(&source.text) {
            Ok(declarations) => declared.push(Declared { source, declarations }),
            Err(mistakes) => wrong.push((source, mistakes)),
        }
    }
    if !wrong.is_empty() {
        let count = wrong.iter().map(|(_, mistakes)| mistakes.len()).sum();
        return Err(RoutesError::Mistakes { count, text: mistakes::text(&wrong) });
    }
    tables(&declared)
}

fn tables(declared: &[Declared<'_>]) -> Result<String, RoutesError> {
    let mounts = mounts::Mounts::of(declared);
    let blocks = declared.iter().flat_map(|file| {
        file.declarations.iter().map(|declaration| block::text(file.source, declaration, &mounts))
    });
    let blocks: Vec<_> = blocks.collect();
    if blocks.is_empty() { Err(RoutesError::Nothing) } else { Ok(blocks.join("\n")) }
}

impl fmt::Display for RoutesError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Source(error) => error.fmt(formatter),
            Self::Mistakes { count: 1, .. } => formatter.write_str("1 mistake in a declaration"),
            Self::Mistakes { count, .. } => write!(formatter, "{count} mistakes in declarations"),
            Self::Nothing => formatter.write_str("there is no `api!` block in these files"),
        }
    }
}

impl std::error::Error for RoutesError {}
