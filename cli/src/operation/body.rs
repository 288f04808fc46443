//! Bodies of requests, and what bodies of both directions consist of.

use crate::document::{Node, Pointer};
use crate::schema::{Schema, Schemas};

/// The body of a request.
#[derive(Clone, Debug)]
pub struct Body {
    /// What it can be, in the order of the document.
    pub content: Vec<Media>,
    /// Whether it has to be sent.
    pub required: bool,
    /// What it is.
    pub description: Option<String>,
    /// Where it is written.
    pub at: Pointer,
}

/// A body in one media type.
#[derive(Clone, Debug)]
pub struct Media {
    /// The media type in lower case, without its parameters.
    pub media_type: String,
    /// The media type as it is written.
    pub written: String,
    /// What the body is.
    pub schema: Option<Schema>,
    /// What each item of a body of several is, which is 3.2's.
    pub item: Option<Schema>,
    /// Where it is written.
    pub at: Pointer,
}

/// The body of an operation.
pub(super) fn body(
    schemas: &Schemas<'_>,
    operation: &Node,
    at: &Pointer,
    losses: &mut Vec<String>,
) -> Option<Body> {
    let at = at.child("requestBody");
    let node = operation.get("requestBody")?;
    let found = match schemas.document().follow(node, &at) {
        Ok(found) => found,
        Err(error) => {
            losses.push(error.to_string());
            return None;
        }
    };
    Some(Body {
        content: content(schemas, found.node, &found.at),
        required: found.node.flag("required"),
        description: found.node.text("description").map(str::trim).map(str::to_owned),
        at: found.at,
    })
}

/// What a body can be.
pub(super) fn content(schemas: &Schemas<'_>, owner: &Node, at: &Pointer) -> Vec<Media> {
    let place = at.child("content");
    let content = owner.members("content").map(|(written, node)| {
        let at = place.child(written);
        // A media type may be a reference, in 3.2.
        let found = schemas.document().follow(node, &at);
        let (node, at) = found.map_or((node, at), |found| (found.node, found.at));
        let read = |key: &str| Some(schemas.read(node.get(key)?, &at.child(key)));
        let essence = written.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        Media {
            media_type: essence,
            written: written.to_owned(),
            schema: read("schema"),
            item: read("itemSchema"),
            at,
        }
    });
    content.collect()
}

impl Media {
    /// Whether the body is JSON, by any of its names. A media type of any kind is taken for it.
    #[must_use]
    pub fn is_json(&self) -> bool {
        let media_type = self.media_type.as_str();
        matches!(media_type, "application/json" | "text/json" | "*/*" | "application/*" | "")
            || media_type.ends_with("+json")
    }

    /// Whether the body is lines of JSON.
    #[must_use]
    pub fn is_json_lines(&self) -> bool {
        let subtype = self.media_type.rsplit('/').next().unwrap_or_default();
        matches!(
            subtype,
            "jsonl"
                | "x-jsonl"
                | "ndjson"
                | "x-ndjson"
                | "x-json-stream"
                | "json-lines"
                | "jsonlines"
                | "stream+json"
                | "x-jsonlines"
        )
    }

    /// Whether the body is a stream of events.
    #[must_use]
    pub fn is_events(&self) -> bool {
        self.media_type == "text/event-stream"
    }

    /// Whether the body is text of no further kind.
    #[must_use]
    pub fn is_text(&self) -> bool {
        self.media_type.starts_with("text/") && !self.is_events() && !self.is_json()
    }

    /// Whether the body is a form.
    #[must_use]
    pub fn is_form(&self) -> bool {
        self.media_type == "application/x-www-form-urlencoded"
    }

    /// Whether the body has several parts.
    #[must_use]
    pub fn is_multipart(&self) -> bool {
        self.media_type == "multipart/form-data"
    }
}
