//! What an editor can work with in a line that has a mistake: every parameter and type that is whole, or that only its
//! closing brackets are missing from.

use super::words;
use crate::ast::Remains;
use crate::lex::is_end;
use crate::name;
use crate::reply;
use proc_macro2::{Delimiter, Ident, Punct, Spacing, TokenStream, TokenTree};
use syn::Type;
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};

/// Reads a line from its start.
pub(super) fn read(line: ParseStream<'_>) -> Remains {
    // A `TokenStream` takes all the tokens, so this cannot fail.
    let tokens: Vec<_> = line.parse::<TokenStream>().into_iter().flatten().collect();
    let mut remains = Remains::default();
    match tokens.windows(2).position(|pair| is(&pair[0], '-') && is(&pair[1], '>')) {
        Some(arrow) => {
            read_front(&tokens[..arrow], &mut remains);
            read_reply(&tokens[arrow + 2..], &mut remains);
        }
        None => read_front(&tokens, &mut remains),
    }
    remains
}

/// Reads everything before the arrow.
fn read_front(mut tokens: &[TokenTree], remains: &mut Remains) {
    while let Some((token, rest)) = tokens.split_first() {
        tokens = rest;
        match token {
            TokenTree::Punct(punct) if punct.as_char() == '<' => {
                let inside = &rest[..end_of_parameter(rest)];
                read_parameter(inside, remains);
                tokens = &rest[inside.len()..];
            }
            TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis => {
                read_inputs(&group.stream().into_iter().collect::<Vec<_>>(), remains);
            }
            _ => {}
        }
    }
}

/// Where the `>` of a parameter is. One that is not closed ends before the next segment.
fn end_of_parameter(tokens: &[TokenTree]) -> usize {
    let mut depth = 0;
    let ends = |token: &TokenTree| {
        let closes = is(token, '>') && depth == 0;
        depth += usize::from(is(token, '<'));
        depth -= usize::from(is(token, '>') && depth > 0);
        closes || is(token, '/') || is_end(token)
    };
    tokens.iter().position(ends).unwrap_or(tokens.len())
}

/// `thread: ThreadId`, `thread` or, in a query, `ListQuery`.
fn read_parameter(tokens: &[TokenTree], remains: &mut Remains) {
    let Some((TokenTree::Ident(word), rest)) = tokens.split_first() else { return };
    let text = word.unraw().to_string();
    let rest = &rest[..rest.iter().position(ends_type).unwrap_or(rest.len())];
    let ty = match rest {
        _ if text.starts_with(char::is_uppercase) => return read_types(tokens, remains),
        [colon, ty @ ..] if is(colon, ':') => read_type(ty),
        [] => None,
        // The name is not an identifier, or it is unclear where it ends.
        _ => return,
    };
    remains.params.extend(name::ident(&text, word.span()).map(|name| (name, ty)));
}

/// `json CreateRun, header "Idempotency-Key": Key`
fn read_inputs(tokens: &[TokenTree], remains: &mut Remains) {
    let mut depth = 0_u32;
    let separates = |token: &TokenTree| {
        depth += u32::from(is(token, '<'));
        depth = depth.saturating_sub(u32::from(is(token, '>')));
        depth == 0 && is(token, ',')
    };
    for input in tokens.split(separates) {
        read_types(input, remains);
    }
}

/// Reads what is between the arrow and the clauses.
fn read_reply(tokens: &[TokenTree], remains: &mut Remains) {
    let end = (0..tokens.len()).find(|at| match &tokens[*at] {
        // A module may have the name of a clause.
        TokenTree::Ident(word) => {
            is_clause(word) && !tokens[..*at].last().is_some_and(|token| is(token, ':'))
        }
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        token => is_end(token),
    });
    read_types(&tokens[..end.unwrap_or(tokens.len())], remains);
}

/// Reads types, with words and texts of the language before and between them.
fn read_types(tokens: &[TokenTree], remains: &mut Remains) {
    let mut start = 0;
    for at in 1..tokens.len() {
        if begins(&tokens[at - 1], &tokens[at]) {
            remains.types.extend(read_type(&tokens[start..at]));
            start = at;
        }
    }
    remains.types.extend(read_type(&tokens[start..]));
}

/// A type in which nothing is missing but the brackets at its end.
fn read_type(tokens: &[TokenTree]) -> Option<Type> {
    let end = tokens.iter().position(ends_type).unwrap_or(tokens.len());
    let tokens = match &tokens[..end] {
        [first, ty @ ..] if is_before_type(first) => ty,
        ty => ty,
    };
    if matches!(tokens, [TokenTree::Ident(word)] if is_of_language(word)) {
        return None;
    }
    let count = |bracket| tokens.iter().filter(|token| is(token, bracket)).count();
    let missing = count('<').saturating_sub(count('>'));
    let close = TokenTree::Punct(Punct::new('>', Spacing::Alone));
    let whole = tokens.iter().cloned().chain(std::iter::repeat_n(close, missing));
    // Behind a `&`, bounds with a `+` would be an error of the compiler.
    Type::without_plus.parse2(whole.collect()).ok()
}

/// Whether another type begins: no type has a name behind a name or behind a bracket that closes.
fn begins(before: &TokenTree, next: &TokenTree) -> bool {
    match next {
        TokenTree::Ident(_) => matches!(before, TokenTree::Ident(_)) || is(before, '>'),
        TokenTree::Punct(_) => matches!(before, TokenTree::Literal(_)) || is(next, '|'),
        _ => matches!(next, TokenTree::Literal(_)),
    }
}

/// `"Idempotency-Key": Key`, `| Run`; but not `::core::time::Duration`
fn is_before_type(token: &TokenTree) -> bool {
    let alone = matches!(token, TokenTree::Punct(punct) if punct.spacing() == Spacing::Alone);
    alone && (is(token, ':') || is(token, '|'))
}

/// `?` or `..`
fn ends_type(token: &TokenTree) -> bool {
    is(token, '?') || is(token, '.')
}

fn is_clause(word: &Ident) -> bool {
    words::LINE.contains(&word.to_string().as_str())
}

fn is_of_language(word: &Ident) -> bool {
    let word = word.to_string();
    words::INPUTS.contains(&word.as_str()) || reply::is_word(&word)
}

fn is(token: &TokenTree, char: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == char)
}
