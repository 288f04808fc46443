//! What is secret, by the declaration, by its name, and by what the caller says.

use std::borrow::Cow;
use std::collections::BTreeSet;

use http::{HeaderMap, HeaderName};
use secrecy::ExposeSecret;
use url::{Url, form_urlencoded};

use super::json_text;
use super::options::Options;
use crate::client::{Sent, Surroundings, credential_headers};
use crate::declaration::{ApiSpec, CursorPlace, PagedBy};
use crate::redactor::REDACTED;
use crate::request::headers;

/// What is secret in the exchanges of one client.
pub(super) struct Rules {
    options: Options,
    spec: &'static ApiSpec,
    /// The origin and the path of the base URL.
    base_url: String,
    idempotency_header: HeaderName,
    /// The parameters that choose a page.
    pages: BTreeSet<&'static str>,
}

impl Rules {
    pub(super) fn new(options: &Options, client: &Surroundings<'_>) -> Self {
        let pagings = client.endpoints.iter().filter_map(|endpoint| endpoint.paging());
        let ways = pagings.flat_map(|paging| [Some(paging.next()), paging.previous()]);
        Self {
            options: options.clone(),
            spec: client.spec,
            base_url: client.base_url.clone(),
            idempotency_header: client.idempotency_header.clone(),
            pages: ways.flatten().filter_map(parameter).collect(),
        }
    }

    pub(super) fn options(&self) -> &Options {
        &self.options
    }

    pub(super) fn base_url(&self) -> &str {
        &self.base_url
    }

    pub(super) fn is_idempotency_header(&self, name: &HeaderName) -> bool {
        *name == self.idempotency_header
    }

    pub(super) fn is_secret_header(&self, name: &HeaderName) -> bool {
        let text = name.as_str();
        credential_headers(self.spec).any(|other| other == *name)
            || self.options.secret_headers.contains(text)
            || headers::is_secret(text) && !self.options.kept.contains(text)
    }

    pub(super) fn is_secret_parameter(&self, name: &str) -> bool {
        let lower = name.to_ascii_lowercase();
        let is_kept = self.options.kept.contains(&lower) || self.pages.contains(name);
        self.spec.auths().any(|auth| auth.parameter() == Some(name))
            || self.options.secret_query.contains(&lower)
            || headers::is_secret(name) && !is_kept
    }

    pub(super) fn is_secret_field(&self, name: &str) -> bool {
        !self.options.secret_fields.is_empty()
            && self.options.secret_fields.contains(&name.to_lowercase())
    }

    /// Whether a field of a form is secret: `user[name]` is the field `name` of `user`.
    pub(super) fn is_secret_pair(&self, name: &str) -> bool {
        let mut names = name.split('[').map(|name| name.trim_end_matches(']'));
        self.is_secret_field(name) || names.any(|name| self.is_secret_field(name))
    }

    /// Passes a text through the caller's functions.
    pub(super) fn rewritten<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let rewrites = self.options.rewrites.iter();
        rewrites.fold(Cow::Borrowed(text), |text, rewrite| Cow::Owned(rewrite(&text)))
    }

    /// Returns a JSON text without white space, and without what is secret by the name of its field.
    pub(super) fn json(&self, text: &str) -> Option<String> {
        json_text::compact(text, &|name| self.is_secret_field(name).then_some(REDACTED))
    }

    /// Rewrites a line of a stream, unless it stays as it is: of events, what follows the name of a field may be JSON.
    pub(super) fn line(&self, line: &str) -> Option<String> {
        let rewritten = self.rewritten(line);
        let (name, data) = match rewritten.split_once(':') {
            Some((name, data)) if name == "data" => (Some(name), data.trim_start()),
            _ => (None, rewritten.trim_start()),
        };
        let is_json = !self.options.secret_fields.is_empty() && data.starts_with(['{', '[']);
        let redacted = is_json.then(|| self.json(data)).flatten();
        // Only what changes is written without white space.
        let redacted =
            redacted.filter(|text| json_text::compact(data, &|_| None).as_ref() != Some(text));
        match (redacted, name) {
            (Some(data), Some(name)) => Some(format!("{name}: {data}")),
            (Some(data), None) => Some(data),
            (None, _) => Some(rewritten.into_owned()).filter(|rewritten| rewritten != line),
        }
    }

    /// Returns the secrets that the caller names, in every form.
    pub(super) fn own_secrets(&self) -> BTreeSet<String> {
        let mut sent = Sent::default();
        for secret in &self.options.secrets {
            sent.secret(secret.expose_secret());
        }
        sent.encoded();
        sent.into_texts()
    }

    /// Returns the secrets in headers and a query, in every form.
    pub(super) fn secrets(&self, headers: &HeaderMap, url: &Url) -> BTreeSet<String> {
        let mut sent = Sent::default();
        for (name, value) in headers {
            if value.is_sensitive() || self.is_secret_header(name) {
                let mut value = value.clone();
                value.set_sensitive(true);
                sent.header(name, &value);
            }
        }
        let query = url.query().unwrap_or_default().as_bytes();
        for (name, value) in form_urlencoded::parse(query) {
            if self.is_secret_parameter(&name) {
                sent.secret(&value);
            }
        }
        sent.encoded();
        sent.into_texts()
    }
}

/// The parameter of the query that chooses a page.
fn parameter(by: PagedBy) -> Option<&'static str> {
    match by {
        PagedBy::Cursor { name, place: CursorPlace::Query, .. } => Some(name),
        PagedBy::Number { parameter, .. } | PagedBy::Offset { parameter, .. } => Some(parameter),
        _ => None,
    }
}
