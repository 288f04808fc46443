//! The text of a file.

use std::borrow::Cow;

/// A file that has no text which could be searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::emulator) struct Unreadable;

/// Kinds of files that the service reads but whose text is not simply in their bytes, even where these are ASCII.
const DOCUMENTS: &[&str] = &["doc", "docx", "pdf", "pptx"];

/// Reads UTF-8, and UTF-16 that begins with a byte order mark. Markup stays as it is.
pub(super) fn read<'a>(filename: &str, bytes: &'a [u8]) -> Result<Cow<'a, str>, Unreadable> {
    let extension = filename.rsplit_once('.').map_or("", |(_, extension)| extension);
    if DOCUMENTS.iter().any(|kind| kind.eq_ignore_ascii_case(extension)) {
        return Err(Unreadable);
    }
    let text = match bytes {
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes)?.into(),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes)?.into(),
        [0xef, 0xbb, 0xbf, rest @ ..] | rest => Cow::from(utf8(rest)?),
    };
    // No text has this character; UTF-16 without a mark and most binary formats do.
    if text.contains('\0') { Err(Unreadable) } else { Ok(text) }
}

fn utf8(bytes: &[u8]) -> Result<&str, Unreadable> {
    std::str::from_utf8(bytes).map_err(|_| Unreadable)
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, Unreadable> {
    let pairs = bytes.chunks_exact(2);
    if !pairs.remainder().is_empty() {
        return Err(Unreadable);
    }
    let units = pairs.map(|pair| unit([pair[0], pair[1]]));
    char::decode_utf16(units).collect::<Result<_, _>>().map_err(|_| Unreadable)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(text: &str, mark: &[u8], unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
        mark.iter().copied().chain(text.encode_utf16().flat_map(unit)).collect()
    }

    #[test]
    fn text_is_read_in_each_encoding() {
        let text = "Ça, c'est un 🦀.";
        let marked = [b"\xef\xbb\xbf", text.as_bytes()].concat();
        let little = bytes(text, &[0xff, 0xfe], u16::to_le_bytes);
        let big = bytes(text, &[0xfe, 0xff], u16::to_be_bytes);
        for bytes in [text.as_bytes(), &marked, &little, &big] {
            assert_eq!(read("notes.txt", bytes).as_deref(), Ok(text));
        }
    }

    #[test]
    fn the_name_of_a_text_does_not_matter() {
        for name in ["page.html", "main.rs", "Makefile", "", ".md", "pdf"] {
            assert_eq!(read(name, b"<p>All</p>").as_deref(), Ok("<p>All</p>"), "{name}");
        }
    }

    #[test]
    fn what_is_not_text_is_unreadable() {
        let unmarked = bytes("Hello", &[], u16::to_le_bytes);
        let half_a_pair = bytes("Hello", &[0xff, 0xfe], u16::to_le_bytes)[..7].to_vec();
        let lone_surrogate = vec![0xff, 0xfe, 0x3d, 0xd8];
        let latin1 = b"caf\xe9".to_vec();
        for bytes in [unmarked, half_a_pair, lone_surrogate, latin1, b"\x89PNG\r\n\x1a\n".to_vec()]
        {
            assert_eq!(read("notes.txt", &bytes), Err(Unreadable), "{bytes:?}");
        }
    }

    #[test]
    fn formats_that_need_a_parser_are_unreadable_even_in_ascii() {
        assert_eq!(read("report.PDF", b"%PDF-1.4 1 0 obj"), Err(Unreadable));
        assert_eq!(read("old.v2.doc", b"Hello"), Err(Unreadable));
    }
}
