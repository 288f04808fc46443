//! The guide has the form that it promises: short chapters, each in its place, and all words on one page.

use std::collections::BTreeSet;
use std::fs;

/// What fits one screen, in lines that are shown: those of a snippet that begin with `# ` are not.
const SCREEN: usize = 60;

/// What fits one page.
const PAGE: usize = 66;

/// The widest line of either, in characters. Links count as they are written.
const WIDTH: usize = 130;

const SOURCES: &str = "../runtime/src";

fn read(path: &str) -> String {
    let path = format!("{SOURCES}/{path}");
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The names of the files of the guide, without the extension.
fn files() -> BTreeSet<String> {
    let entries = fs::read_dir(format!("{SOURCES}/guide")).expect("the guide is there");
    let names = entries.map(|entry| entry.expect("an entry").file_name());
    let names = names.map(|name| name.into_string().expect("a name in ASCII"));
    names.map(|name| name.strip_suffix(".md").expect("only chapters").to_owned()).collect()
}

fn text_of(chapter: &str) -> String {
    read(&format!("guide/{chapter}.md"))
}

/// The lines of a chapter as rustdoc shows them.
fn shown(text: &str) -> Vec<&str> {
    let mut is_rust = None;
    let mut shown = Vec::new();
    for line in text.lines() {
        if let Some(language) = line.strip_prefix("```") {
            is_rust = match is_rust {
                Some(_) => None,
                None => Some(language.is_empty() || language.starts_with("rust")),
            };
        }
        if !(is_rust == Some(true) && (line == "#" || line.starts_with("# "))) {
            shown.push(line);
        }
    }
    shown
}

/// Asserts that a text fits the lines, and that none of them is too wide.
fn assert_fits(chapter: &str, limit: usize) {
    let text = text_of(chapter);
    let lines = shown(&text);
    assert!(lines.len() <= limit, "{chapter}: {} lines are shown, not {limit}", lines.len());
    for line in lines {
        assert!(line.chars().count() <= WIDTH, "{chapter}: wider than {WIDTH}: {line}");
    }
}

/// The words of the language: what stands in quotes in the grammar and is not a mark.
fn words() -> BTreeSet<String> {
    let manual = read("api.md");
    let grammar = manual.split("```ebnf").nth(1).expect("the manual has a grammar");
    let grammar = grammar.split("```").next().unwrap_or_default();
    let quoted = grammar.split('"').skip(1).step_by(2);
    quoted.filter(|word| word.contains(char::is_alphanumeric)).map(str::to_owned).collect()
}

/// The words of a text, as they are told apart in a declaration.
fn words_of(text: &str) -> BTreeSet<&str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').collect()
}

#[test]
fn every_file_of_the_guide_is_a_chapter_that_the_first_page_and_the_readme_lead_to() {
    let (guide, first_page) = (read("guide.rs"), read("lib.rs"));
    let readme = read("../../README.md");
    let files = files();
    assert_eq!(files.len(), guide.matches(".md\"").count(), "chapters without a file");
    for chapter in files {
        let module = format!("\n    {chapter} \"guide/{chapter}.md\"\n");
        assert!(guide.contains(&module), "{chapter} is no module");
        assert!(guide.contains(&format!("[`{chapter}`]")), "{chapter} is not in the table");
        assert!(first_page.contains(&format!("(guide::{chapter})")), "{chapter}: first page");
        assert!(readme.contains(&format!("(runtime/src/guide/{chapter}.md)")), "{chapter}: README");
    }
}

#[test]
fn each_chapter_has_a_snippet_and_fits_one_screen() {
    let is_chapter = |name: &String| name != "cheat_sheet";
    for chapter in files().iter().filter(|name| is_chapter(name)) {
        assert!(text_of(chapter).contains("\n```\n"), "{chapter} has no snippet that is compiled");
        assert_fits(chapter, SCREEN);
    }
}

#[test]
fn the_cheat_sheet_fits_one_page() {
    assert_fits("cheat_sheet", PAGE);
}

#[test]
fn the_cheat_sheet_has_every_word_of_the_grammar() {
    let words = words();
    assert!(words.len() > 40, "{words:?}");
    let sheet = text_of("cheat_sheet");
    let sheet = shown(&sheet).join("\n");
    let there = words_of(&sheet);
    let missing: Vec<_> = words.iter().filter(|word| !there.contains(word.as_str())).collect();
    assert!(missing.is_empty(), "not in the cheat sheet: {missing:?}");
}
