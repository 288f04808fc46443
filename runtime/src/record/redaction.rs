//! Makes exchanges of what was sent and received, without what is secret by its name.

use std::time::Duration;

use bytes::Bytes;
use http::header::{ACCEPT_ENCODING, CONNECTION, CONTENT_TYPE, TRANSFER_ENCODING, USER_AGENT};
use http::{HeaderMap, HeaderName, Method};
use url::Url;

use super::capture::Captured;
use super::content::{Content, redact_text};
use super::exchange::{Chunk, End, Exchange, Headers, Outcome, Reply, Request};
use super::media_type::{self, Form};
use super::rules::Rules;
use super::{pairs, stream_text};
use crate::redactor::{REDACTED, Redactor};

/// What stands in place of an idempotency key.
const KEY: &str = "[idempotency key]";

/// Headers that say nothing about an exchange: they frame messages, or depend on versions and features of this crate.
const LEFT_OUT: [HeaderName; 4] = [ACCEPT_ENCODING, CONNECTION, TRANSFER_ENCODING, USER_AGENT];

/// The head of a request.
pub(super) struct RequestHead {
    pub(super) method: Method,
    pub(super) url: Url,
    pub(super) headers: HeaderMap,
}

/// The head of a reply, and when it came.
pub(super) struct ReplyHead {
    pub(super) after: Duration,
    pub(super) status: u16,
    pub(super) headers: HeaderMap,
}

impl Rules {
    pub(super) fn request(&self, head: &RequestHead, body: Captured) -> Request {
        let mut headers = self.headers(&head.headers);
        if Form::of(&head.headers) == Form::Parts {
            // Without the boundary, which is another one in each request.
            let essence = media_type::essence(&head.headers);
            let types = headers.iter_mut().filter(|(name, _)| *name == CONTENT_TYPE.as_str());
            types.for_each(|(_, values)| *values = vec![essence.clone()]);
        }
        let (method, url) = (head.method.to_string(), self.url(&head.url));
        Request { method, url, headers, body: self.content(&head.headers, body) }
    }

    pub(super) fn reply(&self, head: ReplyHead, body: Captured, end: End) -> Reply {
        let ReplyHead { mut after, status, headers } = head;
        let whole = match &body {
            Captured::Whole(chunks) if end == End::Whole => self.whole(&headers, chunks),
            _ => None,
        };
        let chunks = match (whole, body) {
            (Some((time, content)), _) => {
                after += time;
                vec![Chunk { after: Duration::ZERO, content }]
            }
            (None, Captured::Whole(chunks)) => self.chunks(chunks),
            (None, omitted) => {
                vec![Chunk { after: Duration::ZERO, content: self.content(&headers, omitted) }]
            }
        };
        Reply { after, status, headers: self.headers(&headers), chunks, end }
    }

    /// The URL without a fragment, which is not sent, and without the base URL.
    fn url(&self, url: &Url) -> String {
        let text = url.as_str().split('#').next().unwrap_or_default();
        let relative = text.strip_prefix(self.base_url());
        let text = relative.filter(|rest| rest.starts_with('/')).unwrap_or(text);
        match text.split_once('?') {
            Some((place, query)) => {
                format!("{place}?{}", pairs::redacted(query, |name| self.is_secret_parameter(name)))
            }
            None => text.to_owned(),
        }
    }

    fn headers(&self, headers: &HeaderMap) -> Headers {
        let mut names: Vec<&HeaderName> = headers.keys().collect();
        names.retain(|name| !LEFT_OUT.contains(name));
        names.sort_by_key(|name| name.as_str());
        let values = |name: &HeaderName| match () {
            () if self.is_idempotency_header(name) => vec![KEY.to_owned()],
            () => headers.get_all(name).iter().map(|value| self.value(name, value)).collect(),
        };
        names.into_iter().map(|name| (name.as_str().to_owned(), values(name))).collect()
    }

    fn value(&self, name: &HeaderName, value: &http::HeaderValue) -> String {
        match value.is_sensitive() || self.is_secret_header(name) {
            true => REDACTED.to_owned(),
            false => String::from_utf8_lossy(value.as_bytes()).into_owned(),
        }
    }

    /// A body as a whole.
    fn content(&self, headers: &HeaderMap, body: Captured) -> Content {
        let chunks = match body {
            Captured::Omitted { length, sha256 } => return Content::Omitted { length, sha256 },
            Captured::Whole(chunks) => chunks,
        };
        let body = Captured::joined(&chunks);
        match Form::of(headers) {
            _ if body.is_empty() => Content::Empty,
            Form::Json => self.json_content(&body),
            Form::Pairs => self.form_content(&body),
            Form::Parts => self.parts_content(headers, &body),
            Form::Other => self.text_content(body),
        }
    }

    fn json_content(&self, body: &Bytes) -> Content {
        let text = std::str::from_utf8(body).map(|text| self.rewritten(text));
        let json = text.ok().and_then(|text| self.json(&text));
        json.map_or_else(|| self.text_content(body.clone()), Content::of_json)
    }

    fn form_content(&self, body: &Bytes) -> Content {
        let Ok(text) = std::str::from_utf8(body) else { return Content::of_bytes(body) };
        let redacted = pairs::redacted(&self.rewritten(text), |name| self.is_secret_pair(name));
        Content::Text(redacted)
    }

    /// A body of which it is not known what it is.
    fn text_content(&self, body: Bytes) -> Content {
        let chunks = self.edited(vec![(Duration::ZERO, body)]);
        Content::of_bytes(&Captured::joined(&chunks))
    }

    /// Removes what is secret by the name of its field, after the caller's functions.
    fn edited(&self, chunks: Vec<(Duration, Bytes)>) -> Vec<(Duration, Bytes)> {
        let text = Captured::joined(&chunks);
        let chunks = stream_text::edited(chunks, self.rewritten_lines(beginning(&text)));
        let text = Captured::joined(&chunks);
        stream_text::edited(chunks, self.secret_values(beginning(&text)))
    }

    #[cfg(feature = "multipart")]
    fn parts_content(&self, headers: &HeaderMap, body: &Bytes) -> Content {
        use super::content::Part;
        let Ok(parts) = crate::multipart::parse(media_type::content_type(headers), body) else {
            return Content::of_bytes(body);
        };
        let parts = parts.into_iter().map(|part| {
            let content = match self.is_secret_pair(&part.name) {
                true => Content::Text(REDACTED.to_owned()),
                false => self.part_content(part.content_type.as_deref(), part.content),
            };
            let (name, file_name) = (part.name, part.file_name);
            Part { name, file_name, media_type: part.content_type, content }
        });
        Content::Parts(parts.collect())
    }

    #[cfg(feature = "multipart")]
    fn part_content(&self, media_type: Option<&str>, content: Bytes) -> Content {
        let value = media_type.and_then(|value| http::HeaderValue::from_str(value).ok());
        let headers = value.map(|value| (CONTENT_TYPE, value)).into_iter().collect();
        match Form::of(&headers) {
            Form::Parts => Content::of_bytes(&content),
            _ => self.content(&headers, Captured::Whole(vec![(Duration::ZERO, content)])),
        }
    }

    #[cfg(not(feature = "multipart"))]
    fn parts_content(&self, _: &HeaderMap, body: &Bytes) -> Content {
        Content::of_bytes(body)
    }

    /// The body of a reply in which the limits of chunks mean nothing, and the time until it was complete.
    fn whole(
        &self,
        headers: &HeaderMap,
        chunks: &[(Duration, Bytes)],
    ) -> Option<(Duration, Content)> {
        let content = match Form::of(headers) {
            Form::Json => self.json_content(&Captured::joined(chunks)),
            Form::Pairs => self.form_content(&Captured::joined(chunks)),
            Form::Parts | Form::Other => return None,
        };
        let time = chunks.iter().map(|(after, _)| *after).sum();
        Some((time, content))
    }

    fn chunks(&self, chunks: Vec<(Duration, Bytes)>) -> Vec<Chunk> {
        let chunks = self.edited(chunks).into_iter().filter(|(_, chunk)| !chunk.is_empty());
        chunks.map(|(after, chunk)| Chunk { after, content: Content::of_bytes(&chunk) }).collect()
    }
}

/// What of a body is text: not the last character, if it broke off in it.
fn beginning(body: &[u8]) -> &str {
    body.utf8_chunks().next().map_or("", |chunk| chunk.valid())
}

// ===== what is secret by its value =====

impl Exchange {
    /// Removes the secrets.
    pub(super) fn redact(&mut self, redactor: &Redactor) {
        self.request.redact(redactor);
        match &mut self.outcome {
            Outcome::Reply(reply) => reply.redact(redactor),
            Outcome::Failure(failure) => redact_text(&mut failure.message, redactor),
            Outcome::Abandoned => {}
        }
    }
}

impl Request {
    pub(super) fn redact(&mut self, redactor: &Redactor) {
        self.url = redacted_url(&self.url, redactor);
        redact_values(&mut self.headers, redactor);
        self.body.redact(redactor);
    }
}

impl Reply {
    fn redact(&mut self, redactor: &Redactor) {
        redact_values(&mut self.headers, redactor);
        if let End::Failure(failure) = &mut self.end {
            redact_text(&mut failure.message, redactor);
        }
        for chunk in &mut self.chunks {
            chunk.content.redact(redactor);
        }
        if self.chunks.len() > 1 {
            self.redact_across_chunks(redactor);
        }
    }

    /// A secret may have come in two chunks, or one piece of it in each of several. Then they become one.
    fn redact_across_chunks(&mut self, redactor: &Redactor) {
        let bytes: Vec<&[u8]> =
            self.chunks.iter().filter_map(|chunk| chunk.content.bytes()).collect();
        let mut joined = Content::of_bytes(&bytes.concat());
        let before = joined.clone();
        joined.redact(redactor);
        if joined != before {
            let after = self.chunks.iter().map(|chunk| chunk.after).sum();
            self.chunks = vec![Chunk { after, content: joined }];
        }
    }
}

/// Removes the secrets from a URL. The origin stays: if it had a word of the credential, nothing would be left of it.
pub(super) fn redacted_url(url: &str, redactor: &Redactor) -> String {
    let host = if url.starts_with('/') { 0 } else { url.find("://").map_or(0, |at| at + 3) };
    let path = url.get(host..).and_then(|rest| rest.find('/')).map_or(url.len(), |at| host + at);
    let (origin, rest) = url.split_at(path);
    format!("{origin}{}", redactor.redact(rest))
}

fn redact_values(headers: &mut Headers, redactor: &Redactor) {
    for value in headers.iter_mut().flat_map(|(_, values)| values) {
        redact_text(value, redactor);
    }
}
