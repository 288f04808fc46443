//! Encodes path parameters, and refuses values that would lead to another path.
//!
//! RFC 3986's `pchar` (letters, digits, `-._~`, `:`, `@` and the sub-delimiters) are kept as they are, except `;`, at
//! which some servers end a segment. Everything else is percent-encoded, so a value can never end its segment, start a
//! query or change the host. No encoding makes `..` safe, because URL parsers and servers resolve `%2e%2e` like `..`;
//! such values are refused.
use std::borrow::Cow;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4, SocketAddrV6};
use std::num::NonZero;
use std::rc::Rc;
use std::sync::Arc;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Everything but `pchar`, and `;`: <https://www.rfc-editor.org/rfc/rfc3986#section-3.3>.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b':')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'&')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b'+')
    .remove(b',')
    .remove(b'=');

/// A value that can be used as a path parameter: text, a number, a `bool`, an IP address, or an id.
///
/// In a line of `api!`, a type without it is sent as serde writes it, which has to be text, a number or a `bool`, and a type
/// that serde cannot write is sent as it is displayed. Implement the trait for a type that looks different in a path.
///
/// A value that is empty, contains a control character, or has a `.` or `..` segment is refused when the call is
/// awaited, with an error of the kind [`Input`](crate::ErrorKind::Input).
///
/// # Examples
///
/// ```
/// use std::borrow::Cow;
/// use schematic_api::PathValue;
///
/// struct Sha(u64);
///
/// impl PathValue for Sha {
///     fn path_value(&self) -> Cow<'_, str> {
///         format!("{:x}", self.0).into()
///     }
/// }
/// assert_eq!(Sha(255).path_value(), "ff");
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a path parameter",
    label = "this type does not implement `schematic_api::PathValue`",
    note = "text, numbers, `bool` and ids declared with `pub id ..;` can; implement the trait for a type of yours, and pass a type \
            of another crate as text, such as `&value.to_string()`"
)]
pub trait PathValue {
    /// Returns the value as text, not percent-encoded.
    fn path_value(&self) -> Cow<'_, str>;

    /// Returns nothing if the value is no text after all.
    #[doc(hidden)]
    fn checked_path_value(&self) -> Option<Cow<'_, str>> {
        Some(self.path_value())
    }
}

impl PathValue for str {
    fn path_value(&self) -> Cow<'_, str> {
        self.into()
    }
}

impl PathValue for String {
    fn path_value(&self) -> Cow<'_, str> {
        self.into()
    }
}

impl PathValue for Cow<'_, str> {
    fn path_value(&self) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }
}

macro_rules! pointers {
    ($($Pointer:ty),*) => {$(
        impl<T: PathValue + ?Sized> PathValue for $Pointer {
            fn path_value(&self) -> Cow<'_, str> {
                (**self).path_value()
            }

            fn checked_path_value(&self) -> Option<Cow<'_, str>> {
                (**self).checked_path_value()
            }
        }
    )*};
}

pointers!(&T, Box<T>, Rc<T>, Arc<T>);

macro_rules! displayed {
    ($($type:ty),*) => {$(
        impl PathValue for $type {
            fn path_value(&self) -> Cow<'_, str> {
                self.to_string().into()
            }
        }
    )*};
}

/// A number that is none is refused: there is no text that a service would read as one.
macro_rules! finite {
    ($($type:ty),*) => {$(
        impl PathValue for $type {
            fn path_value(&self) -> Cow<'_, str> {
                self.to_string().into()
            }

            fn checked_path_value(&self) -> Option<Cow<'_, str>> {
                self.is_finite().then(|| self.path_value())
            }
        }
    )*};
}

finite!(f32, f64);
displayed!(bool, char, u8, u16, u32, u64, u128, usize, i8, i16, i32, i64, i128, isize);
displayed!(NonZero<u8>, NonZero<u16>, NonZero<u32>, NonZero<u64>, NonZero<u128>, NonZero<usize>);
displayed!(NonZero<i8>, NonZero<i16>, NonZero<i32>, NonZero<i64>, NonZero<i128>, NonZero<isize>);
displayed!(IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4, SocketAddrV6);

/// Why a value cannot be a path parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Refused {
    Empty,
    TooLong,
    DotSegment,
    Control,
    NotText,
}

impl Refused {
    /// Returns the reason, worded as the end of a sentence.
    pub(crate) fn reason(self) -> &'static str {
        match self {
            Self::Empty => "is empty",
            Self::TooLong => "is longer than 65,536 bytes",
            Self::DotSegment => "contains a `.` or `..` segment, which would lead to another path",
            Self::Control => "contains a control character",
            Self::NotText => "is neither text nor a number nor a `bool`",
        }
    }
}

/// Appends `value` to `path`, percent-encoded, as one segment or a part of one.
pub(crate) fn push_segment(path: &mut String, value: &str) -> Result<(), Refused> {
    check_value(value)?;
    path.extend(utf8_percent_encode(value, ENCODED));
    Ok(())
}

/// Appends `value` to `path` as the segments that its slashes separate.
pub(crate) fn push_segments(path: &mut String, value: &str) -> Result<(), Refused> {
    for (index, segment) in value.split('/').enumerate() {
        if index > 0 {
            path.push('/');
        }
        push_segment(path, segment)?;
    }
    Ok(())
}

/// Replaces `{name}` in a path with one segment.
pub(crate) fn fill(path: &str, name: &str, value: &str) -> Result<String, String> {
    let place = format!("{{{name}}}");
    let (before, after) =
        path.split_once(&place).ok_or_else(|| format!("the path does not contain `{place}`"))?;
    let mut filled = before.to_owned();
    let start = filled.rfind('/').unwrap_or_default();
    let pushed = push_segment(&mut filled, value);
    let rest = after.split('/').next().unwrap_or_default();
    let segment = filled.get(start..).unwrap_or_default();
    pushed
        .and_then(|()| check_segments(&format!("{segment}{rest}")))
        .map_err(|refused| format!("the path parameter `{name}` {}", refused.reason()))?;
    filled.push_str(after);
    Ok(filled)
}

/// The longest value: far beyond what servers accept of a whole request line.
const LONGEST: usize = 64 * 1024;

fn check_value(value: &str) -> Result<(), Refused> {
    if value.is_empty() {
        Err(Refused::Empty)
    } else if value.len() > LONGEST {
        Err(Refused::TooLong)
    } else if value.bytes().any(|byte| byte.is_ascii_control()) {
        Err(Refused::Control)
    } else {
        Ok(())
    }
}

/// Checks finished segments: what several values and the literals between them make of one cannot be seen in any of them.
pub(crate) fn check_segments(segments: &str) -> Result<(), Refused> {
    // Nearly all ids are done here, at the cost of one search.
    if memchr::memchr2(b'.', b'%', segments.as_bytes()).is_none() {
        return Ok(());
    }
    match segments.split('/').any(has_dot_segment) {
        true => Err(Refused::DotSegment),
        false => Ok(()),
    }
}

/// Whether the segment, however often a server decodes it, has a `.` or `..` between slashes of either kind.
fn has_dot_segment(segment: &str) -> bool {
    let decoded = decode_fully(segment.as_bytes());
    decoded.split(|byte| matches!(byte, b'/' | b'\\')).any(|part| matches!(part, b"." | b".."))
}

/// Percent-decodes until nothing is left to decode, in one pass: what a decoded byte completes is decoded with it.
fn decode_fully(text: &[u8]) -> Vec<u8> {
    let mut decoded: Vec<u8> = Vec::with_capacity(text.len());
    for &byte in text {
        decoded.push(byte);
        while let Some((head, &[b'%', high, low])) = decoded.split_last_chunk::<3>() {
            let Some(value) = hex(high).zip(hex(low)).map(|(high, low)| high * 16 + low) else {
                break;
            };
            let length = head.len();
            decoded.truncate(length);
            decoded.push(value);
        }
    }
    decoded
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use percent_encoding::percent_decode_str;

    use super::*;

    fn segment(value: &str) -> Result<String, Refused> {
        let mut path = String::new();
        push_segment(&mut path, value)?;
        check_segments(&path)?;
        Ok(path)
    }

    #[test]
    fn what_is_encoded_many_times_is_decoded_in_one_pass() {
        let nested = |levels: usize, end: &str| format!("%{}{end}", "25".repeat(levels));
        assert_eq!(decode_fully(nested(10_000, "2e").as_bytes()), b".");
        assert_eq!(decode_fully(nested(10_000, "2").as_bytes()), b"%2");
        assert_eq!(decode_fully(b"%%32e%2%35%zz"), b".%%zz");
    }

    #[test]
    fn pchar_stays_and_the_rest_is_encoded() {
        let rows = [
            ("asst_abc-1.2~", "asst_abc-1.2~"),
            ("ft:gpt-4o:org::id@1", "ft:gpt-4o:org::id@1"),
            ("!$&'()*+,=", "!$&'()*+,="),
            ("a;b", "a%3Bb"),
            ("a/b", "a%2Fb"),
            ("a\\b", "a%5Cb"),
            ("x?y=1", "x%3Fy=1"),
            ("x#y", "x%23y"),
            ("50%", "50%25"),
            ("a b", "a%20b"),
            ("é", "%C3%A9"),
            ("[`{|}^\"<>]", "%5B%60%7B%7C%7D%5E%22%3C%3E%5D"),
            ("...", "..."),
            ("..a", "..a"),
            ("v1.1", "v1.1"),
        ];
        for (value, encoded) in rows {
            assert_eq!(segment(value).as_deref(), Ok(encoded), "{value:?}");
        }
    }

    #[test]
    fn dot_segments_are_refused_in_every_disguise() {
        for value in [
            ".",
            "..",
            "%2e",
            "%2E%2e",
            ".%2e",
            "%252e%252e",
            "../x",
            "x/..",
            "x/../y",
            "..\\..\\admin",
            "x%2f..",
            "%2e%2e%5Cx",
            "%25252e",
        ] {
            assert_eq!(segment(value), Err(Refused::DotSegment), "{value:?}");
        }
    }

    #[test]
    fn empty_values_and_control_characters_are_refused() {
        assert_eq!(segment(""), Err(Refused::Empty));
        for value in ["a\tb", "a\r\nb", "\0", "\u{7f}", "\u{1f}"] {
            assert_eq!(segment(value), Err(Refused::Control), "{value:?}");
        }
    }

    #[test]
    fn segments_of_a_rest_parameter_are_encoded_one_by_one() {
        let mut path = String::from("/files/");
        assert_eq!(push_segments(&mut path, "a b/c?d"), Ok(()));
        assert_eq!(path, "/files/a%20b/c%3Fd");
        for value in ["a//b", "/a", "a/"] {
            assert_eq!(push_segments(&mut String::new(), value), Err(Refused::Empty), "{value:?}");
        }
    }

    #[test]
    fn every_character_survives() {
        for character in (' '..=char::MAX).filter(|c| !matches!(c, '.' | '\u{7f}')) {
            let value = character.to_string();
            let encoded = segment(&value).unwrap();
            assert_eq!(percent_decode_str(&encoded).decode_utf8().unwrap(), value);
            assert!(!encoded.contains(['/', '?', '#', '\\', ';', ' ']));
        }
    }
}
