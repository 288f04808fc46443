//! The secrets that a client and its calls send, in every form in which they are sent.

use std::collections::BTreeSet;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
#[cfg(feature = "record")]
use base64::engine::general_purpose::{GeneralPurpose, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};
use http::{HeaderName, HeaderValue};
use url::Url;

use super::auth::{credential_headers, header_of};
use crate::declaration::ApiSpec;
use crate::request::headers::{self, HeaderChange};
use crate::request::{Request, query};

/// A shorter text is hardly a secret, and would be found inside of words.
const SHORTEST: usize = 4;

/// Whether the caller has set a secret for this request, in a header or a query parameter.
pub(crate) fn has_secret(request: &Request, api: &ApiSpec) -> bool {
    let mut auths = api.auths();
    auths.any(|auth| request.has_secret(header_of(auth.scheme()).as_ref(), auth.parameter()))
}

/// Collects secrets for a [`Redactor`](crate::redactor::Redactor).
#[derive(Default)]
pub(crate) struct Sent {
    texts: BTreeSet<String>,
}

impl Sent {
    /// Adds a credential, which may be a user name and a password.
    pub(crate) fn credential(&mut self, secret: &str) {
        self.text(secret);
        self.text(&STANDARD.encode(secret));
        match secret.split_once(':') {
            // Without a password, the user is the secret.
            Some((user, "")) => self.text(user),
            Some((_, password)) => self.text(password),
            None => {}
        }
    }

    /// Adds a secret of any kind.
    #[cfg(feature = "record")]
    pub(crate) fn secret(&mut self, secret: &str) {
        self.text(secret);
    }

    /// Adds what base64 makes of all that is known so far.
    #[cfg(feature = "record")]
    pub(crate) fn encoded(&mut self) {
        const ENGINES: [GeneralPurpose; 4] = [STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD];
        let encode = |text: &String| ENGINES.map(|engine| engine.encode(text));
        let encoded: Vec<String> = self.texts.iter().flat_map(encode).collect();
        self.texts.extend(encoded);
    }

    /// Adds the value of a header if it is marked as secret: the whole and its parts, such as the token after `Bearer`.
    pub(crate) fn header(&mut self, name: &HeaderName, value: &HeaderValue) {
        let Some(text) = value.to_str().ok().filter(|_| value.is_sensitive()) else { return };
        self.text(text);
        if name == http::header::COOKIE {
            let values = text.split(';').filter_map(|pair| Some(pair.split_once('=')?.1));
            values.for_each(|value| self.text(value.trim()));
        }
        if let Some((_, token)) = text.split_once(' ') {
            self.text(token.trim());
            let decoded = STANDARD.decode(token.trim()).ok();
            if let Some(pair) = decoded.and_then(|pair| String::from_utf8(pair).ok()) {
                self.credential(&pair);
            }
        }
    }

    /// Adds the values of the parameters that are secret by their name, or by the declaration.
    pub(crate) fn query(&mut self, query: &str, api: &ApiSpec) {
        for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
            let is_declared = api.auths().any(|auth| auth.parameter() == Some(&*name));
            if is_declared || headers::is_secret(&name) {
                self.text(&value);
            }
        }
    }

    /// Collects the secrets that the caller has set for this request, and those in the URL that the service gave for it,
    /// such as the signature of a presigned one.
    pub(crate) fn of_request(request: &Request, given: Option<&Url>, api: &ApiSpec) -> Self {
        let mut sent = Self::default();
        let set = request.changes.iter().filter_map(|change| match change {
            HeaderChange::Set(name, value) | HeaderChange::Append(name, value) => {
                Some((name, value))
            }
            HeaderChange::Remove(_) | HeaderChange::SetKey(_) => None,
        });
        for (name, value) in request.headers.iter().chain(set) {
            let mut value = value.clone();
            if credential_headers(api).any(|other| other == *name) {
                value.set_sensitive(true);
            }
            sent.header(name, &value);
        }
        sent.query(&request.query, api);
        sent.query(given.and_then(Url::query).unwrap_or_default(), api);
        sent
    }

    /// Returns all forms of all secrets.
    pub(crate) fn into_texts(self) -> BTreeSet<String> {
        self.texts
    }

    fn text(&mut self, text: &str) {
        // Spaces at the ends are lost on the way.
        let text = text.trim();
        if text.len() < SHORTEST {
            return;
        }
        let encoded = query::encoded(text);
        self.texts.insert(escaped(text));
        self.texts.insert(form_encoded(text));
        self.texts.insert(encoded);
        self.texts.insert(text.to_owned());
    }
}

/// The form in which JSON and `Debug` write a text between quotes.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}

/// The form in which a service that parses and writes a query itself would repeat a value.
fn form_encoded(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::declaration::{AuthScheme, AuthSpec};
    use crate::redactor::Redactor;

    fn redacted(fill: impl FnOnce(&mut Sent), text: &str) -> String {
        let mut secrets = Sent::default();
        fill(&mut secrets);
        Redactor::default().with(secrets.into_texts()).redact(text).into_owned()
    }

    #[test]
    fn a_credential_is_taken_out_of_text_in_every_form() {
        assert_eq!(
            redacted(|secrets| secrets.credential(r#"a"b\c"#), r#"{"a\"b\\c":1}"#),
            r#"{"[redacted]":1}"#
        );
        for form in
            ["user:p&ss word", "p&ss word", "dXNlcjpwJnNzIHdvcmQ=", "p%26ss%20word", "p%26ss+word"]
        {
            let text =
                redacted(|secrets| secrets.credential("user:p&ss word"), &format!("bad {form}."));
            assert_eq!(text, "bad [redacted].", "{form}");
        }
    }

    #[test]
    fn a_secret_with_spaces_around_it_is_repeated_without_them() {
        let padded = |secrets: &mut Sent| secrets.credential(" sk-1234 ");
        assert_eq!(redacted(padded, "bad sk-1234."), "bad [redacted].");
        let header = |secrets: &mut Sent| {
            let (name, value) = headers::parse("x-api-key", &"sk-1234 ").unwrap();
            secrets.header(&name, &value);
        };
        assert_eq!(redacted(header, "bad sk-1234."), "bad [redacted].");
    }

    #[test]
    fn the_parts_of_secret_headers_are_secrets() {
        let header = |name: &str, value: &str, text: &str| {
            let (name, value) = headers::parse(name, &value).unwrap();
            redacted(|secrets| secrets.header(&name, &value), text)
        };
        assert_eq!(header("authorization", "Bearer sk-1234", "sk-1234"), "[redacted]");
        assert_eq!(header("authorization", "Basic dTpzZWNyZXQ=", "secret"), "[redacted]");
        assert_eq!(header("cookie", "a=1; session=abcdef", "abcdef"), "[redacted]");
        assert_eq!(header("x-trace", "abcdef", "abcdef"), "abcdef");
    }

    #[test]
    fn what_is_short_is_no_secret_and_the_longest_is_replaced_first() {
        assert_eq!(redacted(|secrets| secrets.credential("k"), "a kind key"), "a kind key");
        let both = |secrets: &mut Sent| {
            secrets.credential("sk-12");
            secrets.credential("sk-1234");
        };
        assert_eq!(redacted(both, "sk-1234 sk-12"), "[redacted] [redacted]");
    }

    #[test]
    fn secret_parameters_are_known_by_their_name_or_the_declaration() {
        const API: &ApiSpec =
            &ApiSpec::new("Things").with_auth(AuthSpec::new(AuthScheme::Query("pass")));
        let query =
            |text| redacted(|secrets| secrets.query("a=aaaa&pass=b%2Bbb&api_key=cccc", API), text);
        assert_eq!(query("aaaa b+bb b%2Bbb cccc"), "aaaa [redacted] [redacted] [redacted]");
    }
}
