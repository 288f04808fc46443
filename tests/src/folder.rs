//! A folder for the files of one test.

use std::fs;
use std::path::PathBuf;

/// A folder that is removed with all that is in it.
#[derive(Debug)]
pub struct Folder(PathBuf);

impl Folder {
    /// Makes a folder for the test of this thread.
    ///
    /// # Panics
    ///
    /// It cannot be made.
    #[expect(clippy::new_without_default, reason = "it makes something in the file system")]
    pub fn new() -> Self {
        let name = format!("schematic-{}-{:?}", std::process::id(), std::thread::current().id());
        let path = std::env::temp_dir().join(name.replace(['(', ')'], ""));
        fs::create_dir_all(&path).expect("a folder");
        Self(path)
    }

    /// The path of a file in it.
    pub fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// The names of all that is in it, sorted.
    ///
    /// # Panics
    ///
    /// It cannot be read, or a name is not UTF-8.
    pub fn names(&self) -> Vec<String> {
        let entries =
            fs::read_dir(&self.0).expect("it is there").map(|entry| entry.expect("an entry"));
        let mut names: Vec<_> = entries
            .map(|entry| entry.file_name().into_string().expect("a name in UTF-8"))
            .collect();
        names.sort();
        names
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
