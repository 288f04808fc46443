//! Records values that are read before their type is known.
//!
//! The fields before the tag of an object are recorded on a tape, with one node per value, one allocation for all, and
//! strings borrowed from the input where possible. A tree, as in serde's own tagged enums, costs an allocation per
//! level; keeping the text of the values instead would require a second scan.

use crate::json_private::{is_number, number_key};
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Unexpected, Visitor};
use serde_json::Value;
use std::borrow::Cow;
use std::fmt;

/// The recorded fields of an object, which can be read once.
#[derive(Default)]
pub(super) struct Tape<'de> {
    /// A key, its value, the next key, and so on.
    nodes: Vec<Node<'de>>,
    position: usize,
}

pub(super) enum Node<'de> {
    Null,
    Bool(bool),
    U64(u64),
    I64(i64),
    F64(f64),
    Str(Cow<'de, str>),
    /// The items are in the next nodes, of which this is the number.
    Array(usize),
    /// The keys and values are in the next nodes, of which this is the number.
    Object(usize),
}

impl Node<'_> {
    /// Returns the number of nodes of the value, including this one.
    pub(super) fn extent(&self) -> usize {
        match self {
            Self::Array(within) | Self::Object(within) => within + 1,
            _ => 1,
        }
    }
}

/// The initial capacity of a tape. It fits most of what precedes a tag.
const ROOM: usize = 16;

impl<'de> Tape<'de> {
    pub(super) fn push_str(&mut self, text: impl Into<Cow<'de, str>>) {
        if self.nodes.is_empty() {
            self.nodes.reserve(ROOM);
        }
        self.nodes.push(Node::Str(text.into()));
    }

    /// Returns the next key, if there is one. Its value must then be read or skipped.
    pub(super) fn next_key(&mut self) -> Option<&str> {
        let Node::Str(key) = self.nodes.get(self.position)? else { return None };
        self.position += 1;
        Some(key)
    }

    /// Skips a value, and returns the nodes from it on.
    pub(super) fn skip_value(&mut self) -> &[Node<'de>] {
        let start = self.position;
        self.position += self.nodes.get(start).map_or(0, Node::extent);
        self.nodes.get(start..).unwrap_or_default()
    }

    pub(super) fn nodes(&self) -> &[Node<'de>] {
        &self.nodes
    }

    /// Returns the number that the recorded fields are, if serde_json handed a number on as a map.
    pub(super) fn number(&self) -> Option<Value> {
        let number = number_text(&self.nodes)?.parse().ok()?;
        Some(Value::Number(number))
    }
}

/// Returns the text of the number that the contents of an object are, if they are one.
pub(super) fn number_text<'a>(within: &'a [Node<'_>]) -> Option<&'a str> {
    match within {
        [Node::Str(key), Node::Str(text)] if is_number(key) => Some(text),
        _ => None,
    }
}

/// Records a value at the end of the tape.
pub(super) struct Record<'a, 'de>(pub(super) &'a mut Tape<'de>);

impl<'de> Record<'_, 'de> {
    fn node<E>(self, node: Node<'de>) -> Result<(), E> {
        self.0.nodes.push(node);
        Ok(())
    }

    /// Records a number that is no other node, as serde_json hands it on.
    fn digits<E: Error>(self, text: String) -> Result<(), E> {
        let Some(key) = number_key() else {
            return Err(E::invalid_type(Unexpected::Other("an integer beyond 64 bits"), &self));
        };
        let digits = [Node::Object(2), Node::Str(key.into()), Node::Str(text.into())];
        self.0.nodes.extend(digits);
        Ok(())
    }

    /// Records a container: the nodes that `within` records, and their number.
    fn nested<E>(
        self,
        node: fn(usize) -> Node<'de>,
        mut within: impl FnMut(Record<'_, 'de>) -> Result<bool, E>,
    ) -> Result<(), E> {
        let nodes = &mut self.0.nodes;
        let start = nodes.len();
        nodes.push(node(0));
        while within(Record(self.0))? {}
        let extent = self.0.nodes.len() - start - 1;
        if let Some(first) = self.0.nodes.get_mut(start) {
            *first = node(extent);
        }
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for Record<'_, 'de> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Record<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.node(Node::Null)
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        self.node(Node::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        self.node(Node::Bool(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        self.node(Node::U64(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        self.node(Node::I64(value))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        self.node(Node::F64(value))
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<(), E> {
        self.digits(value.to_string())
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<(), E> {
        self.digits(value.to_string())
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<(), E> {
        self.node(Node::Str(Cow::Borrowed(text)))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        self.node(Node::Str(Cow::Owned(text.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut array: A) -> Result<(), A::Error> {
        self.nested(Node::Array, |item| Ok(array.next_element_seed(item)?.is_some()))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<(), A::Error> {
        self.nested(Node::Object, |entry| {
            let Record(tape) = entry;
            let key = object.next_key_seed(Record(tape))?;
            key.map(|()| object.next_value_seed(Record(tape)))
                .transpose()
                .map(|entry| entry.is_some())
        })
    }

    fn visit_some<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_any(self)
    }
}
