//! Removes the secrets that a client sends from the texts that leave the crate: some services repeat what they reject.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use memchr::memmem;
use secrecy::{ExposeSecret, SecretString};

use crate::unescaped::{KINDS, Unescaped, has_escape, plain};

/// What stands in place of a secret.
pub(crate) const REDACTED: &str = "[redacted]";

/// The secrets that a call sends, in every form in which it sends them.
#[derive(Clone, Default)]
pub(crate) struct Redactor {
    /// The longest first, since one may be a part of another.
    secrets: Option<Arc<[SecretString]>>,
}

impl Redactor {
    /// Returns a redactor that also knows these secrets.
    pub(crate) fn with(&self, more: BTreeSet<String>) -> Self {
        self.learned(more).unwrap_or_else(|| self.clone())
    }

    /// Returns a redactor that also knows these secrets, unless this one does.
    pub(crate) fn learned(&self, more: BTreeSet<String>) -> Option<Self> {
        if more.is_empty() {
            return None;
        }
        let known: BTreeSet<&str> = self.texts().collect();
        if more.iter().all(|text| known.contains(text.as_str())) {
            return None;
        }
        let mut all = more;
        all.extend(known.into_iter().map(str::to_owned));
        let mut all: Vec<String> = all.into_iter().collect();
        all.sort_by_key(|text| std::cmp::Reverse(text.len()));
        Some(Self { secrets: Some(all.into_iter().map(SecretString::from).collect()) })
    }

    /// Replaces every secret in a text, as it is sent or as a service may escape it.
    pub(crate) fn redact<'a>(&self, text: &'a str) -> Cow<'a, str> {
        let mut text = Cow::Borrowed(text);
        for secret in self.texts() {
            // A search is set up at a cost that most short texts, such as a request id, need not pay.
            if secret.len() <= text.len() && text.contains(secret) {
                text = text.replace(secret, REDACTED).into();
            }
        }
        if self.secrets.is_none() || !has_escape(text.as_bytes()) {
            return text;
        }
        match self.escaped_secrets(&text) {
            places if places.is_empty() => text,
            places => replaced(&text, &places).into(),
        }
    }

    fn texts(&self) -> impl Iterator<Item = &str> {
        self.secrets.iter().flat_map(|secrets| secrets.iter()).map(ExposeSecret::expose_secret)
    }

    /// Returns where secrets are escaped, in the order of the text and apart from each other.
    fn escaped_secrets(&self, text: &str) -> Vec<Range<usize>> {
        let is_there = |mark: &u8| text.as_bytes().contains(mark);
        let kinds = KINDS.into_iter().filter(|marks| marks.iter().all(is_there));
        let mut places = Vec::new();
        for unescaped in kinds.map(|marks| Unescaped::of(text, marks)) {
            for secret in self.texts() {
                let secret: Vec<u8> = secret.bytes().map(plain).collect();
                let found = memmem::find_iter(unescaped.bytes(), &secret);
                places.extend(found.filter_map(|at| unescaped.place(at..at + secret.len())));
            }
        }
        places.sort_by_key(|place| place.start);
        let mut apart: Vec<Range<usize>> = Vec::new();
        for place in places {
            match apart.last_mut() {
                Some(last) if place.start < last.end => last.end = last.end.max(place.end),
                _ => apart.push(place),
            }
        }
        apart
    }
}

/// Returns the text with these places replaced.
fn replaced(text: &str, places: &[Range<usize>]) -> String {
    let (mut out, mut at) = (String::with_capacity(text.len()), 0);
    for place in places {
        out.push_str(text.get(at..place.start).unwrap_or_default());
        out.push_str(REDACTED);
        at = place.end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

impl fmt::Debug for Redactor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Redactor")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn redacted(secret: &str, text: &str) -> String {
        Redactor::default().with([secret.to_owned()].into()).redact(text).into_owned()
    }

    #[test]
    fn a_secret_is_known_however_a_service_escapes_it() {
        let secret = "sk/a+b=&c\"d<é";
        for escaped in [
            "sk%2fa%2bb%3d%26c%22d%3c%c3%a9",
            "sk%2Fa%2bb=%26c%22d<é",
            "sk/a+b=&amp;c&quot;d&lt;é",
            "sk&#x2F;a&#43;b&#61;&#38;c&#34;d&#x3c;&#233;",
            "sk&sol;a&plus;b&equals;&amp;c&quot;d&lt;&#xE9;",
            r#"sk\/a+b=\u0026c\"d\u003c\u00e9"#,
            "sk/a b=&amp;c%22d%3Cé",
        ] {
            let text = format!("100% & bad: {escaped}, é");
            assert_eq!(redacted(secret, &text), "100% & bad: [redacted], é", "{escaped}");
        }
    }

    #[test]
    fn a_secret_may_look_like_an_escape_of_another_kind() {
        assert_eq!(redacted("a%9cj&eGd", "x a%9cj&amp;eGd."), "x [redacted].");
        assert_eq!(redacted("a&lt;b/c", "x a%26lt;b%2fc."), "x [redacted].");
    }

    #[test]
    fn an_encoded_form_may_be_escaped_again() {
        let forms = Redactor::default().with(["a%2Fb+c/d".to_owned()].into());
        assert_eq!(forms.redact("x a%252Fb%2bc%2fd."), "x [redacted].");
    }

    #[test]
    fn what_looks_like_an_escape_stays_as_it_is() {
        for text in
            ["%", "%2", "%zz", "&", "&amp", "&#;", "&#x110000;", "&nothing;", "\\", "\\u12", "é%e"]
        {
            assert_eq!(redacted("secret", text), text);
            let with = format!("{text} s%65cret {text}");
            assert_eq!(redacted("secret", &with), format!("{text} [redacted] {text}"));
        }
    }

    #[test]
    fn overlapping_secrets_leave_nothing() {
        let both = Redactor::default().with(["abc/def".to_owned(), "def/ghi".to_owned()].into());
        assert_eq!(both.redact("abc%2fdef%2fghi"), "[redacted]");
    }

    /// An escape is looked for no further than it may be long, or this would take hours.
    #[test]
    fn a_long_text_of_begun_escapes_is_read_to_its_end() {
        let text = "&&%%&#x&amp%2".repeat(500_000) + "s%65cret";
        assert!(redacted("secret", &text).ends_with("%2[redacted]"));
    }
}
