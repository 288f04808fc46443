//! The schemas of the events of a stream.

use std::any::type_name;

use serde_json::{Value, json};

use super::components::Components;
use super::docs;
use super::object::Properties;
use super::probe::Describe;

/// A kind of event that its name identifies.
pub struct NamedEvent {
    /// The name of the Rust variant.
    pub variant: &'static str,
    /// The lines of the doc comment.
    pub docs: &'static str,
    /// What the `event` field may be. Empty stands for an event without that field.
    pub names: &'static [&'static str],
    /// The type of the data.
    pub data: Describe,
}

/// The schema of the events `T`, which their names identify: a reference to a component `name`.
pub fn named_events<T: ?Sized>(
    components: &mut Components,
    name: &str,
    docs: &str,
    events: &[NamedEvent],
) -> Value {
    let ty = type_name::<T>();
    components.add(name, ty.into(), |components| {
        let events = events.iter().map(|event| describe_event(components, (name, ty), event));
        let mut schema = json!({ "oneOf": events.collect::<Vec<_>>() });
        docs::describe(&mut schema, docs);
        schema
    })
}

/// The component of a kind of events.
fn describe_event(components: &mut Components, of: (&str, &str), event: &NamedEvent) -> Value {
    let (name, ty) = (format!("{}{}", of.0, event.variant), format!("{}::{}", of.1, event.variant));
    components.add(&name, ty.into(), |components| {
        let mut schema = of_data(event.names, (event.data)(components));
        docs::describe(&mut schema, event.docs);
        schema
    })
}

/// The schema of events that a tag in their data identifies. Services name them by the tag, too, or not at all.
pub fn tagged_event(components: &mut Components, data: Describe) -> Value {
    of_data(&[""], data(components))
}

/// An event, whose data is JSON.
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
