//! A text without the escapes that services write: percent-encoding, the entities of HTML and XML, and the escapes of JSON.
//!
//! A service that repeats what it was sent may write it otherwise: `%2f` for `/`, or `&amp;` for `&`. Each byte here knows
//! where it comes from, so that what is found can be replaced where it was written.

use std::ops::Range;

use memchr::memchr3;

/// The entities with a name that stand for marks of ASCII: <https://html.spec.whatwg.org/multipage/named-characters.html>.
const ENTITIES: [(&str, u8); 32] = [
    ("amp", b'&'),
    ("apos", b'\''),
    ("ast", b'*'),
    ("bsol", b'\\'),
    ("colon", b':'),
    ("comma", b','),
    ("commat", b'@'),
    ("dollar", b'$'),
    ("equals", b'='),
    ("excl", b'!'),
    ("grave", b'`'),
    ("gt", b'>'),
    ("Hat", b'^'),
    ("lbrace", b'{'),
    ("lbrack", b'['),
    ("lcub", b'{'),
    ("lowbar", b'_'),
    ("lpar", b'('),
    ("lsqb", b'['),
    ("lt", b'<'),
    ("num", b'#'),
    ("percnt", b'%'),
    ("period", b'.'),
    ("plus", b'+'),
    ("quest", b'?'),
    ("quot", b'"'),
    ("rcub", b'}'),
    ("rpar", b')'),
    ("rsqb", b']'),
    ("semi", b';'),
    ("sol", b'/'),
    ("verbar", b'|'),
];

/// The longest escape that is looked at.
const LONGEST: usize = 12;

/// A text without escapes.
pub(crate) struct Unescaped {
    bytes: Vec<u8>,
    /// Where each byte begins in the text, and where the text ends.
    starts: Vec<usize>,
    ends: Vec<usize>,
}

/// The marks that escapes begin with, in every combination: what looks like the escape of one kind may be a part of a secret
/// that is escaped in another.
pub(crate) const KINDS: [&[u8]; 7] = [b"%&\\", b"%", b"&", b"\\", b"%&", b"%\\", b"&\\"];

/// Whether there may be an escape.
pub(crate) fn has_escape(text: &[u8]) -> bool {
    memchr3(b'%', b'&', b'\\', text).is_some()
}

impl Unescaped {
    /// Undoes one layer of the escapes that begin with one of these marks.
    pub(crate) fn of(text: &str, marks: &[u8]) -> Self {
        let bytes = text.as_bytes();
        let mut out = Self {
            bytes: Vec::with_capacity(bytes.len()),
            starts: Vec::with_capacity(bytes.len()),
            ends: Vec::with_capacity(bytes.len()),
        };
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            let rest = bytes.get(at..).unwrap_or_default();
            let undone = if marks.contains(&byte) { escape(rest) } else { None };
            let (char, length) = undone.unwrap_or((Char::Byte(byte), 1));
            out.push(char, at..at + length);
            at += length;
        }
        out
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Returns where these bytes are in the text.
    pub(crate) fn place(&self, found: Range<usize>) -> Option<Range<usize>> {
        let last = found.end.checked_sub(1)?;
        Some(*self.starts.get(found.start)?..*self.ends.get(last)?)
    }

    fn push(&mut self, char: Char, place: Range<usize>) {
        let mut buffer = [0; 4];
        let bytes = match char {
            Char::Byte(byte) => {
                buffer[0] = byte;
                &buffer[..1]
            }
            Char::Char(char) => char.encode_utf8(&mut buffer).as_bytes(),
        };
        for byte in bytes {
            self.bytes.push(plain(*byte));
            self.starts.push(place.start);
            self.ends.push(place.end);
        }
    }
}

/// A plus is a space in a form, so the two are not told apart: what is searched for has its pluses replaced, too.
pub(crate) fn plain(byte: u8) -> u8 {
    if byte == b'+' { b' ' } else { byte }
}

/// What an escape stands for.
#[derive(Clone, Copy)]
enum Char {
    /// A byte, which may be a part of a character.
    Byte(u8),
    Char(char),
}

/// Returns what the escape at the beginning of a text stands for, and its length.
fn escape(text: &[u8]) -> Option<(Char, usize)> {
    match text.first()? {
        b'%' => hex(text.get(1..3)?).map(|byte| (Char::Byte(byte as u8), 3)),
        b'&' => entity(text),
        b'\\' => backslash(text),
        _ => None,
    }
}

fn entity(text: &[u8]) -> Option<(Char, usize)> {
    let inside = text.get(1..text.len().min(LONGEST))?;
    let inside = inside.get(..memchr::memchr(b';', inside)?)?;
    let char = match inside {
        [b'#', b'x' | b'X', digits @ ..] => Char::Char(char::from_u32(hex(digits)?)?),
        [b'#', digits @ ..] => {
            Char::Char(char::from_u32(std::str::from_utf8(digits).ok()?.parse().ok()?)?)
        }
        name => {
            let known = ENTITIES.iter().find(|(known, _)| known.as_bytes() == name);
            Char::Byte(known?.1)
        }
    };
    Some((char, inside.len() + 2))
}

fn backslash(text: &[u8]) -> Option<(Char, usize)> {
    match text.get(1)? {
        mark @ (b'"' | b'\\' | b'/' | b'\'') => Some((Char::Byte(*mark), 2)),
        b'u' => Some((Char::Char(char::from_u32(hex(text.get(2..6)?)?)?), 6)),
        _ => None,
    }
}

/// Reads a number of hexadecimal digits.
fn hex(digits: &[u8]) -> Option<u32> {
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    u32::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}
