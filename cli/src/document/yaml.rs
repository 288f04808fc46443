//! Documents in YAML 1.2, as the same values that JSON has.

use super::{DocumentError, Node, Object, scalar};
use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Span, Tag};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// How deep values may be nested, as in `serde_json`.
const DEEPEST: usize = 128;

/// How many values the aliases of a document may stand for, so that a small text cannot fill the memory.
const MOST_ALIASED: usize = 1_000_000;

/// Reads the first document of a text of YAML.
pub(super) fn read(text: &str) -> Result<Node, DocumentError> {
    let mut builder = Builder::default();
    for event in Parser::new_from_str(text) {
        let (event, span) = event.map_err(|error| of_scan(&error))?;
        builder.event(event, span)?;
        if let Some(root) = builder.root.take() {
            return Ok(root);
        }
    }
    Ok(Node::Null)
}

fn of_scan(error: &ScanError) -> DocumentError {
    let at = error.marker();
    syntax(at.line(), at.col() + 1, error.info())
}

fn syntax(line: usize, column: usize, message: &str) -> DocumentError {
    DocumentError::Syntax { format: "YAML", line, column, message: message.to_owned() }
}

fn at(span: Span, message: &str) -> DocumentError {
    syntax(span.start.line(), span.start.col() + 1, message)
}

/// A list or an object that is not complete.
enum Open {
    Array(Vec<Node>),
    Object(Object, Option<String>),
}

/// Puts values together from events, without recursion.
#[derive(Default)]
struct Builder {
    /// What is around the next value, with the number of its anchor, from the outside in.
    open: Vec<(Open, usize)>,
    /// What aliases stand for.
    anchors: BTreeMap<usize, Node>,
    /// How many values came from aliases.
    aliased: usize,
    root: Option<Node>,
}

impl Builder {
    fn event(&mut self, event: Event<'_>, span: Span) -> Result<(), DocumentError> {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                self.value(of_scalar(&text, style, tag.as_ref()), anchor, span)
            }
            Event::SequenceStart(anchor, _) => self.begin(Open::Array(Vec::new()), anchor, span),
            Event::MappingStart(anchor, _) => {
                self.begin(Open::Object(Object::new(), None), anchor, span)
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(span),
            Event::Alias(anchor) => self.alias(anchor, span),
            Event::DocumentEnd => {
                self.root.get_or_insert(Node::Null);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn begin(&mut self, open: Open, anchor: usize, span: Span) -> Result<(), DocumentError> {
        if self.open.len() == DEEPEST {
            return Err(at(span, "the values are nested too deeply"));
        }
        self.open.push((open, anchor));
        Ok(())
    }

    fn end(&mut self, span: Span) -> Result<(), DocumentError> {
        let Some((open, anchor)) = self.open.pop() else { return Ok(()) };
        let node = match open {
            Open::Array(items) => Node::Array(items),
            Open::Object(object, _) => Node::Object(merged(object)),
        };
        self.value(node, anchor, span)
    }

    fn alias(&mut self, anchor: usize, span: Span) -> Result<(), DocumentError> {
        let Some(node) = self.anchors.get(&anchor).cloned() else {
            return Err(at(span, "the alias stands for a value that is not complete"));
        };
        let (size, depth) = extent(&node);
        self.aliased = self.aliased.saturating_add(size);
        if self.aliased > MOST_ALIASED {
            return Err(at(span, "the aliases stand for too many values"));
        }
        if self.open.len() + depth > DEEPEST {
            return Err(at(span, "the values are nested too deeply"));
        }
        self.value(node, 0, span)
    }

    /// Puts a complete value where it belongs.
    fn value(&mut self, node: Node, anchor: usize, span: Span) -> Result<(), DocumentError> {
        if anchor > 0 {
            self.anchors.insert(anchor, node.clone());
        }
        match self.open.last_mut() {
            None => self.root = Some(node),
            Some((Open::Array(items), _)) => items.push(node),
            Some((Open::Object(object, key), _)) => match key.take() {
                Some(key) => drop(object.insert(key, node)),
                None => *key = Some(key_of(node, span)?),
            },
        }
        Ok(())
    }
}

fn of_scalar(text: &str, style: ScalarStyle, tag: Option<&Cow<'_, Tag>>) -> Node {
    let is_string = tag.is_some_and(|tag| tag.is_yaml_core_schema() && tag.suffix == "str");
    match style {
        ScalarStyle::Plain if !is_string => scalar::resolve(text),
        _ => Node::String(text.to_owned()),
    }
}

/// The keys of JSON are strings: the status `200` is one here, too.
fn key_of(node: Node, span: Span) -> Result<String, DocumentError> {
    match node {
        Node::String(text) => Ok(text),
        Node::Array(_) | Node::Object(_) => Err(at(span, "a key is no string")),
        scalar => Ok(scalar.to_string()),
    }
}

/// An object with what its key `<<` adds: not part of YAML 1.2, but written by people.
fn merged(mut object: Object) -> Object {
    let Some(added) = object.get("<<").cloned() else { return object };
    let added = match added {
        Node::Object(added) => vec![added],
        Node::Array(items) if items.iter().all(|item| item.as_object().is_some()) => {
            items.into_iter().filter_map(|item| item.as_object().cloned()).collect()
        }
        _ => return object,
    };
    object.shift_remove("<<");
    for (key, value) in added.into_iter().flatten() {
        object.entry(key).or_insert(value);
    }
    object
}

/// How many values there are in one, and how deep they are nested.
fn extent(node: &Node) -> (usize, usize) {
    let add = |(size, depth): (usize, usize), node| {
        let (inner, deep) = extent(node);
        (size + inner, depth.max(deep + 1))
    };
    match node {
        Node::Array(items) => items.iter().fold((1, 0), add),
        Node::Object(object) => object.values().fold((1, 0), add),
        _ => (1, 0),
    }
}
