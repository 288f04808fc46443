//! Texts in source: literals, and comments of one line.

/// A string literal.
pub(crate) fn quoted(text: &str) -> String {
    format!("{text:?}")
}

/// A text without line breaks.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
