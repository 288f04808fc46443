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

/// The number of bytes of a message that an error keeps.
const KEPT: usize = 1000;

/// Returns the beginning of a message that may quote a large value.
pub(crate) fn shortened(mut message: String) -> String {
    if message.len() > KEPT {
        let end = (0..=KEPT).rev().find(|end| message.is_char_boundary(*end)).unwrap_or_default();
        message.truncate(end);
        message.push('…');
        message.shrink_to_fit();
    }
    message
}

/// Control characters, and those that change the direction of the text around them.
fn is_unprintable(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

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

    #[test]
    fn a_message_is_kept_up_to_a_limit() {
        assert_eq!(shortened("é".repeat(500)), "é".repeat(500));
        let kept = shortened(format!("x{}", "é".repeat(500_000)));
        assert_eq!((kept.len(), kept.chars().last()), (999 + "…".len(), Some('…')));
        assert!(kept.capacity() < 2000);
    }
}
