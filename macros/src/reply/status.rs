//! Statuses of replies that a line names.

use crate::lex::fail;
use std::ops::RangeInclusive;
use syn::{LitInt, Result};

/// A status, with its place in the line.
pub(crate) struct ReplyStatus {
    pub(crate) code: u16,
    pub(crate) literal: LitInt,
}

/// The status, if it is in this range and none of those before. `out_of_range` is the message about any other.
pub(super) fn status_in(
    range: RangeInclusive<u16>,
    literal: LitInt,
    before: &[ReplyStatus],
    out_of_range: &str,
) -> Result<ReplyStatus> {
    let code = match (literal.suffix(), literal.base10_parse::<u16>()) {
        ("", Ok(code)) if range.contains(&code) => code,
        _ => return fail(&literal, format!("`{literal}` {out_of_range}")),
    };
    if before.iter().any(|other| other.code == code) {
        let message = format!("the status `{code}` is named twice; remove one of the two");
        return fail(&literal, message);
    }
    Ok(ReplyStatus { code, literal })
}
