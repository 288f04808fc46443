//! A rule: what may change, and what that means for callers.

use crate::facts::{Aspect, Direction, Fact, How, Need, Outcome, Part};

/// What a kind of change means for callers.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rule {
    /// What has changed.
    pub subject: Subject,
    /// How it has changed.
    pub how: How,
    /// Which way it is sent; `None` for either way, and for what is true of an operation as a whole.
    pub direction: Option<Direction>,
    /// Whether it breaks callers.
    pub severity: Severity,
    /// What is said of it. `{old}` and `{new}` stand for what the documents say, `{name}` for what the change is about.
    pub text: &'static str,
}

/// Whether a change breaks callers, the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// A request that was fine is refused, or a reply comes that could not come before.
    Breaking,
    /// It may break a caller, which the documents cannot tell.
    Warning,
    /// It breaks nobody.
    Compatible,
}

/// What may change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// An operation.
    Operation,
    /// An operation that is deprecated.
    DeprecatedOperation,
    /// `deprecated`
    Deprecated,
    /// `operationId`
    OperationId,
    /// A way of authentication.
    Security,
    /// A base URL.
    Server,
    /// A parameter that has to be sent.
    RequiredParameter,
    /// A parameter that may be left out.
    OptionalParameter,
    /// Where a parameter is sent.
    In,
    /// How the values of a parameter are written.
    Style,
    /// A body that has to be sent.
    RequiredBody,
    /// A body that may be left out.
    OptionalBody,
    /// A media type of a body.
    MediaType,
    /// A reply of success.
    Success,
    /// A reply that is an error.
    Error,
    /// The status of the only reply of success.
    Status,
    /// A header of a reply.
    Header,
    /// A field that has to be there.
    RequiredField,
    /// A field that may be left out.
    OptionalField,
    /// Whether a part has to be there.
    Required,
    /// The type of a value.
    Type,
    /// The `format` of a value.
    Format,
    /// A limit of a value.
    Limit,
    /// Whether `null` is a value.
    Null,
    /// A value of an enum.
    Value,
    /// A value of an enum that lists values without refusing others.
    KnownValue,
    /// Whether other values than those listed are values.
    Open,
    /// The value that counts if there is none.
    Default,
    /// Whether other keys than those declared are refused.
    Closed,
    /// A member of a union.
    Member,
    /// The field that tells the members of a union apart.
    Discriminator,
    /// An event of a stream.
    Event,
}

impl Subject {
    /// What a fact is about.
    pub(super) fn of(aspect: &Aspect) -> Self {
        match aspect {
            Aspect::Present(part) => Self::of_part(*part),
            Aspect::In => Self::In,
            Aspect::Style => Self::Style,
            Aspect::Required => Self::Required,
            Aspect::Status => Self::Status,
            Aspect::Type => Self::Type,
            Aspect::Null => Self::Null,
            Aspect::Value(_, true) => Self::KnownValue,
            Aspect::Value(_, false) => Self::Value,
            Aspect::Open => Self::Open,
            Aspect::Default => Self::Default,
            Aspect::Discriminator => Self::Discriminator,
            Aspect::Format => Self::Format,
            Aspect::Limit(_) => Self::Limit,
            Aspect::Closed => Self::Closed,
            Aspect::Deprecated => Self::Deprecated,
            Aspect::OperationId => Self::OperationId,
            Aspect::Security(_) => Self::Security,
            Aspect::Server(_) => Self::Server,
        }
    }

    fn of_part(part: Part) -> Self {
        match part {
            Part::Operation => Self::Operation,
            Part::Parameter(Need::Required) => Self::RequiredParameter,
            Part::Parameter(Need::Optional) => Self::OptionalParameter,
            Part::Body(Need::Required) => Self::RequiredBody,
            Part::Body(Need::Optional) => Self::OptionalBody,
            Part::MediaType => Self::MediaType,
            Part::Reply(Outcome::Success) => Self::Success,
            Part::Reply(Outcome::Error) => Self::Error,
            Part::Header => Self::Header,
            Part::Field(Need::Required) => Self::RequiredField,
            Part::Field(Need::Optional) => Self::OptionalField,
            Part::Member => Self::Member,
            Part::Event => Self::Event,
        }
    }
}

impl Rule {
    /// Whether a fact is an instance of it.
    pub(super) fn is_of(&self, subject: Subject, how: How, direction: Option<Direction>) -> bool {
        let is_sent = self.direction.is_none() || self.direction == direction;
        self.subject == subject && self.how == how && is_sent
    }

    /// What is said of a fact.
    pub(super) fn text(&self, fact: &Fact) -> String {
        let name = match &fact.aspect {
            Aspect::Value(name, _) | Aspect::Security(name) | Aspect::Server(name) => name,
            Aspect::Limit(name) => *name,
            _ => "",
        };
        let text = self.text.replace("{old}", &fact.theirs).replace("{new}", &fact.ours);
        text.replace("{name}", name)
    }
}
