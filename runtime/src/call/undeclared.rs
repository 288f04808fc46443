//! Requests that no declaration has, through the same engine.

use std::fmt;

use bytes::Bytes;
use http::Method;
use serde::Serialize;

use super::{Call, CallOptions};
use crate::client::Client;
use crate::error::Mistake;
use crate::reply::Declared;
use crate::request::{Body, PathValue, Request, path};

impl Client {
    /// A request to an endpoint that is not declared, with this client's credential, headers, retries and limits.
    ///
    /// `path` is put below the base URL and starts with `/`. It is sent as it stands, so it is already percent-encoded; a
    /// place in braces, such as `/threads/{thread}`, takes a value from [`path`](UndeclaredRequest::path).
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
        UndeclaredRequest { client: self.clone(), request, options: CallOptions::new() }
    }
}

fn check(path: &str) -> Result<(), &'static str> {
    if !path.starts_with('/') {
        Err("the path of a request starts with `/`; it is put below the base URL")
    } else if path.contains(['?', '#']) {
        Err("the path of a request has no query and no fragment; give parameters to `query(..)`")
    } else {
        Ok(())
    }
}

/// A request to an endpoint that is not declared. From [`Client::request`].
///
/// It has the options of a [`Call`] beside the parts of a request, and becomes a call by [`send`](Self::send).
#[must_use = "a request does nothing until it is sent and awaited"]
pub struct UndeclaredRequest {
    client: Client,
    request: Request,
    options: CallOptions,
}

impl UndeclaredRequest {
    /// Fills in `{name}` in the path with one segment.
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

    /// Sends `body` as JSON.
    pub fn json<T: Serialize + ?Sized>(self, body: &T) -> Self {
        self.with(|request| request.json(body))
    }

    /// Sends `body` as a form.
    pub fn form<T: Serialize + ?Sized>(self, body: &T) -> Self {
        self.with(|request| request.form(body))
    }

    /// Sends text.
    pub fn text(self, body: impl Into<String>) -> Self {
        self.with(|request| request.text(body))
    }

    /// Sends bytes.
    pub fn bytes(self, body: impl Into<Bytes>) -> Self {
        self.with(|request| request.bytes(body))
    }

    /// Sends a body as it is read. It is sent once: such a call is never repeated.
    pub fn stream(self, body: impl Into<Body>) -> Self {
        self.with(|request| request.stream(body))
    }

    crate::__options! {}

    fn options_mut(&mut self) -> &mut CallOptions {
        &mut self.options
    }

    fn with(mut self, change: impl FnOnce(Request) -> Request) -> Self {
        self.request = change(self.request);
        self
    }

    /// The call of this request, with a reply of the kind `R`, such as [`Json<Note>`](crate::reply::Json).
    pub fn send<R: Declared>(self) -> Call<R> {
        let Self { client, request, options } = self;
        Call { client, request, options, plan: R::Plan::default() }
    }
}

impl fmt::Debug for UndeclaredRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UndeclaredRequest")
            .field("request", &self.request)
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}
