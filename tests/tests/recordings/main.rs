//! The flows of the clients of services, replayed from recordings of the emulators that are committed.
//!
//! `SCHEMATIC_RECORDINGS=record cargo test -p schematic-tests --test recordings` records them anew.

mod anthropic;
mod openai;

use std::fs;
use std::path::{Path, PathBuf};

/// The path of a recording that is committed.
fn committed(name: &str) -> PathBuf {
    Path::new(schematic_tests::FOLDER).join("recordings").join(name)
}

/// Asserts that a recording that was made now is the one that is committed, byte for byte.
#[track_caller]
fn assert_same(now: &Path, committed: &Path) {
    let [now, then] = [now, committed].map(|path| fs::read_to_string(path).expect("a recording"));
    let line = now.lines().zip(then.lines()).position(|(now, then)| now != then);
    let hint = "if the emulator is meant to answer so, record it anew, as CONTRIBUTING.md says";
    assert!(now == then, "{}, line {:?}: {hint}", committed.display(), line.map(|line| line + 1));
}
