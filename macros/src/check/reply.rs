//! Rules about replies.

use crate::errors::Errors;
use crate::model::{Body, BodyKind, Endpoint, Events, Reply, Verb};

pub(super) fn check_endpoint(endpoint: &Endpoint, errors: &mut Errors) {
    reply_to_head(endpoint, errors);
    match &endpoint.reply {
        Reply::Events(events) => when_without_alternative(events, errors),
        Reply::JsonOrEvents(_, events) => {
            alternative_without_when(events, errors);
            when_without_json_body(events, endpoint.body.as_ref(), errors);
        }
        Reply::Word(..) | Reply::Json(..) => {}
    }
}

/// The reply to a HEAD has headers only: <https://www.rfc-editor.org/rfc/rfc9110#section-9.3.2>.
fn reply_to_head(endpoint: &Endpoint, errors: &mut Errors) {
    if endpoint.method.verb == Verb::Head && !endpoint.reply.is_empty() {
        errors.push(syn::Error::new(
            endpoint.method.span,
            "the reply to `HEAD` has no body; write `-> empty`, the headers are in `response()`",
        ));
    }
}

/// Nothing else would come, so there is nothing to ask for.
fn when_without_alternative(events: &Events, errors: &mut Errors) {
    if let Some(field) = &events.when {
        let text = &field.text;
        errors.error(&field.tokens, format!("`when {text}` without a JSON reply beside the events; write `-> Type | sse ..`, or leave it out"));
    }
}

/// The request says which of the two it wants.
fn alternative_without_when(events: &Events, errors: &mut Errors) {
    if events.when.is_none() {
        errors.error(&events.word, "two replies and no field that chooses; write `when` and the field of the body, as in `when stream`");
    }
}

/// The field that asks for events is one of the body.
fn when_without_json_body(events: &Events, body: Option<&Body>, errors: &mut Errors) {
    let Some(field) = &events.when else { return };
    if !matches!(body, Some(Body { kind: BodyKind::Json(_), .. })) {
        let text = &field.text;
        errors.error(&field.tokens, format!("`when {text}` is a field of a JSON body, and there is none; write `(json Type)` before `->`"));
    }
}
