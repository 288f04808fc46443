//! Removes the secrets that a client sends from the texts that leave the crate: some services repeat what they reject.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::{HeaderName, HeaderValue};
use secrecy::{ExposeSecret, SecretString};

use crate::request::{headers, query};

/// A shorter text is hardly a secret, and would be found inside of words.
const SHORTEST: usize = 4;

/// The secrets that a call sends, in every form in which it sends them.
#[derive(Clone, Default)]
pub(crate) struct Redactor {
    /// The longest first, since one may be a part of another.
    secrets: Option<Arc<[SecretString]>>,
}

impl Redactor {
    /// Returns a redactor that also knows these secrets.
    pub(crate) fn with(&self, more: Sent) -> Self {
        if more.texts.is_empty() {
            return self.clone();
        }
        let known = self.secrets.iter().flat_map(|secrets| secrets.iter());
        let known: BTreeSet<&str> = known.map(ExposeSecret::expose_secret).collect();
        if more.texts.iter().all(|text| known.contains(text.as_str())) {
            return self.clone();
        }
        let mut all = more.texts;
        all.extend(known.into_iter().map(str::to_owned));
        let mut all: Vec<String> = all.into_iter().collect();
        all.sort_by_key(|text| std::cmp::Reverse(text.len()));
        Self { secrets: Some(all.into_iter().map(SecretString::from).collect()) }
    }

    /// Replaces every secret in a text.
    pub(crate) fn redact<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let mut text = Cow::Borrowed(text);
        for secret in self.secrets.iter().flat_map(|secrets| secrets.iter()) {
            if text.contains(secret.expose_secret()) {
                text = text.replace(secret.expose_secret(), "[redacted]").into();
            }
        }
        text
    }
}

impl fmt::Debug for Redactor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Redactor")
    }
}

/// Collects secrets for a [`Redactor`].
#[derive(Default)]
pub(crate) struct Sent {
    texts: BTreeSet<String>,
}

impl Sent {
    /// Adds a credential, which may be a user name and a password.
    pub(crate) fn credential(&mut self, secret: &str) {
        self.text(secret);
        self.text(&STANDARD.encode(secret));
        if let Some((_, password)) = secret.split_once(':') {
            self.text(password);
        }
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
    pub(crate) fn query(&mut self, query: &str, declared: Option<&str>) {
        for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
            if declared == Some(&*name) || headers::is_secret(&name) {
                self.text(&value);
            }
        }
    }

    fn text(&mut self, text: &str) {
        if text.trim().len() < SHORTEST {
            return;
        }
        let encoded = query::encoded(text);
        self.texts.insert(form_encoded(text));
        self.texts.insert(encoded);
        self.texts.insert(text.to_owned());
    }
}

/// The form in which a service that parses and writes a query itself would repeat a value.
fn form_encoded(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn redacted(fill: impl FnOnce(&mut Sent), text: &str) -> String {
        let mut secrets = Sent::default();
        fill(&mut secrets);
        Redactor::default().with(secrets).redact(text).into_owned()
    }

    #[test]
    fn a_credential_is_taken_out_of_text_in_every_form() {
        for form in
            ["user:p&ss word", "p&ss word", "dXNlcjpwJnNzIHdvcmQ=", "p%26ss%20word", "p%26ss+word"]
        {
            let text =
                redacted(|secrets| secrets.credential("user:p&ss word"), &format!("bad {form}."));
            assert_eq!(text, "bad [redacted].", "{form}");
        }
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
        let query = |text| {
            redacted(|secrets| secrets.query("a=aaaa&pass=b%2Bbb&api_key=cccc", Some("pass")), text)
        };
        assert_eq!(query("aaaa b+bb b%2Bbb cccc"), "aaaa [redacted] [redacted] [redacted]");
    }
}
