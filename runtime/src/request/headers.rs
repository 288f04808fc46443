//! Header names and values from a caller, checked; and which of several sources wins.

use std::fmt::{self, Display};

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue};

use crate::error::{Error, Mistake};

/// Headers that frame a message. They follow from the request, so nobody may set them.
const FRAMING: [&str; 7] =
    ["host", "content-length", "transfer-encoding", "connection", "te", "upgrade", "trailer"];

/// Headers that hold secrets, whoever sets them.
const SECRET: [&str; 3] = ["authorization", "proxy-authorization", "cookie"];

/// How the names of other headers end that hold secrets, such as `x-api-key` and `x-auth-token`.
const SECRET_ENDINGS: [&str; 4] = ["api-key", "-token", "-secret", "-password"];

/// What a caller asks for with a header. The last word on a name wins.
#[derive(Clone)]
pub(crate) enum HeaderChange {
    /// This value, and no other.
    Set(HeaderName, HeaderValue),
    /// The header is not sent.
    Remove(HeaderName),
    /// The idempotency key, in the header that the client knows.
    SetKey(HeaderValue),
}

impl HeaderChange {
    /// The header that is changed, when the idempotency key is sent as `key`.
    pub(crate) fn name<'a>(&'a self, key: &'a HeaderName) -> &'a HeaderName {
        match self {
            Self::Set(name, _) | Self::Remove(name) => name,
            Self::SetKey(_) => key,
        }
    }

    /// The header's value from now on.
    pub(crate) fn value(&self) -> Option<&HeaderValue> {
        match self {
            Self::Set(_, value) | Self::SetKey(value) => Some(value),
            Self::Remove(_) => None,
        }
    }
}

/// The name alone: a value may be secret.
impl fmt::Debug for HeaderChange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Set(name, _) => write!(f, "set {name}"),
            Self::Remove(name) => write!(f, "remove {name}"),
            Self::SetKey(_) => f.write_str("set the idempotency key"),
        }
    }
}

/// Checks a header that a caller sets. Neither error shows the value.
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
            "the value of the header `{name}` has a line break or another character that is not allowed"
        ))
    })
}

fn is_secret(name: &str) -> bool {
    SECRET.contains(&name) || SECRET_ENDINGS.iter().any(|ending| name.ends_with(ending))
}

/// Checks the name of a header that a caller sets.
pub(crate) fn parse_name(name: &str) -> Result<HeaderName, Mistake> {
    let name = HeaderName::from_bytes(name.as_bytes())
        .map_err(|_| Mistake::input(format!("`{}` is not a header name", name.escape_debug())))?;
    if FRAMING.contains(&name.as_str()) {
        return Err(Mistake::input(format!(
            "the header `{name}` follows from the request and cannot be set"
        )));
    }
    Ok(name)
}

/// Checks a header that a declaration sets, whose name is in lower case. It takes no memory of its own.
pub(crate) fn declared(
    name: &'static str,
    value: &'static str,
) -> Result<(HeaderName, HeaderValue), Error> {
    let is_token = name.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_'));
    // `from_static` panics at other names; the check keeps it from that.
    let header = (is_token && !name.is_empty()).then(|| HeaderName::from_static(name));
    let value = HeaderValue::from_maybe_shared(Bytes::from_static(value.as_bytes())).ok();
    header.zip(value).ok_or_else(|| {
        Error::config(format!(
            "the declared header `{name}` has a name or a value that cannot be sent"
        ))
    })
}

/// Whether one of the headers holds a secret.
pub(crate) fn has_secret(headers: &HeaderMap) -> bool {
    headers.values().any(HeaderValue::is_sensitive)
}

/// Replaces in `headers` whatever `over` has.
pub(crate) fn overlay(headers: &mut HeaderMap, over: &HeaderMap) {
    // Names come grouped: the first value of each replaces what was there.
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
        for name in ["Authorization", "Cookie", "api-key", "X-Goog-Api-Key", "x-auth-token"] {
            assert!(parse(name, &"k").unwrap().1.is_sensitive(), "{name}");
        }
        assert!(!parse("x-trace", &"1").unwrap().1.is_sensitive());
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
