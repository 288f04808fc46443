//! What a fact is about.

use std::fmt;

/// What is said of a place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aspect {
    /// That it is there.
    Present(Part),
    /// Where a parameter is sent.
    In,
    /// How a list or an object is written in a parameter.
    Style,
    /// Whether a parameter, a body or a field has to be there.
    Required,
    /// The status of a reply of success.
    Status,
    /// The type of a value: `boolean`, `integer`, `number`, `string`, `binary`, `array`, `map`, `object`, `one of`, `any`.
    Type,
    /// Whether `null` is a value.
    Null,
    /// One value of an enum, or the only one; and whether a document that does not list it allows it all the same.
    Value(String, bool),
    /// Whether other values than those listed are values.
    Open,
    /// The value that counts if there is none.
    Default,
    /// The field that tells the members of a union apart.
    Discriminator,
    /// Only for [`Change`](super::Purpose::Change): the `format` of a string or a number.
    Format,
    /// Only for `Change`: a limit of the values, such as `maxLength`.
    Limit(&'static str),
    /// Only for `Change`: whether other keys than those declared are refused.
    Closed,
    /// Only for `Change`: `deprecated`.
    Deprecated,
    /// Only for `Change`: `operationId`.
    OperationId,
    /// Only for `Change`: one way of authentication of which any one suffices; `none` is one of them.
    Security(String),
    /// Only for `Change`: the URL of a server.
    Server(String),
}

/// A part of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// A method on a path.
    Operation,
    /// A parameter.
    Parameter(Need),
    /// The body of a request.
    Body(Need),
    /// A media type of a body.
    MediaType,
    /// A reply.
    Reply(Outcome),
    /// A header of a reply, only for [`Change`](super::Purpose::Change).
    Header,
    /// A field of an object.
    Field(Need),
    /// A member of a union.
    Member,
    /// An event of a stream.
    Event,
}

/// Whether a part has to be there, by the document that has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// It has to.
    Required,
    /// It may be left out.
    Optional,
}

/// What a reply means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// 2xx
    Success,
    /// 4xx, 5xx, and all others.
    Error,
}

impl Need {
    /// The need of something that is required, or not.
    #[must_use]
    pub fn of(required: bool) -> Self {
        if required { Self::Required } else { Self::Optional }
    }
}

impl fmt::Display for Aspect {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Present(_) => "present",
            Self::In => "in",
            Self::Style => "style",
            Self::Required => "required",
            Self::Status => "status",
            Self::Type => "type",
            Self::Null => "null",
            Self::Value(value, _) => return write!(formatter, "value {value}"),
            Self::Open => "open",
            Self::Default => "default",
            Self::Discriminator => "discriminator",
            Self::Format => "format",
            Self::Limit(key) => key,
            Self::Closed => "closed",
            Self::Deprecated => "deprecated",
            Self::OperationId => "operationId",
            Self::Security(name) => return write!(formatter, "security {name}"),
            Self::Server(url) => return write!(formatter, "server {url}"),
        })
    }
}
