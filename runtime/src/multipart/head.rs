//! The headers of a part. Nothing that a caller gives can end one of them, or the quotes in it.

use std::borrow::Cow;

use crate::error::Mistake;

/// Writes the headers of a part, up to and with the empty line.
///
/// The names are escaped as browsers do (<https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data>),
/// and so are all other control characters, and the backslash, which some readers take for the beginning of an escape. Some
/// readers look for `filename=` wherever it is, also within the name of a part: there, what is before it is escaped as well.
pub(super) fn write(name: &str, file_name: Option<&str>, media_type: Option<&str>) -> String {
    let mut head = String::from("Content-Disposition: form-data; name=\"");
    escape(&mut head, &without_parameter(name));
    head.push('"');
    if let Some(file_name) = file_name {
        head.push_str("; filename=\"");
        escape(&mut head, file_name);
        head.push('"');
    }
    if let Some(media_type) = media_type {
        head.push_str("\r\nContent-Type: ");
        head.push_str(media_type);
    }
    head.push_str("\r\n\r\n");
    head
}

/// Escapes the space or the semicolon before each `filename=` in the name of a part.
fn without_parameter(name: &str) -> Cow<'_, str> {
    const WORD: &str = "filename";
    let is_parameter = |after: &str| after.trim_start_matches([' ', '*']).starts_with('=');
    let lower = name.to_ascii_lowercase();
    let mut escaped = String::new();
    let mut rest = name;
    for (at, word) in lower.match_indices(WORD) {
        let after = name.get(at + word.len()..).unwrap_or_default();
        let Some(before) = name.get(name.len() - rest.len()..at) else { continue };
        if let Some(kept) = before.strip_suffix([' ', ';']).filter(|_| is_parameter(after)) {
            escaped.push_str(kept);
            escaped.push_str(if before.ends_with(' ') { "%20" } else { "%3B" });
            rest = name.get(at..).unwrap_or_default();
        }
    }
    if escaped.is_empty() { name.into() } else { (escaped + rest).into() }
}

fn is_escaped(char: char) -> bool {
    char.is_ascii_control() || matches!(char, '"' | '\\')
}

fn escape(head: &mut String, text: &str) {
    const DIGITS: [char; 16] =
        ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'];
    let digit = |number: u32| DIGITS.get(number as usize & 0xf).copied().unwrap_or('0');
    for char in text.chars() {
        if is_escaped(char) {
            let code = u32::from(char);
            head.extend(['%', digit(code >> 4), digit(code)]);
        } else {
            head.push(char);
        }
    }
}

/// Reads a name as [`write`] writes it: `%22` is a quote, and `%41` is `%41`.
#[cfg(any(feature = "mock", feature = "record"))]
pub(crate) fn unescape(text: &str) -> String {
    let mut pieces = text.split('%');
    let mut plain = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let code = piece.get(..2).filter(|code| code.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let char = code.and_then(|code| u8::from_str_radix(code, 16).ok()).map(char::from);
        match char.filter(|char| is_escaped(*char) || matches!(char, ' ' | ';')) {
            Some(char) => {
                plain.push(char);
                plain.push_str(piece.get(2..).unwrap_or_default());
            }
            None => {
                plain.push('%');
                plain.push_str(piece);
            }
        }
    }
    plain
}

/// Checks a media type: `type/subtype`, with parameters of visible characters. What is wrong may come from anywhere, and is not
/// repeated.
pub(super) fn check_media_type(part: &str, media_type: &str) -> Result<(), Mistake> {
    let (essence, parameters) = media_type.split_once(';').unwrap_or((media_type, ""));
    let names = essence.trim_end().split_once('/');
    let visible = |char: char| char == ' ' || char.is_ascii_graphic();
    match names {
        Some((kind, subtype))
            if is_token(kind) && is_token(subtype) && parameters.chars().all(visible) =>
        {
            Ok(())
        }
        _ => Err(Mistake::input(format!(
            "the media type of the part `{}` is not of the form `type/subtype`",
            part.escape_debug()
        ))),
    }
}

/// <https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2>
fn is_token(text: &str) -> bool {
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !text.is_empty() && text.bytes().all(is_token)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_cannot_end_their_quotes_or_their_line() {
        let hostile = "a\"b\\\r\nX: 1\0\u{7f}\t";
        let head = write(hostile, Some(hostile), Some("text/plain"));
        let escaped = "a%22b%5C%0D%0AX: 1%00%7F%09";
        assert_eq!(
            head,
            format!(
                "Content-Disposition: form-data; name=\"{escaped}\"; filename=\"{escaped}\"\r\n\
                 Content-Type: text/plain\r\n\r\n"
            )
        );
    }

    #[test]
    fn other_characters_are_kept() {
        let head = write("größe[]", Some("100% 日本.txt"), None);
        assert_eq!(
            head,
            "Content-Disposition: form-data; name=\"größe[]\"; filename=\"100% 日本.txt\"\r\n\r\n"
        );
    }

    #[test]
    fn the_name_of_a_part_cannot_bring_a_file_name() {
        for (name, written) in [
            ("a=b", "a=b"),
            ("a; filename=b=c", "a;%20filename=b=c"),
            (";FileName *=b", "%3BFileName *=b"),
            ("my filename", "my filename"),
            ("filename=1", "filename=1"),
            ("é filename filename=", "é filename%20filename="),
            (" filename= filename=", "%20filename=%20filename="),
        ] {
            let head = write(name, None, None);
            let quoted = head.split('"').nth(1);
            assert_eq!(quoted, Some(written));
        }
    }

    #[cfg(feature = "mock")]
    #[test]
    fn what_is_escaped_is_read_back() {
        for char in (0..=0x7f_u8).map(char::from).filter(|char| *char != '%') {
            let text = format!("é{char}x");
            let mut escaped = String::new();
            escape(&mut escaped, &text);
            assert!(!escaped.contains(|char: char| is_escaped(char)), "{text:?}");
            assert_eq!(unescape(&escaped), text);
        }
        assert_eq!(unescape("100%, %4, %41, %2é, %zz%"), "100%, %4, %41, %2é, %zz%");
    }

    #[test]
    fn a_media_type_cannot_bring_a_header() {
        for right in ["text/plain", "text/plain; charset=\"utf-8\"", "image/svg+xml", "a/b ;c"] {
            assert!(check_media_type("p", right).is_ok(), "{right}");
        }
        for wrong in [
            "",
            "text",
            "text/",
            "/plain",
            "text/plain\r\nX: 1",
            "text/plain; a=\n",
            "t/p é",
            "a b/c",
        ] {
            assert!(check_media_type("p", wrong).is_err(), "{wrong:?}");
        }
    }
}
