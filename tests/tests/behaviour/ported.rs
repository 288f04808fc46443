//! The table of ported cases is complete, and it and the table of field faults name existing tests.

use std::{collections::BTreeSet, fs, path::Path};

const TABLE: &str = include_str!("../../PORTED.md");
const FIELD: &str = include_str!("../../FIELD.md");

/// The folders with tests, and the prefixes of their names in the table.
const FOLDERS: [(&str, &str); 13] = [
    ("tests/behaviour", ""),
    ("tests/events", "events::"),
    ("tests/openai", "openai::"),
    ("tests/anthropic", "anthropic::"),
    ("tests/emulator", "emulator::"),
    ("tests/mock", "mock::"),
    ("tests/wire", "wire::"),
    ("features/tests", "features::"),
    ("../runtime/src/sse/decoder", "decoder::"),
    ("../apis/functions/src", "functions::"),
    ("../apis/openai/src/run_stream/snapshot", "snapshot::"),
    ("../macros/src/expand/tests", "expand::"),
    ("consumers/renamed/tests", "consumers::"),
];

/// The tests that the table may name: `module::name`.
fn tests() -> BTreeSet<String> {
    let root = Path::new(schematic_tests::FOLDER);
    let mut tests = BTreeSet::new();
    for (folder, prefix) in FOLDERS {
        for entry in fs::read_dir(root.join(folder)).expect("the folder of the tests") {
            let path = entry.expect("a file").path();
            let module = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
            let source = fs::read_to_string(&path).expect("a source file");
            let module = match module {
                "main" | "tests" => prefix.to_owned(),
                module => format!("{prefix}{module}::"),
            };
            tests.extend(names(&source).map(|name| format!("{module}{name}")));
        }
    }
    tests
}

/// The functions directly below `#[test]` or `#[tokio::test]`, those within a macro among them.
fn names(source: &str) -> impl Iterator<Item = &str> {
    let lines = source.lines().map(str::trim);
    lines.clone().zip(lines.skip(1)).filter_map(|(attribute, line)| {
        let is_test = attribute == "#[test]" || attribute.starts_with("#[tokio::test");
        let rest = line.trim_start_matches("async ").strip_prefix("fn ").filter(|_| is_test)?;
        rest.split_once('(').map(|(name, _)| name)
    })
}

#[test]
fn every_test_that_the_tables_name_exists() {
    assert_names_tests(TABLE, 100);
    assert_names_tests(FIELD, 30);
}

fn assert_names_tests(table: &str, least: usize) {
    let tests = tests();
    let code = table.split('`').skip(1).step_by(2);
    let named: Vec<_> = code
        .filter(|word| word.contains("::") && word.starts_with(|c: char| c.is_ascii_lowercase()))
        .filter(|word| !matches!(*word, "module::test" | "u64::MAX") && !word.ends_with("::"))
        .collect();
    assert!(named.len() > least, "{} tests are named", named.len());
    let missing: Vec<_> = named.iter().filter(|name| !tests.contains(**name)).collect();
    assert!(missing.is_empty(), "no such tests: {missing:?}");
}

#[test]
fn every_case_has_one_row() {
    let rows = TABLE.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| id"));
    let cells = rows.filter_map(|row| row.split('|').nth(1));
    let mut ids: Vec<_> =
        cells.flat_map(|cell| cell.split(',')).map(|id| id.trim().to_owned()).collect();
    let groups = [
        ('R', 27),
        ('T', 11),
        ('S', 36),
        ('U', 10),
        ('Q', 9),
        ('H', 7),
        ('A', 10),
        ('E', 9),
        ('D', 7),
        ('P', 7),
        ('L', 5),
        ('C', 10),
        ('M', 12),
        ('N', 13),
    ];
    let mut expected: Vec<_> = groups
        .iter()
        .flat_map(|(group, last)| (1..=*last).map(move |n| format!("{group}{n}")))
        .collect();
    ids.sort();
    expected.sort();
    assert_eq!(ids, expected);
}
