//! What schemas say for people, as the text of doc comments and comments.

use super::words::words;
use crate::document::Node;
use crate::schema::{About, Kind, OneWay, Schema};

/// The name of the component that a schema refers to, or its place.
pub(crate) fn component(schema: &Schema) -> String {
    match &schema.kind {
        Kind::Ref(target) => target.component().map_or_else(|| target.to_string(), str::to_owned),
        _ => schema.at.to_string(),
    }
}

/// The formats that the type says already.
const KNOWN: [&str; 13] = [
    "int32", "int64", "int16", "int8", "uint", "uint8", "uint16", "uint32", "uint64", "float",
    "double", "binary", "integer",
];

/// The longest default that is worth a place in a sentence.
const LONGEST_DEFAULT: usize = 60;

/// The doc comment of a type.
pub(crate) fn about_type(about: &About, name: &str) -> String {
    let said = about.description.clone().or_else(|| title(about, name));
    joined([said, deprecated(about)])
}

/// A title that says more than the name.
fn title(about: &About, name: &str) -> Option<String> {
    let title = about.title.clone()?;
    let plain = |text: &str| words(text).join(" ").to_lowercase();
    (title.contains(' ') && plain(&title) != plain(name)).then_some(title)
}

/// The doc comment of a field or a parameter whose declaration says what stands for it if it is absent.
pub(crate) fn about_value_with_default(about: &About, description: Option<&str>) -> String {
    about_value(&About { default: None, ..about.clone() }, description)
}

/// The doc comment of a field or a parameter.
pub(crate) fn about_value(about: &About, description: Option<&str>) -> String {
    let said = description.map(str::to_owned).filter(|text| !text.is_empty());
    let said = said.or_else(|| about.description.clone()).or_else(|| title(about, ""));
    joined([said, facts(about), deprecated(about)])
}

/// The default, the limits and the format in one sentence.
fn facts(about: &About) -> Option<String> {
    let default = about.default.as_ref().map(written);
    let default = default.filter(|text| text.len() <= LONGEST_DEFAULT && !text.contains('`'));
    let default = default.map(|text| format!("Default: `{text}`."));
    let limits = Some(about.limits.join("; ")).filter(|limits| !limits.is_empty());
    let limits = limits.map(|limits| format!("{}.", capitalized(&limits)));
    let format = about
        .format
        .as_ref()
        .filter(|format| !KNOWN.contains(&format.as_str()) && !format.contains(['`', '\n']));
    let format = format.map(|format| format!("Format: `{format}`."));
    let one_way = about.one_way.map(|way| match way {
        OneWay::ReadOnly => "Only received.".to_owned(),
        OneWay::WriteOnly => "Only sent.".to_owned(),
    });
    let all: Vec<_> = [default, limits, format, one_way].into_iter().flatten().collect();
    Some(all.join(" ")).filter(|all| !all.is_empty())
}

fn written(node: &Node) -> String {
    match node {
        Node::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn deprecated(about: &About) -> Option<String> {
    about.deprecated.then(|| "Deprecated.".to_owned())
}

fn joined<const N: usize>(parts: [Option<String>; N]) -> String {
    let parts: Vec<_> = parts.into_iter().flatten().map(|it| it.trim().to_owned()).collect();
    parts.join("\n\n")
}

pub(crate) fn capitalized(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect()
}

/// The comments about what the declaration does not say.
pub(crate) fn lost(about: &About) -> Vec<String> {
    about.notes.iter().map(|note| format!("lost: {note}")).collect()
}
