//! The clauses of an endpoint, spelled as in a declaration.

use super::media;
use crate::model::{
    Condition, Credential, Cursor, Endpoint, Events, Header, HeaderValue, Idempotence, MediaTypes,
    PagedBy, Place, Repeat, Reply, Scalar, Switch,
};
use crate::text::text;
use syn::{Attribute, LitStr};

/// The clauses that say how calls are made, and what they depend on; `cfg` are the conditions of its group.
pub(super) fn of_endpoint(endpoint: &Endpoint, cfg: &[Attribute]) -> Vec<String> {
    let mut clauses = of_reply(&endpoint.reply);
    clauses.extend(credential(endpoint));
    clauses.extend(headers(endpoint));
    clauses.extend(errors(endpoint));
    clauses.extend(sending(endpoint));
    clauses.extend(endpoint.attrs.deprecated.iter().map(|_| "deprecated".to_owned()));
    clauses.extend(cfg.iter().chain(&endpoint.attrs.cfg).map(condition));
    clauses
}

fn of_reply(reply: &Reply) -> Vec<String> {
    match reply {
        Reply::Json(_, Some(Repeat::Paged(paging))) => {
            let back = paging.back.iter().map(|back| format!(" back by {}", paged_by(back)));
            vec![format!("paged by {}{}", paged_by(&paging.next), back.collect::<String>())]
        }
        Reply::Json(_, Some(Repeat::Polled(until))) => {
            vec![format!("polled until {}", text(until))]
        }
        Reply::Optional(_, nothing) if !nothing.statuses.is_empty() => {
            let codes = nothing.statuses.iter().map(|status| format!(" {}", status.code));
            vec![format!("none on{}", codes.collect::<String>())]
        }
        Reply::Events(events) | Reply::JsonOrEvents(_, events) => of_events(events),
        _ => Vec::new(),
    }
}

fn paged_by(way: &PagedBy) -> String {
    match way {
        PagedBy::Cursor(Cursor { name, place, header }) => {
            let place = if *place == Place::Body { " in body" } else { "" };
            let header = header.iter().map(|name| format!(" from header \"{}\"", name.value()));
            format!("{}{place}{}", name.text, header.collect::<String>())
        }
        PagedBy::Link => "link".to_owned(),
        PagedBy::Url => "url".to_owned(),
        PagedBy::Number(name, first) => format!("number {} from {first}", name.text),
        PagedBy::Offset(name, 0) => format!("offset {}", name.text),
        PagedBy::Offset(name, first) => format!("offset {} from {first}", name.text),
    }
}

fn of_events(events: &Events) -> Vec<String> {
    let when = events.when.iter().map(|switch| match switch {
        Switch::Field(name) => format!("when {}", name.text),
        Switch::Query(name) => format!("when query {}", name.text),
    });
    let quoted = |word: &'static str, text: &Option<LitStr>| {
        text.as_ref().map(|text| format!("{word} {:?}", text.value()))
    };
    when.chain(quoted("until", &events.until)).chain(quoted("error", &events.error)).collect()
}

fn credential(endpoint: &Endpoint) -> Option<String> {
    match &endpoint.clauses.credential {
        Credential::Default => None,
        Credential::Withheld => Some("auth none".to_owned()),
        Credential::Named(name) => Some(format!("auth {name}")),
    }
}

fn headers(endpoint: &Endpoint) -> impl Iterator<Item = String> {
    let set = endpoint.clauses.headers.iter().map(|header| constant("header", header));
    let appended = endpoint.clauses.appended.iter();
    set.chain(appended.map(|header| constant("header append", header)))
}

fn constant(words: &str, header: &Header) -> String {
    let value = match &header.value {
        HeaderValue::Text(text) => format!("{:?}", text.value()),
        HeaderValue::Env(env) => format!("env {:?}", env.variable.value()),
    };
    format!("{words} \"{}\": {value}", header.name.value())
}

fn errors(endpoint: &Endpoint) -> impl Iterator<Item = String> {
    let by_status = endpoint.clauses.errors.iter();
    let by_status = by_status.map(|error| {
        let ty = error.ty.as_ref().map_or_else(|| "empty".to_owned(), text);
        format!("error {}: {ty}{}", error.status, media::types(&error.media))
    });
    let by_body = endpoint.clauses.error_conditions.iter();
    by_status.chain(
        by_body.map(|error| format!("error {} when {}", text(&error.ty), when(&error.condition))),
    )
}

fn when(Condition { field, value }: &Condition) -> String {
    let value = value.as_ref().map(|value| match value {
        Scalar::Null => " = null".to_owned(),
        Scalar::Bool(value) => format!(" = {value}"),
        Scalar::Integer(value) => format!(" = {value}"),
        Scalar::Float(value) => format!(" = {value}"),
        Scalar::Text(value) => format!(" = {value:?}"),
    });
    field.text.clone() + &value.unwrap_or_default()
}

fn sending(endpoint: &Endpoint) -> impl Iterator<Item = String> {
    let clauses = &endpoint.clauses;
    let retry = clauses.retry.as_ref().map(|retry| {
        let on = retry.on.iter().map(|status| format!(" {status}")).collect::<String>();
        let on = if on.is_empty() { on } else { format!(" on{on}") };
        format!("retry {}{on}", retry.count)
    });
    let timeout = clauses.timeout.map(|timeout| format!("timeout {}", duration(timeout.millis)));
    let idempotent = clauses.idempotence == Idempotence::Declared;
    retry.into_iter().chain(timeout).chain(idempotent.then(|| "idempotent".to_owned()))
}

/// In the largest unit that it is a whole number of.
fn duration(millis: u64) -> String {
    match millis {
        millis if millis % 60_000 == 0 => format!("{} min", millis / 60_000),
        millis if millis % 1_000 == 0 => format!("{} s", millis / 1_000),
        millis => format!("{millis} ms"),
    }
}

/// `cfg(feature="beta")`
fn condition(attr: &Attribute) -> String {
    text(&attr.meta)
}
