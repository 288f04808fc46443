//! The reader of declarations, held against the macro: the tables that it emits, and the errors that it reports.

mod endpoints;
mod mistakes;

use std::fs;
use std::path::{Path, PathBuf};

/// The checkout.
const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// The Rust files of a folder of the checkout, and of the folders in it.
fn rust_files(folder: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    collect(&Path::new(ROOT).join(folder), &mut files);
    assert!(!files.is_empty(), "no sources in {folder}");
    files.sort();
    files
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

fn text_of(file: &Path) -> String {
    fs::read_to_string(file).expect("a text file")
}
