//! Replies of operations.

use super::body::{self, Media};
use crate::document::{Node, Pointer};
use crate::schema::Schemas;

/// A reply.
#[derive(Clone, Debug)]
pub struct Reply {
    /// The statuses of which this is the reply.
    pub status: Status,
    /// When it is sent.
    pub description: Option<String>,
    /// What its body can be, in the order of the document.
    pub content: Vec<Media>,
    /// The names of its headers.
    pub headers: Vec<String>,
    /// The names of its links.
    pub links: Vec<String>,
    /// Where it is written.
    pub at: Pointer,
}

/// The statuses of which a reply is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// One status.
    Code(u16),
    /// All that begin with this digit: `2XX`.
    Class(u16),
    /// All that no other reply is of.
    Default,
}

impl Status {
    fn of(text: &str) -> Option<Self> {
        let class = |digit: &str| digit.parse().ok().filter(|digit| (1..=5).contains(digit));
        match text.to_ascii_lowercase().as_str() {
            "default" => Some(Self::Default),
            text => match text.strip_suffix("xx") {
                Some(digit) => class(digit).map(Self::Class),
                None => text.parse().ok().filter(|code| (100..600).contains(code)).map(Self::Code),
            },
        }
    }

    /// The first digit.
    #[must_use]
    pub fn class(self) -> Option<u16> {
        match self {
            Self::Code(code) => Some(code / 100),
            Self::Class(class) => Some(class),
            Self::Default => None,
        }
    }

    /// Whether this is 2xx.
    #[must_use]
    pub fn is_success(self) -> bool {
        self.class() == Some(2)
    }

    /// Whether this is 4xx or 5xx.
    #[must_use]
    pub fn is_error(self) -> bool {
        matches!(self.class(), Some(4 | 5))
    }
}

impl std::fmt::Display for Status {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Code(code) => write!(formatter, "{code}"),
            Self::Class(class) => write!(formatter, "{class}xx"),
            Self::Default => formatter.write_str("default"),
        }
    }
}

/// The replies of an operation.
pub(super) fn replies(
    schemas: &Schemas<'_>,
    operation: &Node,
    at: &Pointer,
    losses: &mut Vec<String>,
) -> Vec<Reply> {
    let place = at.child("responses");
    let mut found = Vec::new();
    for (key, node) in operation.members("responses").filter(|(key, _)| !key.starts_with("x-")) {
        let Some(status) = Status::of(key) else {
            losses.push(format!("a reply of `{key}`, which is no status"));
            continue;
        };
        match schemas.document().follow(node, &place.child(key)) {
            Ok(reply) => found.push(Reply {
                status,
                description: reply.node.text("description").map(str::trim).map(str::to_owned),
                content: body::content(schemas, reply.node, &reply.at),
                headers: reply.node.members("headers").map(|(name, _)| name.to_owned()).collect(),
                links: reply.node.members("links").map(|(name, _)| name.to_owned()).collect(),
                at: reply.at,
            }),
            Err(error) => losses.push(error.to_string()),
        }
    }
    found
}
