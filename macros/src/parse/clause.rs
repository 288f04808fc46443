//! Settings of a client and clauses of groups and endpoints. Each begins with a word.

use super::auth::{AuthPlace, parse_auth};
use super::header_name::parse_header_name;
use super::paging::parse_paged;
use super::query_constant::parse_query_constant;
use super::status::parse_status;
use super::variable::{parse_value, parse_variable};
use super::{slips, words};
use crate::ast::{Clause, ClauseKind, Header, Retry, StatusRange, Timeout};
use crate::errors::Errors;
use crate::lex::{
    commas_between_statuses, eat_word, expected, fail, is_word, next, parse_word, peek_word,
    require_colon, require_word, unexpected, unknown_word,
};
use crate::reply::Repeat;
use crate::slip::refuse;
use crate::suggest::list;
use crate::text::text;
use proc_macro2::{Delimiter, Ident, TokenStream, TokenTree};
use syn::parse::ParseStream;
use syn::{Attribute, LitInt, LitStr, Path as RustPath, Result, Token};

/// Parses the clauses on one line of a client or group. There is more than one if a `;` was forgotten.
pub(super) fn parse_clauses(
    input: ParseStream<'_>,
    known: &[&str],
    clauses: &mut Vec<Clause>,
    errors: &mut Errors,
) -> Result<()> {
    clauses.push(parse_clause(input, known)?);
    while !input.peek(Token![;]) {
        match peek_word(input) {
            Some(word) if words::is_clause(&word.to_string()) => {
                missing_semicolon(&word, errors);
                clauses.push(parse_clause(input, known)?);
            }
            _ if input.peek(Token![,]) => {
                errors.push(input.parse::<Token![,]>().map_or_else(|error| error, comma));
                if !input.peek(Token![;]) {
                    clauses.push(parse_clause(input, known)?);
                }
            }
            _ => return Err(unexpected(input)),
        }
    }
    Ok(())
}

/// A clause in braces ends like a line.
pub(super) fn comma_after_clause(input: ParseStream<'_>) -> Result<()> {
    match input.parse::<Option<Token![,]>>()? {
        Some(token) => Err(comma(token)),
        None => Ok(()),
    }
}

fn comma(token: Token![,]) -> syn::Error {
    syn::Error::new_spanned(token, "a clause in braces ends with `;`; write it in place of `,`")
}

fn missing_semicolon(next: &Ident, errors: &mut Errors) {
    errors.error(next, format!("missing `;` before `{next}`"));
}

/// Settings of clients and clauses of groups have no attributes.
pub(super) fn attribute_on_setting(attrs: &[Attribute], errors: &mut Errors) {
    if let Some(attr) = attrs.first() {
        errors.error(attr, NO_ATTRIBUTES);
    }
}

/// The same in the block of an endpoint.
pub(super) fn attribute_on_clause(input: ParseStream<'_>) -> Result<()> {
    match Attribute::parse_outer(input)?.first() {
        Some(attr) => fail(attr, NO_ATTRIBUTES),
        None => Ok(()),
    }
}

const NO_ATTRIBUTES: &str =
    "a setting cannot have attributes or doc comments; remove this, or write a comment with `//`";

/// ```ebnf
/// clause = "base_url" "env" string
///        | "auth" auth
///        | "header" [ "append" ] string ":" ( string | env )
///        | "query" string ":" ( string | env )
///        | "error" ( status { status } ":" "empty" | [ status { status } ":" ] type ( "when" condition | media_types ) )
///        | "retry" integer [ "on" status { status } ]
///        | "timeout" integer ( "ms" | "s" | "min" )
///        | "idempotency" string
///        | "idempotent"
///        | "paged" "by" paging
///        | "polled" "until" path_of_function
///        | "deprecated" [ string ]
///        | "cfg" "(" condition ")" ;
/// ```
pub(super) fn parse_clause(input: ParseStream<'_>, known: &[&str]) -> Result<Clause> {
    refuse(input, slips::CLAUSES)?;
    let word = parse_word(input, "a clause")?;
    let text = word.to_string();
    misplaced_clause(&word, &text, known)?;
    mark_after_clause(&text, input)?;
    let kind = match text.as_str() {
        "base_url" => parse_base_url(input)?,
        "auth" => parse_auth(input, AuthPlace::of(known))?,
        "header" if starts_append(input) => ClauseKind::AppendedHeader(parse_appended(input)?),
        "header" => ClauseKind::Header(parse_header(input)?),
        "query" => ClauseKind::Query(parse_query_constant(input)?),
        "error" => super::error::parse_error(input)?,
        "retry" => ClauseKind::Retry(parse_retry(input)?),
        "timeout" => ClauseKind::Timeout(parse_timeout(input)?),
        "idempotency" => ClauseKind::Idempotency(parse_header_name(input)?),
        "idempotent" => ClauseKind::Idempotent,
        "paged" => ClauseKind::Repeat(parse_paged(input)?),
        "polled" => ClauseKind::Repeat(parse_polled(input)?),
        "deprecated" => ClauseKind::Deprecated(parse_note(input)?),
        "cfg" => ClauseKind::Cfg(parse_cfg(input)?),
        _ => return unknown_clause(&word, known),
    };
    Ok(Clause { word, kind })
}

/// The words of other libraries for what a clause says, and typos.
pub(super) fn unknown_clause<T>(word: &Ident, known: &[&str]) -> Result<T> {
    let text = word.to_string();
    match slips::WORDS.iter().find(|(words, _)| words.contains(&text.as_str())) {
        Some((_, remedy)) => fail(word, format!("unknown clause `{text}`; {remedy}")),
        None => unknown_word(word, "clause", known),
    }
}

/// Clauses are neither assignments nor fields.
fn mark_after_clause(word: &str, input: ParseStream<'_>) -> Result<()> {
    if word == "base_url" {
        refuse(input, slips::BASE_URL_SETTINGS)?;
    }
    if words::is_clause(word) { refuse(input, slips::AFTER_CLAUSE) } else { Ok(()) }
}

/// A known clause in the wrong place.
fn misplaced_clause(word: &Ident, text: &str, known: &[&str]) -> Result<()> {
    if known.contains(&text) || !words::is_clause(text) {
        return Ok(());
    }
    let place =
        if words::LINE.contains(&text) { "on an endpoint" } else { "in the braces of the client" };
    fail(word, format!("`{text}` is not allowed here; write it {place}"))
}

fn parse_base_url(input: ParseStream<'_>) -> Result<ClauseKind> {
    let example = "base_url env \"API_BASE_URL\"";
    require_word(input, "env", example)?;
    let variable = parse_variable(input)?;
    refuse(input, slips::AFTER_VARIABLE)?;
    Ok(ClauseKind::BaseUrl(variable))
}

/// `header append: ".."` is a header without quotes.
fn starts_append(input: ParseStream<'_>) -> bool {
    is_word(input, "append") && !input.peek2(Token![:]) && !input.peek2(Token![-])
}

fn parse_appended(input: ParseStream<'_>) -> Result<Header> {
    parse_word(input, "append")?;
    parse_header(input)
}

fn parse_header(input: ParseStream<'_>) -> Result<Header> {
    let example = "header \"X-Version\": \"2\"";
    let name = parse_header_name(input)?;
    require_colon(input, example)?;
    Ok(Header { name, value: parse_value(input)? })
}

fn parse_retry(input: ParseStream<'_>) -> Result<Retry> {
    if !input.peek(LitInt) {
        return expected(input, "the number of retries, as in `retry 2` or `retry 2 on 429 5xx`");
    }
    let count = retry_count_out_of_range(&input.parse()?)?;
    let mut on = Vec::new();
    if eat_word(input, "on").is_some() {
        while input.peek(LitInt) {
            on.push(retry_status_out_of_range(&input.parse()?)?);
        }
        if on.is_empty() {
            return expected(input, "statuses, as in `retry 2 on 429 5xx`");
        }
        commas_between_statuses(input)?;
    }
    Ok(Retry { count, on })
}

fn retry_count_out_of_range(count: &LitInt) -> Result<u32> {
    match (count.suffix(), count.base10_parse::<u32>()) {
        ("", Ok(number @ 0..=100)) => Ok(number),
        _ => fail(
            count,
            format!("`{count}` is not a valid number of retries; write one from 0 to 100"),
        ),
    }
}

/// Only error statuses are retried.
fn retry_status_out_of_range(status: &LitInt) -> Result<StatusRange> {
    match parse_status(status, 400) {
        Some(range) => Ok(range),
        None => fail(
            status,
            format!("`{status}` cannot be retried; write a status from 400 to 599, `4xx` or `5xx`"),
        ),
    }
}

fn parse_timeout(input: ParseStream<'_>) -> Result<Timeout> {
    if !input.peek(LitInt) {
        return expected(input, "a whole number and a unit, as in `timeout 30 s`");
    }
    let number = input.parse::<LitInt>()?;
    let unit = match (number.suffix(), peek_word(input)) {
        ("", Some(unit)) if !words::is_clause(&unit.to_string()) => parse_word(input, "a unit")?,
        ("", _) => {
            return fail(&number, format!("`{number}` has no unit; add {}", list(&words::UNITS)));
        }
        (suffix, _) => Ident::new(suffix, number.span()),
    };
    let millis = timeout_unit(&unit)?;
    match number.base10_digits().parse::<u64>().ok().and_then(|value| value.checked_mul(millis)) {
        Some(millis @ 1..) => Ok(Timeout { millis }),
        _ => timeout_out_of_range(&number),
    }
}

fn timeout_out_of_range<T>(number: &LitInt) -> Result<T> {
    fail(
        number,
        format!(
            "`{number}` is not a valid timeout; write a number above zero that fits in 64 bits as milliseconds"
        ),
    )
}

/// The number of milliseconds in the unit.
fn timeout_unit(unit: &Ident) -> Result<u64> {
    match unit.to_string().as_str() {
        "ms" => Ok(1),
        "s" => Ok(1_000),
        "min" => Ok(60_000),
        _ => unknown_word(unit, "unit of time", &words::UNITS),
    }
}

fn parse_polled(input: ParseStream<'_>) -> Result<Repeat> {
    require_word(input, "until", "polled until Run::is_settled")?;
    if peek_word(input).is_none() && !input.peek(Token![::]) {
        return expected(input, "the path of a function, as in `polled until Run::is_settled`");
    }
    let function = input.call(RustPath::parse_mod_style)?;
    called_function(&function, input)?;
    Ok(Repeat::Polled(function))
}

/// The function is named, not called.
fn called_function(function: &RustPath, input: ParseStream<'_>) -> Result<()> {
    match next(input) {
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis => {
            fail(group, format!("the function is named, not called; write `{}`", text(function)))
        }
        _ => Ok(()),
    }
}

fn parse_note(input: ParseStream<'_>) -> Result<Option<LitStr>> {
    if input.peek(LitStr) { input.parse().map(Some) } else { Ok(None) }
}

fn parse_cfg(input: ParseStream<'_>) -> Result<TokenStream> {
    match next(input) {
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis => {
            input.parse::<TokenTree>()?;
            Ok(group.stream())
        }
        _ => expected(input, "a condition, as in `cfg(feature = \"beta\")`"),
    }
}
