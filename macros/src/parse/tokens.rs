//! What is at a place of a list of tokens, before it is parsed.

use proc_macro2::{Delimiter, Group, Spacing, TokenTree};

/// Whether the token is the end of an arrow, `->`.
pub(super) fn is_arrow(tokens: &[TokenTree], at: usize) -> bool {
    is_punct(tokens, at, '>')
        && at.checked_sub(1).is_some_and(|before| {
            matches!(&tokens[before], TokenTree::Punct(punct)
                if punct.as_char() == '-' && punct.spacing() == Spacing::Joint)
        })
}

pub(super) fn is_attribute(tokens: &[TokenTree], at: usize) -> bool {
    is_punct(tokens, at, '#') && is_group(tokens, at + 1, Delimiter::Bracket)
}

/// The place after the attributes that begin at `at`.
pub(super) fn skip_attributes(tokens: &[TokenTree], mut at: usize) -> usize {
    while is_attribute(tokens, at) {
        at += 2;
    }
    at
}

/// The place after a visibility.
pub(super) fn skip_visibility(tokens: &[TokenTree], at: usize) -> usize {
    match is_word(tokens, at, "pub") {
        true => at + 1 + usize::from(is_group(tokens, at + 1, Delimiter::Parenthesis)),
        false => at,
    }
}

pub(super) fn is_semicolon(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == ';')
}

pub(super) fn is_block(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace)
}

/// Whether braces are a parameter of a path in the notation of others: `/{id}`. What holds lines has other marks in it.
pub(super) fn is_braced_parameter(tokens: &[TokenTree], at: usize) -> bool {
    let in_path = at.checked_sub(1).is_some_and(|before| {
        matches!(&tokens[before], TokenTree::Punct(mark) if "/-.~!$+,:@".contains(mark.as_char()))
    });
    in_path && matches!(&tokens[at], TokenTree::Group(group) if may_be_parameter(group))
}

/// Whether the braces hold neither lines nor nothing.
pub(super) fn may_be_parameter(group: &Group) -> bool {
    let of_line = |token: &TokenTree| matches!(token, TokenTree::Punct(mark) if matches!(mark.as_char(), ';' | '/'));
    !group.stream().is_empty() && !group.stream().into_iter().any(|token| of_line(&token))
}

pub(super) fn is_group(tokens: &[TokenTree], at: usize, delimiter: Delimiter) -> bool {
    matches!(tokens.get(at), Some(TokenTree::Group(group)) if group.delimiter() == delimiter)
}

pub(super) fn is_punct(tokens: &[TokenTree], at: usize, char: char) -> bool {
    matches!(tokens.get(at), Some(TokenTree::Punct(punct)) if punct.as_char() == char)
}

pub(super) fn is_word(tokens: &[TokenTree], at: usize, text: &str) -> bool {
    matches!(tokens.get(at), Some(TokenTree::Ident(ident)) if ident == text)
}

pub(super) fn word(tokens: &[TokenTree], at: usize) -> Option<String> {
    match tokens.get(at)? {
        TokenTree::Ident(ident) => Some(ident.to_string()),
        _ => None,
    }
}
