//! Streams of events.

use super::item::{Content, Item, Variant};
use super::line::Line;
use super::literal::quoted;
use super::names::{Names, variant_names};
use super::rust_type::RustType;
use super::said;
use super::types::Types;
use super::uses::Use;
use crate::document::{Node, Pointer};
use crate::operation::{Media, Operation};
use crate::schema::{Kind, Schema};
use std::collections::BTreeSet;

/// The events of a reply.
pub(crate) struct Events {
    /// The name of their type.
    pub(crate) ty: String,
    until: Option<String>,
    error: Option<String>,
}

impl Events {
    /// The words after the type.
    pub(crate) fn ends(&self) -> String {
        let until = self.until.as_ref().map(|text| format!(" until {}", quoted(text)));
        let error = self.error.as_ref().map(|name| format!(" error {}", quoted(name)));
        [until, error].into_iter().flatten().collect()
    }
}

/// The usual last data of a stream.
const DONE: &str = "[DONE]";

/// The type of the events that a reply is.
pub(crate) fn shape(
    types: &mut Types<'_>,
    operation: &Operation<'_>,
    media: &Media,
    hint: &str,
    line: &mut Line,
) -> Events {
    let schema = media.item.as_ref().or(media.schema.as_ref());
    let schema = schema.map_or_else(
        || Schema::any(&media.at),
        |schema| match &schema.kind {
            Kind::Array(items) => (**items).clone(),
            _ => schema.clone(),
        },
    );
    let untold = matches!(types.schemas.resolve(&schema).kind, Kind::String(_) | Kind::Any);
    let orphan = if untold { orphan(types, operation) } else { None };
    let schema = match orphan {
        Some(schema) => {
            let name = super::said::component(&schema);
            line.comments.push(format!(
                "a guess: the events are those of `{name}`, which the document does not connect"
            ));
            types.report.guess(format!("the events of `{}` are `{name}`", line.name));
            schema
        }
        None => schema,
    };
    let mut events = of_schema(types, &schema, hint);
    if let Some(own) = super::own::events(operation) {
        events.until = own.until.map(str::to_owned);
        events.error = own.error.map(str::to_owned);
        return events;
    }
    if events.until.is_none() && operation.node.to_string().contains(DONE) {
        events.until = Some(DONE.to_owned());
    }
    events
}

fn of_schema(types: &mut Types<'_>, schema: &Schema, hint: &str) -> Events {
    let mut leaves = Vec::new();
    leaves_of(types, schema, &mut leaves, 0);
    let named: Option<Vec<_>> = leaves.iter().map(|leaf| Named::of(types, leaf)).collect();
    if let Some(named) = named.filter(|named| !named.is_empty()) {
        return of_named(types, schema, &named, hint);
    }
    let ty = types.ty(schema, &format!("{hint}Event"), Use::RECEIVED);
    if let RustType::Named(name) = &ty {
        if let Some(Item { content: Content::Union(union), .. }) = types.made(name) {
            if union.tag.is_some() {
                union.events = true;
                let error = union
                    .variants
                    .iter()
                    .any(|variant| variant.wires.iter().any(|it| it == "error"));
                let error = error.then(|| "error".to_owned());
                return Events { ty: name.clone(), until: None, error };
            }
        }
    }
    let name = wrapper(types, schema, ty, hint);
    Events { ty: name, until: None, error: None }
}

/// The schemas within unions.
fn leaves_of(types: &Types<'_>, schema: &Schema, leaves: &mut Vec<Schema>, depth: usize) {
    let resolved = types.schemas.resolve(schema);
    match &resolved.kind {
        Kind::Union(union) if depth < 8 => {
            union.members.iter().for_each(|member| leaves_of(types, member, leaves, depth + 1));
        }
        _ => leaves.push((*resolved).clone()),
    }
}

/// An event as the document has it: an object of its name and its data.
struct Named {
    name: String,
    data: Schema,
    docs: String,
}

impl Named {
    fn of(types: &Types<'_>, schema: &Schema) -> Option<Self> {
        let fields = schema.fields();
        let field = |name: &str| fields.iter().find(|field| field.name == name);
        let event = field("event").map(|field| types.schemas.resolve(&field.schema));
        let name = match &event {
            Some(event) => event.constant()?.to_owned(),
            None => String::new(),
        };
        let data = field("data")?;
        // Other objects have a field of that name, too.
        let frame = ["event", "data", "id", "retry", "comment", "enabled"];
        if !fields.iter().all(|field| frame.contains(&field.name.as_str())) {
            return None;
        }
        let data = content_of(types, &data.schema);
        Some(Self { name, data, docs: said::about_type(&schema.about, "") })
    }
}

/// The data of an event is a string; what is in it has a schema of its own.
fn content_of(types: &Types<'_>, data: &Schema) -> Schema {
    let at = data.at.child("contentSchema");
    match types.schemas.document().get(&at) {
        Some(node) => types.schemas.read(node, &at),
        None => data.clone(),
    }
}

fn of_named(types: &mut Types<'_>, schema: &Schema, named: &[Named], hint: &str) -> Events {
    let until = named.iter().find_map(|event| event.data.constant()).map(str::to_owned);
    let error = named.iter().any(|event| event.name == "error").then(|| "error".to_owned());
    let component = match &schema.kind {
        Kind::Ref(target) => target.component().map(super::names::type_name),
        _ => None,
    };
    if let Some(known) =
        types.items.iter().find(|item| item.at == schema_place(schema) && is_events(item))
    {
        return Events { ty: known.name.clone(), until, error };
    }
    let names: Vec<_> = component.into_iter().chain([format!("{hint}Event")]).collect();
    let claimed = types.claim(&schema_place(schema));
    let name = claimed.unwrap_or_else(|| types.names.first_free(&names));
    let about = types.schemas.resolve(schema).about.clone();
    types.push(name.clone(), schema_place(schema), said::about_type(&about, &name));
    let mut variants = Names::with(&["Unknown"]);
    let mut made = Vec::new();
    for event in
        named.iter().filter(|event| event.data.constant().is_none() && event.name != "error")
    {
        let words = if event.name.is_empty() {
            vec!["Message".to_owned()]
        } else {
            variant_names(&event.name)
        };
        let variant = variants.first_free(&words);
        let ty = types.ty(&event.data, &format!("{name}{variant}"), Use::RECEIVED);
        types.uses_of(&event.data);
        made.push(Variant {
            name: variant,
            wires: vec![event.name.clone()],
            word: None,
            ty: Some(ty),
            docs: event.docs.clone(),
        });
    }
    types.set(&name, Content::Events(made));
    Events { ty: name, until, error }
}

fn is_events(item: &Item) -> bool {
    matches!(item.content, Content::Events(_))
}

fn schema_place(schema: &Schema) -> Pointer {
    match &schema.kind {
        Kind::Ref(target) => target.clone(),
        _ => schema.at.clone(),
    }
}

/// An enum with one variant, for events that have no names.
fn wrapper(types: &mut Types<'_>, schema: &Schema, ty: RustType, hint: &str) -> String {
    let held = Some(ty.clone());
    let same = |item: &&Item| match &item.content {
        Content::Events(variants) => {
            variants.len() == 1 && variants[0].ty == held && held != Some(RustType::Value)
        }
        _ => false,
    };
    if let Some(known) = types.items.iter().find(same) {
        return known.name.clone();
    }
    let name = match &ty {
        RustType::Named(name) if name.ends_with("Event") => format!("{name}s"),
        RustType::Named(name) => format!("{name}Event"),
        _ => format!("{hint}Event"),
    };
    let name = types.names.free(&name);
    types.push(name.clone(), schema.at.child("event"), "The events of a stream.".to_owned());
    let variant = Variant {
        name: "Message".to_owned(),
        wires: vec![String::new()],
        word: None,
        ty: Some(ty),
        docs: "An event without a name.".to_owned(),
    };
    types.set(&name, Content::Events(vec![variant]));
    name
}

/// A component of named events to which no operation leads, and whose events an example of the operation has.
fn orphan(types: &mut Types<'_>, operation: &Operation<'_>) -> Option<Schema> {
    let place = Pointer::root().child("components").child("schemas");
    let components = types.schemas.document().get(&place).and_then(Node::as_object)?;
    let written = operation.node.to_string();
    let mut best: Option<(usize, Pointer)> = None;
    for (key, _) in components {
        let at = place.child(key);
        if !matches!(types.schemas.get(&at).kind, Kind::Union(_)) {
            continue;
        }
        let mut leaves = Vec::new();
        leaves_of(types, &Schema::new(Kind::Ref(at.clone()), &at), &mut leaves, 0);
        let named: Option<Vec<_>> = leaves.iter().map(|leaf| Named::of(types, leaf)).collect();
        let Some(named) = named else { continue };
        let seen = named.iter().filter(|event| {
            !event.name.is_empty() && written.contains(&format!("\"{}\"", event.name))
        });
        let score = if seen.count() == 0 { 0 } else { named.len() };
        if score > best.as_ref().map_or(0, |(best, _)| *best) {
            best = Some((score, at));
        }
    }
    let found: Option<BTreeSet<_>> = best.map(|(_, at)| BTreeSet::from([at]));
    let at = found?.pop_first()?;
    Some(Schema::new(Kind::Ref(at.clone()), &at))
}
