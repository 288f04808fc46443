//! One line: derived names, arguments, and the links from its clauses to its inputs.

use super::attrs::resolve_attrs;
use super::clauses::{Repeat, resolve_own};
use crate::ast::{self, Input, Line, WireName};
use crate::errors::{Errors, Position};
use crate::model::{
    Attrs, Body, BodyKind, Broken, Clauses, Endpoint, Events, Extent, HeaderParam, JsonOrEvents,
    Method, Need, Paged, ParamType, Path, PathParam, PathPiece, Polled, Query, QueryLiteral,
    QueryParam, QueryStruct, Reply, Row,
};
use crate::name;
use crate::parse::source;
use proc_macro2::{Ident, Span};

/// Where the methods go.
pub(super) struct Owner<'a> {
    /// The type of the group or client.
    pub(super) ty: &'a Ident,
    pub(super) group: Option<&'a Ident>,
}

pub(super) fn resolve_line(
    position: Position,
    line: Line,
    owner: &Owner<'_>,
    inherited: &Clauses,
    errors: &mut Errors,
) -> Option<Method> {
    errors.at(position);
    match line {
        Line::Broken(ast::Broken { attrs, name }) => {
            let attrs = resolve_attrs(&attrs, errors);
            name.map(|name| Method::Broken(Broken { position, attrs, name, arguments: 0 }))
        }
        Line::Endpoint(line) => {
            let attrs = resolve_attrs(&line.attrs, errors);
            let head = Head { position, attrs, inherited };
            Some(Method::Endpoint(resolve_endpoint(head, *line, owner, errors)))
        }
    }
}

/// What a line brings along or inherits.
struct Head<'a> {
    position: Position,
    attrs: Attrs,
    inherited: &'a Clauses,
}

fn resolve_endpoint(
    head: Head<'_>,
    line: ast::Endpoint,
    owner: &Owner<'_>,
    errors: &mut Errors,
) -> Endpoint {
    let own = resolve_own(line.clauses, errors);
    let mut attrs = head.attrs;
    attrs.cfg.extend(own.attrs.cfg);
    attrs.deprecated = attrs.deprecated.or(own.attrs.deprecated);
    let name = line.name.unwrap_or_else(|| name::derived(&line.method, &line.path));
    let (headers, body) = resolve_inputs(line.inputs, errors);
    let query = resolve_query(line.query, errors);
    let reply = resolve_reply(line.reply, body.as_ref(), errors);
    Endpoint {
        position: head.position,
        attrs,
        names: name::endpoint(owner.ty, owner.group, &name),
        row: Row::default(),
        name,
        method: line.method,
        path: resolve_path(line.path, errors),
        reply: resolve_repeat(reply, own.repeat, &query, errors),
        query,
        headers,
        body,
        clauses: own.clauses.over(head.inherited),
    }
}

fn resolve_path(path: ast::Path, errors: &mut Errors) -> Path {
    let pieces = path.pieces.into_iter().map(|piece| match piece {
        PathPiece::Literal(text) => PathPiece::Literal(text),
        PathPiece::Param(param) => PathPiece::Param(resolve_path_param(param, errors)),
    });
    Path { pieces: pieces.collect() }
}

fn resolve_path_param(param: ast::Param, errors: &mut Errors) -> PathParam {
    optional_path_parameter(&param, errors);
    typed_rest_parameter(&param, errors);
    PathParam {
        name: argument(name::argument(&param), &param.wire, errors),
        ty: param.ty.map_or(ParamType::Str, ParamType::Typed),
        wire: param.wire.text,
        extent: param.extent,
    }
}

/// A path without one of its segments is another path.
fn optional_path_parameter(param: &ast::Param, errors: &mut Errors) {
    if param.need == Need::Optional {
        let name = &param.wire.text;
        errors.error(
            &param.wire.tokens,
            format!(
                "the path parameter `{name}` is optional; declare two endpoints, one without it"
            ),
        );
    }
}

/// Several segments are text; no one type reads them all.
fn typed_rest_parameter(param: &ast::Param, errors: &mut Errors) {
    if let (Extent::Rest, Some(ty)) = (param.extent, &param.ty) {
        let name = &param.wire.text;
        errors.spoil(
            ty,
            format!("a type for several segments; write `<{name}..>`, which is a `&str`"),
        );
    }
}

/// The argument's identifier. Another stands in for one that cannot be, so that resolution goes on.
fn argument(name: Option<Ident>, wire: &WireName, errors: &mut Errors) -> Ident {
    name.unwrap_or_else(|| {
        reserved_name(wire, errors);
        Ident::new("reserved", wire.span())
    })
}

/// Rust has no such identifier.
fn reserved_name(wire: &WireName, errors: &mut Errors) {
    let (name, tokens) = (&wire.text, source(&wire.tokens));
    errors.spoil(
        &wire.tokens,
        format!(
            "`{name}` cannot name an argument in Rust; choose a name, as in `{tokens} as value`"
        ),
    );
}

fn resolve_query(parts: Vec<ast::Query>, errors: &mut Errors) -> Vec<Query> {
    let parts = parts.into_iter().map(|part| match part {
        ast::Query::Param(param) => Query::Param(QueryParam {
            name: argument(name::argument(&param), &param.wire, errors),
            wire: param.wire.text,
            ty: param.ty.map_or(ParamType::Str, ParamType::Typed),
            need: param.need,
        }),
        ast::Query::Struct(ty, need) => {
            Query::Struct(QueryStruct { name: query_argument(need), ty, need })
        }
        ast::Query::Literal(name, value) => {
            Query::Literal(QueryLiteral { span: name.span(), name: name.text, value })
        }
    });
    parts.collect()
}

/// `query` is an option of every call, so that the setter of a query struct has another name.
fn query_argument(need: Need) -> Ident {
    match need {
        Need::Required => Ident::new("query", Span::call_site()),
        Need::Optional => Ident::new("with_query", Span::call_site()),
    }
}

fn resolve_inputs(inputs: Vec<Input>, errors: &mut Errors) -> (Vec<HeaderParam>, Option<Body>) {
    let (mut headers, mut body) = (Vec::new(), None);
    for input in inputs {
        match input {
            Input::Header(header) => headers.push(resolve_header(header, errors)),
            Input::Body(part) => {
                if body.is_some() {
                    duplicate_body(&part.word, errors);
                }
                let name = name::body(part.word.span());
                body = Some(Body { name, kind: part.kind, need: part.need });
            }
        }
    }
    (headers, body)
}

/// A request has one body.
fn duplicate_body(word: &Ident, errors: &mut Errors) {
    errors.error(
        word,
        format!("`{word}` is a second body; a request has one, put its parts into one type"),
    );
}

fn resolve_header(header: ast::HeaderInput, errors: &mut Errors) -> HeaderParam {
    let literal = &header.name;
    let name = header.alias.clone().or_else(|| name::header_argument(literal));
    let wire =
        WireName { text: literal.value().to_ascii_lowercase(), tokens: quote::quote!(#literal) };
    HeaderParam {
        name: argument(name, &wire, errors),
        wire: wire.text,
        ty: header.ty,
        need: header.need,
    }
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

fn resolve_repeat(
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
    let hint = match crate::suggest::closest(text, &known) {
        Some(known) => format!("did you mean `{known}`?"),
        None => format!("add `<{text}: Type?>` to it"),
    };
    errors.error(&by.tokens, format!("`paged by {text}`, but the query has no `{text}`; {hint}"));
}
