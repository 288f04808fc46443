//! The program: its arguments, its files and what it says.

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

const DOCUMENT: &str = r#"{"openapi": "3.1.0", "info": {"title": "Notes"}, "servers": [{"url": "https://notes.example.com"}],
    "paths": {"/notes": {"get": {"operationId": "list", "tags": ["notes"], "responses": {"204": {}}}},
              "/tags": {"get": {"operationId": "tags", "tags": ["tags"], "responses": {"204": {}}}}}}"#;

fn schematic(arguments: &[&str], input: &str) -> Output {
    let mut program = Command::new(env!("CARGO_BIN_EXE_schematic"));
    let program =
        program.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = program.spawn().expect("the program starts");
    // A program that does not read it may have ended.
    let _closed = child.stdin.take().expect("it has an input").write_all(input.as_bytes());
    child.wait_with_output().expect("it ends")
}

fn folder(name: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _absent = std::fs::remove_dir_all(&path);
    path
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn one_file_goes_to_the_output() {
    let output = schematic(&["import", "-"], DOCUMENT);
    assert!(output.status.success());
    let written = text(&output.stdout);
    let client = written.lines().find(|line| line.contains("pub client"));
    assert_eq!(client, Some("    pub client NotesApi at \"https://notes.example.com\" {"));
    assert_eq!(text(&output.stderr), "2 of 2 operations are lines; 0 types with 0 fields\n");
    assert_eq!(schematic(&["import", "-", "--quiet"], DOCUMENT).stderr, b"");
}

#[test]
fn a_folder_is_written_once() {
    let path = folder("written");
    let name = path.to_str().expect("a path is text");
    assert!(schematic(&["import", "-", "--out", name], DOCUMENT).status.success());
    let mut files: Vec<_> = std::fs::read_dir(&path)
        .expect("it is there")
        .flatten()
        .map(|file| file.file_name())
        .collect();
    files.sort();
    assert_eq!(files, ["mod.rs", "notes.rs", "tags.rs"]);
    let again = schematic(&["import", "-", "--out", name], DOCUMENT);
    assert_eq!(again.status.code(), Some(1));
    assert_eq!(
        text(&again.stderr),
        format!(
            "error: {name}: this is there already; an import never replaces what may have been changed since\n"
        )
    );
}

#[test]
fn errors_say_what_is_wrong() {
    let cases: [(&[&str], &str, i32, &str); 7] = [
        (
            &["import"],
            "",
            2,
            "error: the name of a document is missing, as in `schematic import openapi.json`",
        ),
        (&["imprt"], "", 2, "error: there is no command `imprt`"),
        (&["import", "-", "--nope"], "", 2, "error: invalid option '--nope'"),
        (
            &["import", "-", "--base-url", "x"],
            "",
            2,
            "error: `x` is no base URL; write it with its scheme and host, as in `https://api.example.com/v1`",
        ),
        (
            &["import", "-"],
            "{\"openapi\": \"3.0.0\"}",
            1,
            "error: #/paths: the document has no operations",
        ),
        (
            &["import", "-", "--only", "nothing"],
            DOCUMENT,
            1,
            "error: no operation has a tag, a path or an id of nothing",
        ),
        (
            &["import", "-"],
            "[]",
            1,
            "error: -: #: this is no document of OpenAPI 3: this is no object",
        ),
    ];
    for (arguments, input, status, message) in cases {
        let output = schematic(arguments, input);
        let said = text(&output.stderr);
        assert_eq!(
            (output.status.code(), said.lines().next()),
            (Some(status), Some(message)),
            "{arguments:?}"
        );
        assert_eq!(output.stdout, b"", "{arguments:?}");
    }
    let absent = schematic(&["import", "/nowhere.json"], "");
    assert_eq!(absent.status.code(), Some(1));
}

#[test]
fn help_and_version() {
    let help = schematic(&["--help"], "");
    assert_eq!(help.stdout, schematic(&["import", "--help"], "").stdout);
    assert!(help.status.success() && !help.stdout.is_empty());
    assert_eq!(
        text(&schematic(&["--version"], "").stdout),
        concat!("schematic ", env!("CARGO_PKG_VERSION"), "\n")
    );
}
