//! The schemas of the types of a line, by their place.

use serde_json::{Map, Value};

use super::components::Components;
use super::declared::Line;
use crate::declaration::{BodyKind, Endpoint, ParameterKind, ReplyKind};

/// The schemas of the types of a line, each in the order of the declaration.
pub(super) struct Types {
    pub(super) path: Vec<Value>,
    /// Of the parameters that are not constant.
    pub(super) query: Vec<Value>,
    pub(super) headers: Vec<Value>,
    pub(super) body: Option<Value>,
    /// How the parts of the body are written.
    pub(super) encoding: Map<String, Value>,
    pub(super) reply: Option<Value>,
    pub(super) event: Option<Value>,
    pub(super) errors: Vec<Value>,
    pub(super) conditions: Vec<Value>,
}

impl Types {
    /// Describes the types of a line. How many there are of each place, the table says.
    pub(super) fn of(line: &Line, components: &mut Components) -> Self {
        let endpoint = line.endpoint;
        let mut described = line.types.iter().map(|describe| describe(components));
        let mut some = |count: usize| described.by_ref().take(count).collect::<Vec<_>>();
        let varying = endpoint.query().iter().filter(|parameter| !is_fixed(parameter.kind()));
        let mut types = Self {
            path: some(endpoint.path_parameters().count()),
            query: some(varying.count()),
            headers: some(endpoint.header_parameters().len()),
            body: some(usize::from(has_typed_body(endpoint))).pop(),
            encoding: Map::new(),
            reply: some(usize::from(has_typed_reply(endpoint))).pop(),
            event: some(usize::from(has_events(endpoint))).pop(),
            errors: some(endpoint.errors().iter().filter(|it| it.decoder().is_some()).count()),
            conditions: some(endpoint.error_conditions().len()),
        };
        if let (BodyKind::Form | BodyKind::Multipart, Some(body)) = (endpoint.body(), &types.body) {
            types.encoding = components.encoding(body);
        }
        types
    }
}

fn is_fixed(kind: ParameterKind) -> bool {
    matches!(kind, ParameterKind::Fixed(_))
}

fn has_typed_body(endpoint: &Endpoint) -> bool {
    match endpoint.body() {
        BodyKind::Json
        | BodyKind::Lines
        | BodyKind::Form
        | BodyKind::Multipart
        | BodyKind::Codec => true,
        BodyKind::None | BodyKind::Text | BodyKind::Bytes | BodyKind::Stream => false,
    }
}

fn has_typed_reply(endpoint: &Endpoint) -> bool {
    match endpoint.reply() {
        ReplyKind::Json
        | ReplyKind::Codec
        | ReplyKind::OptionalJson
        | ReplyKind::Lines
        | ReplyKind::JsonOrEvents => true,
        ReplyKind::Text
        | ReplyKind::Bytes
        | ReplyKind::Stream
        | ReplyKind::Empty
        | ReplyKind::Events => false,
    }
}

fn has_events(endpoint: &Endpoint) -> bool {
    matches!(endpoint.reply(), ReplyKind::Events | ReplyKind::JsonOrEvents)
}
