//! The command.

use expect_test::expect;
use std::path::Path;
use std::process::{Command, Output};

fn schematic(arguments: &[&str]) -> Output {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/diff");
    let mut command = Command::new(env!("CARGO_BIN_EXE_schematic"));
    command.args(arguments).current_dir(folder).output().expect("the program runs")
}

#[test]
fn the_worst_changes_are_first() {
    let output = schematic(&["diff", "old.yaml", "new.yaml"]);
    assert_eq!(output.status.code(), Some(0));
    expect![[r#"
        Breaking (4):
          DELETE /notes: the operation is gone
          GET /notes query limit, in requests: maximum is 50, it was 100
          Note.color, in requests: it is required
          Note.color, in replies: the value "green" is new

        Compatible (2):
          Note.color, in requests: the value "green" is accepted
          Note.color, in replies: it is always there
    "#]]
    .assert_eq(&String::from_utf8(output.stdout).expect("text"));
}

#[test]
fn the_code_says_whether_callers_break() {
    let code = |fails_on: &str, old: &str, new: &str| {
        schematic(&["diff", "--fail-on", fails_on, old, new]).status.code()
    };
    assert_eq!(code("breaking", "old.yaml", "new.yaml"), Some(1));
    assert_eq!(code("breaking", "new.yaml", "newer.yaml"), Some(0));
    assert_eq!(code("warning", "new.yaml", "newer.yaml"), Some(1));
    assert_eq!(code("warning", "new.yaml", "new.yaml"), Some(0));
    assert_eq!(code("anything", "new.yaml", "new.yaml"), Some(2));
}
