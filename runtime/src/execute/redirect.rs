//! Decides whether a redirect is followed. It is refused unless the client allows it, and it never leaves the origin,
//! so that neither credentials nor a body are sent to another host.

use http::{HeaderMap, Method, StatusCode, header::LOCATION};
use url::Url;

use crate::client::Redirects;

/// What to do with a redirect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Decision {
    /// Send the same request to this URL.
    Follow(Url),
    /// Fail the call.
    Refuse(Refusal),
}

/// Why a redirect is not followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// The client follows no redirects.
    Disabled,
    /// The method is neither `GET` nor `HEAD`.
    Method,
    /// There is no `Location`, or it is not a valid URL.
    Location,
    /// The URL has another scheme, host or port, or contains a user name or password.
    Origin,
    /// The call has followed as many redirects as the client allows.
    Hops,
    /// The body was a stream, which cannot be sent again.
    OneShotBody,
}

impl Refusal {
    /// Returns the reason, worded as the end of the sentence "the redirect was not followed: ...".
    pub(crate) fn reason(self) -> &'static str {
        match self {
            Self::Disabled => "this client follows no redirects",
            Self::Method => "only GET and HEAD requests are redirected",
            Self::Location => "its `Location` is missing or not a valid URL",
            Self::Origin => "it leads to another origin",
            Self::Hops => "there were too many redirects",
            Self::OneShotBody => "the body is a stream, which cannot be sent twice",
        }
    }
}

/// Whether `status` is one of the five redirects that name another address.
pub(crate) fn is_redirect(status: StatusCode) -> bool {
    matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308)
}

/// Decides on a redirect from `url` after `hops` others. The target is compared with the URL before it, so the origin
/// never changes.
pub(crate) fn decide(
    policy: Redirects,
    method: &Method,
    url: &Url,
    headers: &HeaderMap,
    hops: u8,
) -> Decision {
    match check(policy, method, url, headers, hops) {
        Ok(target) => Decision::Follow(target),
        Err(refusal) => Decision::Refuse(refusal),
    }
}

fn check(
    policy: Redirects,
    method: &Method,
    url: &Url,
    headers: &HeaderMap,
    hops: u8,
) -> Result<Url, Refusal> {
    let Redirects::SameOrigin(limit) = policy else { return Err(Refusal::Disabled) };
    if !matches!(*method, Method::GET | Method::HEAD) {
        return Err(Refusal::Method);
    }
    let target = target(url, headers).ok_or(Refusal::Location)?;
    if !same_origin(url, &target) {
        return Err(Refusal::Origin);
    }
    if hops >= limit { Err(Refusal::Hops) } else { Ok(target) }
}

fn target(url: &Url, headers: &HeaderMap) -> Option<Url> {
    let mut target = url.join(headers.get(LOCATION)?.to_str().ok()?).ok()?;
    target.set_fragment(None);
    Some(target)
}

/// Whether credentials for `one` may be sent to `other`: it must have the same scheme, host and port, and no user name
/// or password that would replace them.
pub(crate) fn same_origin(one: &Url, other: &Url) -> bool {
    one.origin() == other.origin() && other.username().is_empty() && other.password().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;

    const FROM: &str = "https://api.example.com/v1/threads?limit=2";

    fn decide_for(
        policy: Redirects,
        method: &Method,
        location: Option<&str>,
        hops: u8,
    ) -> Decision {
        let mut headers = HeaderMap::new();
        if let Some(location) = location {
            headers.insert(LOCATION, HeaderValue::from_str(location).unwrap());
        }
        decide(policy, method, &Url::parse(FROM).unwrap(), &headers, hops)
    }

    fn followed(location: &str) -> Option<String> {
        match decide_for(Redirects::SameOrigin(3), &Method::GET, Some(location), 0) {
            Decision::Follow(url) => Some(url.into()),
            Decision::Refuse(refusal) => {
                assert_eq!(refusal, Refusal::Origin, "{location}");
                None
            }
        }
    }

    // A3, A7
    #[test]
    fn only_the_same_origin_is_followed() {
        for location in [
            "https://api.example.com/v2",
            "HTTPS://API.EXAMPLE.COM/v2",
            "https://api.example.com:443/v2",
            "//api.example.com/v2",
            "/v2",
            "../v2",
            "/v2#top",
        ] {
            let target = followed(location);
            assert_eq!(target.as_deref(), Some("https://api.example.com/v2"), "{location}");
        }
        for location in [
            "https://evil.example/v2",
            "//evil.example/v2",
            "\\\\evil.example/v2",
            "/\\evil.example/v2",
            "https://api.example.com.evil.example/v2",
            "https://api.example.com:444/v2",
            "http://api.example.com/v2",
            "http://api.example.com:443/v2",
            "https://user@api.example.com/v2",
            "https://user:word@api.example.com/v2",
            "https://api.example.com@evil.example/v2",
            "https://api.example.com./v2",
            "data:text/plain,hello",
            "file:///etc/passwd",
        ] {
            assert_eq!(followed(location), None, "{location}");
        }
    }

    // A5
    #[test]
    fn the_default_refuses_all() {
        assert_eq!(
            decide_for(Redirects::default(), &Method::GET, Some("/v2"), 0),
            Decision::Refuse(Refusal::Disabled)
        );
    }

    // A6
    #[test]
    fn a_request_that_may_have_a_body_is_never_redirected() {
        for method in [Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
            assert_eq!(
                decide_for(Redirects::SameOrigin(3), &method, Some("/v2"), 0),
                Decision::Refuse(Refusal::Method),
                "{method}"
            );
        }
    }

    #[test]
    fn hops_are_limited() {
        let refused = |hops| {
            matches!(
                decide_for(Redirects::SameOrigin(3), &Method::GET, Some("/v2"), hops),
                Decision::Refuse(Refusal::Hops)
            )
        };
        assert_eq!([0, 2, 3, 255].map(refused), [false, false, true, true]);
    }

    #[test]
    fn a_missing_or_broken_location_is_refused() {
        for location in [None, Some("https://"), Some("https://[::1"), Some("http://:0:0")] {
            assert_eq!(
                decide_for(Redirects::SameOrigin(3), &Method::GET, location, 0),
                Decision::Refuse(Refusal::Location),
                "{location:?}"
            );
        }
    }

    #[test]
    fn five_statuses_are_redirects() {
        let found: Vec<u16> =
            (100..600).filter(|code| is_redirect(StatusCode::from_u16(*code).unwrap())).collect();
        assert_eq!(found, [301, 302, 303, 307, 308]);
    }
}
