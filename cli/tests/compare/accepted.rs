//! The command, with a list of accepted differences.

use expect_test::{ExpectFile, expect_file};
use std::path::Path;
use std::process::Command;

/// What the program prints, and its code. Paths are below this folder.
fn schematic(arguments: &[&str], code: i32, expected: &ExpectFile) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/compare/accepted");
    let mut command = Command::new(env!("CARGO_BIN_EXE_schematic"));
    let output = command.args(arguments).current_dir(folder).output().expect("the program runs");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    expected.assert_eq(&(text(output.stdout) + "\n" + &text(output.stderr)));
    assert_eq!(output.status.code(), Some(code));
}

#[test]
fn documents_that_agree_are_fine() {
    let arguments = ["compare", "../shop.json", "../shop.json", "--at-least", "100"];
    schematic(&arguments, 0, &expect_file!["accepted/same.txt"]);
}

#[test]
fn differences_fail_unless_they_are_accepted() {
    let arguments = ["compare", "ours.yaml", "../shop.json"];
    schematic(&arguments, 1, &expect_file!["accepted/different.txt"]);
    let arguments = ["compare", "ours.yaml", "../shop.json", "--accept", "list.txt"];
    schematic(&arguments, 0, &expect_file!["accepted/accepted.txt"]);
}

#[test]
fn a_list_that_accepts_nothing_fails_and_so_does_too_little_agreement() {
    let arguments = ["compare", "../shop.json", "../shop.json", "--accept", "list.txt"];
    schematic(&arguments, 1, &expect_file!["accepted/unused.txt"]);
    let arguments =
        ["compare", "ours.yaml", "../shop.json", "--accept", "list.txt", "--at-least", "95"];
    schematic(&arguments, 1, &expect_file!["accepted/little.txt"]);
}

#[test]
fn a_wrong_argument_is_named() {
    let arguments = ["compare", "ours.yaml", "../shop.json", "--at-least", "most"];
    schematic(&arguments, 2, &expect_file!["accepted/argument.txt"]);
    schematic(&["compare", "ours.yaml"], 2, &expect_file!["accepted/usage.txt"]);
}
