//! The requests that a mock received.

use std::borrow::Cow;
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

    /// Returns the whole path and the query, as they stand in a URL.
    pub(super) fn target(&self) -> String {
        let path = self.full_path();
        match self.query.as_str() {
            "" => path,
            query => format!("{path}?{query}"),
        }
    }

    /// Returns the query without its question mark, still percent-encoded.
    pub fn query(&self) -> &str {
        &self.query
    }

    /// Returns the names and the values of the query, decoded, in their order. Bytes that are not UTF-8 are replaced by
    /// U+FFFD.
    pub fn query_pairs(&self) -> impl Iterator<Item = (Cow<'_, str>, Cow<'_, str>)> {
        url::form_urlencoded::parse(self.query.as_bytes())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_decoded() {
        let received = Received {
            endpoint: None,
            method: Method::GET,
            base_path: "",
            path: "/".to_owned(),
            query: "include%5b%5D=a+b%20c&&rest=100%&%zz%e2%82%ac=%ff=1&flag".to_owned(),
            headers: HeaderMap::new(),
            body: Bytes::new(),
        };
        let pairs: Vec<_> = received.query_pairs().collect();
        let expected =
            [("include[]", "a b c"), ("rest", "100%"), ("%zz€", "\u{fffd}=1"), ("flag", "")];
        assert_eq!(pairs, expected.map(|(name, value)| (name.into(), value.into())));
    }
}
