//! Splits a body into lines before parsing, so that a half-typed line cannot swallow the next.

use super::misplaced::{self, Misplaced};
use super::start::{is_item, is_method_like, starts};
use super::tokens::{
    is_arrow, is_block, is_braced_parameter, is_group, is_punct, is_semicolon, is_word,
    skip_attributes, skip_visibility, word,
};
use crate::errors::Errors;
use crate::lex::unexpected;
use proc_macro2::{Delimiter, Punct, Spacing, TokenStream, TokenTree};
use std::iter;
use syn::parse::{ParseStream, Parser};
use syn::{Result, Token};

/// The tokens of one item or line.
pub(super) struct Chunk {
    /// Always ends with a `;` or a block. A missing `;` is added with the span of the last token, so that an error at the end
    /// of a line points into the line.
    tokens: TokenStream,
    end: End,
    /// Attributes and doc comments inside of the line, which are left out of its tokens.
    misplaced: Vec<TokenStream>,
}

enum End {
    Written,
    /// Neither a `;` nor a block: holds the last token.
    Missing(TokenTree),
}

/// Splits at `;`, after the block of an item or endpoint, and where another item or endpoint clearly starts.
pub(super) fn split(input: TokenStream) -> Vec<Chunk> {
    let mut tokens = Vec::new();
    input.into_iter().for_each(|token| open_visibility(token, &mut tokens));
    let Misplaced { tokens, attributes } = misplaced::take(tokens);
    let mut attributes = attributes.into_iter().peekable();
    let mut chunks = Vec::new();
    let mut start = 0;
    while start < tokens.len() {
        let end = start + length(&tokens[start..]);
        let inside = iter::from_fn(|| attributes.next_if(|(place, _)| *place <= end));
        let inside = inside.map(|(_, attribute)| attribute).collect();
        let chunk = &tokens[start..end];
        if !chunk.iter().all(is_semicolon) {
            chunks.push(Chunk::new(chunk, inside));
        }
        start = end;
    }
    chunks
}

/// Unwraps the invisible group in which a `macro_rules!` passes `$vis:vis`, so that the start of the line can be recognized.
fn open_visibility(token: TokenTree, tokens: &mut Vec<TokenTree>) {
    match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::None => {
            let inside = group.stream().into_iter().collect::<Vec<_>>();
            if inside.is_empty() || is_word(&inside, 0, "pub") {
                tokens.extend(inside);
            } else {
                tokens.push(group.into());
            }
        }
        token => tokens.push(token),
    }
}

pub(super) const COMMA_AT_THE_END: &str = "a line ends with `;`; write it in place of `,`";

/// Runs `parse` over the tokens of a chunk. After an error, the rest of the chunk is skipped.
pub(super) fn parse_chunk<T>(
    chunk: Chunk,
    errors: &mut Errors,
    parse: impl FnOnce(ParseStream<'_>, &mut Errors) -> Result<T>,
) -> Option<T> {
    let position = errors.advance();
    let end = chunk.end;
    misplaced::attribute_inside(&chunk.misplaced, errors);
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
    let End::Missing(last) = end else { return };
    let message = match last {
        TokenTree::Punct(comma) if comma.as_char() == ',' => COMMA_AT_THE_END,
        _ => "missing `;` after this; a line without a `{ .. }` block ends with `;`",
    };
    errors.error(last, message);
}

impl Chunk {
    fn new(tokens: &[TokenTree], misplaced: Vec<TokenStream>) -> Self {
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
        Self { tokens: stream, end, misplaced }
    }
}

/// How many of the tokens belong to the first line.
fn length(tokens: &[TokenTree]) -> usize {
    // After a block, a comma is no part of what follows.
    if is_punct(tokens, 0, ',') {
        return 1;
    }
    let head = head(tokens);
    let mut block_ends = is_item(tokens, head);
    for (at, token) in tokens.iter().enumerate().skip(head) {
        if is_semicolon(token) {
            if !block_ends && continues(tokens, head, at + 1) {
                continue;
            }
            return at + 1;
        }
        if at > head && starts(tokens, at) {
            return step_back(tokens, head, at);
        }
        if block_ends && is_block(token) && !is_braced_parameter(tokens, at) {
            return at + 1 + usize::from(tokens.get(at + 1).is_some_and(is_semicolon));
        }
        block_ends |= is_arrow(tokens, at);
    }
    tokens.len()
}

/// Whether a `;` before the arrow of a line is inside of it: what follows can only be more of the line.
fn continues(tokens: &[TokenTree], head: usize, at: usize) -> bool {
    let route = (head..at).any(|at| is_punct(tokens, at, '/'));
    let matrix = word(tokens, at).is_some()
        && is_punct(tokens, at + 1, '=')
        && !word(tokens, at + 2).is_some_and(|word| is_method_like(&word));
    let more = is_arrow(tokens, at + 1)
        || ['<', '?', '&', '.'].iter().any(|mark| is_punct(tokens, at, *mark));
    route && (matrix || more)
}

/// Where the line itself begins, after attributes and visibility.
fn head(tokens: &[TokenTree]) -> usize {
    skip_visibility(tokens, skip_attributes(tokens, 0)).min(tokens.len())
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

/// Whether the grammar has a block at the end of the chunk.
fn ends_with_block(tokens: &[TokenTree]) -> bool {
    is_item(tokens, head(tokens)) || (0..tokens.len()).any(|at| is_arrow(tokens, at))
}
