//! The schemas of identifiers.

use std::any::type_name;

use serde_json::Value;

use super::components::Components;
use super::docs;
use super::question::Describe;

/// The schema of the identifier `T`, which is a component: that of its value, with the lines of its doc comment.
pub fn identifier<T: ?Sized>(
    components: &mut Components,
    name: &str,
    docs: &[Option<&str>],
    value: Describe,
) -> Value {
    components.component(type_name::<T>(), name, |components| {
        let lines = docs.iter().flatten().map(|line| line.strip_prefix(' ').unwrap_or(line));
        let mut schema = value(components);
        docs::describe(&mut schema, &lines.collect::<Vec<_>>().join("\n"));
        schema
    })
}
