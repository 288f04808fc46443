//! The schemas of enums of strings.

use std::any::type_name;

use serde_json::{Value, json};

use super::components::Components;
use super::question::Describe;
use super::table::{self, Table};

/// The schema of the enum `T`, which is a component: these strings, and any other. It contains no types.
pub fn string_enum<T: ?Sized>(
    components: &mut Components,
    table: &str,
    types: &[Describe],
) -> Value {
    table::describe(components, type_name::<T>(), (table, types), of_table)
}

fn of_table(_: &mut Components, table: &mut Table<'_>) -> Value {
    let any = json!({ "type": "string" });
    match table.row.texts("strings").as_slice() {
        [] => any,
        strings => json!({ "anyOf": [{ "type": "string", "enum": strings }, any] }),
    }
}
