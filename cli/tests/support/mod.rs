//! Small documents, and what the import makes of them.
#![allow(dead_code, reason = "each test binary uses some of it")]

use schematic_cli::document::{Document, Pointer};
use schematic_cli::import::{Imported, Options, import};
use schematic_cli::schema::{Schema, Schemas};

/// A document of these paths and components, in YAML.
pub(crate) fn document(version: &str, paths: &str, components: &str) -> Document {
    let indented = |text: &str, by: usize| {
        let lines = text.lines().filter(|line| !line.trim().is_empty());
        lines.map(|line| format!("{}{line}\n", " ".repeat(by))).collect::<String>()
    };
    let text = format!(
        "openapi: {version}\ninfo: {{title: Notes API, version: '1'}}\nservers: [{{url: 'https://notes.example.com/v1'}}]\n\
         paths:\n{}components:\n{}",
        indented(paths, 2),
        indented(components, 2)
    );
    Document::read(&text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// What is imported from it.
pub(crate) fn imported(paths: &str, components: &str) -> Imported {
    import(&document("3.1.0", paths, components), &Options::default())
}

/// The text of the only file.
pub(crate) fn source(paths: &str, components: &str) -> String {
    imported(paths, components).files.remove(0).1
}

/// The lines of the declaration, without comments, each on one line.
pub(crate) fn lines(source: &str) -> Vec<String> {
    let block = source
        .split("\napi! {\n")
        .nth(1)
        .and_then(|rest| rest.split("\n}\n").next())
        .unwrap_or_default();
    let mut lines: Vec<String> = Vec::new();
    for line in
        block.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//"))
    {
        let goes_on =
            ["->", "?<", "&<", "(", "\"", "header"].iter().any(|start| line.starts_with(start))
                && lines.last().is_some_and(|last| !last.ends_with([';', '{', '}']));
        match lines.last_mut() {
            Some(last) if goes_on => {
                let space = if line.starts_with(['?', '&']) { "" } else { " " };
                *last += &format!("{space}{line}");
            }
            _ => lines.push(line.to_owned()),
        }
    }
    lines
}

/// The line of a method.
pub(crate) fn line(source: &str, method: &str) -> String {
    let found = lines(source).into_iter().find(|line| line.starts_with(&format!("{method}: ")));
    found.unwrap_or_else(|| panic!("no line `{method}`:\n{source}"))
}

/// The comments of a source, each on one line.
pub(crate) fn comments(source: &str) -> Vec<String> {
    let mut comments: Vec<String> = Vec::new();
    let mut before = false;
    for line in source.lines().map(str::trim) {
        let text = line.strip_prefix("// ");
        match (text, comments.last_mut()) {
            (Some(text), Some(last)) if before && !text.starts_with(char::is_alphabetic) => {
                *last += &format!(" {text}")
            }
            (Some(text), Some(last))
                if before
                    && !["lost", "a guess", "left", "the", "also"]
                        .iter()
                        .any(|it| text.starts_with(it)) =>
            {
                *last += &format!(" {text}");
            }
            (Some(text), _) => comments.push(text.to_owned()),
            (None, _) => {}
        }
        before = text.is_some();
    }
    comments
}

/// A type with its attributes, without documentation and without the field for what is not known.
pub(crate) fn item(source: &str, name: &str) -> String {
    let lines: Vec<_> = source.lines().collect();
    let begins = |line: &&str| {
        ["struct", "enum"].iter().any(|word| line.starts_with(&format!("pub {word} {name} ")))
    };
    let start =
        lines.iter().position(begins).unwrap_or_else(|| panic!("no type `{name}`:\n{source}"));
    let first =
        lines[..start].iter().rposition(|line| !line.starts_with("#[")).map_or(0, |at| at + 1);
    let end = match lines[start].ends_with("{}") {
        true => start,
        false => start + lines[start..].iter().position(|line| *line == "}").unwrap_or_default(),
    };
    let kept = lines[first..=end].iter().filter(|line| {
        let line = line.trim();
        !line.starts_with("//") && line != "pub extra: Extra," && !line.starts_with("Unknown")
    });
    kept.map(|line| format!("{line}\n")).collect()
}

/// The form of the schema `T` of a document.
pub(crate) fn schema(version: &str, schemas: &str) -> Schema {
    let document = document(version, "{}", &format!("schemas:\n{}", indent(schemas)));
    let at = Pointer::root().child("components").child("schemas").child("T");
    let schema = Schemas::new(&document).get(&at);
    (*schema).clone()
}

pub(crate) fn indent(text: &str) -> String {
    text.lines().map(|line| format!("  {line}\n")).collect()
}
