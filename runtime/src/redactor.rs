//! Removes the secrets that a client sends from the texts that leave the crate: some services repeat what they reject.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use secrecy::{ExposeSecret, SecretString};

/// The secrets that a call sends, in every form in which it sends them.
#[derive(Clone, Default)]
pub(crate) struct Redactor {
    /// The longest first, since one may be a part of another.
    secrets: Option<Arc<[SecretString]>>,
}

impl Redactor {
    /// Returns a redactor that also knows these secrets.
    pub(crate) fn with(&self, more: BTreeSet<String>) -> Self {
        if more.is_empty() {
            return self.clone();
        }
        let known = self.secrets.iter().flat_map(|secrets| secrets.iter());
        let known: BTreeSet<&str> = known.map(ExposeSecret::expose_secret).collect();
        if more.iter().all(|text| known.contains(text.as_str())) {
            return self.clone();
        }
        let mut all = more;
        all.extend(known.into_iter().map(str::to_owned));
        let mut all: Vec<String> = all.into_iter().collect();
        all.sort_by_key(|text| std::cmp::Reverse(text.len()));
        Self { secrets: Some(all.into_iter().map(SecretString::from).collect()) }
    }

    /// Replaces every secret in a text.
    pub(crate) fn redact<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let mut text = Cow::Borrowed(text);
        for secret in self.secrets.iter().flat_map(|secrets| secrets.iter()) {
            let secret = secret.expose_secret();
            // A search is set up at a cost that most short texts, such as a request id, need not pay.
            if secret.len() <= text.len() && text.contains(secret) {
                text = text.replace(secret, "[redacted]").into();
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
