//! What a model wrote, as it is shown and sent back: without control characters or pages of text.

use std::fmt;

use serde::de::Error as _;

use crate::definition::LONGEST_NAME;

/// How many characters are kept of each end of a message.
const KEPT: usize = 256;

/// The name of a function.
pub(crate) struct Name<'a>(pub(crate) &'a str);

impl fmt::Display for Name<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut characters = self.0.chars();
        for character in characters.by_ref().take(LONGEST_NAME) {
            write!(f, "{}", character.escape_debug())?;
        }
        if characters.next().is_some() { f.write_str("…") } else { Ok(()) }
    }
}

impl fmt::Debug for Name<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{self}\"")
    }
}

/// Returns an error whose message may be shown. It keeps its line and column.
pub(crate) fn readable(error: serde_json::Error) -> serde_json::Error {
    let message = error.to_string();
    let shown = shortened(&escaped(&message));
    // serde_json reads the place from the end of the message.
    if shown == message { error } else { serde_json::Error::custom(shown) }
}

/// Escapes what is not meant to be printed. Quotes and backslashes stay: messages are not literals.
fn escaped(message: &str) -> String {
    let mut text = String::with_capacity(message.len());
    for character in message.chars() {
        match character {
            '"' | '\'' | '\\' => text.push(character),
            _ => text.extend(character.escape_debug()),
        }
    }
    text
}

/// Cuts the middle out of a long message: its end says what was expected, and where.
fn shortened(message: &str) -> String {
    let head = message.char_indices().nth(KEPT).map_or(message.len(), |(at, _)| at);
    let tail = message.char_indices().rev().nth(KEPT - 1).map_or(0, |(at, _)| at);
    match (message.get(..head), message.get(tail..)) {
        (Some(head_text), Some(tail_text)) if head < tail => format!("{head_text}…{tail_text}"),
        _ => message.to_owned(),
    }
}
