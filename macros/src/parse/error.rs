//! The clause `error`: the type of an error body, for the statuses that it names, for all, or for replies that say so in
//! their body.

use super::media_types::parse_media_types;
use super::scalar::parse_scalar;
use super::status::parse_status;
use crate::ast::{ClauseKind, Condition, MediaTypes, StatusRange};
use crate::lex::{
    commas_between_statuses, eat_word, expected, fail, next, parse_upper_type, require_colon,
};
use crate::wire_name::parse_wire_name;
use proc_macro2::TokenTree;
use syn::parse::ParseStream;
use syn::{LitInt, Result, Token};

pub(super) fn parse_error(input: ParseStream<'_>) -> Result<ClauseKind> {
    if !input.peek(LitInt) {
        let ty = parse_upper_type(input, "a status, or the type of an error body")?;
        return Ok(match eat_word(input, "when") {
            Some(_) => ClauseKind::ErrorWhen(parse_condition(input)?, ty),
            None => ClauseKind::Error(ty, parse_media_types(input)?),
        });
    }
    let mut statuses = Vec::new();
    while input.peek(LitInt) {
        let literal = input.parse::<LitInt>()?;
        let status = error_status_out_of_range(&literal)?;
        repeated_error_status(&literal, status, &statuses)?;
        statuses.push(status);
        range_of_error_statuses(input)?;
    }
    commas_between_statuses(input)?;
    require_colon(input, "error 404: NotFound")?;
    if eat_word(input, "empty").is_some() {
        condition_without_body(input)?;
        return Ok(ClauseKind::ErrorStatus(statuses, None, MediaTypes::default()));
    }
    let ty = parse_upper_type(input, "the type of the error body, or `empty`")?;
    Ok(match eat_word(input, "when") {
        Some(_) => ClauseKind::ErrorEither(statuses, ty, parse_condition(input)?),
        None => ClauseKind::ErrorStatus(statuses, Some(ty), parse_media_types(input)?),
    })
}

/// ```ebnf
/// condition = wire_name [ "=" scalar ] ;
/// ```
fn parse_condition(input: ParseStream<'_>) -> Result<Condition> {
    let field = match next(input) {
        Some(TokenTree::Ident(_) | TokenTree::Literal(_)) => parse_wire_name(input)?,
        _ => return expected(input, format!("a field of the body, as in `{EXAMPLE}`")),
    };
    if ends_condition(input) {
        return Ok(Condition { field, value: None });
    }
    if !input.peek(Token![=]) || input.peek(Token![==]) || input.peek(Token![=>]) {
        return expected(input, format!("`=` and a value, as in `{EXAMPLE}`"));
    }
    input.parse::<Token![=]>()?;
    Ok(Condition { field, value: Some(parse_scalar(input)?) })
}

/// Whether what follows the name of the field is the end of the clause, or the next clause.
fn ends_condition(input: ParseStream<'_>) -> bool {
    match next(input) {
        None | Some(TokenTree::Group(_)) => true,
        Some(TokenTree::Ident(word)) => word != "true" && word != "false" && word != "null",
        Some(TokenTree::Punct(punct)) => punct.as_char() == ';',
        Some(TokenTree::Literal(_)) => false,
    }
}

const EXAMPLE: &str = "when ok = false";

/// The field would be one of the body.
fn condition_without_body(input: ParseStream<'_>) -> Result<()> {
    match eat_word(input, "when") {
        Some(word) => {
            fail(word, "what is `empty` has no field that says so; remove `when`, or name the type")
        }
        None => Ok(()),
    }
}

/// Error replies start at 300.
fn error_status_out_of_range(status: &LitInt) -> Result<StatusRange> {
    match parse_status(status, 300) {
        Some(range) => Ok(range),
        None => fail(
            status,
            format!(
                "`{status}` is not an error status; write one from 300 to 599, `4xx` or `5xx`; for all other statuses, write \
                 `error Type;` in the client"
            ),
        ),
    }
}

fn repeated_error_status(
    literal: &LitInt,
    status: StatusRange,
    before: &[StatusRange],
) -> Result<()> {
    if before.contains(&status) {
        return fail(
            literal,
            format!("the status `{literal}` is named twice; remove one of the two"),
        );
    }
    Ok(())
}

/// A range is a whole class of statuses.
fn range_of_error_statuses(input: ParseStream<'_>) -> Result<()> {
    match next(input) {
        Some(TokenTree::Punct(punct)) if matches!(punct.as_char(), '.' | '-') => {
            fail(punct, "statuses have no ranges; write `4xx` or `5xx`, or name each of them")
        }
        _ => Ok(()),
    }
}
