//! Where lines and items start. Their separators may be missing, and a path may contain nearly any word.

use super::tokens::{is_attribute, is_group, is_punct, is_semicolon, is_word, word};
use super::words::{is_before_method, is_method, is_scheme};
use proc_macro2::{Delimiter, TokenTree};

/// Whether the token starts another line. As a consequence, a path must quote an upper-case method before a `/`.
pub(super) fn starts(tokens: &[TokenTree], at: usize) -> bool {
    is_attribute(tokens, at) || starts_line(tokens, at)
}

/// Whether an endpoint or an item starts.
pub(super) fn starts_line(tokens: &[TokenTree], at: usize) -> bool {
    starts_endpoint(tokens, at) || starts_item(tokens, at)
}

/// Whether an endpoint starts: `GET /` or `list: GET /`, or the latter with a typo in the method where a path cannot continue.
fn starts_endpoint(tokens: &[TokenTree], at: usize) -> bool {
    if is_quoted_method(tokens, at) {
        return at.checked_sub(1).is_none_or(|before| ends_line(&tokens[before]));
    }
    let named = is_punct(tokens, at + 1, ':') && is_punct(tokens, at + 3, '/');
    // The marks are looked at first, because the text of a word costs more than all of them.
    if !named && !is_punct(tokens, at + 1, '/') {
        return false;
    }
    match word(tokens, at) {
        Some(method) if is_method(&method) && is_punct(tokens, at + 1, '/') => {
            !is_named(tokens, at) && !is_punct(tokens, at.wrapping_sub(1), '=')
        }
        Some(_) if named && is_quoted_method(tokens, at + 2) => !in_path(tokens, at),
        Some(name) if named && !(is_scheme(&name) && follows_method(tokens, at)) => {
            word(tokens, at + 2).is_some_and(|method| {
                is_method(&method) || !in_path(tokens, at) && is_method_like(&method)
            })
        }
        _ => false,
    }
}

/// Whether a line, or an attribute, ends with this token.
fn ends_line(token: &TokenTree) -> bool {
    match token {
        TokenTree::Group(group) => group.delimiter() != Delimiter::Parenthesis,
        token => is_semicolon(token),
    }
}

/// Whether a method in quotes and its path are here, or a string of a path.
fn is_quoted_method(tokens: &[TokenTree], at: usize) -> bool {
    is_punct(tokens, at + 1, '/')
        && matches!(&tokens[at], TokenTree::Literal(literal) if literal.to_string().starts_with('"'))
}

/// Whether a name stands before a method: `name: GET`, `name: pub GET`. (`https: GET` is a URL, whose `//` is a comment.)
fn is_named(tokens: &[TokenTree], at: usize) -> bool {
    let other = word(tokens, at.wrapping_sub(1)).is_some_and(|word| is_before_method(&word));
    let colon = at.wrapping_sub(1 + usize::from(other));
    let name = colon.wrapping_sub(1);
    let url = word(tokens, name).is_some_and(|name| is_scheme(&name));
    is_punct(tokens, colon, ':') && !(url && follows_method(tokens, name))
}

fn follows_method(tokens: &[TokenTree], at: usize) -> bool {
    word(tokens, at.wrapping_sub(1)).is_some_and(|method| is_method_like(&method))
}

/// Whether an item starts: `group runs {`, `group runs at /runs {`, `group runs =`, `client OpenAi at`, `id RunId;`
fn starts_item(tokens: &[TokenTree], at: usize) -> bool {
    !in_path(tokens, at) && is_item(tokens, at)
}

/// Whether an item is here: `group runs {`, `client Api at`, `id RunId;`
pub(super) fn is_item(tokens: &[TokenTree], at: usize) -> bool {
    if !matches!(tokens.get(at + 1), Some(TokenTree::Ident(_))) {
        return false;
    }
    word(tokens, at).is_some_and(|keyword| match keyword.as_str() {
        "group" => {
            is_group(tokens, at + 2, Delimiter::Brace)
                || is_punct(tokens, at + 2, '=')
                || is_word(tokens, at + 2, "at")
        }
        "client" => is_word(tokens, at + 2, "at") || is_group(tokens, at + 2, Delimiter::Brace),
        "id" => is_punct(tokens, at + 2, ',') || is_punct(tokens, at + 2, ';'),
        _ => false,
    })
}

/// Whether the previous token can only be followed by more of a path, query or list.
pub(super) fn in_path(tokens: &[TokenTree], at: usize) -> bool {
    matches!(at.checked_sub(1).map(|before| &tokens[before]),
        Some(TokenTree::Punct(punct)) if !matches!(punct.as_char(), '>' | ';'))
}

pub(super) fn is_method_like(word: &str) -> bool {
    let upper = word.len() >= 3 && word.bytes().all(|byte| byte.is_ascii_uppercase());
    upper || is_method(&word.to_ascii_uppercase())
}
