//! The source that a user of each peer would write or generate for one declaration.

mod conjure;
mod handwritten;
mod ours;
mod progenitor;
mod rust_types;

use std::io::Result;
use std::path::{Path, PathBuf};

use crate::declare::{Declaration, Type};

pub use rust_types::Codec;

/// A way to write or generate a client.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Peer {
    /// `api!` with our derives.
    Ours,
    /// The same, with a word of the language in each line that the others have not.
    OursWithWords,
    /// reqwest called by hand, with serde's derives.
    Handwritten,
    /// `generate_api!` over an OpenAPI document.
    Progenitor,
    /// `#[conjure_client]` with serde's derives.
    Conjure,
}

impl Peer {
    /// All peers, ours first.
    pub const ALL: [Self; 5] =
        [Self::Ours, Self::OursWithWords, Self::Handwritten, Self::Progenitor, Self::Conjure];

    /// Its name in tables and after `--only`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ours => "ours",
            Self::OursWithWords => "ours-words",
            Self::Handwritten => "handwritten",
            Self::Progenitor => "progenitor",
            Self::Conjure => "conjure",
        }
    }

    /// Writes the crate of one declaration into its own folder and returns its source file.
    pub fn write(self, declaration: &Declaration, folder: &Path) -> Result<PathBuf> {
        let source = match self {
            Self::Ours => ours::source(declaration, ours::Words::Plain),
            Self::OursWithWords => ours::source(declaration, ours::Words::All),
            Self::Handwritten => handwritten::source(declaration),
            Self::Progenitor => progenitor::source(),
            Self::Conjure => conjure::source(declaration),
        };
        let file = write(folder, &source)?;
        if self == Self::Progenitor {
            std::fs::write(folder.join(progenitor::DOCUMENT), progenitor::document(declaration))?;
        }
        Ok(file)
    }
}

/// Writes a crate of wire types alone.
pub fn write_types(codec: Codec, types: &[Type], folder: &Path) -> Result<PathBuf> {
    write(folder, &codec.types(types))
}

fn write(folder: &Path, source: &str) -> Result<PathBuf> {
    std::fs::create_dir_all(folder)?;
    let file = folder.join("lib.rs");
    std::fs::write(&file, source)?;
    Ok(file)
}
