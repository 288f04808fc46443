//! Changes of one place in a document.

use serde_json::{Map, Value, json};

use super::schema;
use crate::source::Source;
use crate::targets::objects;

/// Names that are hard to give to something in Rust, or to tell from what is there.
pub(crate) const NAMES: &[&str] = &[
    "Item",
    "item",
    "ITEM",
    "items",
    "Error",
    "Option",
    "String",
    "Object",
    "Extra",
    "Unknown",
    "unknown",
    "Shop",
    "ShopCall",
    "ItemId",
    "item_id",
    "itemId",
    "id",
    "self",
    "Self",
    "crate",
    "type",
    "async",
    "try",
    "gen",
    "_",
    "__",
    "",
    " ",
    "1",
    "+1",
    "-1",
    "!=",
    "a-b",
    "a_b",
    "aB",
    "a.b",
    "a[]",
    "a[b]",
    "é",
    "ß",
    "名",
    "İ",
    "k\u{301}",
    "\u{202e}",
    "r#a",
    "a::b",
    "*/",
    "\"",
    "\\",
    "\n",
    "{a}",
    "<a>",
    "$ref",
    "data",
    "event",
    "extra",
    "new",
    "client",
    "send",
    "timeout",
    "header",
    "body",
    "stream",
    "items[]",
    "limit",
    "after",
    "next",
    "Content-Type",
    "Authorization",
    "X-Trace",
];

/// What stands in paths.
const PATHS: &[&str] =
    &["/", "{", "}", "items", "{item_id}", "{id}", "*", ":", "#", "?", "=", "v1", "..", "%2f", "é"];

/// Changes something, somewhere.
pub(super) fn change(source: &mut Source, document: &mut Value) {
    let places = places(document);
    let (place, other) = (&places[source.below(places.len())], &places[source.below(places.len())]);
    let copied = document.pointer(other).cloned().unwrap_or_default();
    let Some(value) = document.pointer_mut(place) else { return };
    match source.below(8) {
        0 => objects::change(source, value),
        1 | 2 => *value = schema::schema(source, 3),
        3 => *value = copied,
        4 => *value = json!({"$ref": format!("#{other}")}),
        5 => *value = source.pick(NAMES).into(),
        6 => *value = wrapped(source, value.take()),
        _ => renamed(source, value),
    }
}

/// The pointers to all values.
fn places(document: &Value) -> Vec<String> {
    let (mut places, mut next) = (vec![String::new()], 0);
    while let Some(place) = places.get(next).cloned() {
        let below: Vec<_> = match document.pointer(&place) {
            Some(Value::Object(members)) => members.keys().map(|key| escaped(key)).collect(),
            Some(Value::Array(items)) => (0..items.len()).map(|at| at.to_string()).collect(),
            _ => Vec::new(),
        };
        places.extend(below.into_iter().map(|token| format!("{place}/{token}")));
        next += 1;
    }
    places
}

fn escaped(token: &str) -> String {
    token.replace('~', "~0").replace('/', "~1")
}

/// The value within something that is a schema if the value is one.
fn wrapped(source: &mut Source, value: Value) -> Value {
    let key = source.pick(&["allOf", "anyOf", "oneOf", "items", "additionalProperties", "schema"]);
    match key {
        "allOf" | "anyOf" | "oneOf" => {
            json!({key: [value, schema::schema(source, 1)], "type": "object"})
        }
        _ => json!({key: value}),
    }
}

/// Gives a member another name, or adds one.
fn renamed(source: &mut Source, value: &mut Value) {
    let name = match source.once_in(3) {
        true => format!("/{}", source.text_of(PATHS, 8)),
        false => source.pick(NAMES).to_owned(),
    };
    match value {
        Value::Object(members) if !members.is_empty() => rename(source, members, name),
        Value::Object(members) => drop(members.insert(name, schema::schema(source, 2))),
        other => *other = name.into(),
    }
}

fn rename(source: &mut Source, members: &mut Map<String, Value>, name: String) {
    let keys: Vec<String> = members.keys().cloned().collect();
    let key = &keys[source.below(keys.len())];
    let value = match source.once_in(3) {
        true => members.get(key).cloned(),
        false => members.remove(key),
    };
    members.insert(name, value.unwrap_or_default());
}
