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

/// A part of a request that the model reads: a tool, a block, or a message or a system prompt that is text.
pub(super) struct Part<'a> {
    /// Whose it is.
    pub(super) role: &'a str,
    pub(super) json: &'a Value,
    pub(super) tokens: u64,
}

/// Counts the tokens that the model reads for the body of a request.
pub(super) fn of_request(body: &Value) -> u64 {
    let format =
        body.pointer("/output_config/format").map_or(0, |format| count(&format.to_string()));
    parts(body).iter().map(|part| part.tokens).sum::<u64>() + format
}

/// Returns the parts of a request, in the order in which the model reads them.
pub(super) fn parts(body: &Value) -> Vec<Part<'_>> {
    let list = |name: &str| body[name].as_array().map_or(&[][..], Vec::as_slice);
    let tools = list("tools").iter();
    let mut parts: Vec<_> = tools
        .map(|tool| Part { role: "tool", json: tool, tokens: count(&tool.to_string()) })
        .collect();
    parts.extend(of_message("system", &body["system"]));
    for message in list("messages") {
        let role = message["role"].as_str().unwrap_or_default();
        let mut own = of_message(role, &message["content"]);
        if let Some(first) = own.first_mut() {
            first.tokens += MESSAGE;
        }
        parts.extend(own);
    }
    parts
}

/// Returns text as one part, and blocks as one each.
fn of_message<'a>(role: &'a str, content: &'a Value) -> Vec<Part<'a>> {
    match content {
        Value::Array(blocks) => {
            blocks.iter().map(|json| Part { role, json, tokens: of_block(json) }).collect()
        }
        Value::Null => Vec::new(),
        json => vec![Part { role, json, tokens: of_content(json) }],
    }
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
