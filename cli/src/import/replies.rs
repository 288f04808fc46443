//! Replies of success.

use super::events::{self, Events};
use super::line::{Line, Reply};
use super::media;
use super::names::type_name;
use super::rust_type::RustType;
use super::statuses;
use super::types::Types;
use super::uses::Use;
use crate::operation::{self, Media, Operation, Place};
use crate::schema::{Kind, Schema};

/// Adds the reply of an operation to its line.
pub(crate) fn shape(types: &mut Types<'_>, operation: &Operation<'_>, hint: &str, line: &mut Line) {
    let successes = operation.successes();
    let with_body = successes.iter().find(|reply| !reply.content.is_empty());
    let Some(reply) = with_body.filter(|_| operation.method != "HEAD") else {
        line.reply.text = format!("{}empty", statuses::of_nothing(&successes));
        redirects(operation, line);
        return;
    };
    let or_nothing = successes.iter().any(|other| other.content.is_empty());
    others(types, &successes, reply, line);
    line.reply = content(types, operation, reply, or_nothing, hint, line);
    told(types, &successes, reply, line);
    line.reply.headers.clone_from(&reply.headers);
    if !reply.links.is_empty() {
        line.comments.push(format!("lost: the links {}", reply.links.join(", ")));
    }
}

fn redirects(operation: &Operation<'_>, line: &mut Line) {
    let only = operation.successes().is_empty()
        && operation.replies.iter().any(|reply| reply.status.class() == Some(3));
    if only {
        line.comments.push("the reply is a redirect, which the client follows".to_owned());
    }
}

/// Adds what only readers are told: the statuses, and further media types.
fn told(
    types: &Types<'_>,
    successes: &[&operation::Reply],
    reply: &operation::Reply,
    line: &mut Line,
) {
    let none = match line.reply.text.ends_with('?') {
        true => statuses::of_none(successes),
        false => String::new(),
    };
    let content = &reply.content;
    let chosen = media::json(content).or_else(|| content.first());
    let text = &line.reply.text;
    let is_free = !["sse ", "lines ", "empty"].iter().any(|word| text.starts_with(word))
        && !text.contains(" | sse ");
    let own = chosen.filter(|_| is_free).map(media::of_reply).unwrap_or_default();
    let has_body = text != "empty";
    let also = chosen
        .filter(|_| has_body)
        .map(|media| media::also(types.schemas.document(), content, media));
    let statuses = statuses::of_value(successes, reply);
    line.reply.text = format!("{statuses}{text}{none}{own}{}", also.unwrap_or_default());
}

/// A comment on replies of success with another body.
fn others(
    types: &Types<'_>,
    successes: &[&operation::Reply],
    chosen: &operation::Reply,
    line: &mut Line,
) {
    for other in
        successes.iter().filter(|other| other.status != chosen.status && !other.content.is_empty())
    {
        if !statuses::is_same(other, chosen) {
            let schema = other.content.first().and_then(|media| media.schema.as_ref());
            let what = schema.and_then(|schema| component(types, schema));
            let what = what.map_or_else(|| "another body".to_owned(), |name| format!("`{name}`"));
            line.comments
                .push(format!("lost: with the status {}, the reply is {what}", other.status));
        }
    }
}

fn component(_: &Types<'_>, schema: &Schema) -> Option<String> {
    match &schema.kind {
        Kind::Ref(target) => target.component().map(str::to_owned),
        _ => None,
    }
}

fn content(
    types: &mut Types<'_>,
    operation: &Operation<'_>,
    reply: &operation::Reply,
    or_nothing: bool,
    hint: &str,
    line: &mut Line,
) -> Reply {
    let find = |way: fn(&Media) -> bool| reply.content.iter().find(|media| way(media));
    let name = reply.at.reply().map_or_else(|| format!("{hint}Response"), type_name);
    let json = media::json(&reply.content).map(|media| {
        let schema = media.schema.clone().unwrap_or_else(|| Schema::any(&media.at));
        let ty = types.ty(&schema, &name, Use::RECEIVED);
        (ty, schema.nullable)
    });
    let events =
        find(Media::is_events).map(|media| events::shape(types, operation, media, hint, line));
    if let Some((ty, _)) = &json {
        line.types.push(ty.clone());
    }
    if let Some(events) = &events {
        line.types.push(RustType::Named(events.ty.clone()));
    }
    match (json, events) {
        (Some((ty, _)), Some(events)) => {
            Reply { text: either(types, operation, &ty, &events, line), ..Reply::default() }
        }
        (Some((ty, nullable)), None) => {
            let optional = (or_nothing || nullable) && ty != RustType::Value;
            let mark = if optional { "?" } else { "" };
            let text = format!("{}{mark}", written(&ty));
            Reply { text, json: (!optional).then_some(ty), headers: Vec::new() }
        }
        (None, Some(events)) => {
            Reply { text: format!("sse {}{}", events.ty, events.ends()), ..Reply::default() }
        }
        (None, None) => Reply { text: other(types, reply, &name, line), ..Reply::default() },
    }
}

/// JSON by its type; with its word, where the type alone would mean something else.
pub(crate) fn written(ty: &RustType) -> String {
    match ty {
        RustType::Plain(_) => format!("json {ty}"),
        _ => ty.to_string(),
    }
}

/// JSON or events, by what asks for events.
fn either(
    types: &mut Types<'_>,
    operation: &Operation<'_>,
    ty: &RustType,
    events: &Events,
    line: &mut Line,
) -> String {
    if let Some(when) = super::own::events(operation).and_then(|own| own.when) {
        if let Some(RustType::Named(body)) = line.body.as_ref().and_then(|body| body.ty.clone()) {
            types.asked.insert(body);
        }
        return format!("{} | sse {}{when}{}", written(ty), events.ty, events.ends());
    }
    let in_body = line.body.as_ref().is_some_and(|body| body.word == "json");
    let asked = in_body && has_stream_field(types, operation);
    let in_query = operation
        .parameters_in(Place::Query)
        .any(|parameter| parameter.name == "stream" && parameter.schema.kind == Kind::Bool);
    let when = match (asked, in_query) {
        (true, _) => {
            if let Some(RustType::Named(body)) = line.body.as_ref().and_then(|body| body.ty.clone())
            {
                types.asked.insert(body);
            }
            " when stream"
        }
        (false, true) => {
            line.query.retain(|part| !part.starts_with("<stream"));
            line.params.retain(|param| param.wire != "stream");
            " when query stream"
        }
        (false, false) => "",
    };
    format!("{} | sse {}{when}{}", written(ty), events.ty, events.ends())
}

/// Whether the body of an operation has a flag that asks for events.
fn has_stream_field(types: &Types<'_>, operation: &Operation<'_>) -> bool {
    let content = operation.body.iter().flat_map(|body| &body.content);
    let schemas = content.filter(|media| media.is_json()).filter_map(|media| media.schema.as_ref());
    schemas.map(|schema| types.schemas.resolve(schema)).any(|schema| {
        schema.fields().iter().any(|field| {
            field.name == "stream" && types.schemas.resolve(&field.schema).kind == Kind::Bool
        })
    })
}

/// A body that is neither JSON nor events.
fn other(types: &mut Types<'_>, reply: &operation::Reply, name: &str, line: &mut Line) -> String {
    let lines = reply.content.iter().find(|media| media.is_json_lines());
    let Some(media) = lines.or_else(|| reply.content.first()) else { return "empty".to_owned() };
    if media.is_json_lines() {
        let schema = media.item.as_ref().or(media.schema.as_ref());
        let item = schema.map(|schema| match &schema.kind {
            Kind::Array(items) => (**items).clone(),
            // A file of lines, of which nothing more is said.
            Kind::String(_) => Schema::any(&schema.at),
            _ => schema.clone(),
        });
        let ty = item.map_or(RustType::Value, |item| types.ty(&item, name, Use::RECEIVED));
        line.types.push(ty.clone());
        return format!("lines {ty}");
    }
    if let Some(others) = media::different(types.schemas.document(), &reply.content, media) {
        line.comments.push(format!("the reply may also be {others}"));
    }
    let textual =
        media.is_text() || media.media_type.ends_with("xml") || media.media_type.ends_with("yaml");
    if textual { "text" } else { "bytes" }.to_owned()
}
