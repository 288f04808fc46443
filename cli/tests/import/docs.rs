//! Doc comments of lines.

use crate::support::source;
use crate::{NOTE, OK};

/// The doc comment of an operation with this summary and this description.
fn docs(summary: &str, description: &str) -> Vec<String> {
    let said = format!("summary: '{summary}', description: '{description}'");
    let text = source(&format!("/notes: {{get: {{operationId: read, {said}, {OK}}}}}"), NOTE);
    let lines: Vec<_> = text.lines().map(str::trim).collect();
    let end = lines.iter().position(|line| line.starts_with("read:")).expect("the line");
    let docs = lines[..end].iter().rev().map_while(|line| line.strip_prefix("///"));
    let mut docs: Vec<_> = docs.map(|line| line.trim().to_owned()).collect();
    docs.reverse();
    docs
}

#[test]
fn a_summary_comes_before_the_description() {
    assert_eq!(docs("Read a note", "It is whole."), ["Read a note.", "", "It is whole."]);
    assert_eq!(docs("Note", "Notes are read."), ["Note.", "", "Notes are read."]);
}

#[test]
fn a_summary_that_the_description_repeats_is_left_out() {
    assert_eq!(docs("Read a note", "Read a note"), ["Read a note"]);
    assert_eq!(docs("Read a note", "Read a note. It is whole."), ["Read a note. It is whole."]);
    assert_eq!(docs("Read", "Read a note."), ["Read a note."]);
}
