//! The schemas of the events of a stream.

use std::any::type_name;

use serde_json::{Value, json};

use super::components::Components;
use super::object::Properties;
use super::question::Describe;
use super::table::{self, Table};

/// The schema of the events `T`, which is a component: their names identify them.
pub fn named_events<T: ?Sized>(
    components: &mut Components,
    table: &str,
    types: &[Describe],
) -> Value {
    table::describe(components, type_name::<T>(), (table, types), of_table)
}

fn of_table(components: &mut Components, table: &mut Table<'_>) -> Value {
    let mut events = Vec::new();
    for event in table.row.rows("events") {
        let data = table.types.next(&event, components);
        let (name, ty) = table.variant(&event);
        events.push(components.add(&name, ty, |_| {
            let mut schema = of_data(&event.texts("names"), data);
            event.say(&mut schema);
            schema
        }));
    }
    json!({ "oneOf": events })
}

/// The schema of events that a tag in their data identifies. Services name them by the tag, too, or not at all.
pub fn tagged_event(components: &mut Components, data: Describe) -> Value {
    of_data(&[""], data(components))
}

/// An event, whose data is JSON. Its `event` is one of the names; `""` stands for an event without that field.
fn of_data(names: &[&str], data: Value) -> Value {
    let mut event = Properties::default();
    match names {
        [""] => {}
        [name] => event.require("event", json!({ "type": "string", "const": name })),
        names => event.require("event", json!({ "type": "string", "enum": names })),
    }
    let data = json!({
        "type": "string",
        "contentMediaType": "application/json",
        "contentSchema": data,
    });
    event.require("data", data);
    event.into_schema()
}
