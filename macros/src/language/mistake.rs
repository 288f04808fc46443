//! Mistakes, with where they are.

use proc_macro2::Span;
use std::error::Error;
use std::fmt;
use std::ops::Range;

/// Something in a source file that the macro, or Rust, would refuse.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Mistake {
    /// What is wrong and what to write, in the words of the compile error.
    pub message: String,
    /// Where it begins.
    pub place: Place,
    /// The bytes of the source that it is about.
    pub bytes: Range<usize>,
}

/// A place in a source file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Place {
    /// From 1 on.
    pub line: usize,
    /// In characters, from 1 on.
    pub column: usize,
}

impl Mistake {
    pub(super) fn at(span: Span, message: String) -> Self {
        let start = span.start();
        let place = Place { line: start.line, column: start.column + 1 };
        Self { message, place, bytes: span.byte_range() }
    }
}

/// `12:9: the message`
impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { message, place: Place { line, column }, .. } = self;
        write!(f, "{line}:{column}: {message}")
    }
}

impl Error for Mistake {}
