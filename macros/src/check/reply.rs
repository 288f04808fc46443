//! Rules about replies.

use crate::errors::Errors;
use crate::model::{
    Body, BodyKind, Cursor, Endpoint, Events, PagedBy, Place, Query, Repeat, Reply, Switch, Verb,
};

pub(super) fn check_endpoint(endpoint: &Endpoint, errors: &mut Errors) {
    reply_to_head(endpoint, errors);
    match &endpoint.reply {
        Reply::Events(events) => when_without_alternative(events, errors),
        Reply::JsonOrEvents(_, events) => {
            // A line that is not finished may still say that it is a parameter.
            if !errors.touch(endpoint.position) {
                when_without_json_body(events, endpoint.body.as_ref(), errors);
            }
            when_query_is_constant(events, &endpoint.query, errors);
        }
        Reply::Json(_, Some(Repeat::Paged(paging))) => {
            // A line that is not finished may still have it.
            if !errors.touch(endpoint.position) {
                for way in paging.ways() {
                    paged_in_body_without_json_body(way, endpoint.body.as_ref(), errors);
                }
            }
        }
        Reply::Word(..) | Reply::Json(..) | Reply::Optional(..) | Reply::Encoded(..) => {}
    }
}

/// A reply to `HEAD` has no body: <https://www.rfc-editor.org/rfc/rfc9110#section-9.3.2>.
fn reply_to_head(endpoint: &Endpoint, errors: &mut Errors) {
    if endpoint.method.verb == Verb::Head && !endpoint.reply.is_empty() {
        errors.push(syn::Error::new(
            endpoint.method.span,
            "a reply to `HEAD` has no body; write `-> empty` and read the headers from `response()`",
        ));
    }
}

/// `when` chooses between two replies, so it needs both.
fn when_without_alternative(events: &Events, errors: &mut Errors) {
    if let Some(switch) = &events.when {
        let name = switch.name();
        let text = &name.text;
        errors.error(&name.tokens, format!("`when {text}` chooses between JSON and events, but the only reply is events; write `-> Type | sse ..`, or remove it"));
    }
}

/// The field that asks for events is a field of the JSON body.
fn when_without_json_body(events: &Events, body: Option<&Body>, errors: &mut Errors) {
    let Some(Switch::Field(field)) = &events.when else { return };
    if !matches!(body, Some(Body { kind: BodyKind::Json(_), .. })) {
        let text = &field.text;
        errors.error(&field.tokens, format!("`when {text}` names a field of the JSON body, but there is no JSON body; write `(json Type)` before `->`, or `when query {text}` for a parameter of the query"));
    }
}

/// What asks for events is sent only if they are asked for.
fn when_query_is_constant(events: &Events, query: &[Query], errors: &mut Errors) {
    let Some(Switch::Query(name)) = &events.when else { return };
    let is_constant = |part: &Query| matches!(part, Query::Literal(part) if part.name == name.text);
    if query.iter().any(is_constant) {
        let text = &name.text;
        errors.error(&name.tokens, format!("the query has `{text}` in every request, so that it cannot ask for events; remove the constant"));
    }
}

/// The field that takes the cursor is a field of the JSON body.
fn paged_in_body_without_json_body(way: &PagedBy, body: Option<&Body>, errors: &mut Errors) {
    let PagedBy::Cursor(Cursor { name, place: Place::Body, .. }) = way else { return };
    if !matches!(body, Some(Body { kind: BodyKind::Json(_), .. })) {
        let text = &name.text;
        errors.error(&name.tokens, format!("`{text} in body` names a field of the JSON body, but there is no JSON body; write `(json Type)` before `->`"));
    }
}
