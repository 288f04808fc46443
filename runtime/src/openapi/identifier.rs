//! The schemas of identifiers.

use serde_json::Value;

use super::components::Components;
use super::docs;
use super::probe::Describe;

/// The schema of an identifier: that of its value, with the lines of its doc comment.
pub fn identifier(components: &mut Components, docs: &[Option<&str>], value: Describe) -> Value {
    let lines = docs.iter().flatten().map(|line| line.strip_prefix(' ').unwrap_or(line));
    let mut schema = value(components);
    docs::describe(&mut schema, &lines.collect::<Vec<_>>().join("\n"));
    schema
}
