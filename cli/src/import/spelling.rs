//! How `api!` writes the names of parameters.

use super::literal::quoted;
use super::names::{ident, is_keyword};

/// A parameter of a path, whose name on the wire does not matter.
pub(crate) fn as_argument(name: &str) -> String {
    match is_keyword(name) {
        true => format!(
            "{name} as {}",
            if ident(name).starts_with("r#") { format!("{name}_value") } else { ident(name) }
        ),
        false => name.to_owned(),
    }
}

/// The name that `api!` derives from one on the wire, if it is one of ASCII.
pub(crate) fn derived(wire: &str) -> Option<String> {
    schematic_api_language::argument(wire).filter(|name| name.is_ascii())
}

/// A name on the wire, as `api!` has it: in quotes unless it is words with marks between them.
pub(crate) fn wire_name(name: &str) -> String {
    let word = |word: &str| {
        word.starts_with(|it: char| it.is_ascii_alphabetic())
            && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
            && word != "as"
    };
    let (head, brackets) = name.split_at(name.find('[').unwrap_or(name.len()));
    let head_is_plain = !head.is_empty() && head.split(['-', '.']).all(word);
    let inner = brackets.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let brackets_are_plain = brackets.is_empty()
        || inner.is_some_and(|inner| inner.is_empty() || inner.split("][").all(word));
    match head_is_plain && brackets_are_plain {
        true => name.to_owned(),
        false => quoted(name),
    }
}

/// Whether a text can be the name of a header.
pub(crate) fn is_token(name: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !name.is_empty() && name.bytes().all(allowed)
}
