//! The messages of serde_json without the values that they quote: those may be secret, and errors end up in logs. The
//! error keeps the body itself.

use std::borrow::Cow;
use std::fmt;

use crate::error::shortened;
use crate::redactor::Redactor;

/// Why a JSON reply could not be decoded: the source of an error of the kind [`Decode`](crate::ErrorKind::Decode).
#[derive(Debug)]
pub(crate) struct JsonError(String);

impl JsonError {
    pub(crate) fn new(error: &serde_json::Error, redactor: &Redactor) -> Self {
        let message = error.to_string();
        Self(shortened(redactor.redact(&without_value(&message)).into_owned()))
    }
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for JsonError {}

/// Removes the value from a message of serde, such as ``invalid type: string "…", expected i64``.
fn without_value(message: &str) -> Cow<'_, str> {
    const SHOWING: [&str; 4] =
        ["invalid type: ", "invalid value: ", "unknown variant ", "unknown field "];
    let shows = SHOWING.iter().any(|start| message.starts_with(start));
    let end = message.rfind(", expected ").or_else(|| message.rfind(", there are no "));
    match (message.find(['"', '`']), end) {
        (Some(start), Some(end)) if shows && start < end => {
            let (before, after) = message.split_at(end);
            format!("{}{after}", before.get(..start).unwrap_or_default().trim_end()).into()
        }
        _ => message.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_taken_out() {
        for (message, shown) in [
            (r#"invalid type: string "sk-1", expected i64"#, "invalid type: string, expected i64"),
            (
                r#"invalid type: string "a\", expected b", expected i64 at line 1 column 2"#,
                "invalid type: string, expected i64 at line 1 column 2",
            ),
            (
                "invalid type: integer `7`, expected a string",
                "invalid type: integer, expected a string",
            ),
            ("invalid value: character `x`, expected y", "invalid value: character, expected y"),
            ("unknown variant `sk-1`, expected `a` or `b`", "unknown variant, expected `a` or `b`"),
            ("unknown field `sk-1`, there are no fields", "unknown field, there are no fields"),
            ("invalid type: null, expected i64", "invalid type: null, expected i64"),
            ("missing field `id` at line 1 column 2", "missing field `id` at line 1 column 2"),
            (
                "EOF while parsing a string at line 1 column 9",
                "EOF while parsing a string at line 1 column 9",
            ),
        ] {
            assert_eq!(without_value(message), shown);
        }
    }
}
