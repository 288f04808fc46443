//! Requests to endpoints that are not declared, sent by the same engine.

use std::fmt;

use crate::codec::Encode;
use bytes::Bytes;
use http::Method;

use super::{Call, CallOptions};
use crate::client::Client;
use crate::error::Mistake;
use crate::reply::{Declared, Empty};
use crate::request::{Body, PathValue, Request, path};

impl Client {
    /// Builds a request to an endpoint that is not declared.
    ///
    /// It uses this client's credential, headers, retries and limits.
    ///
    /// `path` starts with `/` and is appended to the base URL. It is sent as it is, so it must already be
    /// percent-encoded. A placeholder in braces, as in `/threads/{thread}`, is filled in by
    /// [`path`](UndeclaredRequest::path). Query parameters are set with [`query`](UndeclaredRequest::query); a path
    /// with a `?` or `#` is refused.
    ///
    /// A mistake in the path is reported when the call is awaited, as an error of the kind
    /// [`Input`](crate::ErrorKind::Input).
    ///
    /// # Examples
    ///
    /// ```
    /// use schematic_api::{Client, Error, Method, reply::Json};
    ///
    /// async fn archive(client: &Client, note: u64) -> Result<serde_json::Value, Error> {
    ///     client
    ///         .request(Method::POST, "/notes/{note}/archive")
    ///         .path("note", &note)
    ///         .json(&["reason", "old"])
    ///         .send::<Json<serde_json::Value>>()
    ///         .await
    /// }
    /// ```
    pub fn request(&self, method: Method, path: &str) -> UndeclaredRequest {
        let request = Request::undeclared(method, path.to_owned());
        let request = match check(path) {
            Ok(()) => request,
            Err(reason) => request.fail(Mistake::input(reason)),
        };
        UndeclaredRequest(Call::new(self, request))
    }
}

fn check(path: &str) -> Result<(), &'static str> {
    if !path.starts_with('/') {
        Err("the path must start with `/`: it is appended to the base URL")
    } else if path.contains(['?', '#']) {
        Err("the path must not contain `?` or `#`: set query parameters with `query(..)`")
    } else {
        Ok(())
    }
}

/// A request to an endpoint that is not declared. Returned by [`Client::request`].
///
/// Its methods set the parts of the request and the options that every [`Call`] has; [`send`](Self::send) turns it into
/// a call.
#[must_use = "a request does nothing until it is sent and awaited"]
pub struct UndeclaredRequest(
    /// A call whose kind of reply is not chosen yet.
    Call<Empty>,
);

impl UndeclaredRequest {
    /// Replaces the placeholder `{name}` in the path with `value`, percent-encoded as one segment.
    pub fn path(self, name: &str, value: &(impl PathValue + ?Sized)) -> Self {
        let value = value.path_value();
        self.with(|mut request| match path::fill(&request.path, name, &value) {
            Ok(path) => {
                request.path = path;
                request
            }
            Err(reason) => request.fail(Mistake::input(reason)),
        })
    }

    /// Sets the body to `body` as JSON (`application/json`).
    pub fn json<T: Encode + ?Sized>(self, body: &T) -> Self {
        self.with(|request| request.json(body))
    }

    /// Sets the body to JSON Lines, one for each of `items` (`application/x-ndjson`).
    pub fn lines<T: Encode>(self, items: impl IntoIterator<Item = T>) -> Self {
        self.with(|request| request.lines::<T>(items))
    }

    /// Sets the body to `body` as a form (`application/x-www-form-urlencoded`).
    pub fn form<T: Encode + ?Sized>(self, body: &T) -> Self {
        self.with(|request| request.form(body))
    }

    /// Sets the body to the parts of `body` (`multipart/form-data`).
    #[cfg(feature = "multipart")]
    pub fn multipart<T: crate::Multipart>(self, body: T) -> Self {
        self.with(|request| request.multipart(body))
    }

    /// Sets the body to text (`text/plain; charset=utf-8`).
    pub fn text(self, body: impl Into<String>) -> Self {
        self.with(|request| request.text(body))
    }

    /// Sets the body to bytes (`application/octet-stream`).
    pub fn bytes(self, body: impl Into<Bytes>) -> Self {
        self.with(|request| request.bytes(body))
    }

    /// Sets a body that is read while it is sent (`application/octet-stream`).
    ///
    /// It can be sent only once, so the call is never retried.
    pub fn stream(self, body: impl Into<Body>) -> Self {
        self.with(|request| request.stream(body))
    }

    crate::__options! {}

    fn options_mut(&mut self) -> &mut CallOptions {
        self.0.options_mut()
    }

    fn with(self, change: impl FnOnce(Request) -> Request) -> Self {
        Self(self.0.with(change))
    }

    /// Turns the request into a call with a reply of the kind `R`, such as [`Json<Note>`](crate::reply::Json).
    pub fn send<R: Declared>(self) -> Call<R> {
        self.0.into_kind()
    }
}

impl fmt::Debug for UndeclaredRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UndeclaredRequest")
            .field("request", &self.0.request)
            .field("options", &self.0.options)
            .finish_non_exhaustive()
    }
}
