//! What several kinds of facts need.

use crate::schema::Schema;

/// The name of the component that a schema is.
pub(super) fn component(schema: &Schema) -> Option<String> {
    schema.at.component().map(str::to_owned)
}

/// The path without the names of its parameters.
pub(super) fn template(path: &str) -> String {
    let mut parts = path.split('{');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |template, part| {
        template + "{}" + part.split_once('}').map_or("", |(_, rest)| rest)
    })
}
