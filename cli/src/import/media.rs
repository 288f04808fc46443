//! Several media types of one body or reply.

use super::literal::quoted;
use crate::document::Document;
use crate::operation::Media;

/// ` also "application/xml"`: those in which a body or a reply is the same, of the others in its content.
pub(crate) fn also(document: &Document, content: &[Media], chosen: &Media) -> String {
    let mut names: Vec<&str> = Vec::new();
    for other in others(content, chosen).filter(|other| is_same(document, chosen, other)) {
        if !names.contains(&other.media_type.as_str()) {
            names.push(&other.media_type);
        }
    }
    let named: String = names.into_iter().map(|name| format!(" {}", quoted(name))).collect();
    if named.is_empty() { named } else { format!(" also{named}") }
}

/// The usual JSON, or else the first of its kinds.
pub(crate) fn json(content: &[Media]) -> Option<&Media> {
    let usual = content.iter().find(|media| media.media_type == "application/json");
    usual.or_else(|| content.iter().find(|media| media.is_json()))
}

/// ` as "application/pdf"`: the media type of a reply, if it is not that of its kind.
pub(crate) fn of_reply(media: &Media) -> String {
    let usual = ["application/json", "text/plain", "application/octet-stream"];
    own(media, usual.contains(&media.media_type.as_str()))
}

/// ` as "application/pdf"`, unless it goes without saying, or a line cannot say it.
pub(crate) fn own(media: &Media, is_usual: bool) -> String {
    let name = &media.media_type;
    if is_usual || !is_sound(name) { String::new() } else { format!(" as {}", quoted(name)) }
}

/// The media types, in backticks, in which it is something else.
pub(crate) fn different(document: &Document, content: &[Media], chosen: &Media) -> Option<String> {
    let others = others(content, chosen).filter(|other| !is_same(document, chosen, other));
    let named: Vec<_> = others.map(|other| format!("`{}`", other.written)).collect();
    (!named.is_empty()).then(|| named.join(", "))
}

fn others<'a>(content: &'a [Media], chosen: &'a Media) -> impl Iterator<Item = &'a Media> {
    let is_other = |other: &&Media| other.media_type != chosen.media_type && !other.is_events();
    content.iter().filter(is_other)
}

/// Whether the document says the same of both, and the other one has a name that a line may have.
fn is_same(document: &Document, one: &Media, other: &Media) -> bool {
    let schema = |media: &Media| document.get(&media.at).and_then(|node| node.get("schema"));
    is_sound(&other.media_type) && schema(one) == schema(other)
}

/// Whether it is a type and a subtype, and no range of them.
fn is_sound(media_type: &str) -> bool {
    let is_token = |text: &str| {
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&byte);
        !text.is_empty() && text.bytes().all(allowed)
    };
    media_type.split_once('/').is_some_and(|(kind, subtype)| is_token(kind) && is_token(subtype))
}
