//! One line: its name, its clauses with those of its group, and the links between its parts.

use super::attrs::resolve_attrs;
use super::clauses::resolve_own;
use super::input::{resolve_inputs, resolve_path, resolve_query};
use super::repeat::resolve_repeat;
use super::scope::Scope;
use crate::ast::{self, Line};
use crate::errors::{Errors, Position};
use crate::model::{
    Broken, Endpoint, HttpMethod, Method, PathPiece, Query, Repeat, Reply, Row, Takes,
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
    let name = line.name.unwrap_or_else(|| derived_name(&line.method, &line.path));
    let (headers, body) = resolve_inputs(line.inputs, errors);
    let query = resolve_query(line.query, errors);
    let reply = resolve_reply(line.reply, own.repeat, &query, errors);
    Endpoint {
        position,
        attrs,
        names: scope.names(&name),
        row: Row::default(),
        setters: 0,
        name,
        method: line.method,
        path: scope.prefix.join(resolve_path(line.path, errors)),
        reply,
        query,
        headers,
        body,
        clauses: own.clauses.over(scope.clauses),
        remains: line.remains,
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
