//! Splits a body into lines before parsing, so that a half-typed line cannot swallow the next.

use super::words::is_method;
use crate::errors::Errors;
use crate::lex::unexpected;
use proc_macro2::{Delimiter, Punct, Spacing, TokenStream, TokenTree};
use syn::parse::{ParseStream, Parser};
use syn::{Result, Token};

/// The tokens of one item or line.
pub(super) struct Chunk {
    /// Always ends with a `;` or a block. A missing `;` is added with the span of the last token, so that an error at the end
    /// of a line points into the line.
    tokens: TokenStream,
    end: End,
}

enum End {
    Written,
    /// Neither a `;` nor a block: holds the last token.
    Missing(TokenTree),
}

/// Splits at `;`, after the block of an item or endpoint, and where another item or endpoint clearly starts.
pub(super) fn split(input: TokenStream) -> Vec<Chunk> {
    let tokens = input.into_iter().flat_map(open_visibility).collect::<Vec<_>>();
    let mut rest = tokens.as_slice();
    let mut chunks = Vec::new();
    while !rest.is_empty() {
        let (chunk, after) = rest.split_at(length(rest));
        rest = after;
        if !chunk.iter().all(is_semicolon) {
            chunks.push(Chunk::new(chunk));
        }
    }
    chunks
}

/// Unwraps the invisible group in which a `macro_rules!` passes `$vis:vis`, so that the start of the line can be recognized.
fn open_visibility(token: TokenTree) -> Vec<TokenTree> {
    match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::None => {
            let inside = group.stream().into_iter().collect::<Vec<_>>();
            if inside.is_empty() || is_word(&inside, 0, "pub") {
                inside
            } else {
                vec![group.into()]
            }
        }
        token => vec![token],
    }
}

/// Runs `parse` over the tokens of a chunk. After an error, the rest of the chunk is skipped.
pub(super) fn parse_chunk<T>(
    chunk: Chunk,
    errors: &mut Errors,
    parse: impl FnOnce(ParseStream<'_>, &mut Errors) -> Result<T>,
) -> Option<T> {
    let position = errors.advance();
    let end = chunk.end;
    let mut parsed = None;
    // `parse2` fails again if a parenthesized part was only half read; the first error is enough.
    let outcome = (|input: ParseStream<'_>| {
        let result = parse(input, errors);
        match result.and_then(|value| parse_end(input).map(|()| value)) {
            Ok(value) => parsed = Some(value),
            Err(error) => errors.at(position).push(error),
        }
        input.parse::<TokenStream>().map(drop)
    })
    .parse2(chunk.tokens);
    errors.at(position);
    match outcome {
        Err(error) if !errors.touch(position) => errors.push(error),
        Ok(()) if !errors.touch(position) => missing_semicolon(&end, errors),
        _ => {}
    }
    parsed
}

/// Nothing but `;` may be left of the chunk.
fn parse_end(input: ParseStream<'_>) -> Result<()> {
    while input.parse::<Option<Token![;]>>()?.is_some() {}
    if input.is_empty() { Ok(()) } else { Err(unexpected(input)) }
}

/// Reports the last token of a line without an end.
fn missing_semicolon(end: &End, errors: &mut Errors) {
    if let End::Missing(last) = end {
        errors.error(last, "missing `;` after this; a line without a `{ .. }` block ends with `;`");
    }
}

impl Chunk {
    fn new(tokens: &[TokenTree]) -> Self {
        let last = &tokens[tokens.len() - 1];
        let mut stream = tokens.iter().cloned().collect::<TokenStream>();
        let end = if is_semicolon(last) || is_block(last) && ends_with_block(tokens) {
            End::Written
        } else {
            End::Missing(last.clone())
        };
        if !is_semicolon(last) {
            let mut semicolon = Punct::new(';', Spacing::Alone);
            semicolon.set_span(last.span());
            stream.extend([TokenTree::from(semicolon)]);
        }
        Self { tokens: stream, end }
    }
}

/// How many of the tokens belong to the first line.
fn length(tokens: &[TokenTree]) -> usize {
    let head = head(tokens);
    let mut block_ends = is_item(tokens, head);
    for (at, token) in tokens.iter().enumerate().skip(head) {
        if is_semicolon(token) {
            return at + 1;
        }
        if at > head && starts(tokens, at) {
            return step_back(tokens, head, at);
        }
        if block_ends && is_block(token) {
            return at + 1 + usize::from(tokens.get(at + 1).is_some_and(is_semicolon));
        }
        block_ends |= is_arrow(tokens, at);
    }
    tokens.len()
}

/// Where the line itself begins, after attributes and visibility.
fn head(tokens: &[TokenTree]) -> usize {
    let mut at = 0;
    while is_attribute(tokens, at) {
        at += 2;
    }
    if is_word(tokens, at, "pub") {
        at += 1 + usize::from(is_group(tokens, at + 1, Delimiter::Parenthesis));
    }
    at.min(tokens.len())
}

/// Steps back from the start of a line over its visibility. (Attributes start a line themselves.)
fn step_back(tokens: &[TokenTree], head: usize, at: usize) -> usize {
    let mut start = at;
    if start > head + 1
        && is_group(tokens, start - 1, Delimiter::Parenthesis)
        && is_word(tokens, start - 2, "pub")
    {
        start -= 2;
    } else if start > head && is_word(tokens, start - 1, "pub") {
        start -= 1;
    }
    if start == 0 { at } else { start }
}

/// Whether the token starts another line. As a consequence, a path must quote an upper-case method before a `/`.
fn starts(tokens: &[TokenTree], at: usize) -> bool {
    is_attribute(tokens, at) || starts_endpoint(tokens, at) || starts_item(tokens, at)
}

/// Whether an endpoint starts: `GET /` or `list: GET /`, or the latter with a typo in the method where a path cannot continue.
fn starts_endpoint(tokens: &[TokenTree], at: usize) -> bool {
    let named = is_punct(tokens, at + 1, ':') && is_punct(tokens, at + 3, '/');
    match word(tokens, at) {
        Some(method) if is_method(&method) && is_punct(tokens, at + 1, '/') => {
            let before = at.wrapping_sub(1);
            // `name: GET /` starts at its name; `name = GET /` is a typo for it.
            !is_punct(tokens, before, ':') && !is_punct(tokens, before, '=')
        }
        Some(_) if named => word(tokens, at + 2).is_some_and(|method| {
            is_method(&method) || !in_path(tokens, at) && is_method_like(&method)
        }),
        _ => false,
    }
}

/// Whether an item starts: `group runs {`, `group runs =`, `client OpenAi at`, `id RunId;`
fn starts_item(tokens: &[TokenTree], at: usize) -> bool {
    !in_path(tokens, at) && is_item(tokens, at)
}

fn is_item(tokens: &[TokenTree], at: usize) -> bool {
    let Some(keyword) = word(tokens, at) else { return false };
    word(tokens, at + 1).is_some()
        && match keyword.as_str() {
            "group" => is_group(tokens, at + 2, Delimiter::Brace) || is_punct(tokens, at + 2, '='),
            "client" => is_word(tokens, at + 2, "at") || is_group(tokens, at + 2, Delimiter::Brace),
            "id" => is_punct(tokens, at + 2, ',') || is_punct(tokens, at + 2, ';'),
            _ => false,
        }
}

/// Whether the grammar has a block at the end of the chunk.
fn ends_with_block(tokens: &[TokenTree]) -> bool {
    is_item(tokens, head(tokens)) || (0..tokens.len()).any(|at| is_arrow(tokens, at))
}

/// Whether the previous token can only be followed by more of a path, query or list.
fn in_path(tokens: &[TokenTree], at: usize) -> bool {
    matches!(at.checked_sub(1).map(|before| &tokens[before]),
        Some(TokenTree::Punct(punct)) if !matches!(punct.as_char(), '>' | ';'))
}

fn is_method_like(word: &str) -> bool {
    let upper = word.len() >= 3 && word.bytes().all(|byte| byte.is_ascii_uppercase());
    upper || is_method(&word.to_ascii_uppercase())
}

fn is_arrow(tokens: &[TokenTree], at: usize) -> bool {
    is_punct(tokens, at, '>')
        && at.checked_sub(1).is_some_and(|before| {
            matches!(&tokens[before], TokenTree::Punct(punct)
                if punct.as_char() == '-' && punct.spacing() == Spacing::Joint)
        })
}

fn is_attribute(tokens: &[TokenTree], at: usize) -> bool {
    is_punct(tokens, at, '#') && is_group(tokens, at + 1, Delimiter::Bracket)
}

fn is_semicolon(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == ';')
}

fn is_block(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace)
}

fn is_group(tokens: &[TokenTree], at: usize, delimiter: Delimiter) -> bool {
    matches!(tokens.get(at), Some(TokenTree::Group(group)) if group.delimiter() == delimiter)
}

fn is_punct(tokens: &[TokenTree], at: usize, char: char) -> bool {
    matches!(tokens.get(at), Some(TokenTree::Punct(punct)) if punct.as_char() == char)
}

fn is_word(tokens: &[TokenTree], at: usize, text: &str) -> bool {
    matches!(tokens.get(at), Some(TokenTree::Ident(ident)) if ident == text)
}

fn word(tokens: &[TokenTree], at: usize) -> Option<String> {
    match tokens.get(at)? {
        TokenTree::Ident(ident) => Some(ident.to_string()),
        _ => None,
    }
}
