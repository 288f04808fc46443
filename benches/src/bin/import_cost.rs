//! Measures what imported OpenAPI documents come to: `cargo run --release --bin import_cost`.
//!
//! Options: `--documents FOLDER`, by default `../../shared/spec/openapi-corpus`; `--only spotify,slack` for some of them;
//! `--repeats 2`.

use std::io::{Error, Result};
use std::path::{Path, PathBuf};

use schematic_benches::arguments::{parsed, selected, value};
use schematic_benches::dependencies::root;
use schematic_benches::imported::{Imported, Importer, write_workspace};
use schematic_benches::table::{Table, ratio};
use schematic_benches::usage::measure;

/// A document, and what each importer made of it, or why it refused.
struct Document {
    name: String,
    imported: Vec<(Importer, Result<Imported>)>,
}

fn main() -> Result<()> {
    if let Some(measured) = measure() {
        return measured;
    }
    for importer in Importer::ALL {
        importer.build()?;
    }
    let documents: Vec<_> = paths()?.iter().map(|path| import(path)).collect();
    let imported = documents.iter().flat_map(|document| &document.imported);
    write_workspace(imported.filter_map(|(_, imported)| imported.as_ref().ok()))?;
    println!("{}", table(&documents)?);
    for (document, importer, error) in refusals(&documents) {
        println!("{}: {} refuses it: {}", document, importer.name(), error.to_string().trim());
    }
    Ok(())
}

fn paths() -> Result<Vec<PathBuf>> {
    let folder = value("documents")
        .map_or_else(|| root().join("../../shared/spec/openapi-corpus"), PathBuf::from);
    let mut paths = Vec::new();
    for file in std::fs::read_dir(&folder)? {
        let path = file?.path();
        let is_document = path.extension().is_some_and(|end| end == "json" || end == "yaml");
        if is_document && selected(&name(&path)) {
            paths.push(path);
        }
    }
    paths.sort();
    if paths.is_empty() {
        return Err(Error::other(format!("no document in {}", folder.display())));
    }
    Ok(paths)
}

fn name(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

fn import(path: &Path) -> Document {
    let imported = Importer::ALL.map(|importer| (importer, importer.import(path)));
    Document { name: name(path), imported: imported.into() }
}

fn table(documents: &[Document]) -> Result<Table> {
    let mut table = Table::new([
        "document",
        "importer",
        "lines",
        "lines an operation",
        "import, ms",
        "MiB",
        "check, s",
        "x ours",
    ]);
    for document in documents {
        let mut first = None;
        let operations = operations(document)?;
        for (importer, imported) in &document.imported {
            let Ok(imported) = imported else { continue };
            let lines = imported.lines()? as f64;
            let check = imported.check_time(parsed("repeats", 2))?.as_secs_f64();
            table.row([
                document.name.clone(),
                importer.name().to_owned(),
                format!("{lines:.0}"),
                format!("{:.1}", lines / operations),
                of_ours(*importer, format!("{:.0}", imported.usage.time.as_secs_f64() * 1e3)),
                of_ours(*importer, format!("{:.0}", imported.usage.memory)),
                format!("{check:.2}"),
                ratio(check, *first.get_or_insert(check)),
            ]);
        }
    }
    Ok(table)
}

/// Of programs, only ours is built for release.
fn of_ours(importer: Importer, figure: String) -> String {
    if importer == Importer::Ours { figure } else { "-".to_owned() }
}

/// The number of operations, which our importer says: `89 of 89 operations are lines`.
fn operations(document: &Document) -> Result<f64> {
    let ours = document.imported.iter().find(|(importer, _)| *importer == Importer::Ours);
    let said = ours.and_then(|(_, imported)| imported.as_ref().ok()).map(|ours| &ours.said);
    let number = said.and_then(|said| {
        let words: Vec<_> = said.split_whitespace().collect();
        let of = words.iter().position(|word| *word == "operations")?;
        words.get(of.checked_sub(1)?)?.parse().ok()
    });
    number.ok_or_else(|| Error::other(format!("{}: how many operations?", document.name)))
}

fn refusals(documents: &[Document]) -> impl Iterator<Item = (&str, Importer, &Error)> {
    documents.iter().flat_map(|document| {
        let refused = document
            .imported
            .iter()
            .filter_map(|(importer, imported)| Some((*importer, imported.as_ref().err()?)));
        refused.map(|(importer, error)| (document.name.as_str(), importer, error))
    })
}
