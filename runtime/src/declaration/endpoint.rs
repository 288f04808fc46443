//! What a declaration says about one endpoint, as constant data.
//!
//! `api!` emits one [`Endpoint`] per line. The engine sends by it, a stand-in service routes by it, tracing and documents
//! name calls by it; nothing about an endpoint is generated twice.

use std::time::Duration;

use http::{Method, StatusCode};

use super::api_error::ErrorDecoder;
use super::parameter::{Parameter, ParameterKind};
use crate::{retry::RetrySpec, sse::EventsSpec};

/// An endpoint as it was declared: method, path, parameters, body, reply and its clauses.
///
/// A client lists its [`Endpoints`](crate::Endpoints) in the constant `ENDPOINTS`.
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
    method: Method,
    path: &'static str,
    query: &'static [Parameter],
    headers: &'static [(&'static str, &'static str)],
    header_parameters: &'static [Parameter],
    body: BodyKind,
    body_presence: ParameterKind,
    reply: ReplyKind,
    paging: Option<&'static str>,
    events: Option<EventsSpec>,
    retry: Option<RetrySpec>,
    timeout: Option<Duration>,
    errors: &'static [ErrorSpec],
    credentials: Credentials,
    lifecycle: Lifecycle,
    repetition: Repetition,
}

/// Whether a call carries the client's credential.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Credentials {
    Sent,
    Withheld,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lifecycle {
    Current,
    Deprecated,
}

/// Whether sending a request twice has the effect of sending it once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Repetition {
    ByMethod,
    Idempotent,
}

/// Building the constant: the part of an endpoint that the macro spells.
#[doc(hidden)]
impl Endpoint {
    /// An endpoint without name, parameters and body, with a JSON reply.
    ///
    /// `path` starts with `/`. A path parameter is written `{name}`, a trailing one that takes several segments `{name..}`;
    /// everything else is sent as it stands, so it is already percent-encoded.
    pub const fn new(method: Method, path: &'static str) -> Self {
        Self {
            id: "",
            docs: "",
            method,
            path,
            query: &[],
            headers: &[],
            header_parameters: &[],
            body: BodyKind::None,
            body_presence: ParameterKind::Required,
            reply: ReplyKind::Json,
            paging: None,
            events: None,
            retry: None,
            timeout: None,
            errors: &[],
            credentials: Credentials::Sent,
            lifecycle: Lifecycle::Current,
            repetition: Repetition::ByMethod,
        }
    }

    /// Sets the kind of the request body to JSON.
    #[doc(hidden)]
    pub const fn json_body(self) -> Self {
        self.with_body(BodyKind::Json)
    }

    /// Sets the name, `group.name`, or only `name` for an endpoint of the client itself.
    pub const fn with_id(mut self, id: &'static str) -> Self {
        self.id = id;
        self
    }

    /// Sets the doc comment.
    pub const fn with_docs(mut self, docs: &'static str) -> Self {
        self.docs = docs;
        self
    }

    /// Sets the query parameters, in the order of the declaration.
    pub const fn with_query(mut self, parameters: &'static [Parameter]) -> Self {
        self.query = parameters;
        self
    }

    /// Sets the headers that every call sends, with lower-case names.
    pub const fn with_headers(mut self, headers: &'static [(&'static str, &'static str)]) -> Self {
        self.headers = headers;
        self
    }

    /// Sets the headers whose value the caller gives, with lower-case names.
    pub const fn with_header_parameters(mut self, parameters: &'static [Parameter]) -> Self {
        self.header_parameters = parameters;
        self
    }

    /// Sets the kind of the request body, which the caller must give.
    pub const fn with_body(mut self, body: BodyKind) -> Self {
        self.body = body;
        self
    }

    /// Sets the kind of a request body that the caller may leave out.
    pub const fn with_optional_body(mut self, body: BodyKind) -> Self {
        self.body_presence = ParameterKind::Optional;
        self.with_body(body)
    }

    /// Sets the kind of the reply. The default is JSON.
    pub const fn with_reply(mut self, reply: ReplyKind) -> Self {
        self.reply = reply;
        self
    }

    /// Says when and how the endpoint sends events.
    pub const fn with_events(mut self, events: EventsSpec) -> Self {
        self.events = Some(events);
        self
    }

    /// Says that a page's cursor, sent as this query parameter, gives the next page.
    pub const fn with_paging(mut self, parameter: &'static str) -> Self {
        self.paging = Some(parameter);
        self
    }

    /// Sets what is retried, in place of the API's choice.
    pub const fn with_retry(mut self, retry: RetrySpec) -> Self {
        self.retry = Some(retry);
        self
    }

    /// Sets the time a call may take in all, retries and body included, in place of the API's choice.
    pub const fn with_timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// Sets the typed bodies of replies with certain statuses.
    pub const fn with_errors(mut self, errors: &'static [ErrorSpec]) -> Self {
        self.errors = errors;
        self
    }

    /// Sends the call without the client's credential.
    pub const fn without_credential(mut self) -> Self {
        self.credentials = Credentials::Withheld;
        self
    }

    /// Marks the endpoint as one that should not be used any more.
    pub const fn deprecated(mut self) -> Self {
        self.lifecycle = Lifecycle::Deprecated;
        self
    }

    /// Says that repeating the request does no harm, whatever its method, so that it may be retried.
    pub const fn idempotent(mut self) -> Self {
        self.repetition = Repetition::Idempotent;
        self
    }
}

/// Declares one constructor for each method: an expansion with fewer parts is cheaper to compile.
macro_rules! methods {
    ($($function:ident $METHOD:ident),*) => {
        #[doc(hidden)]
        impl Endpoint {$(
            pub const fn $function(id: &'static str, path: &'static str, docs: &'static str) -> Self {
                let mut endpoint = Self::new(Method::$METHOD, path);
                endpoint.id = id;
                endpoint.docs = docs;
                endpoint
            }
        )*}
    };
}

methods!(get GET, head HEAD, post POST, put PUT, patch PATCH, delete DELETE, options OPTIONS);

/// Reading it.
impl Endpoint {
    /// The name within the whole API: `runs.create`, or `create` without a group.
    pub const fn id(&self) -> &'static str {
        self.id
    }

    /// The method's name: `create`.
    pub fn name(&self) -> &'static str {
        self.id.rsplit_once('.').map_or(self.id, |(_, name)| name)
    }

    /// The group's name: `runs`. Empty for an endpoint of the client itself.
    pub fn group(&self) -> &'static str {
        self.id.rsplit_once('.').map_or("", |(group, _)| group)
    }

    /// The doc comment of the declaration, without the route.
    pub const fn docs(&self) -> &'static str {
        self.docs
    }

    /// The HTTP method.
    pub const fn method(&self) -> &Method {
        &self.method
    }

    /// The path template: `/threads/{thread}/runs`, relative to the base URL.
    pub const fn path(&self) -> &'static str {
        self.path
    }

    /// The names of the path parameters, in the order of the path.
    pub fn path_parameters(&self) -> impl Iterator<Item = &'static str> {
        self.path
            .split('{')
            .skip(1)
            .filter_map(|rest| rest.split('}').next())
            .map(|name| name.trim_end_matches(".."))
    }

    /// The query parameters.
    pub const fn query(&self) -> &'static [Parameter] {
        self.query
    }

    /// The headers that every call sends, with lower-case names.
    pub const fn headers(&self) -> &'static [(&'static str, &'static str)] {
        self.headers
    }

    /// The headers whose value the caller gives, with lower-case names.
    pub const fn header_parameters(&self) -> &'static [Parameter] {
        self.header_parameters
    }

    /// The kind of the request body.
    pub const fn body(&self) -> BodyKind {
        self.body
    }

    /// Whether the caller may leave the body out.
    pub const fn is_body_optional(&self) -> bool {
        matches!(self.body_presence, ParameterKind::Optional)
    }

    /// The kind of the reply.
    pub const fn reply(&self) -> ReplyKind {
        self.reply
    }

    /// The query parameter that takes a page's cursor, for an endpoint that gives pages.
    pub const fn paging(&self) -> Option<&'static str> {
        self.paging
    }

    /// When and how the endpoint sends events, if it does.
    pub const fn events(&self) -> Option<EventsSpec> {
        self.events
    }

    /// What is retried, where the declaration says it for this endpoint.
    pub const fn retry(&self) -> Option<RetrySpec> {
        self.retry
    }

    /// The declared total timeout of a call.
    pub const fn timeout(&self) -> Option<Duration> {
        self.timeout
    }

    /// The decoder of an error body for a status, if the endpoint declares one.
    pub fn error(&self, status: StatusCode) -> Option<ErrorDecoder> {
        let spec = self.errors.iter().find(|spec| spec.status == status.as_u16())?;
        Some(spec.decoder)
    }

    /// Whether a call carries the client's credential. `true` unless the endpoint says `auth none`.
    pub const fn sends_credential(&self) -> bool {
        matches!(self.credentials, Credentials::Sent)
    }

    /// Whether the endpoint should not be used any more.
    pub const fn is_deprecated(&self) -> bool {
        matches!(self.lifecycle, Lifecycle::Deprecated)
    }

    /// Whether a request may be sent twice: by its method (RFC 9110, section 9.2.2), or because the declaration says so.
    pub fn is_idempotent(&self) -> bool {
        self.repetition == Repetition::Idempotent || self.method.is_idempotent()
    }
}

impl Endpoint {
    /// The row of all requests that no declaration has.
    pub(crate) const UNDECLARED: &'static Self = &Self::new(Method::POST, "");

    pub(crate) fn is_declared(&self) -> bool {
        !self.path.is_empty()
    }
}

/// The route: `POST /threads/{thread}/runs`.
impl std::fmt::Display for Endpoint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.is_declared() {
            write!(f, "{} {}", self.method, self.path)
        } else {
            f.write_str("an undeclared request")
        }
    }
}

/// How a request body is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BodyKind {
    /// There is no body.
    None,
    /// JSON, `application/json`.
    Json,
    /// A form, `application/x-www-form-urlencoded`.
    Form,
    /// Parts, `multipart/form-data`.
    Multipart,
    /// Text, `text/plain; charset=utf-8`.
    Text,
    /// Bytes in memory, `application/octet-stream`.
    Bytes,
    /// Bytes as they come, `application/octet-stream`. Such a request is never sent twice.
    Stream,
}

/// How a successful reply is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReplyKind {
    /// JSON, decoded into the declared type.
    Json,
    /// Text.
    Text,
    /// All bytes, in memory.
    Bytes,
    /// Bytes as they arrive.
    Stream,
    /// Nothing; a body is discarded.
    Empty,
    /// Server-sent events.
    Events,
    /// JSON, or server-sent events when the request asks for them.
    JsonOrEvents,
}

/// An `error` clause of an endpoint: the type of the body of replies with one status.
#[derive(Clone, Copy, Debug)]
pub struct ErrorSpec {
    status: u16,
    decoder: ErrorDecoder,
}

impl ErrorSpec {
    /// Bodies of replies with `status` are decoded by `decoder`.
    pub const fn new(status: u16, decoder: ErrorDecoder) -> Self {
        Self { status, decoder }
    }

    /// The status it is for.
    pub const fn status(&self) -> u16 {
        self.status
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
