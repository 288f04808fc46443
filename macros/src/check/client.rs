//! Rules about the base URL.

use crate::errors::Errors;
use crate::model::{BaseUrl, Client};
use syn::LitStr;

/// The base URL needs a host and a scheme that the runtime supports.
pub(super) fn base_url_not_absolute(client: &Client, errors: &mut Errors) {
    let Some(url) = text(client) else { return };
    if authority(url).is_none() {
        errors.error(url, "the base URL is not absolute; write it with its scheme and host, as in `\"https://api.example.com/v1\"`");
    }
}

/// Paths are appended to the base URL, which a query or fragment would end.
pub(super) fn base_url_with_query(client: &Client, errors: &mut Errors) {
    let Some(url) = text(client) else { return };
    if let Some(mark) = url.value().chars().find(|char| matches!(char, '?' | '#')) {
        errors.error(url, format!("paths are appended to the base URL, so it cannot contain `{mark}`; remove it, and write constant parameters on the endpoint, as in `?name=value`"));
    }
}

/// Paths have parameters, the base URL has none.
pub(super) fn base_url_with_parameter(client: &Client, errors: &mut Errors) {
    let Some(url) = text(client) else { return };
    if url.value().contains(['{', '}', '<', '>', '$']) {
        errors.error(url, "the base URL has no parameters; write an example of it, and set the real one with `base_url` on the builder or with `base_url env \"VARIABLE\";`");
    }
}

/// A password does not belong in source code.
pub(super) fn base_url_with_credentials(client: &Client, errors: &mut Errors) {
    let Some(url) = text(client) else { return };
    if authority(url).is_some_and(|authority| authority.contains('@')) {
        errors.error(url, "the base URL contains credentials; remove them and write `auth basic env \"VARIABLE\";`");
    }
}

/// The base URL, if the declaration has it. That of a constant is checked when the client is built.
fn text(client: &Client) -> Option<&LitStr> {
    client.base_url.as_ref().and_then(BaseUrl::text)
}

/// The `user@host:port` of an absolute URL.
fn authority(url: &LitStr) -> Option<String> {
    let text = url.value();
    let (scheme, rest) = text.split_once("://")?;
    let spoken = ["https", "http"].iter().any(|spoken| scheme.eq_ignore_ascii_case(spoken));
    let authority = rest.split(['/', '?', '#']).next()?;
    let sound = !authority.is_empty() && !authority.contains(char::is_whitespace);
    (spoken && sound).then(|| authority.to_owned())
}
