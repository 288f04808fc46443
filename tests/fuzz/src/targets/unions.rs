//! Unions: a value is the same with its keys in any order, the tag first or last.

use std::collections::BTreeMap;

use schematic_api::{Extra, Object, StringEnum, Union};
use serde_json::{Map, Value, json};

use crate::source::Source;

#[derive(Union, Clone, Debug, PartialEq)]
#[wire(tag = "type")]
enum Node {
    Leaf(Leaf),
    Branch(Box<Branch>),
    #[wire(rename = "")]
    Nameless(Leaf),
    #[wire(string)]
    Word(String),
    #[wire(array)]
    List(Vec<Node>),
    Unknown(Value),
}

#[derive(Object, Clone, Debug, PartialEq)]
struct Leaf {
    text: Option<String>,
    number: Option<u64>,
    fraction: Option<f64>,
    level: Option<Level>,
    any: Option<Value>,
    counts: Option<BTreeMap<String, i64>>,
    extra: Extra,
}

#[derive(Object, Clone, Debug, PartialEq)]
struct Branch {
    one: Option<Node>,
    many: Option<Vec<Node>>,
    named: Option<BTreeMap<String, Node>>,
    other: Option<Other>,
}

/// A union with another tag, within the first.
#[derive(Union, Clone, Debug, PartialEq)]
#[wire(tag = "kind")]
enum Other {
    Branch(Box<Branch>),
    Leaf(Leaf),
    Unknown(Value),
}

#[derive(StringEnum, Clone, Debug, PartialEq)]
enum Level {
    Low,
    High,
    Unknown(String),
}

pub(crate) fn run(source: &mut Source) {
    let value = node(source, 4);
    let first = serde_json::from_str::<Node>(&tags_first(&value));
    for _ in 0..3 {
        let text = source.shuffled(&value);
        match (&first, serde_json::from_str::<Node>(&text)) {
            (Ok(first), Ok(decoded)) => assert_eq!(&decoded, first, "{text}"),
            (Err(_), Err(_)) => {}
            (first, decoded) => panic!("{text}: {decoded:?}, with the tag first {first:?}"),
        }
    }
    if let Ok(decoded) = first {
        let encoded = serde_json::to_string(&decoded).expect("JSON");
        assert_eq!(serde_json::from_str::<Node>(&encoded).ok(), Some(decoded), "{encoded}");
    }
}

fn node(source: &mut Source, depth: usize) -> Value {
    match source.below(10) {
        0 => source.json(2),
        1 => source.text(3).into(),
        2 if depth > 0 => (0..source.length(4)).map(|_| node(source, depth - 1)).collect(),
        3..=6 if depth > 0 => tagged(source, "type", depth),
        _ => leaf(source, "type"),
    }
}

fn tagged(source: &mut Source, tag: &str, depth: usize) -> Value {
    let mut fields = Map::new();
    for _ in 0..source.below(4) {
        match source.below(4) {
            0 => fields.insert("one".into(), node(source, depth - 1)),
            1 => fields.insert(
                "many".into(),
                (0..source.below(4)).map(|_| node(source, depth - 1)).collect(),
            ),
            2 => {
                let named = (0..source.below(3)).map(|_| (source.text(2), node(source, depth - 1)));
                fields.insert("named".into(), Value::Object(named.collect()))
            }
            _ if source.once_in(2) => fields.insert("other".into(), leaf(source, "kind")),
            _ => fields.insert("other".into(), tagged(source, "kind", depth)),
        };
    }
    spoiled(source, fields, tag, "branch")
}

fn leaf(source: &mut Source, tag: &str) -> Value {
    let mut fields = Map::new();
    for _ in 0..source.below(5) {
        match source.below(7) {
            0 => fields.insert("text".into(), source.text(4).into()),
            1 => fields.insert("number".into(), source.number()),
            2 => fields.insert("fraction".into(), source.number()),
            3 => fields.insert("level".into(), source.pick(&["low", "high", "", "é"]).into()),
            4 => fields.insert("any".into(), source.json(3)),
            5 => fields.insert("counts".into(), json!({ source.text(2): source.number() })),
            _ => fields.insert(source.text(2), source.json(2)),
        };
    }
    spoiled(source, fields, tag, "leaf")
}

/// Adds the tag: the right one, another, one of a wrong type, or none.
fn spoiled(source: &mut Source, mut fields: Map<String, Value>, tag: &str, name: &str) -> Value {
    match source.below(12) {
        0 => fields.insert(tag.into(), source.json(1)),
        1 => fields.insert(tag.into(), source.pick(&["", "leaf", "branch", "lea", "Leaf"]).into()),
        2 => None,
        _ => fields.insert(tag.into(), name.into()),
    };
    Value::Object(fields)
}

/// Writes the tags before the other keys.
fn tags_first(value: &Value) -> String {
    match value {
        Value::Array(list) => {
            format!("[{}]", list.iter().map(tags_first).collect::<Vec<_>>().join(","))
        }
        Value::Object(fields) => {
            let mut entries: Vec<_> = fields.iter().collect();
            entries.sort_by_key(|(key, _)| !matches!(key.as_str(), "type" | "kind"));
            let entries = entries.into_iter();
            let entries =
                entries.map(|(key, value)| format!("{}:{}", json!(key), tags_first(value)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(","))
        }
        scalar => scalar.to_string(),
    }
}
