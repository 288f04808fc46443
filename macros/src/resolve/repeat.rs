//! The clauses that repeat a call: `paged by` and `polled until`.

use crate::errors::Errors;
use crate::model::{Need, Query, Repeat, Reply};
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
        (Reply::Json(page, _), Repeat::Paged(by)) => {
            let cursor = resolve_cursor(by, query, errors);
            Reply::Json(page, Some(Repeat::Paged(cursor)))
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

/// Finds the parameter that takes the cursor by its wire name. A query struct may have it as a field.
fn resolve_cursor(by: WireName, query: &[Query], errors: &mut Errors) -> WireName {
    let mut params = query.iter().filter_map(|part| match part {
        Query::Param(param) => Some(param),
        _ => None,
    });
    match params.find(|param| param.wire == by.text || param.name == by.text) {
        Some(param) => {
            paged_by_required_parameter(&by, param.need, errors);
            WireName { text: param.wire.clone(), ..by }
        }
        None => {
            paged_by_unknown_parameter(&by, query, errors);
            by
        }
    }
}

/// The request for the first page has no cursor.
fn paged_by_required_parameter(by: &WireName, need: Need, errors: &mut Errors) {
    if need == Need::Required {
        let text = &by.text;
        errors.error(&by.tokens, format!("`{text}` takes the cursor, so it cannot be required: the first page has no cursor; add `?` to its type"));
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
        None => format!("add `<{text}: Type?>` to the query"),
    };
    errors.error(&by.tokens, format!("the query has no parameter `{text}` for the cursor; {hint}"));
}
