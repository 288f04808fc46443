//! The base URL, and how the path of a call is put on it.

use url::Url;

use crate::error::Error;
use crate::request::query;

/// A base URL, taken apart once so that a call only puts its path in.
#[derive(Clone)]
pub(crate) struct BaseUrl {
    /// With the query of the base, if it has one.
    url: Url,
    /// The path, without a slash at its end.
    prefix: String,
}

impl BaseUrl {
    /// Checks a base URL. The error names it as `what` and does not show it: it may hold a password.
    pub(crate) fn parse(text: &str, what: &str) -> Result<Self, Error> {
        let refuse = |why: &str| Error::config(format!("{what} {why}"));
        // The parser would strip them, and see another host than the checks below.
        if text.trim().contains(|c: char| c.is_ascii_control()) {
            return Err(refuse("has a tab, a line break or another control character"));
        }
        let mut url = Url::parse(text.trim()).map_err(|error| {
            refuse("is not absolute; it starts with `https://`").with_source(error)
        })?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(refuse("is neither https nor http"));
        }
        if !names_a_host(text) {
            return Err(refuse("names no host; it starts with `https://` and a host"));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(refuse(
                "has a user name or a password; give the credential to `credential(..)`",
            ));
        }
        if url.fragment().is_some() {
            return Err(refuse("has a fragment (`#`), which is never sent"));
        }
        let prefix = url.path().trim_end_matches('/').to_owned();
        url.set_path(&prefix);
        Ok(BaseUrl { url, prefix })
    }

    pub(crate) fn url(&self) -> &Url {
        &self.url
    }

    /// The origin and the path, without the query, which may hold a key.
    pub(crate) fn shown(&self) -> String {
        format!("{}{}", self.url.origin().ascii_serialization(), self.prefix)
    }

    /// The URL of a call: the base with this path below its own, and this query after its own.
    ///
    /// What the parser would change on the way (`..`, a tab) would call another endpoint; it is
    /// refused, whatever was checked before.
    pub(crate) fn join(&self, path: &str, query: &str) -> Result<Url, Error> {
        let mut full = String::with_capacity(self.prefix.len() + path.len());
        full.push_str(&self.prefix);
        full.push_str(path);
        let mut url = self.url.clone();
        url.set_path(&full);
        if url.path() != full {
            return Err(Error::input("the path would change on its way and call another endpoint"));
        }
        if !query.is_empty() {
            let mut all = self.url.query().unwrap_or_default().to_owned();
            query::push_encoded(&mut all, query);
            url.set_query(Some(&all));
        }
        Ok(url)
    }
}

/// Whether a host stands between the second slash and the third. A URL parser would also take
/// `https:///v1` and `https:v1`, with `v1` as the host, to which the credential would go.
fn names_a_host(text: &str) -> bool {
    text.split_once("://").is_some_and(|(_, rest)| !rest.starts_with(['/', '\\']))
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
    fn what_is_no_base_url_is_refused_without_being_shown() {
        for text in [
            "",
            "api.secret.com/v1",
            "/v1",
            "localhost:8080",
            "ftp://secret",
            "https://user:secret@h",
            "https://secret@h",
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
