//! What is secret, by the declaration, by its name, and by what the caller says.

use std::borrow::Cow;
use std::collections::BTreeSet;

use http::{HeaderMap, HeaderName};
use secrecy::ExposeSecret;
use url::{Url, form_urlencoded};

use super::options::Options;
use super::stream_text::{self, Edit};
use super::{json_fields, json_text};
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

    /// Returns what changes in the lines of a text by the caller's functions.
    pub(super) fn rewritten_lines(&self, text: &str) -> Vec<Edit> {
        if self.options.rewrites.is_empty() {
            return Vec::new();
        }
        let changed = |line: &str| Some(self.rewritten(line).into_owned()).filter(|to| to != line);
        stream_text::lines(text, changed)
    }

    /// Returns where a text has what is secret by the name of its field, if it has JSON in it.
    pub(super) fn secret_values(&self, text: &str) -> Vec<Edit> {
        if self.options.secret_fields.is_empty() {
            return Vec::new();
        }
        let places = json_fields::values(text, |name| self.is_secret_field(name));
        places.into_iter().map(|place| (place, json_text::string(REDACTED))).collect()
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
