//! Rules about routes.

use crate::errors::Errors;
use crate::model::{
    BodyKind, Endpoint, Extent, HeaderParam, HeaderValue, Model, Need, PathPiece, Query,
};
use crate::text::text;
use std::collections::BTreeMap;
use syn::{LitStr, Type};

/// Several lines may have one route, as long as a service could tell their requests apart. Two lines that differ in nothing
/// are the same endpoint, or one of them has a typo.
pub(super) fn duplicate_route(model: &Model, errors: &mut Errors) {
    let mut shapes = BTreeMap::<Shape, &Endpoint>::new();
    // In a line with a mistake, or of a group whose path has one, the route may be what is wrong.
    let sound = |endpoint: &&Endpoint| {
        !errors.touch(endpoint.position) && !errors.is_spoiled(endpoint.position)
    };
    // Of lines without a path, the URL that the caller gives says which is meant.
    let routed = |endpoint: &&Endpoint| !endpoint.path.is_url();
    for endpoint in model.endpoints().filter(sound).filter(routed).collect::<Vec<_>>() {
        let shape = shape(endpoint);
        match shapes.get(&shape) {
            Some(first) if !first.attrs.may_exclude(&endpoint.attrs) => {
                let (route, first) = (endpoint.route(), &first.name);
                errors.at(endpoint.position).error(
                    &endpoint.name,
                    format!(
                        "`{route}` is already the route of `{first}`, with the same constants, required parameters and body; correct the path, or \
                         remove one of the two"
                    ),
                );
            }
            Some(_) => {}
            None => drop(shapes.insert(shape, endpoint)),
        }
    }
}

/// What can tell the request of one line from that of another.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Shape {
    /// Without the names of its parameters: `POST /threads/{}/runs`.
    route: String,
    /// The constants of the query and of the headers. Their order makes no difference to a service.
    constants: Vec<(String, String)>,
    /// The parameters of the query and the headers that every request has. A list may be empty, and then it is not sent.
    required: Vec<String>,
    /// The encoding, the type and the media type.
    body: String,
}

fn shape(endpoint: &Endpoint) -> Shape {
    let mut route = format!("{} ", endpoint.method.verb.as_str());
    for piece in &endpoint.path.pieces {
        match piece {
            PathPiece::Literal(text) => route += text,
            PathPiece::Param(param) if param.extent == Extent::Rest => route += "{..}",
            PathPiece::Param(_) => route += "{}",
        }
    }
    let mut constants: Vec<_> =
        query_constants(endpoint).chain(header_constants(endpoint)).collect();
    constants.sort();
    let mut required: Vec<_> = required_query(endpoint).chain(required_headers(endpoint)).collect();
    required.sort();
    Shape { route, constants, required, body: body(endpoint) }
}

fn query_constants(endpoint: &Endpoint) -> impl Iterator<Item = (String, String)> {
    endpoint.query.iter().filter_map(|part| match part {
        Query::Literal(literal) => Some((format!("?{}", literal.name), literal.value.clone())),
        Query::Param(_) | Query::Struct(_) => None,
    })
}

fn header_constants(endpoint: &Endpoint) -> impl Iterator<Item = (String, String)> {
    endpoint.clauses.headers.iter().filter_map(|header| match &header.value {
        HeaderValue::Text(value) => Some((header.wire(), value.value())),
        HeaderValue::Env(_) => None,
    })
}

fn required_query(endpoint: &Endpoint) -> impl Iterator<Item = String> {
    endpoint.query.iter().filter_map(|part| match part {
        Query::Param(param)
            if param.need == Need::Required && !is_list(param.ty.written(), &param.separator) =>
        {
            Some(format!("?{}", param.wire))
        }
        _ => None,
    })
}

fn required_headers(endpoint: &Endpoint) -> impl Iterator<Item = String> {
    let required = |header: &&HeaderParam| {
        header.need == Need::Required && !is_list(Some(&header.ty), &header.separator)
    };
    endpoint.headers.iter().filter(required).map(|header| header.wire.clone())
}

fn is_list(ty: Option<&Type>, separator: &Option<LitStr>) -> bool {
    separator.is_some() || ty.is_some_and(|ty| text(ty).starts_with("Vec<"))
}

fn body(endpoint: &Endpoint) -> String {
    let Some(body) = &endpoint.body else { return String::new() };
    let media_type = body.media_types.own.as_ref().map(LitStr::value).unwrap_or_default();
    let kind = match &body.kind {
        BodyKind::Json(ty) => format!("json {}", text(ty)),
        BodyKind::Lines(ty) => format!("lines {}", text(ty)),
        BodyKind::Form(ty) => format!("form {}", text(ty)),
        BodyKind::Multipart(ty) => format!("multipart {}", text(ty)),
        BodyKind::Codec(ty, codec) => format!("{} via {}", text(ty), text(codec)),
        BodyKind::Text => "text".to_owned(),
        BodyKind::Bytes | BodyKind::Stream => "bytes".to_owned(),
    };
    format!("{kind} {media_type}")
}
