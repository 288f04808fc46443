//! The requests that a mock received.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, Method};
use serde::de::DeserializeOwned;

use crate::declaration::Endpoint;

/// A request as the mock received it.
#[derive(Clone)]
pub struct Received {
    pub(super) endpoint: Option<&'static Endpoint>,
    pub(super) method: Method,
    /// The path of the base URL; empty if the request is for a path outside of it.
    pub(super) base_path: &'static str,
    pub(super) path: String,
    pub(super) query: String,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

impl Received {
    /// Returns the endpoint that the request is for, or `None` if it is not declared.
    pub fn endpoint(&self) -> Option<&'static Endpoint> {
        self.endpoint
    }

    /// Returns the method.
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// Returns the path relative to the base URL, still percent-encoded.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns the whole path, including that of the base URL, still percent-encoded.
    pub fn full_path(&self) -> String {
        format!("{}{}", self.base_path, self.path)
    }

    /// Returns the query without its question mark, still percent-encoded.
    pub fn query(&self) -> &str {
        &self.query
    }

    /// Returns the headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Returns the value of a header, if the header is present and its value is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// Returns the body.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// Decodes the body from JSON.
    ///
    /// # Errors
    ///
    /// Returns an error if the body is not JSON or does not match `T`.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        serde_json::from_slice(&self.body)
    }
}

/// Shows the route, the names of the headers and the length of the body, because values may be secret.
impl fmt::Debug for Received {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Received")
            .field("endpoint", &self.endpoint.map(Endpoint::id))
            .field("method", &self.method)
            .field("path", &self.path)
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish_non_exhaustive()
    }
}
