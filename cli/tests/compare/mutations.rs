//! Each change of one thing is found, and nothing else is.

use crate::mutants::{self, Mutant};
use crate::{compared, shop};
use schematic_cli::facts::Fact;
use serde_json::Value;
use std::fs;
use std::path::Path;

fn differences(ours: &Value, theirs: &Value) -> Vec<Fact> {
    compared(ours, theirs).differences().cloned().collect()
}

/// The changed document is ours, and then theirs.
fn assert_found(original: &Value, mutant: &Mutant) -> [Vec<Fact>; 2] {
    let changed = mutant.of(original);
    let both = [differences(&changed, original), differences(original, &changed)];
    for found in &both {
        assert!(!found.is_empty(), "{}: nothing is found", mutant.name);
        assert!(found.iter().all(|fact| (mutant.is_it)(fact)), "{}: {found:#?}", mutant.name);
    }
    both
}

#[test]
fn each_change_of_a_small_document_is_found_exactly() {
    let original = shop();
    assert_eq!(differences(&original, &original), []);
    let mutants = mutants::all(&original);
    assert!(mutants.len() > 100, "{}", mutants.len());
    for mutant in &mutants {
        for found in assert_found(&original, mutant) {
            assert_eq!(found.len(), mutant.count, "{}: {found:#?}", mutant.name);
        }
    }
}

#[test]
fn an_operation_less_is_found() {
    let original = shop();
    let mut changed = original.clone();
    changed["paths"].as_object_mut().unwrap().remove("/watch");
    let ours = compared(&original, &changed);
    let found: Vec<_> = ours.differences().map(Fact::key).collect();
    assert_eq!(found, ["GET /watch present"]);
    let theirs = compared(&changed, &original);
    assert_eq!(theirs.differences().count(), 0);
    assert_eq!(theirs.undeclared().collect::<Vec<_>>(), ["GET /watch"]);
}

/// Documents that are not part of this repository: without them, this tests nothing, and says so.
const PUBLISHED: [&str; 3] =
    ["assistants-strict.json", "anthropic/openapi.json", "openapi-corpus/spotify.json"];

/// How many changes of each are tried.
const TRIED: usize = 12;

#[test]
fn each_change_of_published_documents_is_found() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/spec");
    if !folder.is_dir() {
        return eprintln!("skipped: the published documents are not beside this checkout");
    }
    for name in PUBLISHED {
        let text = fs::read_to_string(folder.join(name)).expect("a document");
        let original: Value = serde_json::from_str(&text).expect("JSON");
        let mutants = mutants::all(&original);
        assert!(mutants.len() > TRIED, "{name}: {}", mutants.len());
        for mutant in mutants.iter().step_by(mutants.len() / TRIED) {
            assert_found(&original, mutant);
        }
    }
}
