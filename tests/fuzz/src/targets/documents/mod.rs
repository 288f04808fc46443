//! OpenAPI documents: whatever one says, it is imported, compared and held against another one; and what an import writes is
//! Rust, with declarations that the macro takes.

mod chain;
mod change;
mod schema;
mod written;

use std::sync::LazyLock;

use schematic_cli::compare::{Accepted, compare, report};
use schematic_cli::diff::{self, diff};
use schematic_cli::document::Document;
use schematic_cli::facts;
use schematic_cli::import::{Options, Selection, import};
use serde_json::Value;

use crate::source::Source;

const SEEDS: &[&str] = &[
    include_str!("seeds/everything.yaml"),
    include_str!("../../../../../cli/tests/compare/shop.json"),
    include_str!("../../../../../cli/tests/diff/old.yaml"),
];

static TREES: LazyLock<Vec<Value>> =
    LazyLock::new(|| SEEDS.iter().map(|seed| tree(seed)).collect());

pub(crate) fn run(source: &mut Source) {
    let (one, other) = (text(source), text(source));
    let Some(one) = read(&one) else { return };
    imported(source, &one);
    held(&one, &one, true);
    if let Some(other) = read(&other) {
        held(&one, &other, false);
    }
}

/// The text of a document with some changes; at times with damage that the tree cannot have.
fn text(source: &mut Source) -> String {
    if source.once_in(100) {
        return chain::document(source).to_string();
    }
    let at = source.below(SEEDS.len());
    if source.once_in(8) {
        return damaged(source, SEEDS[at]);
    }
    let mut document = TREES[at].clone();
    for _ in 0..source.length(30) {
        change::change(source, &mut document);
    }
    let text = document.to_string();
    if source.once_in(8) { damaged(source, &text) } else { text }
}

fn tree(seed: &str) -> Value {
    let document = Document::read(seed).expect("a seed is a document");
    serde_json::to_value(document.root()).expect("a document is JSON")
}

/// Puts something into a text, or leaves something out, a few times.
fn damaged(source: &mut Source, text: &str) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    for _ in 0..=source.below(3) {
        let at = source.below(characters.len() + 1);
        let end = (at + source.length(40)).min(characters.len());
        let inserted: Vec<char> = source.text(3).chars().collect();
        characters.splice(at..end, inserted);
    }
    characters.into_iter().collect()
}

/// A text that is no document has a reason that can be shown.
fn read(text: &str) -> Option<Document> {
    let document = Document::read(text);
    document.map_err(|error| assert!(!error.to_string().is_empty(), "{text}")).ok()
}

fn imported(source: &mut Source, document: &Document) {
    let options = Options {
        only: Selection::new(if source.once_in(4) { vec!["items".into()] } else { vec![] }),
        base_url: source.once_in(4).then(|| "https://api.example.com/v1".to_owned()),
        several_files: source.once_in(3),
        types_only: source.once_in(6),
        module: source.once_in(2).then(|| source.pick(change::NAMES).to_owned()),
    };
    let imported = import(document, &options);
    for (name, text) in &imported.files {
        written::assert_sound(name, text, document);
    }
    assert!(imported.report.lines <= imported.report.operations, "{}", document.root());
    assert!(!imported.report.to_string().is_empty());
    if source.once_in(8) {
        assert_eq!(import(document, &options).files, imported.files, "{}", document.root());
    }
}

/// A document agrees with itself, and nothing has changed from it to itself.
fn held(one: &Document, other: &Document, same: bool) {
    let comparison = compare(one, other, &facts::Options::default());
    let changes = diff(one, other);
    assert!(!report(&comparison, &Accepted::default()).is_empty());
    assert!(!diff::report(&changes).is_empty());
    if same {
        let different: Vec<_> = comparison.differences().collect();
        assert!(different.is_empty(), "{different:?}: {}", one.root());
        assert!(changes.is_empty(), "{changes:?}: {}", one.root());
    }
}
