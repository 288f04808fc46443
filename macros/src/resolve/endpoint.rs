//! One line: its name, its clauses with those of its group, and the links between its parts.

use super::attrs::resolve_attrs;
use super::clauses::resolve_own;
use super::content_type;
use super::credential::unknown_credential;
use super::input::{resolve_inputs, resolve_path, resolve_query};
use super::query_constant::with_constants;
use super::repeat::resolve_repeat;
use super::scope::Scope;
use crate::ast::{self, Line};
use crate::errors::{Errors, Position};
use crate::model::{
    Broken, Clauses, Endpoint, HttpMethod, Method, PathPiece, Query, Repeat, Reply, ReplyStatus,
    Row, StatusRange, Takes,
};
use crate::name;
use proc_macro2::Ident;

pub(super) fn resolve_line(
    position: Position,
    line: Line,
    scope: &Scope<'_>,
    errors: &mut Errors,
) -> Option<Method> {
    errors.at(position);
    match line {
        Line::Broken(ast::Broken { attrs, name, takes, remains }) => {
            // A line with a mistake already has its message.
            let attrs = resolve_attrs(&attrs, &mut Errors::default());
            let inherited = scope.prefix.params().next().is_some();
            let takes = if inherited { Takes::Arguments } else { takes };
            name.map(|name| Method::Broken(Broken { position, attrs, name, takes, remains }))
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
    unknown_credential(&own.clauses.credential, scope.client, errors);
    let name = line.name.unwrap_or_else(|| derived_name(&line.method, &line.path));
    let (headers, body) = resolve_inputs(line.inputs, errors);
    let query = resolve_query(line.query, errors);
    let query = with_constants(query, &own.clauses.query, &scope.clauses.query);
    let path = resolve_path(line.path, errors);
    // A URL is no path below that of a group.
    let path = if path.is_url() { path } else { scope.prefix.join(path) };
    let reply = resolve_reply(line.reply, own.repeat, &query, errors);
    none_status_with_other_meaning(&reply, &own.clauses, errors);
    content_type::check(body.as_ref(), &headers, &own.clauses, errors);
    let mut clauses = own.clauses.over(scope.clauses);
    content_type::overridden(&mut clauses, body.as_ref());
    Endpoint {
        position,
        attrs,
        names: scope.names(&name),
        row: Row::default(),
        setters: 0,
        name,
        method: line.method,
        path,
        statuses: line.statuses,
        reply,
        reply_media_types: line.reply_media_types,
        query,
        headers,
        body,
        clauses,
        remains: line.remains,
    }
}

/// The same line cannot call a status no value, and an error. What the group says gives way.
fn none_status_with_other_meaning(reply: &Reply, clauses: &Clauses, errors: &mut Errors) {
    let Reply::Optional(_, nothing) = reply else { return };
    for ReplyStatus { code, literal } in &nothing.statuses {
        let status = StatusRange::One(*code);
        let has_type = clauses.errors.iter().any(|error| error.status == status);
        let is_retried = clauses.retry.iter().any(|retry| retry.on.contains(&status));
        if has_type || is_retried {
            let other = if has_type { "the type of an error" } else { "to be retried" };
            errors.error(literal, format!("the status `{code}` is no value here, and {other} in another clause; remove one of the two"));
        }
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

/// Without a reply, because of a mistake before it, the type of the call is unknown.
fn resolve_reply(
    reply: Option<Reply>,
    repeat: Option<(Ident, Repeat)>,
    query: &[Query],
    errors: &mut Errors,
) -> Reply {
    let reply = reply.unwrap_or_else(|| {
        errors.spoil_with(None);
        Reply::empty()
    });
    match repeat {
        Some(repeat) => resolve_repeat(reply, repeat, query, errors),
        None => reply,
    }
}
