//! From an endpoint to its row.

use super::clauses;
use super::declaration::Route;
use super::media;
use crate::model::{Body, BodyKind, Endpoint, HeaderParam, Need, Query};
use crate::text::text;
use syn::{Attribute, LitStr};

/// The row of an endpoint, in a group that depends on these conditions.
pub(super) fn route(endpoint: &Endpoint, cfg: &[Attribute]) -> Route {
    let headers = endpoint.headers.iter().map(header);
    Route {
        line: endpoint.name.span().start().line,
        id: endpoint.names.id.clone(),
        method: endpoint.method.verb.as_str().to_owned(),
        path: endpoint.path.template(),
        query: endpoint.query.iter().map(query).collect(),
        inputs: headers.chain(endpoint.body.iter().map(body)).collect(),
        reply: reply(endpoint),
        clauses: clauses::of_endpoint(endpoint, cfg),
    }
}

fn query(part: &Query) -> String {
    match part {
        Query::Param(param) => param.wire.clone() + mark(param.need),
        Query::Struct(part) => format!("<{}{}>", text(&part.ty), mark(part.need)),
        Query::Literal(part) => format!("{}={}", part.name, part.value),
    }
}

fn header(header: &HeaderParam) -> String {
    format!("header \"{}\": {}{}", header.wire, text(&header.ty), mark(header.need))
}

fn body(body: &Body) -> String {
    kind(&body.kind) + &media::types(&body.media_types) + mark(body.need)
}

/// `201 Note also "application/xml"`
fn reply(endpoint: &Endpoint) -> String {
    let statuses: String = endpoint.statuses.iter().map(|it| format!("{} ", it.code)).collect();
    statuses + &endpoint.reply.text() + &media::types(&endpoint.reply_media_types)
}

fn kind(kind: &BodyKind) -> String {
    match kind {
        BodyKind::Json(ty) => format!("json {}", text(ty)),
        BodyKind::Lines(ty) => format!("lines {}", text(ty)),
        BodyKind::Form(ty) => format!("form {}", text(ty)),
        BodyKind::Multipart(ty) => format!("multipart {}", text(ty)),
        BodyKind::Codec(ty, codec) => format!("{} via {}", text(ty), text(codec)),
        BodyKind::Text => "text".to_owned(),
        BodyKind::Bytes => "bytes".to_owned(),
        BodyKind::Stream => "stream".to_owned(),
    }
}

fn mark(need: Need) -> &'static str {
    match need {
        Need::Required => "",
        Need::Optional => "?",
    }
}
