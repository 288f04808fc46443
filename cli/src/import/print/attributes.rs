//! Attributes of types, fields and variants.

use super::Source;

/// The widest list in an attribute that rustfmt leaves on one line.
const WIDEST: usize = 70;

/// `#[wire(…)]`, in several lines if it is long.
pub(super) fn wire(source: &mut Source, indent: usize, words: &[String]) {
    if words.is_empty() {
        return;
    }
    let all = words.join(", ");
    let fits = |text: &str| indent + text.chars().count() + 10 <= super::WIDTH;
    if fits(&all) && (words.len() == 1 || all.chars().count() <= WIDEST) {
        return source.line(indent, &format!("#[wire({all})]"));
    }
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
