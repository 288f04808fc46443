//! The URL that the service gave for a request, in place of a path of the declaration.

use std::borrow::Cow;

use url::Url;

use super::redirect::same_origin;
use crate::client::{Inner, has_secret, is_safe_destination};
use crate::error::Error;
use crate::request::{Request, Target, query};

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

/// Returns the URL that the service gave for a request, without what the request adds to it.
pub(super) fn given<'a>(
    client: &Inner,
    request: &'a Request,
) -> Result<Option<Cow<'a, Url>>, Error> {
    Ok(match &request.target {
        Target::Path => None,
        Target::Given(location) => Some(Cow::Owned(client.base.resolve(location)?)),
        Target::Page(address) => Some(Cow::Borrowed(address)),
    })
}

/// Adds the query of the client to the request, and returns where it goes, with the URL if the service gave one. A URL that
/// leads elsewhere is refused unless the declaration says that no credential is sent.
pub(super) fn resolve(
    client: &Inner,
    request: &mut Request,
) -> Result<(Destination, Option<Url>), Error> {
    let Some(mut url) = given(client, request)?.map(Cow::into_owned) else {
        client.query.add_to(request);
        return Ok((Destination::Base, None));
    };
    let destination = Destination::of(client, &url);
    if let Target::Given(_) = request.target {
        add_query(client, request, &url, destination);
        query::append_to(&mut url, &request.query);
    }
    if destination == Destination::Elsewhere {
        check_elsewhere(client, request, &url)?;
    }
    Ok((destination, Some(url)))
}

/// Adds the query of the client to the request. What the URL has already is not sent again, and another origin gets nothing
/// of it.
fn add_query(client: &Inner, request: &mut Request, url: &Url, destination: Destination) {
    let mut taken = String::new();
    for (name, _) in url.query_pairs() {
        query::push_pair(&mut taken, &name, "");
    }
    if destination == Destination::Base {
        client.query.without(&taken).add_to(request);
    }
    request.drop_constants(&taken);
}

fn check_elsewhere(client: &Inner, request: &Request, url: &Url) -> Result<(), Error> {
    if request.endpoint.sends_credential() {
        return Err(Error::input(
            "the URL leads to another origin than the base URL, which must not get the credential; if the service gives \
             such URLs, declare the endpoint with `auth none`",
        ));
    }
    if has_secret(request, client.spec) && !is_safe_destination(url) {
        return Err(Error::input(
            "a header or a query parameter with a credential is not sent over plain http to another machine: the URL \
             must start with `https://`",
        ));
    }
    Ok(())
}
