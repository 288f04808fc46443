//! The replies to an operation, by status.

use serde_json::{Map, Value, json};

use super::build::Build;
use super::field::set;
use super::media::{
    BINARY, Content, EVENTS, JSON, TEXT, binary, items, merge_content, of_schema, text, with_others,
};
use super::schemas::one_of;
use super::types::Types;
use crate::declaration::{CursorSource, Endpoint, ErrorCondition, PagedBy, ReplyKind};

/// A reply, for one status or several.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Response {
    pub(super) description: String,
    pub(super) headers: Map<String, Value>,
    pub(super) content: Content,
}

/// Replies by status, as OpenAPI writes it: `200`, `4XX`, `default`.
pub(super) type Responses = Vec<(String, Response)>;

impl Response {
    fn new(
        description: impl Into<String>,
        content: impl IntoIterator<Item = (String, Value)>,
    ) -> Self {
        let content = content.into_iter().collect();
        Self { description: description.into(), headers: Map::new(), content }
    }

    pub(super) fn into_value(self) -> Value {
        let mut value = json!({ "description": self.description });
        if !self.headers.is_empty() {
            set(&mut value, "headers", self.headers);
        }
        if !self.content.is_empty() {
            set(&mut value, "content", self.content);
        }
        value
    }
}

/// The replies to a line: of success first, then errors by status, then all other errors.
pub(super) fn of_line(endpoint: &Endpoint, types: &mut Types, build: &mut Build) -> Responses {
    let mut responses = success(endpoint, types, build);
    let mut schemas = std::mem::take(&mut types.errors).into_iter();
    for error in endpoint.errors() {
        let schema = error.decoder().and_then(|_| schemas.next());
        let status = match error.statuses().into_inner() {
            (first, last) if first == last => first.to_string(),
            (first, _) => format!("{}XX", first / 100),
        };
        // The first clause for a status counts.
        if !responses.iter().any(|(known, _)| *known == status) {
            let response = match schema {
                Some(schema) => error_response(schema, error.media_types(), build),
                None => Response::new("An error.", []),
            };
            responses.push((status, response));
        }
    }
    if let Some(error) = build.error.clone() {
        let response = error_response(error, build.spec.error_media_types(), build);
        responses.push(("default".to_owned(), response));
    }
    responses
}

fn error_response(schema: Value, media_types: &[&str], build: &Build) -> Response {
    let description = build.schemas.summary(&schema).unwrap_or_else(|| "An error.".to_owned());
    let media = of_schema(schema);
    let media_types = if media_types.is_empty() { &[JSON] } else { media_types };
    Response::new(description, media_types.iter().map(|name| ((*name).to_owned(), media.clone())))
}

fn success(endpoint: &Endpoint, types: &mut Types, build: &mut Build) -> Responses {
    let reply = types.reply.take();
    let summary = reply.as_ref().and_then(|schema| build.schemas.summary(schema));
    let description = summary.unwrap_or_else(|| "The reply.".to_owned());
    let content = content(endpoint, reply, types.event.take(), build);
    let content = with_conditions(endpoint, content, std::mem::take(&mut types.conditions), build);
    let content = with_others(content, endpoint.other_reply_media_types());
    let mut response = Response::new(description, content);
    response.headers = headers(endpoint);
    match endpoint.reply() {
        ReplyKind::Empty => {
            let response = Response { description: "No content.".to_owned(), ..response };
            with_statuses(endpoint, "2XX", &response)
        }
        ReplyKind::OptionalJson => {
            let mut responses = with_statuses(endpoint, "200", &response);
            let nothing = |status: u16| (status.to_string(), Response::new("There is none.", []));
            responses.extend(statuses_of_none(endpoint.none_on()).map(nothing));
            responses
        }
        _ => with_statuses(endpoint, "200", &response),
    }
}

/// The reply with each status that the line names, or with that of all lines that name none.
fn with_statuses(endpoint: &Endpoint, otherwise: &str, response: &Response) -> Responses {
    let named = endpoint.statuses().iter().map(|status| (status.to_string(), response.clone()));
    let named: Responses = named.collect();
    if named.is_empty() { vec![(otherwise.to_owned(), response.clone())] } else { named }
}

/// 204 is one of them, unless the line names others of success.
fn statuses_of_none(named: &[u16]) -> impl Iterator<Item = u16> {
    let is_success = |status: &u16| (200..300).contains(status);
    let default = (!named.iter().any(is_success)).then_some(204);
    default.into_iter().chain(named.iter().copied())
}

fn content(
    endpoint: &Endpoint,
    reply: Option<Value>,
    event: Option<Value>,
    build: &mut Build,
) -> Content {
    let reply = reply.unwrap_or_else(|| json!({}));
    let (default, media) = match endpoint.reply() {
        ReplyKind::Empty => return Content::new(),
        ReplyKind::Events => return of_events(endpoint, event, build),
        ReplyKind::JsonOrEvents => {
            let mut content = Content::new();
            content.insert(JSON.to_owned(), of_schema(reply));
            content.extend(of_events(endpoint, event, build));
            return content;
        }
        ReplyKind::Text => (TEXT, of_schema(text())),
        ReplyKind::Bytes | ReplyKind::Stream => (BINARY, of_schema(binary())),
        ReplyKind::Lines => (JSON, items(reply, build.version)),
        ReplyKind::Json | ReplyKind::OptionalJson | ReplyKind::Codec => (JSON, of_schema(reply)),
    };
    let media_type = asked_for(endpoint).or_else(|| endpoint.reply_media_type());
    [(media_type.unwrap_or(default).to_owned(), media)].into_iter().collect()
}

/// The media type that a header of the line asks for, if it is one.
fn asked_for(endpoint: &Endpoint) -> Option<&'static str> {
    let (_, value) = endpoint.headers().iter().find(|(name, _)| *name == "accept")?;
    let is_one = value.contains('/') && !value.contains([',', '*', ';']);
    is_one.then_some(*value)
}

/// The events of a stream, with what ends it and what reports an error.
fn of_events(endpoint: &Endpoint, event: Option<Value>, build: &mut Build) -> Content {
    let events = endpoint.events().unwrap_or_default();
    let error = events.error().map(|name| {
        let schema = build.error.clone().unwrap_or_else(|| json!({}));
        let data = json!({ "type": "string", "contentMediaType": JSON, "contentSchema": schema });
        let event = json!({ "type": "string", "const": name });
        json!({
            "type": "object",
            "required": ["event", "data"],
            "properties": { "event": event, "data": data },
        })
    });
    let end = events.until().map(|data| {
        let data = json!({ "type": "string", "const": data });
        json!({ "type": "object", "required": ["data"], "properties": { "data": data } })
    });
    let event = event.unwrap_or_else(|| json!({}));
    let schema = build.schemas.with_members(event, error.into_iter().chain(end).collect());
    let media = json!({ build.version.item_schema(): schema });
    [(EVENTS.to_owned(), media)].into_iter().collect()
}

/// Adds the errors that come with a status of success. They are JSON, whatever the reply is.
fn with_conditions(
    endpoint: &Endpoint,
    mut content: Content,
    of_line: Vec<Value>,
    build: &Build,
) -> Content {
    let is_checked = endpoint.reply() != ReplyKind::Stream;
    let of_client = build.conditions.iter().cloned();
    let errors: Vec<_> = of_line.into_iter().chain(of_client).filter(|_| is_checked).collect();
    if errors.is_empty() {
        return content;
    }
    let key =
        if endpoint.reply() == ReplyKind::Lines { build.version.item_schema() } else { "schema" };
    let media_type = match endpoint.reply() {
        ReplyKind::Lines => content.keys().next().cloned(),
        _ => content.keys().find(|media_type| is_json(media_type)).cloned(),
    };
    let media =
        content.entry(media_type.unwrap_or_else(|| JSON.to_owned())).or_insert_with(|| json!({}));
    let reply = media.get(key).cloned();
    set(media, key, one_of(reply.into_iter().chain(errors)));
    content
}

fn is_json(media_type: &str) -> bool {
    media_type == JSON || media_type.ends_with("+json")
}

/// The headers by which the next page is found.
fn headers(endpoint: &Endpoint) -> Map<String, Value> {
    let paging = endpoint.paging();
    let ways = paging.into_iter().flat_map(|paging| [Some(paging.next()), paging.previous()]);
    let names = ways.flatten().filter_map(|way| match way {
        PagedBy::Link => Some("link"),
        PagedBy::Cursor { source: CursorSource::Header(name), .. } => Some(name),
        _ => None,
    });
    names.map(|name| (name.to_owned(), json!({ "schema": text() }))).collect()
}

/// The conditions of a line and of its client, as a declaration spells them.
pub(super) fn conditions<'a>(
    endpoint: &'a Endpoint,
    of_client: &'a [ErrorCondition],
) -> impl Iterator<Item = Value> + 'a {
    endpoint.error_conditions().iter().chain(of_client).map(|it| it.to_string().into())
}

/// Adds the replies to another line of the same route. If the two cannot both be said, returns what differs.
pub(super) fn merge(into: &mut Responses, other: &Responses) -> Result<(), String> {
    if !successes(into).map(|(status, _)| status).eq(successes(other).map(|(status, _)| status)) {
        return Err("a reply of success has another status".to_owned());
    }
    for ((_, known), (status, response)) in successes(into).zip(successes(other)) {
        if let Some(media_type) = known.differs_in(response) {
            return Err(format!("the status {status} has another reply in `{media_type}`"));
        }
    }
    for (status, response) in other {
        match into.iter_mut().find(|(known, _)| known == status) {
            Some((_, known)) => known.merge(response),
            None => into.push((status.clone(), response.clone())),
        }
    }
    Ok(())
}

fn successes(responses: &Responses) -> impl Iterator<Item = (&str, &Response)> {
    let all = responses.iter().map(|(status, response)| (status.as_str(), response));
    all.filter(|(status, _)| is_success(status))
}

fn is_success(status: &str) -> bool {
    status.starts_with('2')
}

impl Response {
    /// The media type whose content is another one in the other reply.
    fn differs_in(&self, other: &Self) -> Option<String> {
        let of_both = other
            .content
            .iter()
            .filter_map(|(name, media)| Some((name, self.content.get(name)?, media)));
        let mut differing = of_both.filter(|(_, known, media)| known != media);
        differing.next().map(|(name, ..)| name.clone())
    }

    fn merge(&mut self, other: &Self) {
        merge_content(&mut self.content, &other.content);
        for (name, header) in &other.headers {
            self.headers.entry(name.clone()).or_insert_with(|| header.clone());
        }
    }
}
