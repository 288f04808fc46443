//! What came to the mock.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, Method};
use serde::de::DeserializeOwned;

use crate::declaration::Endpoint;

/// A request that came to the mock, as it was sent.
#[derive(Clone)]
pub struct Received {
    pub(super) endpoint: Option<&'static Endpoint>,
    pub(super) method: Method,
    /// The path of the base URL; empty when the request is for a path outside of it.
    pub(super) base_path: &'static str,
    pub(super) path: String,
    pub(super) query: String,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
}

impl Received {
    /// The endpoint it is for; `None` when it is not declared.
    pub fn endpoint(&self) -> Option<&'static Endpoint> {
        self.endpoint
    }

    /// The method.
    pub fn method(&self) -> &Method {
        &self.method
    }

    /// The path below the base URL, still percent-encoded.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The whole path, that of the base URL included, still percent-encoded.
    pub fn full_path(&self) -> String {
        format!("{}{}", self.base_path, self.path)
    }

    /// The query without its question mark, still percent-encoded.
    pub fn query(&self) -> &str {
        &self.query
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// A header as text, if it is there and text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The body.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// The body, decoded from JSON.
    ///
    /// # Errors
    ///
    /// When it is no JSON of this form.
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, serde_json::Error> {
        serde_json::from_slice(&self.body)
    }
}

/// The route, the names of the headers, and the length of the body: values may be secret.
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
