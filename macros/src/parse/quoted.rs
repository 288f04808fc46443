//! Quoted text in a path or a query, which is literal: nothing in it is a parameter or a query.

use super::url;
use crate::lex::fail;
use syn::{LitStr, Result};

/// A quoted part of a path. `slash` tells whether it follows a slash.
pub(super) fn check_path(literal: &LitStr, slash: bool) -> Result<()> {
    let text = literal.value();
    query_in_quotes(literal, &text)?;
    slash_in_quotes(literal, &text, slash)?;
    text.split('/').try_for_each(|segment| parameter_in_quotes(literal, segment))
}

/// The quoted value of a constant of a query.
pub(super) fn check_value(literal: &LitStr) -> Result<()> {
    let text = literal.value();
    match parameter(&text) {
        Some(_) => fail(
            literal,
            "a constant has no parameters in it; write the parameter without `=`, as in `<limit: u32?>`",
        ),
        None => Ok(()),
    }
}

fn query_in_quotes(literal: &LitStr, text: &str) -> Result<()> {
    match text.contains('?') {
        true => fail(
            literal,
            "a quoted segment is literal text; write the query after it, without quotes, or `%3F` for a `?` of the path",
        ),
        false => Ok(()),
    }
}

fn slash_in_quotes(literal: &LitStr, text: &str, slash: bool) -> Result<()> {
    match slash && text.starts_with('/') {
        true => fail(literal, "the path has an empty segment; remove the first `/` in the quotes"),
        false => Ok(()),
    }
}

fn parameter_in_quotes(literal: &LitStr, segment: &str) -> Result<()> {
    match parameter(segment) {
        Some(parameter) => fail(
            literal,
            format!("a quoted segment is literal text; write `{parameter}` outside of the quotes"),
        ),
        None => Ok(()),
    }
}

/// The parameter in the notation of some router that a whole text is.
fn parameter(text: &str) -> Option<String> {
    let inside = |open: char, close: char| text.strip_prefix(open)?.strip_suffix(close);
    let name = inside('{', '}').or_else(|| inside('<', '>')).or_else(|| text.strip_prefix(':'))?;
    let plain =
        |char: char| char.is_alphanumeric() || matches!(char, '_' | '-' | ':' | ' ' | '*' | '.');
    let begins =
        name.starts_with(|first: char| first.is_alphabetic() || matches!(first, '_' | '*'));
    (begins && name.chars().all(plain)).then(|| url::parameter(name))
}
