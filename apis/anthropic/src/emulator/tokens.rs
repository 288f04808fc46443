//! Tokens: words, and parts of eight characters of longer ones. Enough to tell that counts and limits are right.

use serde_json::Value;

/// The most characters of a word in a token.
const LENGTH: usize = 8;

/// The tokens of a picture or of a document that is no text.
const MEDIA: u64 = 1500;

/// The tokens that each message costs besides its content.
const MESSAGE: u64 = 3;

/// Splits a text into tokens: the white space before a word belongs to it.
pub(super) fn split(text: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let (mut start, mut length) = (0, 0);
    let mut before = ' ';
    for (at, character) in text.char_indices() {
        let begins = character.is_whitespace() && !before.is_whitespace();
        if at > start && (begins || length == LENGTH) {
            tokens.push(&text[start..at]);
            (start, length) = (at, 0);
        }
        length += usize::from(!character.is_whitespace());
        before = character;
    }
    if start < text.len() {
        tokens.push(&text[start..]);
    }
    tokens
}

/// Counts the tokens of a text.
pub(super) fn count(text: &str) -> u64 {
    split(text).len() as u64
}

/// Counts the tokens that the model reads for the body of a request.
pub(super) fn of_request(body: &Value) -> u64 {
    let messages = body["messages"].as_array().map_or(&[][..], Vec::as_slice);
    let said: u64 = messages.iter().map(|message| MESSAGE + of_content(&message["content"])).sum();
    let tools = body.get("tools").map_or(0, |tools| count(&tools.to_string()));
    let format =
        body.pointer("/output_config/format").map_or(0, |format| count(&format.to_string()));
    said + of_content(&body["system"]) + tools + format
}

/// Counts the tokens of text, or of the text in blocks.
fn of_content(content: &Value) -> u64 {
    match content {
        Value::String(text) => count(text),
        Value::Array(blocks) => blocks.iter().map(of_block).sum(),
        _ => 0,
    }
}

fn of_block(block: &Value) -> u64 {
    match block["type"].as_str() {
        Some("text") => of_content(&block["text"]),
        Some("image") => MEDIA,
        Some("document") => match block["source"]["type"].as_str() {
            Some("text") => of_content(&block["source"]["data"]),
            Some("content") => of_content(&block["source"]["content"]),
            _ => MEDIA,
        },
        Some("tool_result" | "search_result") => of_content(&block["content"]),
        // Thinking of earlier turns is left out.
        Some("thinking" | "redacted_thinking") => 0,
        Some("tool_use" | "server_tool_use") => count(&block["input"].to_string()),
        _ => count(&block.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_the_text() {
        for text in [
            "",
            " ",
            "one",
            "one two",
            "  one\n two ",
            "incomprehensible words",
            "überaus-lange-wörter",
        ] {
            assert_eq!(split(text).concat(), text);
        }
        assert_eq!(split("one two"), ["one", " two"]);
        assert_eq!(split("incomprehensible"), ["incompre", "hensible"]);
    }
}
