//! `--name value` arguments of the drivers.

use std::str::FromStr;

/// Returns the value of `--name` on the command line.
pub fn value(name: &str) -> Option<String> {
    std::env::args().skip_while(|argument| argument.strip_prefix("--") != Some(name)).nth(1)
}

/// Returns the value of `--name`, or a default.
///
/// # Panics
///
/// The value does not parse.
pub fn parsed<T: FromStr>(name: &str, default: T) -> T {
    match value(name) {
        Some(text) => text.parse().unwrap_or_else(|_| panic!("--{name} does not take `{text}`")),
        None => default,
    }
}

/// Whether `--name` was given.
pub fn flag(name: &str) -> bool {
    std::env::args().any(|argument| argument.strip_prefix("--") == Some(name))
}

/// Whether `--only a,b` lets this subject run; without it, all do.
pub fn selected(subject: &str) -> bool {
    value("only").is_none_or(|list| list.split(',').any(|name| name == subject))
}
