//! The content of bodies and replies, by media type.

use serde_json::{Map, Value, json};

use super::build::Build;
use super::field::set;
use super::schemas::any_of;
use super::types::Types;
use super::version::Version;
use crate::declaration::{BodyKind, Endpoint};

/// Media types, and what is in each.
pub(super) type Content = Map<String, Value>;

pub(super) const JSON: &str = "application/json";
pub(super) const EVENTS: &str = "text/event-stream";
pub(super) const TEXT: &str = "text/plain";
pub(super) const BINARY: &str = "application/octet-stream";

/// The body of a request.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct RequestBody {
    pub(super) is_required: bool,
    pub(super) content: Content,
}

impl RequestBody {
    /// The body of a line, if it has one.
    pub(super) fn of(endpoint: &Endpoint, types: &mut Types, build: &Build) -> Option<Self> {
        let declared = endpoint.declared_media_type();
        let media_type = match endpoint.body() {
            BodyKind::None => return None,
            // Without the charset, which is what `text/plain` is matched by.
            BodyKind::Text => declared.unwrap_or(TEXT),
            _ => endpoint.media_type().unwrap_or(BINARY),
        };
        let typed = types.body.take().unwrap_or_else(|| json!({}));
        let media = match endpoint.body() {
            BodyKind::Text => of_schema(text()),
            BodyKind::Bytes | BodyKind::Stream => of_schema(binary()),
            BodyKind::Lines => items(typed, build.version),
            BodyKind::Form | BodyKind::Multipart => {
                parts(typed, std::mem::take(&mut types.encoding))
            }
            _ => of_schema(typed),
        };
        let content = [(media_type.to_owned(), media)].into_iter().collect();
        let content = with_others(content, endpoint.other_media_types());
        Some(Self { is_required: !endpoint.is_body_optional(), content })
    }

    pub(super) fn into_value(self) -> Value {
        let mut value = json!({ "content": self.content });
        if self.is_required {
            set(&mut value, "required", true);
        }
        value
    }
}

pub(super) fn of_schema(schema: Value) -> Value {
    json!({ "schema": schema })
}

pub(super) fn text() -> Value {
    json!({ "type": "string" })
}

/// In the words of both dialects: tools look for `format`, and the standard says the other.
pub(super) fn binary() -> Value {
    json!({ "type": "string", "format": "binary", "contentMediaType": BINARY })
}

/// A stream of JSON, of which each line is an item.
pub(super) fn items(schema: Value, version: Version) -> Value {
    let mut media = json!({ version.item_schema(): schema });
    if version == Version::V3_1 {
        set(&mut media, "x-schematic", json!({ "lines": true }));
    }
    media
}

/// A body of parts, and how those are written that are neither text nor files.
fn parts(schema: Value, encoding: Map<String, Value>) -> Value {
    let mut media = of_schema(schema);
    if !encoding.is_empty() {
        set(&mut media, "encoding", encoding);
    }
    media
}

/// Adds the media types that a line names behind `also`: what is in them is what is in the first one.
pub(super) fn with_others(mut content: Content, others: &[&str]) -> Content {
    let Some(first) = content.values().next().cloned() else { return content };
    for media_type in others {
        content.entry(*media_type).or_insert_with(|| first.clone());
    }
    content
}

/// Adds media types. Of one that both have, the schema may be either.
pub(super) fn merge_content(content: &mut Content, other: &Content) {
    for (media_type, media) in other {
        match content.get_mut(media_type) {
            Some(known) if known == media => {}
            Some(known) => merge_media(known, media),
            None => {
                content.insert(media_type.clone(), media.clone());
            }
        }
    }
}

fn merge_media(known: &mut Value, other: &Value) {
    let key = if known.get("itemSchema").is_some() { Version::V3_2 } else { Version::V3_1 };
    let key = key.item_schema();
    let both = [known.get(key), other.get(key)].into_iter().flatten().cloned();
    // Members of an earlier merge stay beside the new one.
    let members = both.flat_map(|schema| match schema.get("anyOf").and_then(Value::as_array) {
        Some(members) if schema.as_object().is_some_and(|schema| schema.len() == 1) => {
            members.clone()
        }
        _ => vec![schema],
    });
    set(known, key, any_of(members));
}
