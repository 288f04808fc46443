//! The base URL, and how it is joined with the path of a call.

use url::Url;

use crate::error::Error;
use crate::request::query;

/// A base URL, parsed once so that a call only has to insert its path.
#[derive(Clone)]
pub(crate) struct BaseUrl {
    /// Includes the query of the base URL, if it has one.
    url: Url,
    /// The path, without a trailing slash.
    prefix: String,
}

impl BaseUrl {
    /// Parses a base URL. The error calls it `what` and does not show it, since it may contain a password.
    pub(crate) fn parse(text: &str, what: &str) -> Result<Self, Error> {
        let refuse = |why: &str| Error::config(format!("{what} {why}"));
        // The parser would strip them, and see another host than the checks below.
        if text.trim().contains(|c: char| c.is_ascii_control()) {
            return Err(refuse("has a tab, a line break or another control character"));
        }
        let mut url = Url::parse(text.trim()).map_err(|error| {
            refuse("is not an absolute URL; it must start with `https://`").with_source(error)
        })?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(refuse("must start with `https://` or `http://`"));
        }
        let authority = authority(text.trim(), url.scheme());
        if authority.is_empty() {
            return Err(refuse("has no host; it must start with `https://` and a host"));
        }
        // Even of an empty name, which the parser drops: it hides where the host begins.
        if authority.contains('@') {
            return Err(refuse(
                "contains a user name or a password; give the credential to `credential(..)`",
            ));
        }
        if url.fragment().is_some() {
            return Err(refuse("contains a fragment (`#`), which is never sent; remove it"));
        }
        let prefix = url.path().trim_end_matches('/').to_owned();
        url.set_path(&prefix);
        Ok(BaseUrl { url, prefix })
    }

    pub(crate) fn url(&self) -> &Url {
        &self.url
    }

    /// Whether the base URL has a query parameter of this name.
    pub(crate) fn has_parameter(&self, name: &str) -> bool {
        query::contains(self.url.query().unwrap_or_default(), name)
    }

    /// The origin and the path, without the query, which may contain a key.
    pub(crate) fn shown(&self) -> String {
        format!("{}{}", self.url.origin().ascii_serialization(), self.prefix)
    }

    /// Returns the URL of a call: the base URL with `path` and `query` appended to its own. A parameter of the call
    /// replaces one of the base URL.
    ///
    /// A path that the URL parser would change (`..`, a tab) would reach another endpoint. It is refused here, even
    /// though values were checked before.
    pub(crate) fn join(&self, path: &str, query: &str) -> Result<Url, Error> {
        let mut full = String::with_capacity(self.prefix.len() + path.len());
        full.push_str(&self.prefix);
        full.push_str(path);
        let mut url = self.url.clone();
        url.set_path(&full);
        if url.path() != full {
            return Err(Error::input(
                "the path contains a part, such as `..`, that would lead to another endpoint",
            ));
        }
        if !query.is_empty() {
            url.set_query(Some(&self.whole_query(query)));
        }
        Ok(url)
    }

    /// Returns the URL of a call that the service gave, which is absolute or relative to the base URL.
    ///
    /// The query of the base URL is not appended: the service gave the whole address.
    pub(crate) fn resolve(&self, location: &str) -> Result<Url, Error> {
        let refuse = |why: &str| Error::input(format!("the URL to send the request to {why}"));
        let location = location.trim();
        if location.is_empty() {
            return Err(refuse("is empty"));
        }
        // The parser would strip them.
        if location.contains(|c: char| c.is_ascii_control()) {
            return Err(refuse("has a tab, a line break or another control character"));
        }
        let mut folder = self.url.clone();
        folder.set_query(None);
        folder.set_path(&format!("{}/", self.prefix));
        let mut url = folder.join(location).map_err(|_| refuse("is not valid"))?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(refuse("must start with `https://` or `http://`, or be relative"));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(refuse("contains a user name or a password"));
        }
        url.set_fragment(None);
        Ok(url)
    }
}

impl BaseUrl {
    /// Returns a query with the parameters of the base URL that it has not itself.
    fn whole_query(&self, query: &str) -> String {
        let Some(own) = self.url.query() else { return query.to_owned() };
        let given = |pair: &str| {
            let name = url::form_urlencoded::parse(pair.as_bytes()).next();
            name.is_some_and(|(name, _)| query::contains(query, &name))
        };
        let kept = own.split('&').filter(|pair| !given(pair)).collect::<Vec<_>>();
        let mut all = kept.join("&");
        query::push_encoded(&mut all, query);
        all
    }
}

/// Returns what stands between the scheme with its two slashes and the path: the host and the port. A URL parser would
/// also accept `https:///v1` and `https:v1` and take `v1` for the host, which would then receive the credential.
fn authority<'a>(text: &'a str, scheme: &str) -> &'a str {
    let parts = text.split_once("://").filter(|(begun, _)| begun.eq_ignore_ascii_case(scheme));
    let rest = parts.map_or("", |(_, rest)| rest);
    rest.split(['/', '\\', '?', '#']).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn base(text: &str) -> Result<(String, String), Error> {
        BaseUrl::parse(text, "the base URL").map(|base| (base.url.to_string(), base.prefix))
    }

    #[test]
    fn a_prefix_is_kept_with_or_without_slash() {
        for text in ["https://h/v1", "https://h/v1/", " https://h/v1 "] {
            assert_eq!(base(text).unwrap().1, "/v1", "{text}");
        }
        assert_eq!(base("https://h").unwrap().1, "");
        assert_eq!(base("https://h/v1/?api-version=2").unwrap().0, "https://h/v1?api-version=2");
    }

    #[test]
    fn a_given_url_is_absolute_or_relative_to_the_base() {
        let base = BaseUrl::parse("https://h/v1?key=1", "the base URL").unwrap();
        let resolved = |location: &str, query: &str| {
            let mut url = base.resolve(location).unwrap();
            query::append_to(&mut url, query);
            url.to_string()
        };
        for (location, expected) in [
            ("https://h/v2/uploads/1?state=a%2Fb", "https://h/v2/uploads/1?state=a%2Fb"),
            ("/v2/uploads/1", "https://h/v2/uploads/1"),
            ("uploads/1", "https://h/v1/uploads/1"),
            ("?page=2", "https://h/v1/?page=2"),
            ("//other/x", "https://other/x"),
            (" https://other/x#top ", "https://other/x"),
        ] {
            assert_eq!(resolved(location, ""), expected, "{location}");
        }
        assert_eq!(resolved("/a", "digest=1"), "https://h/a?digest=1");
        assert_eq!(resolved("/a?b=%20", "digest=1"), "https://h/a?b=%20&digest=1");
    }

    #[test]
    fn a_given_url_that_cannot_be_meant_is_refused_without_being_shown() {
        let base = BaseUrl::parse("https://h/v1", "the base URL").unwrap();
        for location in [
            "",
            "  ",
            "ftp://secret",
            "secret:x",
            "data:text/plain,secret",
            "https://secret@h/x",
            "https://user:secret@h/x",
            "https:///",
            "https://h/se\tcret",
            "/x\r\nsecret",
            "http://[secret",
        ] {
            let error = base.resolve(location).unwrap_err();
            assert!(error.is_input(), "{location}");
            assert!(!format!("{error:?}").contains("secret"), "{error:?}");
        }
    }

    #[test]
    fn what_is_no_base_url_is_refused_without_being_shown() {
        for text in [
            "",
            "api.secret.com/v1",
            "/v1",
            "localhost:8080",
            "ftp://secret",
            "https://user:secret@h",
            "https://secret@h",
            "https://@secret",
            "https:secret://h",
            "https:http://secret",
            "https://:@secret",
            "https://h/#secret",
            "https://",
            "file:///secret",
            "https://\t/secret",
            "https:/\n/secret",
            "ht\ttps://secret",
        ] {
            let error = base(text).unwrap_err();
            assert!(error.is_config(), "{text}");
            assert!(!error.to_string().contains("secret"), "{error}");
        }
    }
}
