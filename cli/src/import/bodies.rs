//! Bodies of requests.

use super::fields::{self, Around};
use super::item::{Content, Item, StructKind};
use super::line::{Body, Line};
use super::media;
use super::names::type_name;
use super::rust_type::RustType;
use super::said;
use super::types::Types;
use super::uses::Use;
use crate::operation::{Media, Operation};
use crate::schema::{Field, Kind, ObjectSchema, Others, Schema};

/// Adds the body of an operation to its line.
pub(crate) fn shape(types: &mut Types<'_>, operation: &Operation<'_>, hint: &str, line: &mut Line) {
    let Some(body) = &operation.body else { return };
    let Some(media) = preferred(&body.content) else {
        return;
    };
    let document = types.schemas.document();
    if let Some(others) = media::different(document, &body.content, media) {
        line.comments.push(format!("the body may also be {others}"));
    }
    let also = media::also(document, &body.content, media);
    let Some((word, ty)) = encoded(types, media, hint, line) else {
        line.omitted = Some(format!("its body is `{}` of a kind that has no type", media.written));
        return;
    };
    let media_type = media_type(word, media);
    let need = if body.required { "" } else { "?" };
    let written = ty.as_ref().map_or_else(|| word.to_owned(), |ty| format!("{word} {ty}"));
    line.inputs.insert(0, format!("{written}{media_type}{also}{need}"));
    line.types.extend(ty.clone());
    line.body = Some(Body { word, ty });
}

/// The first of the usual ways.
fn preferred(content: &[Media]) -> Option<&Media> {
    let ways: [fn(&Media) -> bool; 4] =
        [Media::is_json_lines, Media::is_multipart, Media::is_form, Media::is_text];
    let first = |way: &fn(&Media) -> bool| content.iter().find(|media| way(media));
    media::json(content).or_else(|| ways.iter().find_map(first)).or_else(|| content.first())
}

fn encoded(
    types: &mut Types<'_>,
    media: &Media,
    hint: &str,
    line: &mut Line,
) -> Option<(&'static str, Option<RustType>)> {
    let name = format!("{hint}Body");
    let schema = media.schema.clone().unwrap_or_else(|| Schema::any(&media.at));
    if media.is_json_lines() {
        let item = media.item.as_ref().unwrap_or(&schema);
        let item = match &item.kind {
            Kind::Array(items) => (**items).clone(),
            _ => item.clone(),
        };
        return Some(("lines", Some(typed(types, &item, &name))));
    }
    if media.is_json() {
        return Some(("json", Some(typed(types, &schema, &name))));
    }
    if media.is_multipart() {
        return parts(types, &schema, &format!("{hint}Form"), line)
            .map(|ty| ("multipart", Some(ty)));
    }
    if media.is_form() {
        let ty = typed(types, &schema, &format!("{hint}Form"));
        let is_map = matches!(ty, RustType::Named(_) | RustType::Map(_));
        return Some(("form", Some(if is_map { ty } else { text_map(line) })));
    }
    Some((if media.is_text() || is_textual(&media.media_type) { "text" } else { "bytes" }, None))
}

/// The type of a body, with null as one of its values.
fn typed(types: &mut Types<'_>, schema: &Schema, name: &str) -> RustType {
    let ty = types.ty(schema, name, Use::SENT);
    let nullable = schema.nullable && ty != RustType::Value;
    if nullable { ty.optional() } else { ty }
}

fn text_map(line: &mut Line) -> RustType {
    line.comments.push("lost: what the form has".to_owned());
    RustType::Map(Box::new(RustType::TEXT))
}

/// Text in a media type of its own.
fn is_textual(media_type: &str) -> bool {
    media_type.ends_with("xml")
        || media_type.ends_with("yaml")
        || media_type.ends_with("/graphql")
        || media_type.ends_with("javascript")
}

/// The media type after a body, if it is not that of its word.
fn media_type(word: &str, media: &Media) -> String {
    let known = match word {
        "json" => {
            ["application/json", "*/*", "application/*", ""].contains(&media.media_type.as_str())
        }
        "text" => media.media_type == "text/plain" || media.media_type == "text/*",
        "bytes" => media.media_type == "application/octet-stream" || media.media_type.contains('*'),
        "lines" => ["application/jsonl", "application/x-ndjson", "application/x-jsonl"]
            .contains(&media.media_type.as_str()),
        _ => true,
    };
    media::own(media, known)
}

/// The struct of a body of several parts.
fn parts(types: &mut Types<'_>, schema: &Schema, hint: &str, line: &mut Line) -> Option<RustType> {
    let resolved = types.schemas.resolve(schema);
    let object = match &resolved.kind {
        Kind::Object(object) if !object.fields.is_empty() => object.clone(),
        Kind::Object(_) | Kind::Map(_) | Kind::Any | Kind::Array(_) | Kind::String(_) => {
            line.comments.push(
                "a guess: the name of the part, of which the document says nothing".to_owned(),
            );
            one_file(&resolved)
        }
        _ => return None,
    };
    let object = &object;
    let component = match &schema.kind {
        Kind::Ref(target) => target.component().map(type_name),
        _ => None,
    };
    let known = types.items.iter().find(|item| item.at == resolved.at && is_parts(item));
    if let Some(known) = known {
        return Some(RustType::Named(known.name.clone()));
    }
    let short = component.as_ref().and_then(|name| name.strip_suffix("Request").map(str::to_owned));
    let names: Vec<_> = short.into_iter().chain(component).chain([hint.to_owned()]).collect();
    let name = types.names.first_free(&names);
    let around = Around { name: &name, of: Use::SENT, kind: StructKind::Parts, changes: false };
    types.push(name.clone(), resolved.at.clone(), said::about_type(&resolved.about, &name));
    let index = types.items.len() - 1;
    let (shaped, comments) = fields::shape(types, object, &around);
    types.items[index].content = Content::Struct(shaped);
    types.items[index].comments = said::lost(&resolved.about);
    types.items[index].comments.extend(comments);
    Some(RustType::Named(name))
}

/// One part that is a file.
fn one_file(schema: &Schema) -> ObjectSchema {
    let file = Schema::new(Kind::String(Some("binary".to_owned())), &schema.at);
    let file = Field { name: "file".to_owned(), schema: file, required: true };
    ObjectSchema { fields: vec![file], others: Others::Closed, undeclared: Vec::new() }
}

fn is_parts(item: &Item) -> bool {
    matches!(&item.content, Content::Struct(it) if it.kind == StructKind::Parts)
}
