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
            false => long(source, indent, word),
        }
    }
}

/// One word that does not fit on a line; of a list in brackets, each item has one.
fn long(source: &mut Source, indent: usize, word: &str) {
    let list = word.split_once('(').and_then(|(name, rest)| Some((name, rest.strip_suffix(')')?)));
    let (opening, items, closing) = match list {
        Some((name, items)) => (format!("#[wire({name}("), items, "))]"),
        None => ("#[wire(".to_owned(), word, ")]"),
    };
    source.line(indent, &opening);
    let items: Vec<_> = if list.is_some() { split(items) } else { vec![items] };
    for (index, item) in items.iter().enumerate() {
        let comma = if index + 1 < items.len() { "," } else { "" };
        source.line(indent + 4, &format!("{item}{comma}"));
    }
    source.line(indent, closing);
}

/// The items of a list, in which a comma may also be within quotes.
fn split(items: &str) -> Vec<&str> {
    let (mut found, mut start, mut quoted, mut escaped) = (Vec::new(), 0, false, false);
    for (at, char) in items.char_indices() {
        match char {
            '"' if !escaped => quoted = !quoted,
            ',' if !quoted => {
                found.push(items[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
        escaped = char == '\\' && !escaped;
    }
    found.push(items[start..].trim());
    found
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
