//! The verdict on each kind of change.

use super::rule::Severity::{Breaking, Compatible, Warning};
use super::rule::{Rule, Severity, Subject};
use crate::facts::Direction::{Request, Response};
use crate::facts::How::{Changed, Narrower, Off, On, Wider};
use crate::facts::{Direction, Fact, How};

/// A change of which no rule is.
static OTHER: Rule = always(Subject::Operation, Changed, Warning, "it is {new}, it was {old}");

/// The rules. Of a change, the first one counts that it is an instance of.
#[rustfmt::skip]
pub static RULES: [Rule; 88] = [
    always(Subject::Operation, On, Compatible, "the operation is new"),
    always(Subject::Operation, Off, Breaking, "the operation is gone"),
    always(Subject::DeprecatedOperation, Off, Warning, "the operation, which was deprecated, is gone"),
    always(Subject::Deprecated, On, Compatible, "it is deprecated"),
    always(Subject::Deprecated, Off, Compatible, "it is no longer deprecated"),
    // Names in generated code come from it.
    always(Subject::OperationId, On, Compatible, "the operationId is {new}, there was none"),
    always(Subject::OperationId, Off, Warning, "there is no operationId, it was {old}"),
    always(Subject::OperationId, Changed, Warning, "the operationId is {new}, it was {old}"),
    always(Subject::Security, On, Compatible, "the authentication {name} is accepted, too"),
    always(Subject::Security, Off, Breaking, "the authentication {name} is no longer accepted"),
    always(Subject::Server, On, Compatible, "the server {name} is new"),
    always(Subject::Server, Off, Warning, "the server {name} is gone"),
    // What the service no longer knows it ignores, or refuses.
    always(Subject::RequiredParameter, On, Breaking, "a parameter that is required is new"),
    always(Subject::OptionalParameter, On, Compatible, "a parameter is new"),
    always(Subject::RequiredParameter, Off, Warning, "the parameter is gone"),
    always(Subject::OptionalParameter, Off, Warning, "the parameter is gone"),
    always(Subject::In, Changed, Breaking, "it is sent in the {new}, it was in the {old}"),
    always(Subject::Style, Changed, Breaking, "it is written as {new}, it was as {old}"),
    always(Subject::RequiredBody, On, Breaking, "a body that is required is new"),
    always(Subject::OptionalBody, On, Compatible, "a body is new"),
    always(Subject::RequiredBody, Off, Breaking, "the body is gone"),
    always(Subject::OptionalBody, Off, Breaking, "the body is gone"),
    always(Subject::MediaType, On, Compatible, "the media type is new"),
    always(Subject::MediaType, Off, Breaking, "the media type is gone"),
    always(Subject::Success, On, Compatible, "the reply is new"),
    always(Subject::Success, Off, Breaking, "the reply is gone"),
    // Callers expect errors, whether they are described or not.
    always(Subject::Error, On, Compatible, "the error is new"),
    always(Subject::Error, Off, Compatible, "the error is gone"),
    always(Subject::Status, Changed, Breaking, "the status is {new}, it was {old}"),
    always(Subject::Header, On, Compatible, "the header is new"),
    always(Subject::Header, Off, Warning, "the header is gone"),
    sent(Subject::RequiredField, On, Request, Breaking, "a field that is required is new"),
    sent(Subject::RequiredField, On, Response, Compatible, "a field is new"),
    always(Subject::OptionalField, On, Compatible, "a field is new"),
    sent(Subject::RequiredField, Off, Request, Warning, "the field is gone"),
    sent(Subject::RequiredField, Off, Response, Breaking, "the field, which was always there, is gone"),
    always(Subject::OptionalField, Off, Warning, "the field is gone"),
    sent(Subject::Required, On, Request, Breaking, "it is required"),
    sent(Subject::Required, On, Response, Compatible, "it is always there"),
    sent(Subject::Required, Off, Request, Compatible, "it is no longer required"),
    sent(Subject::Required, Off, Response, Breaking, "it may be left out"),
    sent(Subject::Type, Wider, Request, Compatible, "the type is {new}, it was {old}"),
    sent(Subject::Type, Wider, Response, Breaking, "the type is {new}, it was {old}"),
    sent(Subject::Type, Narrower, Request, Breaking, "the type is {new}, it was {old}"),
    sent(Subject::Type, Narrower, Response, Compatible, "the type is {new}, it was {old}"),
    always(Subject::Type, Changed, Breaking, "the type is {new}, it was {old}"),
    sent(Subject::Format, Wider, Request, Compatible, "the format is {new}, it was {old}"),
    sent(Subject::Format, Wider, Response, Breaking, "the format is {new}, it was {old}"),
    sent(Subject::Format, Narrower, Request, Breaking, "the format is {new}, it was {old}"),
    sent(Subject::Format, Narrower, Response, Compatible, "the format is {new}, it was {old}"),
    always(Subject::Format, Changed, Breaking, "the format is {new}, it was {old}"),
    sent(Subject::Limit, Wider, Request, Compatible, "{name} is {new}, it was {old}"),
    sent(Subject::Limit, Wider, Response, Breaking, "{name} is {new}, it was {old}"),
    sent(Subject::Limit, Narrower, Request, Breaking, "{name} is {new}, it was {old}"),
    sent(Subject::Limit, Narrower, Response, Compatible, "{name} is {new}, it was {old}"),
    sent(Subject::Limit, Changed, Request, Breaking, "{name} is {new}, it was {old}"),
    sent(Subject::Limit, Changed, Response, Warning, "{name} is {new}, it was {old}"),
    sent(Subject::Null, On, Request, Compatible, "null is accepted"),
    sent(Subject::Null, On, Response, Breaking, "it may be null"),
    sent(Subject::Null, Off, Request, Breaking, "null is no longer accepted"),
    sent(Subject::Null, Off, Response, Compatible, "it is never null"),
    sent(Subject::Value, On, Request, Compatible, "the value {name} is accepted"),
    sent(Subject::Value, On, Response, Breaking, "the value {name} is new"),
    sent(Subject::Value, Off, Request, Breaking, "the value {name} is no longer accepted"),
    sent(Subject::Value, Off, Response, Compatible, "the value {name} is no longer sent"),
    always(Subject::KnownValue, On, Compatible, "the value {name} is mentioned; the enum was open to it"),
    always(Subject::KnownValue, Off, Compatible, "the value {name} is not mentioned; the enum is open to it"),
    sent(Subject::Open, On, Request, Compatible, "other values than those listed are accepted"),
    sent(Subject::Open, On, Response, Breaking, "other values than those listed may come"),
    sent(Subject::Open, Off, Request, Breaking, "only the values that are listed are accepted"),
    sent(Subject::Open, Off, Response, Compatible, "only the values that are listed come"),
    // What callers leave out means something else.
    sent(Subject::Default, On, Request, Warning, "the default is {new}, there was none"),
    sent(Subject::Default, Off, Request, Warning, "there is no default, it was {old}"),
    sent(Subject::Default, Changed, Request, Warning, "the default is {new}, it was {old}"),
    sent(Subject::Default, On, Response, Compatible, "the default is {new}, there was none"),
    sent(Subject::Default, Off, Response, Compatible, "there is no default, it was {old}"),
    sent(Subject::Default, Changed, Response, Compatible, "the default is {new}, it was {old}"),
    sent(Subject::Closed, On, Request, Breaking, "fields that are not declared are refused"),
    sent(Subject::Closed, On, Response, Compatible, "only the fields that are declared come"),
    sent(Subject::Closed, Off, Request, Compatible, "fields that are not declared are accepted"),
    // Callers ignore what they do not know.
    sent(Subject::Closed, Off, Response, Compatible, "fields that are not declared may come"),
    sent(Subject::Member, On, Request, Compatible, "the alternative is accepted"),
    sent(Subject::Member, On, Response, Breaking, "the alternative is new"),
    sent(Subject::Member, Off, Request, Breaking, "the alternative is no longer accepted"),
    sent(Subject::Member, Off, Response, Compatible, "the alternative is no longer sent"),
    always(Subject::Discriminator, Changed, Breaking, "the discriminator is {new}, it was {old}"),
    // Callers skip events that they do not know, but may wait for one that they do.
    always(Subject::Event, On, Warning, "the event is new"),
    always(Subject::Event, Off, Warning, "the event is no longer sent"),
];

const fn always(subject: Subject, how: How, severity: Severity, text: &'static str) -> Rule {
    Rule { subject, how, direction: None, severity, text }
}

const fn sent(
    subject: Subject,
    how: How,
    direction: Direction,
    severity: Severity,
    text: &'static str,
) -> Rule {
    Rule { subject, how, direction: Some(direction), severity, text }
}

/// The rule that a fact is an instance of.
pub(super) fn rule(fact: &Fact, how: How) -> &'static Rule {
    let subject = Subject::of(&fact.aspect);
    RULES.iter().find(|rule| rule.is_of(subject, how, fact.direction)).unwrap_or(&OTHER)
}

/// The rule for an operation that is not there any more.
pub(super) fn gone(subject: Subject) -> &'static Rule {
    RULES.iter().find(|rule| rule.is_of(subject, How::Off, None)).unwrap_or(&OTHER)
}
