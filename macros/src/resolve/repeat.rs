//! The clauses that repeat a call: `paged by` and `polled until`.

use crate::errors::Errors;
use crate::model::{Cursor, Need, PagedBy, Paging, Place, Query, QueryParam, Repeat, Reply};
use crate::suggest::closest;
use crate::wire_name::WireName;
use proc_macro2::Ident;

/// Adds the clause to the reply.
pub(super) fn resolve_repeat(
    reply: Reply,
    (word, repeat): (Ident, Repeat),
    query: &[Query],
    errors: &mut Errors,
) -> Reply {
    match (reply, repeat) {
        (Reply::Json(page, _), Repeat::Paged(Paging { next, back })) => {
            let next = resolve_paged_by(next, query, errors);
            let back = back.map(|back| resolve_paged_by(back, query, errors));
            Reply::Json(page, Some(Repeat::Paged(Paging { next, back })))
        }
        (Reply::Json(ty, _), repeat @ Repeat::Polled(_)) => Reply::Json(ty, Some(repeat)),
        (reply, _) => {
            repeat_of_other_than_json(&word, errors);
            reply
        }
    }
}

/// A reply that is paged or polled is JSON.
fn repeat_of_other_than_json(word: &Ident, errors: &mut Errors) {
    errors.error(
        word,
        format!(
            "`{word}` needs a reply that is a single JSON type; remove it, or change the reply to a type"
        ),
    );
}

/// Finds the parameters that are set for each page.
fn resolve_paged_by(by: PagedBy, query: &[Query], errors: &mut Errors) -> PagedBy {
    match by {
        PagedBy::Cursor(Cursor { name, place: Place::Query, header }) => {
            if let Some(param) = find(&name, query) {
                paged_by_required_parameter(&name, param.need, errors);
            }
            let name = resolve_parameter(name, "the cursor", query, errors);
            PagedBy::Cursor(Cursor { name, place: Place::Query, header })
        }
        PagedBy::Number(name, first) => {
            let name = resolve_parameter(name, "the number of the page", query, errors);
            PagedBy::Number(name, first)
        }
        PagedBy::Offset(name, first) => {
            PagedBy::Offset(resolve_parameter(name, "the offset", query, errors), first)
        }
        by => by,
    }
}

/// Finds a parameter by its wire name. A query struct may have it as a field.
fn resolve_parameter(by: WireName, what: &str, query: &[Query], errors: &mut Errors) -> WireName {
    match find(&by, query) {
        Some(param) => WireName { text: param.wire.clone(), ..by },
        None => {
            paged_by_unknown_parameter(&by, what, query, errors);
            by
        }
    }
}

fn find<'a>(by: &WireName, query: &'a [Query]) -> Option<&'a QueryParam> {
    let mut params = query.iter().filter_map(|part| match part {
        Query::Param(param) => Some(param),
        _ => None,
    });
    params.find(|param| param.wire == by.text || param.name == by.text)
}

/// The request for the first page has no cursor.
fn paged_by_required_parameter(by: &WireName, need: Need, errors: &mut Errors) {
    if need == Need::Required {
        let text = &by.text;
        errors.error(&by.tokens, format!("`{text}` takes the cursor, so it cannot be required: the first page has no cursor; add `?` to its type"));
    }
}

fn paged_by_unknown_parameter(by: &WireName, what: &str, query: &[Query], errors: &mut Errors) {
    // It may be what an earlier mistake of the line is about.
    let mistaken = errors.touch(errors.position());
    if mistaken || query.iter().any(|part| matches!(part, Query::Struct(_))) {
        return;
    }
    let text = &by.text;
    let known = query.iter().filter_map(|part| match part {
        Query::Param(param) => Some(param.wire.as_str()),
        _ => None,
    });
    let known = closest(text, &known.collect::<Vec<_>>());
    let no_parameter = format!("the query has no parameter `{text}` for {what}");
    match (known, another_way(text)) {
        (Some(known), _) => {
            errors.error(&by.tokens, format!("{no_parameter}; did you mean `{known}`?"));
        }
        // The kind of the reply depends on it.
        (None, Some(way)) => {
            errors.spoil(&by.tokens, format!("{no_parameter}; did you mean `paged by {way}`?"));
        }
        (None, None) => {
            errors.error(&by.tokens, format!("{no_parameter}; add `<{text}: Type?>` to the query"));
        }
    }
}

/// What may be meant by the name of a parameter that does not exist.
fn another_way(text: &str) -> Option<&'static str> {
    Some(match closest(text, &["link", "url", "number", "offset"])? {
        "number" => "number page from 1",
        "offset" => "offset skip",
        way => way,
    })
}
