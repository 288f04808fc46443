//! What the macros report for a mistake: each file of `ui/*/` is named after the rule that it
//! breaks.

use std::fs;
use std::path::{Path, PathBuf};

#[test]
fn mistakes_are_explained() {
    let cases = trybuild::TestCases::new();
    for folder in folders() {
        cases.compile_fail(folder.join("*.rs"));
    }
}

/// The sources of the macro crates.
const MACROS: [&str; 2] = ["../macros/src", "../apis/functions/macros/src"];

/// A rule is one function of a macro crate. The test of a rule has the same name, or one that
/// begins with it.
#[test]
fn every_case_is_named_after_its_rule() {
    let source = MACROS.map(|folder| source_of(Path::new(folder))).concat();
    for folder in folders() {
        for case in files(&folder).iter().filter(|case| has_extension(case, "rs")) {
            let name = case.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
            let ends = name.match_indices('_').map(|(end, _)| end).chain([name.len()]);
            let mut rules = ends.map(|end| &name[..end]);
            let rule = |rule: &str| {
                ["(", "<"].iter().any(|open| source.contains(&format!("fn {rule}{open}")))
            };
            assert!(
                rules.any(rule),
                "no function of a macro crate has the name of {}",
                case.display()
            );
        }
    }
}

/// The manual of `api!` ends with the productions that are written above the parsers.
#[test]
fn the_manual_has_the_grammar_of_the_parsers() {
    let manual = fs::read_to_string("../runtime/src/api.md").expect("the manual is there");
    let manual = productions(&manual);
    assert_eq!(manual, productions(&source_of(Path::new("../macros/src"))));
    assert!(manual.len() > 20, "{manual:#?}");
}

/// Returns the productions of all EBNF blocks, one per line, in alphabetical order.
fn productions(text: &str) -> Vec<String> {
    let mut productions = Vec::new();
    for block in text.split("```ebnf").skip(1) {
        let block = block.split("```").next().unwrap_or_default().replace("///", "");
        let words = block.split_whitespace().collect::<Vec<_>>().join(" ");
        let ended = words.split_inclusive(" ;").map(|production| production.trim().to_owned());
        productions.extend(ended.filter(|production| !production.is_empty()));
    }
    productions.sort();
    productions
}

fn folders() -> Vec<PathBuf> {
    let mut folders = files(Path::new("tests/ui"));
    folders.retain(|folder| folder.is_dir() && !folder.ends_with("pass"));
    folders
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder is there");
    let mut files = entries.map(|entry| entry.expect("an entry").path()).collect::<Vec<_>>();
    files.sort();
    files
}

fn source_of(folder: &Path) -> String {
    let contents = files(folder).into_iter().map(|path| match path.is_dir() {
        true => source_of(&path),
        false => fs::read_to_string(&path).expect("source is text"),
    });
    contents.collect()
}

fn has_extension(path: &Path, extension: &str) -> bool {
    path.extension().is_some_and(|found| found == extension)
}
