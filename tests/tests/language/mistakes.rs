//! What the macro refuses is a mistake to the reader, in the same words and at the same place.

use crate::{ROOT, rust_files, text_of};
use schematic_api_language::{Mistake, read};
use std::path::Path;

/// `6:30: the message`, of each error that rustc shows.
fn shown(stderr: &str) -> Vec<String> {
    let errors = stderr.split("error: ").skip(1);
    errors
        .filter_map(|error| {
            let (message, rest) =
                error.split_once("\n -->").or_else(|| error.split_once("\n  -->"))?;
            let place = rest.lines().next()?.trim().rsplitn(3, ':').collect::<Vec<_>>();
            let [column, line, _] = place.as_slice() else { return None };
            Some(format!("{line}:{column}: {message}"))
        })
        .collect()
}

/// The errors of all macros in a file, and the mistakes in its declarations.
fn both(file: &Path) -> (Vec<String>, Vec<String>) {
    let mut shown = shown(&text_of(&file.with_extension("stderr")));
    let mut mistakes: Vec<_> =
        read(&text_of(file)).err().iter().flatten().map(Mistake::to_string).collect();
    shown.sort();
    mistakes.sort();
    (shown, mistakes)
}

#[test]
fn the_mistakes_are_the_errors_of_the_macro() {
    let files = rust_files("tests/tests/ui");
    let mut compared = 0;
    for file in files.iter().filter(|file| text_of(file).contains("api!")) {
        let (shown, mistakes) = both(file);
        if !mistakes.is_empty() || shown.is_empty() {
            let name = file.strip_prefix(ROOT).unwrap_or(file).display();
            assert_eq!(mistakes, shown, "{name}");
            compared += mistakes.len();
        }
    }
    assert!(compared > 200, "{compared}");
}
