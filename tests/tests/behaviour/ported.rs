//! The table of ported cases is complete, and names tests that exist.

use std::{collections::BTreeSet, fs, path::Path};

const TABLE: &str = include_str!("../../PORTED.md");

/// The tests of this binary: `module::name`.
fn tests() -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/behaviour");
    let mut tests = BTreeSet::new();
    for entry in fs::read_dir(folder).expect("the folder of the tests") {
        let path = entry.expect("a file").path();
        let module = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default().to_owned();
        let source = fs::read_to_string(&path).expect("a source file");
        let names = source.lines().filter_map(|line| {
            let rest = line.trim_start_matches("async ").strip_prefix("fn ")?;
            rest.split_once('(').map(|(name, _)| name)
        });
        tests.extend(names.map(|name| format!("{module}::{name}")));
    }
    tests
}

#[test]
fn every_test_that_the_table_names_exists() {
    let tests = tests();
    let code = TABLE.split('`').skip(1).step_by(2);
    let named: Vec<_> = code
        .filter(|word| word.contains("::") && word.starts_with(|c: char| c.is_ascii_lowercase()))
        .filter(|word| *word != "module::test" && *word != "u64::MAX")
        .collect();
    assert!(named.len() > 100, "{} tests are named", named.len());
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
        ('U', 10),
        ('Q', 9),
        ('H', 7),
        ('A', 10),
        ('E', 9),
        ('D', 7),
        ('P', 7),
        ('L', 5),
        ('C', 10),
    ];
    let mut expected: Vec<_> = groups
        .iter()
        .flat_map(|(group, last)| (1..=*last).map(move |n| format!("{group}{n}")))
        .collect();
    ids.sort();
    expected.sort();
    assert_eq!(ids, expected);
}
