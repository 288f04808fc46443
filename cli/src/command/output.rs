//! What a command writes: all of it or nothing.

use super::CommandError;
use std::io::{ErrorKind, Write};
use std::path::Path;

/// Writes to the standard output.
pub(super) fn print(text: &str) -> Result<(), CommandError> {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        // Whoever reads has had enough.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        Err(error) => Err(CommandError::new(format!("the standard output: {error}"))),
        Ok(()) => Ok(()),
    }
}

/// Writes a folder that is not there yet: first under another name, which it gives up when everything is written.
pub(super) fn folder(path: &Path, files: &[(String, String)]) -> Result<(), CommandError> {
    let failed = |path: &Path, error: &dyn std::fmt::Display| {
        CommandError::new(format!("{}: {error}", path.display()))
    };
    if path.exists() {
        return Err(failed(
            path,
            &"this is there already; an import never replaces what may have been changed since",
        ));
    }
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let unfinished = path.with_file_name(format!(".{name}.unfinished"));
    let write = || {
        std::fs::create_dir_all(&unfinished)?;
        for (name, text) in files {
            std::fs::write(unfinished.join(name), text)?;
        }
        std::fs::rename(&unfinished, path)
    };
    write().map_err(|error| {
        let _left_behind = std::fs::remove_dir_all(&unfinished);
        failed(path, &error)
    })
}
