//! A request as data, as a declared method builds it before a client is involved.

mod body;
mod body_error;
mod body_stream;
mod constants;
mod field;
#[cfg(feature = "files")]
mod file;
pub(crate) mod given;
pub(crate) mod header_list;
pub(crate) mod headers;
pub(crate) mod joined;
mod lines;
mod measured;
pub(crate) mod path;
mod progress;
pub(crate) mod query;
mod reader;
mod slices;
pub(crate) mod source;
mod target;
mod tuning;

use std::borrow::Borrow;
use std::fmt::{self, Display};

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use serde_json::Value;

use self::headers::HeaderChange;
use self::joined::Joined;
use self::path::Refused;
use crate::codec::Encode;
use crate::declaration::{Endpoint, Endpoints};
use crate::error::Error;
use crate::format::{self, Codec};

pub use self::body::Body;
pub use self::body_error::BodyError;
#[cfg(any(feature = "multipart", feature = "record", feature = "reqwest"))]
pub(crate) use self::body_stream::BodyStream;
pub use self::path::PathValue;
pub use self::progress::{Direction, Progress};
pub(crate) use self::progress::{Meter, OnProgress, Panicked};
pub use self::slices::BodySlices;
pub(crate) use self::target::Target;
pub(crate) use self::tuning::Tuning;

/// One request to an [`Endpoint`]: its path, query, headers and body.
///
/// The methods that `api!` generates build a request and turn it into a call. The first mistake, such as an empty path
/// parameter, is kept and reported when the call is awaited.
#[must_use = "a request does nothing until it is called"]
pub struct Request {
    pub(crate) endpoint: &'static Endpoint,
    /// The method of the endpoint, unless the request is not declared.
    pub(crate) method: Method,
    /// The path built so far. It starts with a slash.
    pub(crate) path: String,
    /// The rest of the path's template.
    template: &'static str,
    pub(crate) target: Target,
    pub(crate) query: String,
    /// The part of the query that options of the call added.
    pub(crate) added_query: String,
    /// The headers that are declared inputs.
    pub(crate) headers: HeaderMap,
    /// The content type of the body, unless the caller sets another one.
    pub(crate) content_type: Option<&'static str>,
    /// What separates the parts of a multipart body, which its content type names.
    pub(crate) boundary: Option<String>,
    /// The caller's changes to headers, apart from the declared inputs.
    pub(crate) changes: Vec<HeaderChange>,
    /// The time limits and retries that the caller sets.
    pub(crate) tuning: Tuning,
    pub(crate) body: Body,
    pub(crate) on_progress: Option<OnProgress>,
    pub(crate) error: Option<Error>,
}

impl Request {
    /// Creates a request without any inputs.
    pub fn new(endpoint: &'static Endpoint) -> Self {
        let mut path = String::with_capacity(endpoint.path().len() + 40);
        let (literal, template) = split_literal(endpoint.path());
        path.push_str(literal);
        Self { template, ..Self::at(endpoint, endpoint.method(), path) }
    }

    /// Creates a request to an endpoint that is not declared. The path must already be percent-encoded.
    pub(crate) fn undeclared(method: Method, path: String) -> Self {
        Self::at(Endpoint::UNDECLARED, method, path)
    }

    fn at(endpoint: &'static Endpoint, method: Method, path: String) -> Self {
        Self {
            endpoint,
            method,
            path,
            template: "",
            target: Target::Path,
            query: String::new(),
            added_query: String::new(),
            headers: HeaderMap::new(),
            content_type: None,
            boundary: None,
            changes: Vec::new(),
            tuning: Tuning::default(),
            body: Body::empty(),
            on_progress: None,
            error: None,
        }
    }

    /// Creates a request to one of the endpoints that a block declares.
    ///
    /// This costs the compiler less than a reference to the endpoint would.
    #[doc(hidden)]
    pub fn row(endpoints: Endpoints, row: usize) -> Self {
        Self::new(endpoints.row(row))
    }

    /// Fills in the next path parameter with `value`, as one segment.
    pub fn path(self, value: &(impl PathValue + ?Sized)) -> Self {
        self.parameter(value.checked_path_value().as_deref(), path::push_segment)
    }

    /// Fills in the next path parameter with the segments that the slashes in `value` separate.
    pub fn rest(self, value: &str) -> Self {
        self.parameter(Some(value), path::push_segments)
    }

    /// Sets the URL, absolute or relative to the base URL, of an endpoint that has one in place of a path.
    pub fn url(mut self, url: &str) -> Self {
        self.target = Target::Given(url.to_owned());
        self.template = "";
        self
    }

    fn parameter(
        mut self,
        value: Option<&str>,
        push: fn(&mut String, &str) -> Result<(), Refused>,
    ) -> Self {
        let (name, rest) = split_parameter(self.template);
        let start = memchr::memrchr(b'/', self.path.as_bytes()).unwrap_or_default();
        let pushed = value.ok_or(Refused::NotText).and_then(|value| push(&mut self.path, value));
        let (literal, template) = split_literal(rest);
        let value_end = self.path.len();
        self.path.push_str(literal);
        self.template = template;
        let checked = match literal.find('/') {
            // Another value belongs to the same segment.
            None if !template.is_empty() => Ok(()),
            end => {
                let end = value_end.saturating_add(end.unwrap_or(literal.len()));
                path::check_segments(self.path.get(start..end).unwrap_or_default())
            }
        };
        match pushed.and(checked) {
            Ok(()) => self,
            Err(refused) => {
                self.fail(Error::input(format!("the path parameter `{name}` {}", refused.reason())))
            }
        }
    }

    /// Adds a query parameter. `None` is left out, and a sequence repeats the name.
    pub fn query<T: Encode + ?Sized>(mut self, name: &str, value: &T) -> Self {
        match query::push(&mut self.query, name, value) {
            Ok(()) => self,
            Err(error) => self.fail(query::mistake(name, error)),
        }
    }

    /// Adds the fields of a struct, or the entries of a map, as query parameters.
    pub fn query_all<T: Encode + ?Sized>(mut self, value: &T) -> Self {
        match query::push_all(&mut self.query, value) {
            Ok(()) => self,
            Err(error) => self.fail(query::mistake("query", error)),
        }
    }

    /// Adds a query parameter whose value is declared.
    pub fn query_pair(mut self, name: &str, value: &str) -> Self {
        query::push_pair(&mut self.query, name, value);
        self
    }

    /// Sets a header, replacing any of the same name.
    pub fn header(mut self, name: &str, value: &dyn Display) -> Self {
        match headers::parse(name, value) {
            Ok((name, value)) => {
                self.headers.insert(name, value);
                self
            }
            Err(error) => self.fail(error),
        }
    }

    /// Sets a header to a list, replacing any of the same name. One without items is left out.
    pub fn joined_header<T: Encode + ?Sized>(mut self, name: &str, list: &Joined<'_, T>) -> Self {
        match list.text() {
            Ok(Some(text)) => self.header(name, &text),
            Ok(None) => {
                self.headers.remove(name);
                self
            }
            Err(error) => {
                let message = format!("the list in the header `{name}` cannot be sent");
                self.fail(Error::input(message).with_source(error))
            }
        }
    }

    /// Sets the body to `body` as JSON.
    pub fn json<T: Encode + ?Sized>(self, body: &T) -> Self {
        match serde_json::to_vec(body) {
            Ok(json) => self.body("application/json", json),
            Err(error) => {
                self.fail(Error::input("the body cannot be encoded as JSON").with_source(error))
            }
        }
    }

    /// Sets the body to JSON Lines: one for each of `items`. They are encoded at once, so the request can be sent again.
    pub fn lines<T: Encode + ?Sized>(self, items: impl IntoIterator<Item: Borrow<T>>) -> Self {
        match lines::encode(items) {
            Ok(lines) => self.body("application/x-ndjson", lines),
            Err(error) => self.fail(
                Error::input("a line of the body cannot be encoded as JSON").with_source(error),
            ),
        }
    }

    /// Sets the body to `body` as a form.
    pub fn form<T: Encode + ?Sized>(self, body: &T) -> Self {
        let mut form = String::new();
        match query::push_all(&mut form, body) {
            Ok(()) => self.body("application/x-www-form-urlencoded", form),
            Err(error) => {
                self.fail(Error::input("the body cannot be encoded as a form").with_source(error))
            }
        }
    }

    /// Sets the body to `body` in the format of a codec.
    pub fn encoded<C: Codec<T>, T>(self, body: &T) -> Self {
        match format::encode::<T, C>(body) {
            Ok(bytes) => self.body(C::MEDIA_TYPE, bytes),
            Err(error) => self.fail(error),
        }
    }

    /// Sets the body to text.
    pub fn text(self, body: impl Into<String>) -> Self {
        self.body("text/plain; charset=utf-8", body.into())
    }

    /// Sets the body to bytes.
    pub fn bytes(self, body: impl Into<Bytes>) -> Self {
        self.body("application/octet-stream", body.into())
    }

    /// Sets a body that is read while it is sent. A stream can be sent only once, so the call is never retried.
    pub fn stream(self, body: impl Into<Body>) -> Self {
        self.body("application/octet-stream", body)
    }

    /// Sets the body. A content type that the caller set is kept.
    pub(crate) fn body(mut self, content_type: &'static str, body: impl Into<Body>) -> Self {
        self.content_type = Some(content_type);
        self.boundary = None;
        self.body = body.into();
        self
    }

    /// Sets a field of the JSON body to `true`.
    pub(crate) fn switch_on(self, field: &str) -> Self {
        self.field(field, Value::Bool(true), None, "events can be requested")
    }

    /// Sets a field of the JSON body to a cursor, and leaves out the field for the other direction.
    pub(crate) fn cursor_in_body(self, name: &str, cursor: &str, other: Option<&str>) -> Self {
        self.field(name, cursor.into(), other, "a cursor can be sent")
    }

    fn field(mut self, name: &str, value: Value, other: Option<&str>, what: &str) -> Self {
        match field::with(std::mem::take(&mut self.body), name, value, other) {
            Some(json) => self.body("application/json", json),
            None => self.fail(Error::input(format!("{what} only in a body that is a JSON object"))),
        }
    }

    /// Keeps the first mistake.
    pub(crate) fn fail(mut self, mistake: impl Into<Error>) -> Self {
        self.error.get_or_insert_with(|| mistake.into());
        self
    }

    /// Takes the first mistake: one that was kept, or a path parameter without a value.
    pub(crate) fn take_error(&mut self) -> Option<Error> {
        // A brace can only come from an unfilled placeholder: literals and values are percent-encoded.
        let unfilled = || {
            let text = [self.template, &self.path].into_iter().find_map(after_brace)?;
            let (name, _) = split_parameter(text);
            Some(Error::input(format!("the path parameter `{name}` has no value")))
        };
        self.error.take().or_else(unfilled)
    }

    /// Returns what the request itself says about a header: its value, or `Some(None)` if it must not be sent. Returns
    /// `None` if the client and the declaration decide. `key` is the header for idempotency keys.
    pub(crate) fn header_word(
        &self,
        name: &HeaderName,
        key: &HeaderName,
    ) -> Option<Option<&HeaderValue>> {
        let change = self.changes.iter().rev().find(|change| change.name(key) == name);
        change.map(HeaderChange::value).or_else(|| self.headers.get(name).map(Some))
    }

    /// Whether one of the headers and query parameters set for this request contains a secret: `credential` is the header
    /// that the declaration names for it, and `parameter` the query parameter.
    pub(crate) fn has_secret(
        &self,
        credential: Option<&HeaderName>,
        parameter: Option<&str>,
    ) -> bool {
        let set = self.changes.iter().filter_map(HeaderChange::value);
        self.headers.values().chain(set).any(HeaderValue::is_sensitive)
            || credential.is_some_and(|name| self.header_word(name, name).flatten().is_some())
            || parameter.is_some_and(|name| {
                let query = match &self.target {
                    Target::Page(address) => address.query().unwrap_or_default(),
                    Target::Path | Target::Given(_) => &self.query,
                };
                query::contains(query, name)
            })
    }

    /// Whether sending the request twice has the same effect as sending it once: by its method (RFC 9110, section
    /// 9.2.2), or because its endpoint is declared so.
    pub(crate) fn is_idempotent(&self) -> bool {
        self.method.is_idempotent() || self.endpoint.is_idempotent()
    }

    /// Returns a copy, unless the body is a stream or there is a mistake.
    pub(crate) fn try_clone(&self) -> Option<Self> {
        if self.error.is_some() {
            return None;
        }
        Some(Self {
            endpoint: self.endpoint,
            method: self.method.clone(),
            path: self.path.clone(),
            template: self.template,
            target: self.target.clone(),
            query: self.query.clone(),
            added_query: self.added_query.clone(),
            headers: self.headers.clone(),
            content_type: self.content_type,
            boundary: self.boundary.clone(),
            changes: self.changes.clone(),
            tuning: self.tuning,
            body: self.body.try_clone()?,
            on_progress: self.on_progress.clone(),
            error: None,
        })
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("endpoint", &format_args!("{}", self.endpoint))
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("body", &self.body)
            .finish_non_exhaustive()
    }
}

/// Splits a template in front of its next parameter.
fn split_literal(template: &'static str) -> (&'static str, &'static str) {
    template.split_at(template.find('{').unwrap_or(template.len()))
}

/// Returns what follows the first opening brace.
fn after_brace(text: &str) -> Option<&str> {
    text.get(memchr::memchr(b'{', text.as_bytes())? + 1..)
}

/// Splits `{name}` off a template.
fn split_parameter(template: &str) -> (&str, &str) {
    let (parameter, rest) = template.split_once('}').unwrap_or((template, ""));
    (parameter.trim_start_matches('{').trim_end_matches(".."), rest)
}
