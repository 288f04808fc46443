//! The statuses that a clause names.

use crate::ast::StatusRange;
use syn::LitInt;

/// ```ebnf
/// status = integer | "4xx" | "5xx" ;
/// ```
/// Returns `None` unless it is one from `first` to 599, or a class of errors.
pub(super) fn parse_status(literal: &LitInt, first: u16) -> Option<StatusRange> {
    match (literal.suffix(), literal.base10_parse::<u16>()) {
        ("", Ok(code)) if (first..=599).contains(&code) => Some(StatusRange::One(code)),
        ("xx", Ok(digit @ 4..=5)) => Some(StatusRange::Class(digit)),
        _ => None,
    }
}
