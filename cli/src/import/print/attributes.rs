//! Attributes of types, fields and variants.

use super::Source;

/// The widest list in an attribute that rustfmt leaves on one line.
const WIDEST: usize = 70;

/// A word of an attribute.
pub(super) enum Word {
    /// `lenient`, `rename = "x"`
    Plain(String),
    /// `required(id, status)`
    List(&'static str, Vec<String>),
}

impl Word {
    fn text(&self) -> String {
        match self {
            Self::Plain(text) => text.clone(),
            Self::List(name, items) => format!("{name}({})", items.join(", ")),
        }
    }
}

/// `#[wire(…)]` on a variant or an enum.
pub(super) fn plain(source: &mut Source, indent: usize, words: Vec<String>) {
    wire(source, indent, &words.into_iter().map(Word::Plain).collect::<Vec<_>>());
}

/// `#[wire(…)]` on a type or a variant, as several attributes if it is long.
pub(super) fn wire(source: &mut Source, indent: usize, words: &[Word]) {
    let texts: Vec<_> = words.iter().map(Word::text).collect();
    if texts.is_empty() || short(source, indent, &texts) {
        return;
    }
    // Each word has an attribute of its own, so that none is longer than it has to be.
    for (word, text) in words.iter().zip(&texts) {
        match word {
            _ if fits(indent, text) => source.line(indent, &format!("#[wire({text})]")),
            Word::Plain(_) => long(source, indent, ("", ""), std::slice::from_ref(text)),
            Word::List(name, items) => long(source, indent, (&format!("{name}("), ")"), items),
        }
    }
}

/// An attribute with a line for each of its items, which may be those of a list in it.
fn long(source: &mut Source, indent: usize, (opening, closing): (&str, &str), items: &[String]) {
    source.line(indent, &format!("#[wire({opening}"));
    for (index, item) in items.iter().enumerate() {
        let comma = if index + 1 < items.len() { "," } else { "" };
        source.line(indent + 4, &format!("{item}{comma}"));
    }
    source.line(indent, &format!("{closing})]"));
}

/// `#[wire(…)]` on a field, with a line for each word if it is long.
pub(super) fn field(source: &mut Source, indent: usize, words: &[String]) {
    if words.is_empty() || short(source, indent, words) {
        return;
    }
    long(source, indent, ("", ""), words);
}

/// Writes them on one line, if they fit.
fn short(source: &mut Source, indent: usize, words: &[String]) -> bool {
    let all = words.join(", ");
    let is_short = fits(indent, &all) && (words.len() == 1 || all.chars().count() <= WIDEST);
    if is_short {
        source.line(indent, &format!("#[wire({all})]"));
    }
    is_short
}

fn fits(indent: usize, text: &str) -> bool {
    indent + text.chars().count() + 10 <= super::WIDTH
}
