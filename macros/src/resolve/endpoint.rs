//! One line: its name, its clauses over those of its group, and the links between its parts.

use super::attrs::resolve_attrs;
use super::clauses::resolve_own;
use super::input::{resolve_inputs, resolve_path, resolve_query};
use super::repeat::resolve_repeat;
use super::scope::Scope;
use crate::ast::{self, Line};
use crate::errors::{Errors, Position};
use crate::model::{
    Body, BodyKind, Broken, Endpoint, Events, HttpMethod, JsonOrEvents, Method, PathPiece, Reply,
    Row,
};
use crate::name;
use crate::wire_name::WireName;
use proc_macro2::Ident;

pub(super) fn resolve_line(
    position: Position,
    line: Line,
    scope: &Scope<'_>,
    errors: &mut Errors,
) -> Option<Method> {
    errors.at(position);
    match line {
        Line::Broken(ast::Broken { attrs, name }) => {
            let attrs = resolve_attrs(&attrs, errors);
            name.map(|name| Method::Broken(Broken { position, attrs, name, arguments: 0 }))
        }
        Line::Endpoint(line) => {
            Some(Method::Endpoint(resolve_endpoint(position, *line, scope, errors)))
        }
    }
}

fn resolve_endpoint(
    position: Position,
    line: ast::Endpoint,
    scope: &Scope<'_>,
    errors: &mut Errors,
) -> Endpoint {
    let mut attrs = resolve_attrs(&line.attrs, errors);
    let own = resolve_own(line.clauses, errors);
    attrs.cfg.extend(own.attrs.cfg);
    attrs.deprecated = attrs.deprecated.or(own.attrs.deprecated);
    let name = line.name.unwrap_or_else(|| derived_name(&line.method, &line.path));
    let (headers, body) = resolve_inputs(line.inputs, errors);
    let query = resolve_query(line.query, errors);
    let reply = resolve_reply(line.reply, body.as_ref(), errors);
    Endpoint {
        position,
        attrs,
        names: scope.names(&name),
        row: Row::default(),
        name,
        method: line.method,
        path: resolve_path(line.path, errors),
        reply: resolve_repeat(reply, own.repeat, &query, errors),
        query,
        headers,
        body,
        clauses: own.clauses.over(scope.clauses),
    }
}

/// `GET /threads/<id>` -> `get_threads_by_id`
fn derived_name(method: &HttpMethod, path: &ast::Path) -> Ident {
    let mut words = method.verb.as_str().to_owned();
    for piece in &path.pieces {
        match piece {
            PathPiece::Literal(text) => words += text,
            PathPiece::Param(param) => words += &format!(" by {} ", param.wire.text),
        }
    }
    name::method(&words, method.span)
}

fn resolve_reply(reply: Option<ast::Reply>, body: Option<&Body>, errors: &mut Errors) -> Reply {
    let Some(reply) = reply else {
        errors.spoil_with(None);
        return Reply::Empty;
    };
    match reply {
        ast::Reply::Json(ty) => Reply::Json(ty),
        ast::Reply::Text => Reply::Text,
        ast::Reply::Bytes => Reply::Bytes,
        ast::Reply::Stream => Reply::Stream,
        ast::Reply::Empty => Reply::Empty,
        ast::Reply::Events(events) => {
            when_without_alternative(&events, errors);
            Reply::Events(resolve_events(events))
        }
        ast::Reply::JsonOrEvents(json, mut events) => {
            let when = alternative_without_when(&mut events, errors);
            when_without_json_body(when.as_ref(), body, errors);
            let when = when.map(|field| field.text).unwrap_or_default();
            Reply::JsonOrEvents(JsonOrEvents { json, events: resolve_events(events), when })
        }
    }
}

fn resolve_events(events: ast::Events) -> Events {
    Events { ty: events.ty, until: events.until, error: events.error }
}

/// Nothing else would come, so there is nothing to ask for.
fn when_without_alternative(events: &ast::Events, errors: &mut Errors) {
    if let Some(field) = &events.when {
        let text = &field.text;
        errors.error(&field.tokens, format!("`when {text}` without a JSON reply beside the events; write `-> Type | sse ..`, or leave it out"));
    }
}

/// The request says which of the two it wants.
fn alternative_without_when(events: &mut ast::Events, errors: &mut Errors) -> Option<WireName> {
    if events.when.is_none() {
        errors.error(&events.word, "two replies and no field that chooses; write `when` and the field of the body, as in `when stream`");
    }
    events.when.take()
}

/// The field that asks for events is one of the body.
fn when_without_json_body(when: Option<&WireName>, body: Option<&Body>, errors: &mut Errors) {
    let Some(field) = when else { return };
    if !matches!(body, Some(Body { kind: BodyKind::Json(_), .. })) {
        let text = &field.text;
        errors.error(&field.tokens, format!("`when {text}` is a field of a JSON body, and there is none; write `(json Type)` before `->`"));
    }
}
