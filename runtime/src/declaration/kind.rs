//! The kinds of bodies and replies, and their media types.

/// The kind of a request body, and its content type, in place of which the declaration may name another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BodyKind {
    /// There is no body.
    None,
    /// JSON, `application/json`.
    Json,
    /// JSON Lines, `application/x-ndjson`.
    Lines,
    /// A form, `application/x-www-form-urlencoded`.
    Form,
    /// Parts, `multipart/form-data`.
    Multipart,
    /// In a format of the user's, with the media type of its [`Codec`](crate::Codec).
    Codec,
    /// Text, `text/plain; charset=utf-8`.
    Text,
    /// Bytes that are in memory, `application/octet-stream`.
    Bytes,
    /// A stream of bytes, `application/octet-stream`. Such a request is never sent twice.
    Stream,
}

impl BodyKind {
    pub(super) const fn media_type(self) -> Option<&'static str> {
        match self {
            Self::None | Self::Codec => None,
            Self::Json => Some("application/json"),
            Self::Lines => Some("application/x-ndjson"),
            Self::Form => Some("application/x-www-form-urlencoded"),
            Self::Multipart => Some("multipart/form-data"),
            Self::Text => Some("text/plain; charset=utf-8"),
            Self::Bytes | Self::Stream => Some("application/octet-stream"),
        }
    }
}

/// The kind of a successful reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReplyKind {
    /// JSON, decoded into the declared type.
    Json,
    /// In a format of the user's, decoded by its [`Codec`](crate::Codec).
    Codec,
    /// JSON, or nothing: on the status 204, on an empty body, and on the statuses of [`Endpoint::none_on`](super::Endpoint::none_on).
    OptionalJson,
    /// Text.
    Text,
    /// Bytes that are received whole.
    Bytes,
    /// Bytes that are read as they arrive.
    Stream,
    /// JSON Lines, each decoded into the declared type as it arrives.
    Lines,
    /// No body; one that is sent nevertheless is discarded.
    Empty,
    /// Server-sent events.
    Events,
    /// JSON, or server-sent events when the request asks for them. If neither [`EventsSpec::when`](crate::sse::EventsSpec::when) nor
    /// [`EventsSpec::when_query`](crate::sse::EventsSpec::when_query) says how, the service chooses.
    JsonOrEvents,
}

impl ReplyKind {
    pub(super) const fn media_type(self) -> Option<&'static str> {
        match self {
            Self::Json | Self::OptionalJson | Self::JsonOrEvents => Some("application/json"),
            Self::Lines => Some("application/x-ndjson"),
            Self::Events => Some("text/event-stream"),
            Self::Text | Self::Bytes | Self::Stream | Self::Empty | Self::Codec => None,
        }
    }
}
