//! The words of the language. They are contextual: anywhere else, each is an ordinary name.

use crate::ast::Verb;

pub(crate) const ITEMS: [&str; 3] = ["client", "id", "group"];

/// Settings in the braces of a client.
pub(crate) const CLIENT: [&str; 8] =
    ["base_url", "auth", "header", "query", "error", "retry", "timeout", "idempotency"];

/// Clauses of a group, which apply to all its endpoints.
pub(crate) const GROUP: [&str; 7] =
    ["header", "query", "timeout", "retry", "error", "auth", "idempotent"];

/// Clauses of an endpoint, on the line or in its block.
pub(crate) const LINE: [&str; 11] = [
    "paged",
    "polled",
    "timeout",
    "retry",
    "header",
    "query",
    "error",
    "auth",
    "idempotent",
    "deprecated",
    "cfg",
];

pub(crate) const INPUTS: [&str; 8] =
    ["json", "lines", "form", "multipart", "text", "bytes", "stream", "header"];

pub(crate) const AUTH: [&str; 5] = ["bearer", "basic", "header", "query", "none"];

pub(crate) const UNITS: [&str; 3] = ["ms", "s", "min"];

/// Every word that begins a clause somewhere.
pub(crate) fn is_clause(word: &str) -> bool {
    CLIENT.contains(&word) || LINE.contains(&word)
}

/// Whether the word is an HTTP method, in upper case.
pub(crate) fn is_method(word: &str) -> bool {
    Verb::STANDARD.iter().any(|verb| verb.as_str() == word)
}

/// Whether the word begins a URL.
pub(crate) fn is_scheme(word: &str) -> bool {
    ["http", "https", "ws", "wss"].contains(&word)
}

/// Whether the word stands before methods in Rust, or in requests.
pub(crate) fn is_before_method(word: &str) -> bool {
    ["pub", "async", "unsafe", "fn", "http", "HTTP"].contains(&word)
}

/// Whether the word begins an item or a statement of Rust or of another language.
pub(crate) fn is_of_rust(word: &str) -> bool {
    ["async", "const", "def", "fn", "function", "let", "mut", "pub", "static", "unsafe", "var"]
        .contains(&word)
}
