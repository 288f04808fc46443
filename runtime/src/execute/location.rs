//! The URL that the service gave for a request, in place of a path of the declaration.

use url::Url;

use super::redirect::same_origin;
use crate::client::{Inner, Sent, header_of, is_safe_destination};
use crate::error::Error;
use crate::redactor::Redactor;
use crate::request::{Request, query};

/// Where the requests of a call go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Destination {
    /// To the origin of the base URL.
    Base,
    /// To another origin, which gets nothing that the client sends with every call: one of its headers could be a secret.
    Elsewhere,
}

impl Destination {
    /// Where a URL leads.
    pub(super) fn of(client: &Inner, url: &Url) -> Self {
        match same_origin(client.base.url(), url) {
            true => Self::Base,
            false => Self::Elsewhere,
        }
    }
}

/// Adds the query of the client to the request. What a URL that the service gave has already is not sent again, and another
/// origin gets nothing of it.
pub(super) fn add_query(client: &Inner, request: &mut Request) {
    let Some(url) = given(client, request) else { return client.query.add_to(request) };
    let mut taken = String::new();
    for (name, _) in url.query_pairs() {
        query::push_pair(&mut taken, &name, "");
    }
    if Destination::of(client, &url) == Destination::Base {
        client.query.without(&taken).add_to(request);
    }
    request.drop_constants(&taken);
}

/// Returns the URL that the caller gives, without the query of the request. [`resolve`] reports one that is not valid.
fn given(client: &Inner, request: &Request) -> Option<Url> {
    client.base.resolve(request.location.as_deref()?, "").ok()
}

/// Returns the URL that the caller gives, if the endpoint has one in place of a path. One that leads elsewhere is refused
/// unless the declaration says that no credential is sent.
pub(super) fn resolve(client: &Inner, request: &Request) -> Result<Option<Url>, Error> {
    let Some(location) = &request.location else { return Ok(None) };
    let url = client.base.resolve(location, &request.query)?;
    if Destination::of(client, &url) == Destination::Elsewhere {
        check_elsewhere(client, request, &url)?;
    }
    Ok(Some(url))
}

fn check_elsewhere(client: &Inner, request: &Request, url: &Url) -> Result<(), Error> {
    if request.endpoint.sends_credential() {
        return Err(Error::input(
            "the URL leads to another origin than the base URL, which must not get the credential; if the service gives \
             such URLs, declare the endpoint with `auth none`",
        ));
    }
    let has_secret = client
        .spec
        .auths()
        .any(|auth| request.has_secret(header_of(auth.scheme()).as_ref(), auth.parameter()));
    if has_secret && !is_safe_destination(url) {
        return Err(Error::input(
            "a header or a query parameter with a credential is not sent over plain http to another machine: the URL \
             must start with `https://`",
        ));
    }
    Ok(())
}

/// Returns a redactor that knows the secrets in the URL, such as the signature of a presigned one.
pub(super) fn redactor(redactor: &Redactor, client: &Inner, url: Option<&Url>) -> Redactor {
    let Some(query) = url.and_then(Url::query) else { return redactor.clone() };
    let mut sent = Sent::default();
    sent.query(query, client.spec);
    redactor.with(sent.into_texts())
}
