//! The declaration of one endpoint, as constant data.
//!
//! `api!` generates one [`Endpoint`] for each line. The engine, the mock and tracing all work from this constant, so
//! that nothing about an endpoint is generated twice.

mod build;

use std::time::Duration;

use http::{Method, StatusCode};

use super::api_error::ErrorDecoder;
use super::error_condition::ErrorCondition;
use super::error_spec::{self, ErrorSpec};
use super::kind::{BodyKind, ReplyKind};
use super::paging::Paging;
use super::parameter::{Parameter, ParameterKind};
use crate::{retry::RetrySpec, sse::EventsSpec};

/// The declaration of an endpoint: method, path, parameters, body, reply and clauses.
///
/// The constant `ENDPOINTS` of a client has its [`Endpoints`](crate::Endpoints).
///
/// # Examples
///
/// ```
/// use schematic_api::{BodyKind, ReplyKind, api};
///
/// api! {
///     pub client Threads at "https://api.example.com/v1";
///
///     group runs {
///         create: POST /threads/<thread>/runs (text) -> text;
///     }
/// }
///
/// let create = Threads::ENDPOINTS.get("runs.create").unwrap();
/// assert_eq!((create.group(), create.name()), ("runs", "create"));
/// assert_eq!(create.path_parameters().collect::<Vec<_>>(), ["thread"]);
/// assert_eq!((create.body(), create.reply()), (BodyKind::Text, ReplyKind::Text));
/// assert_eq!(create.to_string(), "POST /threads/{thread}/runs");
/// ```
#[derive(Debug)]
pub struct Endpoint {
    id: &'static str,
    docs: &'static str,
    method: Verb,
    path: &'static str,
    query: &'static [Parameter],
    headers: &'static [(&'static str, &'static str)],
    appended_headers: &'static [(&'static str, &'static str)],
    header_parameters: &'static [Parameter],
    body: BodyKind,
    body_presence: ParameterKind,
    media_type: Option<&'static str>,
    other_media_types: &'static [&'static str],
    statuses: &'static [u16],
    reply: ReplyKind,
    none_on: &'static [u16],
    reply_media_type: Option<&'static str>,
    other_reply_media_types: &'static [&'static str],
    paging: Option<Paging>,
    events: Option<EventsSpec>,
    retry: Option<RetrySpec>,
    timeout: Option<Duration>,
    errors: &'static [ErrorSpec],
    error_conditions: &'static [ErrorCondition],
    credentials: Credentials,
    lifecycle: Lifecycle,
    repetition: Repetition,
}

/// The method. One that is not standard cannot be a constant `Method`.
#[derive(Debug, PartialEq)]
enum Verb {
    Standard(Method),
    Other(&'static str),
}

/// Which of the client's credentials a call carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Credentials {
    Default,
    Withheld,
    Named(&'static str),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lifecycle {
    Current,
    Deprecated,
}

/// Whether a request is idempotent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Repetition {
    ByMethod,
    Idempotent,
}

/// Returns the parts of the declaration.
impl Endpoint {
    /// Returns the name within the whole API: `runs.create`, or `create` without a group.
    pub const fn id(&self) -> &'static str {
        self.id
    }

    /// Returns the name within the group: `create`.
    pub fn name(&self) -> &'static str {
        self.id.rsplit_once('.').map_or(self.id, |(_, name)| name)
    }

    /// Returns the name of the group: `runs`. It is empty for an endpoint of the client itself.
    pub fn group(&self) -> &'static str {
        self.id.rsplit_once('.').map_or("", |(group, _)| group)
    }

    /// Returns the doc comment of the declaration, without the route.
    pub const fn docs(&self) -> &'static str {
        self.docs
    }

    /// Returns the HTTP method.
    ///
    /// # Examples
    ///
    /// ```
    /// schematic_api::api! {
    ///     pub client Files at "https://dav.example.com";
    ///
    ///     properties: "PROPFIND" /files/<path..> -> text;
    /// }
    /// assert_eq!(Files::ENDPOINTS.get("properties").unwrap().method().as_str(), "PROPFIND");
    /// ```
    pub fn method(&self) -> Method {
        match &self.method {
            Verb::Standard(method) => method.clone(),
            // `api!` accepts only what this accepts.
            Verb::Other(name) => Method::from_bytes(name.as_bytes()).unwrap_or_default(),
        }
    }

    /// Returns the name of the HTTP method.
    pub(crate) fn method_name(&self) -> &str {
        match &self.method {
            Verb::Standard(method) => method.as_str(),
            Verb::Other(name) => name,
        }
    }

    /// Returns the path template relative to the base URL: `/threads/{thread}/runs`. A parameter that takes several segments
    /// is written `{path..}`. If the caller gives a URL in place of a path, it is its name in braces, without a slash.
    pub const fn path(&self) -> &'static str {
        self.path
    }

    /// Returns whether the caller gives the URL of a request, as in `PATCH <location: Url>`.
    pub const fn takes_url(&self) -> bool {
        matches!(self.path.as_bytes(), [b'{', ..])
    }

    /// Returns the names of the path parameters, in the order of the path.
    pub fn path_parameters(&self) -> impl Iterator<Item = &'static str> {
        self.path
            .split('{')
            .skip(1)
            .filter_map(|rest| rest.split('}').next())
            .map(|name| name.trim_end_matches(".."))
    }

    /// Returns the query parameters, in the order of the declaration.
    pub const fn query(&self) -> &'static [Parameter] {
        self.query
    }

    /// Returns the names, in lower case, and values of the headers that are sent with every call.
    pub const fn headers(&self) -> &'static [(&'static str, &'static str)] {
        self.headers
    }

    /// Returns the names, in lower case, and values that are added to headers of other places, as in
    /// `header append "Name": "value"`: those of the group first.
    pub const fn appended_headers(&self) -> &'static [(&'static str, &'static str)] {
        self.appended_headers
    }

    /// Returns the headers whose value the caller sets, by lower-case name.
    pub const fn header_parameters(&self) -> &'static [Parameter] {
        self.header_parameters
    }

    /// Returns the kind of the request body.
    pub const fn body(&self) -> BodyKind {
        self.body
    }

    /// Returns whether the caller may leave out the body.
    pub const fn is_body_optional(&self) -> bool {
        matches!(self.body_presence, ParameterKind::Optional)
    }

    /// Returns the media type of the request body: that of its kind, unless the declaration names another. `None` if
    /// there is no body.
    pub const fn media_type(&self) -> Option<&'static str> {
        match self.media_type {
            None => self.body.media_type(),
            declared => declared,
        }
    }

    /// Returns the media type that the declaration names in place of that of the kind of the body.
    pub(crate) const fn declared_media_type(&self) -> Option<&'static str> {
        self.media_type
    }

    /// Returns the media types that the service takes as well, as in `json Note also "application/xml"`. They are only told: the
    /// client sends [`media_type`](Self::media_type).
    pub const fn other_media_types(&self) -> &'static [&'static str] {
        self.other_media_types
    }

    /// Returns the media type that the declaration names in place of that of the kind of reply.
    pub(crate) const fn declared_reply_media_type(&self) -> Option<&'static str> {
        self.reply_media_type
    }

    /// Returns the media type that the reply is asked for in: the one that the declaration names, as in
    /// `-> bytes as "application/pdf"`, or that of a codec, JSON or events. `None` for other kinds.
    pub const fn reply_media_type(&self) -> Option<&'static str> {
        match self.reply_media_type {
            None => self.reply.media_type(),
            declared => declared,
        }
    }

    /// Returns the media types in which the service replies as well, as in `-> Note also "application/xml"`. They are only told:
    /// the client asks for [`reply_media_type`](Self::reply_media_type).
    pub const fn other_reply_media_types(&self) -> &'static [&'static str] {
        self.other_reply_media_types
    }

    /// Returns the statuses that the documentation of the service names for success, as in `-> 201 Note`; none if the
    /// declaration names none. They are only told: the client takes each from 200 to 299 for a success.
    pub const fn statuses(&self) -> &'static [u16] {
        self.statuses
    }

    /// Returns the kind of reply.
    pub const fn reply(&self) -> ReplyKind {
        self.reply
    }

    /// Returns the statuses that are declared to mean that there is no value, as in `Note? none on 404`. They are no
    /// errors, are not retried, and their bodies are not decoded.
    pub const fn none_on(&self) -> &'static [u16] {
        self.none_on
    }

    /// Returns how the pages follow one another, if the endpoint returns pages.
    pub const fn paging(&self) -> Option<Paging> {
        self.paging
    }

    /// Returns when and how the endpoint sends events, if it does.
    pub const fn events(&self) -> Option<EventsSpec> {
        self.events
    }

    /// Returns how often, and on which statuses, calls are retried, if the endpoint declares it.
    pub const fn retry(&self) -> Option<RetrySpec> {
        self.retry
    }

    /// Returns the time limit of a whole call, if the endpoint declares one.
    pub const fn timeout(&self) -> Option<Duration> {
        self.timeout
    }

    /// Returns the types of error bodies for certain statuses, those of the endpoint before those of its group.
    pub const fn errors(&self) -> &'static [ErrorSpec] {
        self.errors
    }

    /// Returns the decoder of error bodies for a status, if the endpoint declares one: for the status alone, or else for
    /// its class.
    pub fn error(&self, status: StatusCode) -> Option<ErrorDecoder> {
        error_spec::find(self.errors, status)
    }

    /// Returns when a reply with a status of success is an error, by the clauses of the endpoint and its group. Those of the
    /// client are [`ApiSpec::error_conditions`](crate::ApiSpec::error_conditions).
    pub const fn error_conditions(&self) -> &'static [ErrorCondition] {
        self.error_conditions
    }

    /// Returns whether calls carry a credential of the client: `true` unless the endpoint declares `auth none`.
    pub const fn sends_credential(&self) -> bool {
        !matches!(self.credentials, Credentials::Withheld)
    }

    /// Returns the name of the credential that calls carry, or `None` if that is the client's, which has no name, or none
    /// at all.
    pub const fn credential(&self) -> Option<&'static str> {
        match self.credentials {
            Credentials::Named(name) => Some(name),
            Credentials::Default | Credentials::Withheld => None,
        }
    }

    /// Returns whether the endpoint is deprecated.
    pub const fn is_deprecated(&self) -> bool {
        matches!(self.lifecycle, Lifecycle::Deprecated)
    }

    /// Returns whether requests are idempotent: by their method (RFC 9110, section 9.2.2), or because the declaration
    /// says so.
    pub fn is_idempotent(&self) -> bool {
        self.repetition == Repetition::Idempotent || self.method().is_idempotent()
    }
}

impl Endpoint {
    /// The endpoint of all requests that are not declared.
    pub(crate) const UNDECLARED: &'static Self = &Self::new(Method::POST, "");

    pub(crate) fn is_declared(&self) -> bool {
        !self.path.is_empty()
    }
}

/// Shows the route: `POST /threads/{thread}/runs`.
impl std::fmt::Display for Endpoint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.is_declared() {
            write!(f, "{} {}", self.method_name(), self.path)
        } else {
            f.write_str("an undeclared request")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &Endpoint =
        &Endpoint::new(Method::GET, "/files/{folder}/content/{path..}").with_id("files.list");
    const PING: &Endpoint = &Endpoint::new(Method::POST, "/ping").with_id("ping");

    #[test]
    fn names_come_from_the_id() {
        assert_eq!((LIST.group(), LIST.name(), LIST.id()), ("files", "list", "files.list"));
        assert_eq!((PING.group(), PING.name(), PING.id()), ("", "ping", "ping"));
    }

    #[test]
    fn path_parameters_come_from_the_template() {
        assert_eq!(LIST.path_parameters().collect::<Vec<_>>(), ["folder", "path"]);
        assert_eq!(PING.path_parameters().count(), 0);
    }

    #[test]
    fn a_post_is_idempotent_only_by_declaration() {
        const SET: Endpoint = Endpoint::new(Method::POST, "/set").idempotent();
        assert!(LIST.is_idempotent());
        assert!(!PING.is_idempotent());
        assert!(SET.is_idempotent());
    }
}
