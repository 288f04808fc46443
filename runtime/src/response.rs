//! A reply together with its head, as `response()` returns it.

use std::borrow::Cow;
use std::fmt;

use bytes::BytesMut;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};

use crate::declaration::Endpoint;
use crate::redactor::Redactor;

/// The head of a reply: its status, its headers, and the number of retries that it took.
#[derive(Clone)]
pub struct Head {
    pub(crate) endpoint: &'static Endpoint,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) retries: u32,
    /// How much memory the JSON of the reply may take: [`Limits::max_decoded`](crate::Limits::max_decoded).
    pub(crate) max_decoded: usize,
    /// Knows the secrets that the request sent.
    pub(crate) redactor: Redactor,
}

impl Head {
    /// Removes the secrets of the request from the request id, which is shown in many places.
    pub(crate) fn redact_request_id(&mut self) {
        for name in &REQUEST_ID {
            let Some(value) = self.headers.get_mut(name) else { continue };
            let redacted = value.to_str().ok().map(|text| self.redactor.redact(text));
            if let Some(Cow::Owned(redacted)) = redacted {
                *value = HeaderValue::try_from(redacted)
                    .unwrap_or(HeaderValue::from_static("[redacted]"));
            }
        }
    }

    /// Returns the endpoint that was called.
    pub fn endpoint(&self) -> &'static Endpoint {
        self.endpoint
    }

    /// Returns the status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// Returns the headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Returns the id that the service gave the request, if the reply has one.
    pub fn request_id(&self) -> Option<&str> {
        request_id(&self.headers)
    }

    /// Returns a copy whose header values are in a separate buffer. As received, they are slices of the buffer that the
    /// connection reads into, and keeping them would keep all of it.
    pub(crate) fn detached(&self) -> Self {
        let mut head = self.clone();
        let length = head.headers.values().map(HeaderValue::len).sum();
        let mut buffer = BytesMut::with_capacity(length);
        for value in head.headers.values_mut() {
            buffer.extend_from_slice(value.as_bytes());
            if let Ok(mut own) = HeaderValue::from_maybe_shared(buffer.split().freeze()) {
                own.set_sensitive(value.is_sensitive());
                *value = own;
            }
        }
        head
    }

    /// The number of attempts, including the one that led to this head.
    pub(crate) fn attempts(&self) -> u32 {
        self.retries.saturating_add(1)
    }
}

impl fmt::Debug for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Head")
            .field("status", &self.status)
            .field("request_id", &self.request_id())
            .finish_non_exhaustive()
    }
}

/// The names that services use for the header of the request id.
static REQUEST_ID: [HeaderName; 3] = [
    HeaderName::from_static("x-request-id"),
    HeaderName::from_static("request-id"),
    HeaderName::from_static("x-correlation-id"),
];

/// Returns the request id, under any of the names that services use.
pub(crate) fn request_id(headers: &HeaderMap) -> Option<&str> {
    REQUEST_ID.iter().find_map(|name| headers.get(name)?.to_str().ok())
}

/// A decoded reply, together with its status, headers and request id.
///
/// Returned by [`Call::response`](crate::Call::response).
///
/// # Examples
///
/// ```
/// use schematic_api::Response;
///
/// fn remaining<T>(response: &Response<T>) -> Option<u32> {
///     response.headers().get("x-ratelimit-remaining-requests")?.to_str().ok()?.parse().ok()
/// }
/// ```
pub struct Response<T> {
    value: T,
    head: Head,
}

impl<T> Response<T> {
    pub(crate) fn new(value: T, head: Head) -> Self {
        Self { value, head }
    }

    /// Returns the decoded value.
    pub fn value(&self) -> &T {
        &self.value
    }

    /// Consumes the response and returns the decoded value.
    pub fn into_value(self) -> T {
        self.value
    }

    /// Returns the status, which is always a success (2xx).
    pub fn status(&self) -> StatusCode {
        self.head.status
    }

    /// Returns the headers of the reply.
    pub fn headers(&self) -> &HeaderMap {
        &self.head.headers
    }

    /// Returns the id that the service gave the request, which its support may ask for.
    ///
    /// It is the first of the headers `x-request-id`, `request-id` and `x-correlation-id` that the reply has.
    pub fn request_id(&self) -> Option<&str> {
        self.head.request_id()
    }

    /// Returns how many times the call was retried before this reply: 0 if the first attempt succeeded.
    pub fn retries(&self) -> u32 {
        self.head.retries
    }

    /// Converts the value and keeps the rest of the response.
    pub fn map<U>(self, convert: impl FnOnce(T) -> U) -> Response<U> {
        Response { value: convert(self.value), head: self.head }
    }
}

impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("status", &self.head.status)
            .field("request_id", &self.request_id())
            .field("value", &self.value)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use http::Method;

    use super::*;

    static ENDPOINT: Endpoint = Endpoint::new(Method::GET, "/");

    #[test]
    fn a_detached_head_leaves_the_buffer_of_its_connection() {
        let buffer = Bytes::from(b"x-request-id: req_1\r\nset-cookie: a\r\nset-cookie: b".to_vec());
        let mut headers = HeaderMap::new();
        for (name, value) in
            [("x-request-id", 14..19), ("set-cookie", 33..34), ("set-cookie", 48..49)]
        {
            let value = HeaderValue::from_maybe_shared(buffer.slice(value)).expect("a value");
            headers.append(name, value);
        }
        let redactor = Redactor::default();
        let head = Head {
            endpoint: &ENDPOINT,
            status: StatusCode::OK,
            headers,
            retries: 0,
            max_decoded: usize::MAX,
            redactor,
        };
        let detached = head.detached();
        assert_eq!(detached.headers, head.headers);
        assert_eq!(detached.request_id(), Some("req_1"));
        drop(head);
        assert!(buffer.is_unique());
    }
}
