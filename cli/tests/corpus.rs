//! The published documents that lie beside the checkout: all are imported, shortly and with types. Without them, the test says
//! so and has nothing to do.

use schematic_cli::document::Document;
use schematic_cli::import::{Imported, Options, import};
use std::path::{Path, PathBuf};

fn documents() -> Vec<PathBuf> {
    let specs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/spec");
    let mut paths: Vec<PathBuf> = Vec::new();
    for folder in ["openapi-corpus", ".", "anthropic"] {
        let entries = std::fs::read_dir(specs.join(folder)).into_iter().flatten().flatten();
        let is_document =
            |path: &PathBuf| path.extension().is_some_and(|end| end == "json" || end == "yaml");
        paths.extend(entries.map(|entry| entry.path()).filter(is_document));
    }
    if paths.is_empty() {
        println!("skipped: the published documents are not beside this checkout");
    }
    paths
}

fn imported(path: &Path) -> Imported {
    let text = std::fs::read_to_string(path).expect("a document is text");
    let document =
        Document::read(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    import(&document, &Options::default())
}

/// The lines of all operations, without documentation and comments, and without those of their groups and the client.
fn lines_of_operations(source: &str) -> usize {
    let block = source
        .split("\napi! {\n")
        .nth(1)
        .and_then(|rest| rest.split("\n}\n").next())
        .unwrap_or_default();
    let after_client = block.split("\n    }\n").skip(1).flat_map(str::lines);
    let is_of_group =
        |line: &str| line.starts_with("group ") || line.starts_with("pub id") || line == "}";
    after_client
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with("//") && !is_of_group(line))
        .count()
}

#[test]
fn every_operation_is_a_short_line_with_types_that_say_what_values_are() {
    for path in documents() {
        let Imported { files, report } = imported(&path);
        assert!(report.operations > 0, "{}", path.display());
        assert_eq!(report.lines, report.operations, "{}: {report}", path.display());
        // That of the beta has more parameters than fit.
        if path.ends_with("anthropic/openapi-beta.json") {
            continue;
        }
        let lines = lines_of_operations(&files[0].1);
        assert!(
            lines <= 3 * report.operations,
            "{}: {lines} lines for {} operations",
            path.display(),
            report.operations
        );
        let (untyped, fields) = (report.untyped.len(), report.fields);
        assert!(
            untyped * 100 <= fields * 3,
            "{}: {untyped} of {fields} fields are any value",
            path.display()
        );
    }
}

#[test]
fn an_import_is_the_same_each_time() {
    let small = |path: &PathBuf| path.metadata().is_ok_and(|file| file.len() < 500_000);
    for path in documents().into_iter().filter(small) {
        assert_eq!(imported(&path).files, imported(&path).files, "{}", path.display());
    }
}
