//! The path of a group, which comes before the paths of its lines.

use super::tokens::{is_block, is_braced_parameter, is_punct};
use super::{path, url};
use crate::ast::{Path, PathPiece, Prefix, Takes};
use crate::errors::Errors;
use crate::lex::{eat_word, expected, fail, is_word, next};
use proc_macro2::{TokenStream, TokenTree};
use syn::parse::ParseStream;
use syn::parse::discouraged::Speculative;
use syn::{LitStr, Result, Token};

/// ```ebnf
/// prefix = "at" path ;
/// ```
/// A mistake in it costs only itself: the lines of the group follow in its braces.
pub(super) fn parse_prefix(input: ParseStream<'_>, errors: &mut Errors) -> Result<Prefix> {
    if !is_word(input, "at") && !input.peek(Token![/]) {
        return Ok(Prefix::Absent);
    }
    let tokens = before_braces(input)?;
    let fork = input.fork();
    let error = match read(&tokens, &fork) {
        Ok(path) => {
            input.advance_to(&fork);
            return Ok(Prefix::Path(path));
        }
        Err(error) => error,
    };
    tokens.iter().try_for_each(|_| input.parse::<TokenTree>().map(drop))?;
    if !next(input).is_some_and(|token| is_block(&token)) {
        return Err(error);
    }
    errors.push(error);
    Ok(Prefix::Broken(takes(&tokens)))
}

/// Whether the name of a group and its path are next.
pub(super) fn follows_name(input: ParseStream<'_>) -> bool {
    let fork = input.fork();
    fork.parse::<TokenTree>().is_ok() && is_word(&fork, "at") && fork.peek2(Token![/])
}

fn read(tokens: &[TokenTree], input: ParseStream<'_>) -> Result<Path> {
    prefix_of_mount(tokens)?;
    if eat_word(input, "at").is_none() {
        return fail(
            next(input),
            "the path of a group follows the word `at`; write `at` before it",
        );
    }
    quoted_prefix(input)?;
    if !input.peek(Token![/]) {
        return expected(input, "a path that begins with `/`, as in `group users at /users`");
    }
    let path = path::parse_prefix(input)?;
    query_of_prefix(input)?;
    if !next(input).is_some_and(|token| is_block(&token)) {
        return expected(input, "`{` after the path of the group");
    }
    slash_after_prefix(&path, tokens)?;
    Ok(path)
}

/// The tokens in front of the braces that hold the lines.
fn before_braces(input: ParseStream<'_>) -> Result<Vec<TokenTree>> {
    let tokens = input.fork().parse::<TokenStream>()?.into_iter().collect::<Vec<_>>();
    let body = |at: &usize| is_block(&tokens[*at]) && !is_braced_parameter(&tokens, *at);
    let end = (0..tokens.len()).find(body);
    let end = end.unwrap_or_else(|| tokens.len().saturating_sub(1));
    Ok(tokens.into_iter().take(end).collect())
}

/// Whether a path that could not be read has parameters.
fn takes(tokens: &[TokenTree]) -> Takes {
    let parameter = |at| is_punct(tokens, at, '<') || is_block(&tokens[at]);
    match (0..tokens.len()).any(parameter) {
        true => Takes::Arguments,
        false => Takes::Nothing,
    }
}

/// The block that declares a group has the paths of its lines.
fn prefix_of_mount(tokens: &[TokenTree]) -> Result<()> {
    match (0..tokens.len()).find(|at| is_punct(tokens, *at, '=')) {
        Some(equals) if !(0..equals).any(|at| is_punct(tokens, at, '?')) => fail(
            &tokens[equals],
            "a group of another block has its path there; write `at` before its braces, and nothing before this `=`",
        ),
        _ => Ok(()),
    }
}

fn quoted_prefix(input: ParseStream<'_>) -> Result<()> {
    if !input.peek(LitStr) {
        return Ok(());
    }
    let text = input.fork().parse::<LitStr>()?;
    let path = url::unquoted_path(&text.value());
    fail(text, format!("a path is written without quotes; write `at {path}`"))
}

fn query_of_prefix(input: ParseStream<'_>) -> Result<()> {
    match input.peek(Token![?]) {
        true => fail(next(input), "the path of a group has no query; write it in each line"),
        false => Ok(()),
    }
}

/// The path of each line begins with a slash of its own.
fn slash_after_prefix(path: &Path, tokens: &[TokenTree]) -> Result<()> {
    match path.pieces.last() {
        Some(PathPiece::Literal(text)) if text.ends_with('/') => fail(
            tokens.last(),
            "the path of a group ends with a segment, as in `at /users`, because each line begins with `/`; remove this one",
        ),
        _ => Ok(()),
    }
}
