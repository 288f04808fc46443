//! Checks header names and values from a caller, and decides which of several sources wins.

use std::fmt::{self, Display};

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue};

use crate::error::{Error, Mistake};

/// Headers that frame a message. They are derived from the request, so nobody may set them.
const FRAMING: [&str; 7] =
    ["host", "content-length", "transfer-encoding", "connection", "te", "upgrade", "trailer"];

/// Words, between hyphens and underscores, that make a name that of a secret.
const SECRET_WORDS: [&str; 13] = [
    "auth",
    "authorization",
    "cookie",
    "credential",
    "credentials",
    "jwt",
    "passphrase",
    "passwd",
    "password",
    "secret",
    "sig",
    "signature",
    "token",
];

/// The endings of the last word of a name that make it that of a secret, such as `x-api-key` and `x-accesstoken`.
const SECRET_ENDINGS: [&str; 4] = ["key", "password", "secret", "token"];

/// Keys that are no secrets.
const PLAIN_KEYS: [&str; 8] =
    ["cache", "dedup", "idempotency", "object", "partition", "public", "routing", "sort"];

/// A change that a caller makes to a header. The last change of a name wins.
#[derive(Clone)]
pub(crate) enum HeaderChange {
    /// Replaces all values of the header.
    Set(HeaderName, HeaderValue),
    /// Adds values to the list that the header is.
    Append(HeaderName, HeaderValue),
    /// Leaves the header out.
    Remove(HeaderName),
    /// Sets the idempotency key, in the header that the client is configured with.
    SetKey(HeaderValue),
}

impl HeaderChange {
    /// Returns the header that is changed; `key` is the one for idempotency keys.
    pub(crate) fn name<'a>(&'a self, key: &'a HeaderName) -> &'a HeaderName {
        match self {
            Self::Set(name, _) | Self::Append(name, _) | Self::Remove(name) => name,
            Self::SetKey(_) => key,
        }
    }

    /// Returns the new or added value, or `None` if the header is left out.
    pub(crate) fn value(&self) -> Option<&HeaderValue> {
        match self {
            Self::Set(_, value) | Self::Append(_, value) | Self::SetKey(value) => Some(value),
            Self::Remove(_) => None,
        }
    }
}

/// Shows the name only, because the value may be secret.
impl fmt::Debug for HeaderChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Set(name, _) => write!(f, "set {name}"),
            Self::Append(name, _) => write!(f, "append to {name}"),
            Self::Remove(name) => write!(f, "remove {name}"),
            Self::SetKey(_) => f.write_str("set the idempotency key"),
        }
    }
}

/// Checks a header that a caller sets. The errors do not show the value.
pub(crate) fn parse(name: &str, value: &dyn Display) -> Result<(HeaderName, HeaderValue), Mistake> {
    let name = parse_name(name)?;
    let mut value = parse_value(name.as_str(), value)?;
    value.set_sensitive(is_secret(name.as_str()));
    Ok((name, value))
}

/// Checks the value of a header that a caller sets.
pub(crate) fn parse_value(name: &str, value: &dyn Display) -> Result<HeaderValue, Mistake> {
    HeaderValue::try_from(value.to_string()).map_err(|_| {
        Mistake::input(format!(
            "the value of the header `{name}` contains a line break or another character that is not allowed"
        ))
    })
}

/// Whether the header or query parameter of this name usually contains a secret. Names vary from service to service, so
/// the rule is wide: to take a harmless value for a secret does no more than keep it off plain http and out of texts.
pub(crate) fn is_secret(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let words: Vec<&str> = name.split(['-', '_']).collect();
    if words.iter().any(|word| SECRET_WORDS.contains(word)) {
        return true;
    }
    let last = words.last().copied().unwrap_or_default();
    let is_plain = last.ends_with("key") && words.iter().any(|word| PLAIN_KEYS.contains(word));
    !is_plain && SECRET_ENDINGS.iter().any(|ending| last.ends_with(ending))
}

/// Checks the name of a header that a caller sets.
pub(crate) fn parse_name(name: &str) -> Result<HeaderName, Mistake> {
    let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| {
        Mistake::input(format!("`{}` is not a valid header name", name.escape_debug()))
    })?;
    if FRAMING.contains(&name.as_str()) {
        return Err(Mistake::input(format!(
            "the header `{name}` is set automatically and cannot be changed"
        )));
    }
    Ok(name)
}

/// Checks a header that a declaration sets, whose name must be in lower case. It allocates nothing.
pub(crate) fn declared(
    name: &'static str,
    value: &'static str,
) -> Result<(HeaderName, HeaderValue), Error> {
    // `from_static` panics for other names; the check prevents that.
    let is_token = name.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_'));
    if name.is_empty() || !is_token {
        return Err(wrongly_declared(name));
    }
    Ok((HeaderName::from_static(name), declared_value(name, value)?))
}

/// Checks the value of a header that a declaration sets.
pub(crate) fn declared_value(name: &str, value: &'static str) -> Result<HeaderValue, Error> {
    HeaderValue::from_maybe_shared(Bytes::from_static(value.as_bytes()))
        .map_err(|_| wrongly_declared(name))
}

fn wrongly_declared(name: &str) -> Error {
    Error::config(format!(
        "the declared header `{name}` has a name or a value that cannot be sent; change the declaration"
    ))
}

/// Whether one of the headers contains a secret.
pub(crate) fn has_secret(headers: &HeaderMap) -> bool {
    headers.values().any(HeaderValue::is_sensitive)
}

/// Replaces the headers that `over` also has, and adds its others.
pub(crate) fn overlay(headers: &mut HeaderMap, over: &HeaderMap) {
    // Values of one name come one after the other: the first replaces the old values, the others are appended.
    let mut last = None;
    for (name, value) in over {
        if last == Some(name) {
            headers.append(name, value.clone());
        } else {
            headers.insert(name, value.clone());
            last = Some(name);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_tokens() {
        for name in ["", "a b", "a:b", "a\nb", "naïve", "\u{212a}ey"] {
            assert!(Error::from(parse(name, &"1").unwrap_err()).is_input(), "{name:?}");
        }
    }

    #[test]
    fn values_have_no_line_breaks_and_are_not_shown() {
        for value in ["top-secret\r\nx: y", "top-secret\n", "top-secret\0"] {
            let error = Error::from(parse("x-trace", &value).unwrap_err());
            assert!(error.is_input());
            assert!(!format!("{error} {error:?}").contains("top-secret"), "{value:?}");
        }
    }

    #[test]
    fn framing_headers_cannot_be_set() {
        for name in ["Host", "content-length", "Transfer-Encoding", "connection"] {
            assert!(Error::from(parse(name, &"1").unwrap_err()).is_input(), "{name}");
        }
    }

    #[test]
    fn declared_headers_are_checked_too() {
        assert!(declared("openai-beta", "assistants=v2").is_ok());
        for (name, value) in [("", "1"), ("X-Upper", "1"), ("a b", "1"), ("x-a", "1\n2")] {
            assert!(declared(name, value).unwrap_err().is_config(), "{name:?}");
        }
    }

    #[test]
    fn secrets_are_marked() {
        for name in [
            "Authorization",
            "Proxy-Authorization",
            "Cookie",
            "api-key",
            "X-Goog-Api-Key",
            "x-auth-token",
            "apikey",
            "X-ApiKey",
            "api_key",
            "Ocp-Apim-Subscription-Key",
            "x-functions-key",
            "x-access-key",
            "x-auth",
            "x-auth-email",
            "x-authtoken",
            "x-client-secret",
            "x-amz-security-token",
        ] {
            assert!(parse(name, &"k").unwrap().1.is_sensitive(), "{name}");
        }
        for name in ["x-trace", "author", "idempotency-key", "x-cache-key", "x-max-tokens", "keys"]
        {
            assert!(!parse(name, &"k").unwrap().1.is_sensitive(), "{name}");
        }
    }

    #[test]
    fn overlay_replaces_all_values_of_a_name() {
        let map = |rows: &[(&str, &str)]| -> HeaderMap {
            let mut map = HeaderMap::new();
            for (name, value) in rows {
                let (name, value) = parse(name, value).unwrap();
                map.append(name, value);
            }
            map
        };
        let mut headers = map(&[("X-A", "1"), ("x-a", "2"), ("x-b", "3")]);
        overlay(&mut headers, &map(&[("x-A", "4"), ("x-a", "5")]));
        assert_eq!(headers.get_all("x-a").iter().collect::<Vec<_>>(), ["4", "5"]);
        assert_eq!(headers.get("x-b").unwrap(), "3");
    }
}
