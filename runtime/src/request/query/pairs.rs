//! The pairs of a query, percent-encoded and joined by `&`.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use url::Url;

use crate::request::headers;

/// Everything but the unreserved characters: <https://www.rfc-editor.org/rfc/rfc3986#section-2.3>.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Appends one pair.
pub(crate) fn push_pair(query: &mut String, name: &str, value: &str) {
    if !query.is_empty() {
        query.push('&');
    }
    query.extend(utf8_percent_encode(name, ENCODED));
    query.push('=');
    query.extend(utf8_percent_encode(value, ENCODED));
}

/// Percent-encodes a value as [`push_pair`] does.
pub(crate) fn encoded(value: &str) -> String {
    utf8_percent_encode(value, ENCODED).to_string()
}

/// Appends pairs that are already encoded.
pub(crate) fn push_encoded(query: &mut String, pairs: &str) {
    if !query.is_empty() && !pairs.is_empty() {
        query.push('&');
    }
    query.push_str(pairs);
}

/// Appends pairs that are already encoded to the query of a URL.
pub(crate) fn append_to(url: &mut Url, pairs: &str) {
    if pairs.is_empty() {
        return;
    }
    let mut all = url.query().unwrap_or_default().to_owned();
    push_encoded(&mut all, pairs);
    url.set_query(Some(&all));
}

/// Removes all pairs of this name.
pub(crate) fn remove(query: &mut String, name: &str) {
    if !query.is_empty() {
        *query = without(query, &encoded(name));
    }
}

/// Returns the pairs of other names than those of `taken`. Of both, the names are compared as [`push_pair`] writes them.
pub(crate) fn without(query: &str, taken: &str) -> String {
    let taken: Vec<&str> = names(taken).collect();
    let free = pairs(query).filter(|pair| !taken.contains(&encoded_name(pair)));
    free.collect::<Vec<_>>().join("&")
}

/// Whether there is a pair of this name, in the form in which [`push_pair`] writes it.
pub(crate) fn has(query: &str, name: &str) -> bool {
    let name = encoded(name);
    names(query).any(|other| other == name)
}

fn names(query: &str) -> impl Iterator<Item = &str> {
    pairs(query).map(encoded_name)
}

fn pairs(query: &str) -> impl Iterator<Item = &str> {
    query.split('&').filter(|pair| !pair.is_empty())
}

fn encoded_name(pair: &str) -> &str {
    pair.split('=').next().unwrap_or_default()
}

/// Whether there is a pair of this name.
pub(crate) fn contains(query: &str, name: &str) -> bool {
    url::form_urlencoded::parse(query.as_bytes()).any(|(given, _)| given == name)
}

/// Whether there is a pair that is secret by its name; `declared` is the name of the credential.
pub(crate) fn has_secret(query: &str, declared: Option<&str>) -> bool {
    let mut names = url::form_urlencoded::parse(query.as_bytes()).map(|(name, _)| name);
    names.any(|name| declared == Some(&*name) || headers::is_secret(&name))
}
