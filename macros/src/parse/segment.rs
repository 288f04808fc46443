//! The marks in a segment of a path. Each is legal in a URL, but at some places it is never meant; there, a segment that needs
//! it is quoted.

use crate::lex::{expected, fail, next, show};
use proc_macro2::{Punct, TokenStream, TokenTree};
use syn::Result;
use syn::parse::ParseStream;

/// A segment, as far as it has been read.
#[derive(Default)]
pub(super) struct Segment {
    /// With its parameters as `<>`.
    pub(super) text: String,
    /// Without its parameters.
    tokens: Vec<TokenTree>,
}

impl Segment {
    pub(super) fn push(&mut self, text: &str, token: impl Into<TokenTree>) {
        self.text += text;
        self.tokens.push(token.into());
    }
}

/// A mark, and where else it can be than between two words.
struct Mark {
    char: char,
    /// At the start of a segment: `/.well-known`, `/@me`.
    first: bool,
    /// As the whole segment: `/-/`.
    alone: bool,
}

const MARKS: [Mark; 9] = [
    Mark { char: '-', first: true, alone: true },
    Mark { char: '~', first: true, alone: true },
    Mark { char: '.', first: true, alone: false },
    Mark { char: '!', first: true, alone: false },
    Mark { char: '$', first: true, alone: false },
    Mark { char: '+', first: true, alone: false },
    Mark { char: '@', first: true, alone: false },
    Mark { char: ':', first: false, alone: false },
    Mark { char: ',', first: false, alone: false },
];

fn mark(char: char) -> Option<&'static Mark> {
    MARKS.iter().find(|mark| mark.char == char)
}

/// A mark where a path has none.
pub(super) fn mark_out_of_place(
    punct: &Punct,
    segment: &Segment,
    input: ParseStream<'_>,
) -> Result<()> {
    let char = punct.as_char();
    let Some(mark) = mark(char) else { return unquoted(input) };
    match segment.text.is_empty() && !mark.first {
        true => misplaced(punct, "begin a segment of a path"),
        false => Ok(()),
    }
}

/// A mark with nothing after it.
pub(super) fn mark_at_the_end(punct: &Punct, segment: &Segment) -> Result<()> {
    let alone = segment.text.chars().count() == 1;
    match mark(punct.as_char()) {
        Some(mark) if alone && mark.alone => Ok(()),
        // The message is that of the dot segment.
        Some(_) if matches!(segment.text.as_str(), "." | "..") => Ok(()),
        _ => misplaced(punct, "end a segment of a path"),
    }
}

fn misplaced<T>(punct: &Punct, what: &str) -> Result<T> {
    let char = punct.as_char();
    fail(
        punct,
        format!(
            "`{char}` cannot {what}; remove it, or quote the segment, as in `\"a{char}\"`, if the service needs it"
        ),
    )
}

/// `.` and `..` are not sent: URLs are resolved by them.
pub(super) fn dot_segment(segment: &Segment) -> Result<()> {
    let dots = |part: &&str| {
        let part = part.to_ascii_lowercase().replace("%2e", ".");
        matches!(part.as_str(), "." | "..")
    };
    match segment.text.split('/').find(dots) {
        Some(part) => fail(
            segment.tokens.iter().cloned().collect::<TokenStream>(),
            format!("the segment `{part}` would lead to another path; write that path"),
        ),
        None => Ok(()),
    }
}

/// A token that a path cannot contain.
pub(super) fn unquoted<T>(input: ParseStream<'_>) -> Result<T> {
    match next(input) {
        Some(token) => {
            let text = show(&token);
            fail(
                &token,
                format!("a path cannot contain `{text}`; quote the segment, as in `/\"a{text}b\"`"),
            )
        }
        None => expected(input, "a path"),
    }
}
