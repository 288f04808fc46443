//! Rules about what readers are told of a reply of success: its statuses and its media types.

use crate::errors::Errors;
use crate::model::{Body, BodyKind, Endpoint, Reply, ReplyStatus};
use syn::LitStr;

pub(super) fn check_endpoint(endpoint: &Endpoint, errors: &mut Errors) {
    // A line that is not finished may still say what its reply is.
    if errors.touch(endpoint.position) {
        return;
    }
    match endpoint.reply.is_empty() {
        true => also_without_body(&endpoint.reply_media_types.also, errors),
        false => check_statuses(endpoint, errors),
    }
    let is_json =
        matches!(endpoint.reply, Reply::Json(..) | Reply::Optional(..) | Reply::JsonOrEvents(..));
    let declared = endpoint.reply_media_types.own.as_ref();
    media_type_of_reply(declared, &endpoint.reply, errors);
    let own = declared.map(LitStr::value).or_else(|| is_json.then(json));
    media_type_also(own, &endpoint.reply_media_types.also, errors);
    if let Some(body) = &endpoint.body {
        media_type_also(of_body(body), &body.media_types.also, errors);
    }
}

fn check_statuses(endpoint: &Endpoint, errors: &mut Errors) {
    status_of_every_reply(&endpoint.statuses, errors);
    for status in &endpoint.statuses {
        body_with_status_without_body(status, errors);
        value_with_none_status(status, &endpoint.reply, errors);
    }
}

/// There is one way to write what is true of most replies.
fn status_of_every_reply(statuses: &[ReplyStatus], errors: &mut Errors) {
    if let [ReplyStatus { code: 200, literal }] = statuses {
        errors.error(literal, "a reply that names no status has the status 200; remove `200`");
    }
}

/// Replies with these two have no content: <https://www.rfc-editor.org/rfc/rfc9110#section-15.3.5>.
fn body_with_status_without_body(status: &ReplyStatus, errors: &mut Errors) {
    if let ReplyStatus { code: code @ (204 | 205), literal } = status {
        errors.error(literal, format!("a reply with the status {code} has no body; write `{code} empty`, or `Type?` for a reply that may be nothing"));
    }
}

/// A reply with such a status is not decoded.
fn value_with_none_status(status: &ReplyStatus, reply: &Reply, errors: &mut Errors) {
    let (ReplyStatus { code, literal }, Reply::Optional(_, nothing)) = (status, reply) else {
        return;
    };
    if nothing.statuses.iter().any(|none| none.code == *code) {
        errors.error(literal, format!("the status `{code}` is that of a value here, and of none behind `none on`; remove one of the two"));
    }
}

/// A reply without a body has no media type.
fn also_without_body(also: &[LitStr], errors: &mut Errors) {
    if let Some(first) = also.first() {
        errors.error(first, "the reply has no body, so that it has no media type; remove `also` and what follows it");
    }
}

/// That of events and lines is fixed, and that of a codec is the codec's.
fn media_type_of_reply(text: Option<&LitStr>, reply: &Reply, errors: &mut Errors) {
    if let Some(text) = text.filter(|_| !reply.has_free_media_type()) {
        errors.error(text, "the media type of this reply is that of its kind; remove `as`, which is for JSON, `text`, `bytes` and `stream`");
    }
}

fn json() -> String {
    "application/json".to_owned()
}

/// The media type of a body, if the line says it.
fn of_body(body: &Body) -> Option<String> {
    match (&body.media_types.own, &body.kind) {
        (Some(text), _) => Some(text.value()),
        (None, BodyKind::Json(_)) => Some(json()),
        (None, _) => None,
    }
}

/// `also` names what there is besides.
fn media_type_also(own: Option<String>, also: &[LitStr], errors: &mut Errors) {
    let Some(own) = own else { return };
    for text in also.iter().filter(|text| text.value() == own) {
        errors.error(
            text,
            format!("the media type is \"{own}\" already; remove it from behind `also`"),
        );
    }
}
