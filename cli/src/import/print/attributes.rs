//! Attributes of types, fields and variants.

use super::Source;

/// The widest list in an attribute that rustfmt leaves on one line.
const WIDEST: usize = 70;

/// `#[wire(…)]` on a type or a variant, as several attributes if it is long.
pub(super) fn wire(source: &mut Source, indent: usize, words: &[String]) {
    if words.is_empty() || short(source, indent, words) {
        return;
    }
    let fits = |text: &str| fits(indent, text);
    // Each word has an attribute of its own, so that none is longer than it has to be.
    for word in words {
        match fits(word) {
            true => source.line(indent, &format!("#[wire({word})]")),
            false => {
                source.line(indent, "#[wire(");
                source.line(indent + 4, word);
                source.line(indent, ")]");
            }
        }
    }
}

/// `#[wire(…)]` on a field, with a line for each word if it is long.
pub(super) fn field(source: &mut Source, indent: usize, words: &[String]) {
    if words.is_empty() || short(source, indent, words) {
        return;
    }
    source.line(indent, "#[wire(");
    for (index, word) in words.iter().enumerate() {
        let comma = if index + 1 < words.len() { "," } else { "" };
        source.line(indent + 4, &format!("{word}{comma}"));
    }
    source.line(indent, ")]");
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
