//! The docs of methods.

use super::NONE;
use super::printed;

/// The docs of a method, from a line on.
fn docs_from(printed: &str, line: &str) -> String {
    let lines = printed.lines().map(str::trim).skip_while(|found| !found.contains(line));
    lines.take_while(|line| !line.starts_with("pub fn")).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_docs_of_a_method_name_its_optional_inputs() {
    let printed = printed(
        "pub group Notes {
            /// Changes a note.
            edit: PUT /notes/<id>?<kind>&<page[size]: u32?>&<Filter?>
                (json Note?, header \"X-Trace\" as trace: u8?, header \"X-User\": u8) -> Note;
            /// Reads a note.
            read: GET /notes/<id> -> Note;
        }",
        NONE,
    );
    assert_eq!(
        docs_from(&printed, "`PUT /notes/{id}`"),
        "`PUT /notes/{id}`\n\nOptional: `page_size`, `with_query`, `trace`, `body`.*/"
    );
    assert_eq!(docs_from(&printed, "`GET /notes/{id}`"), "`GET /notes/{id}`*/");
}
