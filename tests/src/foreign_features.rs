//! The package of the foreign features runs most of these tests again, and has to have what they need.

use std::collections::BTreeSet;

/// What only those tests need that it does not run: those of services, of Anthropic, of the reader and of compile errors.
const ELSEWHERE: [&str; 4] =
    ["aws-lc-rs", "schematic-anthropic", "schematic-api-language", "trybuild"];

/// The names in the sections of dependencies of a manifest.
fn dependencies(manifest: &str) -> BTreeSet<&str> {
    let mut is_inside = false;
    let mut names = BTreeSet::new();
    for line in manifest.lines() {
        if line.starts_with('[') {
            is_inside = matches!(line, "[dependencies]" | "[dev-dependencies]");
        } else if is_inside && line.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
            names.extend(line.split(['.', ' ', '=']).next());
        }
    }
    names
}

#[test]
fn the_package_of_foreign_features_has_what_the_tests_need() {
    let ours = dependencies(include_str!("../Cargo.toml"));
    let theirs = dependencies(include_str!("../features/Cargo.toml"));
    assert!(ours.len() > 20, "{ours:?}");
    assert_eq!(ours.difference(&theirs).copied().collect::<Vec<_>>(), ELSEWHERE);
}
