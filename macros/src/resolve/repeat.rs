//! The clauses by which a reply is asked for again: `paged by`, `polled until`.

use super::clauses::Repeat;
use crate::errors::Errors;
use crate::model::{Need, Paged, Polled, Query, Reply};
use crate::suggest::closest;
use crate::wire_name::WireName;
use proc_macro2::Ident;

pub(super) fn resolve_repeat(
    reply: Reply,
    repeat: Option<Repeat>,
    query: &[Query],
    errors: &mut Errors,
) -> Reply {
    match (repeat, reply) {
        (None, reply) => reply,
        (Some(Repeat::Paged(_, by)), Reply::Json(page)) => {
            let cursor = resolve_cursor(&by, query, errors);
            Reply::Paged(Paged { page, cursor })
        }
        (Some(Repeat::Polled(_, until)), Reply::Json(ty)) => Reply::Polled(Polled { ty, until }),
        (Some(Repeat::Paged(word, _) | Repeat::Polled(word, _)), reply) => {
            repeat_of_other_than_json(&word, errors);
            reply
        }
    }
}

/// Pages and polled objects are JSON.
fn repeat_of_other_than_json(word: &Ident, errors: &mut Errors) {
    errors.error(
        word,
        format!(
            "`{word}` after a reply that is not one JSON type; leave it out, or reply with a type"
        ),
    );
}

/// The wire name of the parameter that takes the cursor. A query struct may have it as a field.
fn resolve_cursor(by: &WireName, query: &[Query], errors: &mut Errors) -> String {
    let mut params = query.iter().filter_map(|part| match part {
        Query::Param(param) => Some(param),
        _ => None,
    });
    match params.find(|param| param.wire == by.text || param.name == by.text) {
        Some(param) => {
            paged_by_required_parameter(by, param.need, errors);
            param.wire.clone()
        }
        None => {
            paged_by_unknown_parameter(by, query, errors);
            by.text.clone()
        }
    }
}

/// The first page has no cursor.
fn paged_by_required_parameter(by: &WireName, need: Need, errors: &mut Errors) {
    if need == Need::Required {
        let text = &by.text;
        errors.error(&by.tokens, format!("`paged by {text}`, but `{text}` is required and the first page has no cursor; add `?` to its type"));
    }
}

fn paged_by_unknown_parameter(by: &WireName, query: &[Query], errors: &mut Errors) {
    if query.iter().any(|part| matches!(part, Query::Struct(_))) {
        return;
    }
    let text = &by.text;
    let known = query.iter().filter_map(|part| match part {
        Query::Param(param) => Some(param.wire.as_str()),
        _ => None,
    });
    let known = known.collect::<Vec<_>>();
    let hint = match closest(text, &known) {
        Some(known) => format!("did you mean `{known}`?"),
        None => format!("add `<{text}: Type?>` to it"),
    };
    errors.error(&by.tokens, format!("`paged by {text}`, but the query has no `{text}`; {hint}"));
}
