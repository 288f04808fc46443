//! `schematic routes`, as it is called.

use expect_test::{ExpectFile, expect_file};
use std::process::Command;

/// What the program prints, and its code. Paths are below the folder of this package.
fn schematic(arguments: &[&str], code: i32, expected: &ExpectFile) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_schematic"));
    command.args(arguments).current_dir(env!("CARGO_MANIFEST_DIR"));
    let output = command.output().expect("the program runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    let (shown, said) = (text(output.stdout), text(output.stderr));
    expected.assert_eq(&(shown + &said).replace('\\', "/"));
    assert_eq!(output.status.code(), Some(code));
}

#[test]
fn the_routes_of_a_folder_are_tables() {
    schematic(&["routes", "tests/routes/api"], 0, &expect_file!["routes/api.txt"]);
}

#[test]
fn all_mistakes_are_shown_where_they_are() {
    schematic(&["routes", "tests/routes/wrong"], 1, &expect_file!["routes/wrong.txt"]);
}

#[test]
fn files_without_declarations_are_said_to_have_none() {
    schematic(&["routes", "src/lib.rs"], 1, &expect_file!["routes/none.txt"]);
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_schematic"));
    let output = command.args(["routes", "missing/api.rs"]).output().expect("the program runs");
    assert!(output.stderr.starts_with(b"error: missing/api.rs: "), "{output:?}");
    assert_eq!((output.stdout.len(), output.status.code()), (0, Some(1)));
}

#[test]
fn a_command_without_paths_says_what_is_missing() {
    schematic(&["routes"], 2, &expect_file!["routes/usage.txt"]);
}
