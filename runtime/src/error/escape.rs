//! Makes text from a service safe to print: bounded in length and without control characters.

use std::fmt::{self, Write};

/// The number of characters of a service's text that an error shows.
const SHOWN: usize = 300;

/// Displays text with control characters escaped, cut off after 300 characters.
pub(crate) struct Escaped<'a>(pub(crate) &'a str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut characters = self.0.chars();
        for character in characters.by_ref().take(SHOWN) {
            match character {
                '\n' | '\t' => f.write_char(' ')?,
                c if is_unprintable(c) => write!(f, "{}", c.escape_unicode())?,
                c => f.write_char(c)?,
            }
        }
        if characters.next().is_some() { f.write_str("…") } else { Ok(()) }
    }
}

/// Control characters, and those that change the direction of the text around them.
fn is_unprintable(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::Escaped;

    #[test]
    fn control_characters_are_escaped() {
        assert_eq!(Escaped("a\u{1b}[31mb\nc").to_string(), "a\\u{1b}[31mb c");
    }

    #[test]
    fn long_text_is_cut() {
        let shown = Escaped(&"é".repeat(400)).to_string();
        assert_eq!(shown.chars().count(), 301);
        assert!(shown.ends_with('…'));
    }
}
