//! Where a target takes its input from: random choices that a seed repeats.

use serde_json::{Map, Value};

/// Texts that mean something to one of the readers, whole or in part.
const TOKENS: &[&str] = &[
    "a",
    "b",
    "é",
    "\u{202e}",
    "\u{1b}[31m",
    "😀",
    " ",
    "\t",
    "\n",
    "\r",
    "\0",
    "\u{7f}",
    "\"",
    "'",
    "\\",
    "/",
    "//",
    "\\\\",
    "/\\",
    ".",
    "..",
    "...",
    "%",
    "%2",
    "%2e",
    "%2E",
    "%2f",
    "%5c",
    "%25",
    "%00",
    "25",
    "2e",
    "?",
    "#",
    "&",
    "=",
    "+",
    ";",
    ",",
    ":",
    "@",
    "[",
    "]",
    "[]",
    "[0]",
    "][",
    "{",
    "}",
    "<",
    ">",
    "|",
    "`",
    "^",
    "~",
    "0",
    "1",
    "-1",
    "null",
    "true",
    "data",
    "id",
    "event",
    "type",
    "error",
    "[DONE]",
    "\u{feff}",
    "\u{2028}",
    "ß",
    "İ",
    "k\u{301}",
];

/// Numbers at which something changes.
const NUMBERS: &[&str] = &[
    "0",
    "-0",
    "-1",
    "1",
    "0.1",
    "1e3",
    "-0.0",
    "255",
    "256",
    "4294967296",
    "9007199254740993",
    "9223372036854775808",
    "18446744073709551615",
    "1741476542.0",
    "10587.436593658975",
    "5e-324",
    "1.7976931348623157e308",
];

/// One input: the same seed and case make the same choices.
#[derive(Debug)]
pub(crate) struct Source(fastrand::Rng);

impl Source {
    pub(crate) fn new(seed: u64, case: u64) -> Self {
        let mut seeds = fastrand::Rng::with_seed(seed);
        Self(fastrand::Rng::with_seed(seeds.u64(..) ^ case.wrapping_mul(0x9E37_79B9_7F4A_7C15)))
    }

    /// A number below `end`, which is not 0.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        self.0.usize(..end)
    }

    /// True once in so many times.
    pub(crate) fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    pub(crate) fn pick<'a, T: ?Sized>(&mut self, list: &[&'a T]) -> &'a T {
        list[self.below(list.len())]
    }

    /// A length: mostly small, and at times up to `longest`.
    pub(crate) fn length(&mut self, longest: usize) -> usize {
        let most = if self.once_in(8) { longest } else { longest.min(4) };
        self.below(most + 1)
    }

    pub(crate) fn byte(&mut self) -> u8 {
        self.0.u8(..)
    }

    /// Text of up to so many tokens.
    pub(crate) fn text(&mut self, longest: usize) -> String {
        self.text_of(TOKENS, longest)
    }

    pub(crate) fn text_of(&mut self, tokens: &[&str], longest: usize) -> String {
        (0..self.length(longest)).map(|_| self.pick(tokens)).collect()
    }

    /// Letters and digits, as of an identifier or a key.
    pub(crate) fn word(&mut self, length: usize) -> String {
        (0..length).map(|_| self.0.alphanumeric()).collect()
    }

    pub(crate) fn number(&mut self) -> Value {
        serde_json::from_str(self.pick(NUMBERS)).expect("a number")
    }

    pub(crate) fn json(&mut self, depth: usize) -> Value {
        match self.below(if depth == 0 { 5 } else { 8 }) {
            0 => Value::Null,
            1 => Value::Bool(self.once_in(2)),
            2 => self.number(),
            3 | 4 => self.text(6).into(),
            5 | 6 => Value::Object(self.object(depth - 1)),
            _ => (0..self.length(5)).map(|_| self.json(depth - 1)).collect(),
        }
    }

    pub(crate) fn object(&mut self, depth: usize) -> Map<String, Value> {
        (0..self.length(6)).map(|_| (self.text(3), self.json(depth))).collect()
    }

    /// Writes a value with the keys of its objects in some order.
    pub(crate) fn shuffled(&mut self, value: &Value) -> String {
        let join = |parts: Vec<String>| parts.join(",");
        match value {
            Value::Array(list) => {
                format!("[{}]", join(list.iter().map(|value| self.shuffled(value)).collect()))
            }
            Value::Object(fields) => {
                let mut entries: Vec<String> = fields
                    .iter()
                    .map(|(key, value)| {
                        format!("{}:{}", Value::from(key.as_str()), self.shuffled(value))
                    })
                    .collect();
                self.0.shuffle(&mut entries);
                format!("{{{}}}", join(entries))
            }
            scalar => scalar.to_string(),
        }
    }

    /// Cuts bytes into pieces of random lengths; some are empty.
    pub(crate) fn cut<'a>(&mut self, mut bytes: &'a [u8]) -> Vec<&'a [u8]> {
        let mut pieces = Vec::new();
        while !bytes.is_empty() {
            let longest = if self.once_in(4) { bytes.len() } else { bytes.len().min(5) };
            let (piece, rest) = bytes.split_at(self.below(longest + 1));
            pieces.push(piece);
            bytes = rest;
        }
        pieces
    }
}
