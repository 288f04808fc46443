//! Streams of events. Documents describe an event as an object of `event` and `data`, with the data in it as it is or as a
//! string of JSON, or describe the data alone.

use super::common::component;
use super::walk::Walk;
use super::{Part, tagged};
use crate::document::Pointer;
use crate::operation::Media;
use crate::schema::{Kind, Schema, Schemas, UnionSchema};

/// An event.
struct Event {
    /// What is in the line `event`, or the text of the data, if that is all there is.
    name: String,
    data: Schema,
}

/// Notes the events of two streams. One that is only called a string is not described.
pub(super) fn read(walk: &mut Walk<'_, '_>, place: &str, ours: &Media, theirs: &Media) {
    let Some(our) = described(walk.ours, ours, None) else { return };
    let Some(their) = described(walk.theirs, theirs, walk.options.events.as_deref()) else {
        return;
    };
    let place = component(&their).unwrap_or_else(|| place.to_owned());
    match (events(walk.ours, &our), events(walk.theirs, &their)) {
        (Some(ours), Some(theirs)) => {
            if walk.is_new(&our, &their) {
                by_name(walk, &place, ours, &theirs);
            }
        }
        (Some(ours), None) => walk.value(&place, &data(ours, &our.at), &their),
        (None, Some(theirs)) => walk.value(&place, &our, &data(theirs, &their.at)),
        (None, None) => walk.value(&place, &our, &their),
    }
}

fn described(schemas: &Schemas<'_>, media: &Media, events: Option<&str>) -> Option<Schema> {
    let schema = media.item.as_ref().or(media.schema.as_ref())?;
    let schema = schemas.resolve(schema);
    let schema = match (&schema.kind, events) {
        (Kind::Array(items), _) => schemas.resolve(items),
        (Kind::String(_), Some(name)) => {
            schemas.get(&Pointer::root().child("components").child("schemas").child(name))
        }
        _ => schema,
    };
    (!matches!(schema.kind, Kind::String(_) | Kind::Any)).then(|| (*schema).clone())
}

/// The events, if all are objects with data.
fn events(schemas: &Schemas<'_>, schema: &Schema) -> Option<Vec<Event>> {
    match &schema.kind {
        Kind::Union(union) => {
            let members = tagged::members(schemas, union);
            members.iter().map(|member| event(schemas, &member.schema)).collect()
        }
        _ => event(schemas, schema).map(|event| vec![event]),
    }
}

fn event(schemas: &Schemas<'_>, schema: &Schema) -> Option<Event> {
    let resolved = schemas.resolve(schema);
    let find = |name: &str| resolved.fields().iter().find(|field| field.name == name);
    let data = decoded(schemas, &find("data")?.schema);
    let text = schemas.resolve(&data).constant().map(str::to_owned);
    let name = find("event")
        .and_then(|field| schemas.resolve(&field.schema).constant().map(str::to_owned));
    // Many objects have a field `data`.
    let is_event = name.is_some() || resolved.fields().len() == 1;
    is_event.then(|| Event { name: text.or(name).unwrap_or_default(), data })
}

/// What a string of JSON is of.
fn decoded(schemas: &Schemas<'_>, schema: &Schema) -> Schema {
    let resolved = schemas.resolve(schema);
    let content = || schemas.document().get(&resolved.at)?.get("contentSchema");
    match content() {
        Some(node) => schemas.read(node, &resolved.at.child("contentSchema")),
        None => schema.clone(),
    }
}

fn by_name(walk: &mut Walk<'_, '_>, place: &str, ours: Vec<Event>, theirs: &[Event]) {
    for their in theirs {
        let place = format!("{place}<{}>", their.name);
        let found = ours.iter().find(|our| our.name == their.name);
        walk.present(&place, Part::Event, [found.is_some(), true]);
        if let Some(our) = found {
            walk.value(&place, &our.data, &their.data);
        }
    }
    let extra = ours.iter().filter(|our| !theirs.iter().any(|their| their.name == our.name));
    for our in extra {
        walk.present(&format!("{place}<{}>", our.name), Part::Event, [true, false]);
    }
}

/// The data of all events that is more than a text, as one schema.
fn data(events: Vec<Event>, at: &Pointer) -> Schema {
    let mut members: Vec<Schema> = Vec::new();
    for Event { data, .. } in events {
        if data.constant().is_none() && !members.iter().any(|known| known.kind == data.kind) {
            members.push(data);
        }
    }
    match <[Schema; 1]>::try_from(members) {
        Ok([only]) => only,
        Err(members) => Schema::new(Kind::Union(UnionSchema { members, discriminator: None }), at),
    }
}
