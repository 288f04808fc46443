//! `paged by`: what the pages of a list are requested by.

use super::header_name::parse_header_name;
use super::{slips, words};
use crate::lex::{eat_word, expected, fail, next, peek_second_word, peek_word, require_word};
use crate::reply::{Cursor, PagedBy, Paging, Place, Repeat, Source};
use crate::slip::refuse;
use crate::wire_name::{WireName, parse_wire_name};
use proc_macro2::{Ident, TokenTree};
use syn::parse::ParseStream;
use syn::{LitInt, Result};

/// ```ebnf
/// paging = paged_by [ "back" "by" paged_by ] ;
/// ```
pub(super) fn parse_paged(input: ParseStream<'_>) -> Result<Repeat> {
    require_word(input, "by", "paged by after")?;
    let next = parse_paged_by(input)?;
    let back = match eat_word(input, "back") {
        None => None,
        Some(word) => {
            require_word(input, "by", "paged by after_id back by before_id")?;
            let back = parse_paged_by(input)?;
            back_by_another_source(&word, &next, &back)?;
            Some(back)
        }
    };
    Ok(Repeat::Paged(Paging { next, back }))
}

/// ```ebnf
/// paged_by = wire_name [ "in" "body" ] [ "from" "header" string ]
///          | "link"
///          | "url"
///          | "number" wire_name "from" integer
///          | "offset" wire_name [ "from" integer ] ;
/// ```
fn parse_paged_by(input: ParseStream<'_>) -> Result<PagedBy> {
    refuse(input, slips::PAGED_BY)?;
    let word = peek_word(input);
    match word.as_ref().map(ToString::to_string).as_deref() {
        Some("link") => take(input).map(|_| PagedBy::Link),
        Some("url") => take(input).map(|_| PagedBy::Url),
        Some("number") if names_parameter(input) => {
            take(input)?;
            let parameter = parse_wire_name(input)?;
            let example = format!("paged by number {} from 1", parameter.text);
            require_word(input, "from", &example)?;
            Ok(PagedBy::Number(parameter, parse_first(input, &example)?))
        }
        Some("offset") if names_parameter(input) => {
            take(input)?;
            let parameter = parse_wire_name(input)?;
            let example = format!("paged by offset {} from 0", parameter.text);
            let first = match eat_word(input, "from") {
                Some(_) => parse_first(input, &example)?,
                None => 0,
            };
            Ok(PagedBy::Offset(parameter, first))
        }
        _ => parse_cursor(input).map(PagedBy::Cursor),
    }
}

fn take(input: ParseStream<'_>) -> Result<Ident> {
    input.call(syn::ext::IdentExt::parse_any)
}

/// Whether the word that is next stands before a parameter. Alone, it is one.
fn names_parameter(input: ParseStream<'_>) -> bool {
    let quoted = || input.peek2(syn::LitStr);
    peek_second_word(input).map_or_else(quoted, |word| {
        let word = word.to_string();
        !words::is_clause(&word) && !["back", "in", "from"].contains(&word.as_str())
    })
}

fn parse_cursor(input: ParseStream<'_>) -> Result<Cursor> {
    let quoted = input.peek(syn::LitStr);
    let name = parse_parameter(input)?;
    let place = match input.parse::<Option<syn::Token![in]>>()? {
        Some(_) => {
            require_word(input, "body", &format!("paged by {} in body", name.text))?;
            if !quoted {
                nested_field_of_body(&name)?;
            }
            Place::Body
        }
        None => Place::Query,
    };
    let header = match eat_word(input, "from") {
        Some(_) => {
            let example = format!("paged by {} from header \"X-Next\"", name.text);
            require_word(input, "header", &example)?;
            Some(parse_header_name(input)?)
        }
        None => None,
    };
    Ok(Cursor { name, place, header })
}

/// `variables.after in body`: a field of an object is in brackets, as it is in a query.
fn nested_field_of_body(name: &WireName) -> Result<()> {
    let text = &name.text;
    if text.contains("[]") {
        return fail(
            &name.tokens,
            format!("a cursor is no list; write `{} in body`", text.replace("[]", "")),
        );
    }
    let mut keys = text.split('.');
    match (keys.next(), keys.collect::<Vec<_>>()) {
        (Some(object), keys) if !keys.is_empty() => fail(
            &name.tokens,
            format!(
                "a field of an object is in brackets; write `{object}[{}] in body`, or `\"{text}\" in body` if that is what the \
                 field is called",
                keys.join("][")
            ),
        ),
        _ => Ok(()),
    }
}

fn parse_parameter(input: ParseStream<'_>) -> Result<WireName> {
    match next(input) {
        Some(TokenTree::Ident(_) | TokenTree::Literal(_)) => parse_wire_name(input),
        _ => expected(input, "the query parameter that takes the cursor, as in `paged by after`"),
    }
}

fn parse_first(input: ParseStream<'_>, example: &str) -> Result<u64> {
    if !input.peek(LitInt) {
        return expected(input, format!("the first number, as in `{example}`"));
    }
    first_out_of_range(&input.parse()?)
}

fn first_out_of_range(number: &LitInt) -> Result<u64> {
    match (number.suffix(), number.base10_parse::<u64>()) {
        ("", Ok(first)) => Ok(first),
        _ => fail(
            number,
            format!("`{number}` cannot be the first number; write one from 0 that fits in 64 bits"),
        ),
    }
}

/// Both directions have the same kind of reply: it is the page that has the cursors, or the headers.
fn back_by_another_source(word: &Ident, next: &PagedBy, back: &PagedBy) -> Result<()> {
    let remedy = match (next.source(), back.source()) {
        (Source::Page, Source::Page) | (Source::Header, Source::Header) => return Ok(()),
        (Source::Count, _) => "pages that are counted have no way back; ask for their numbers",
        (Source::Page, _) => {
            "the next page is found in the page, so the one before has to be, too, as in `back by before` or `back by url`"
        }
        (Source::Header, _) => {
            "the next page is found in a header, so the one before has to be, too, as in `back by link` or \
             `back by before from header \"X-Previous\"`"
        }
    };
    fail(word, remedy)
}
