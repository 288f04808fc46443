//! Records values that are read before their type is known.
//!
//! The fields before the tag of an object are recorded on a tape, with one node per value, one allocation for all, and
//! strings borrowed from the input where possible. A tree, as in serde's own tagged enums, costs an allocation per
//! level; keeping the text of the values instead would require a second scan.

use serde::de::value::{MapAccessDeserializer, StrDeserializer};
use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;
use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

/// The recorded fields of an object, which can be read once.
#[derive(Default)]
pub(super) struct Tape<'de> {
    /// A key, its value, the next key, and so on.
    nodes: Vec<Node<'de>>,
    position: usize,
}

enum Node<'de> {
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
    fn extent(&self) -> usize {
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

    pub(super) fn value<T: Deserialize<'de>, E: Error>(&mut self) -> Result<T, E> {
        let start = self.position;
        self.skip();
        T::deserialize(Playback::new(self.nodes.get(start..).unwrap_or_default()))
    }

    pub(super) fn skip(&mut self) {
        self.position += self.nodes.get(self.position).map_or(0, Node::extent);
    }
}

// ===== recording =====

/// Records a value at the end of the tape.
pub(super) struct Record<'a, 'de>(pub(super) &'a mut Tape<'de>);

impl<'de> Record<'_, 'de> {
    fn node<E>(self, node: Node<'de>) -> Result<(), E> {
        self.0.nodes.push(node);
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

// ===== playback =====

/// Reads the value that starts at the first of the nodes.
struct Playback<'a, 'de, E> {
    nodes: &'a [Node<'de>],
    error: PhantomData<E>,
}

impl<'a, 'de, E> Playback<'a, 'de, E> {
    fn new(nodes: &'a [Node<'de>]) -> Self {
        Self { nodes, error: PhantomData }
    }

    /// Returns the contents of the array or object at the start.
    fn within(&self, extent: usize) -> Self {
        Self::new(self.nodes.get(1..=extent).unwrap_or_default())
    }

    /// Removes the first value from the contents of an array or object and returns it.
    fn next(&mut self) -> Option<Self> {
        let (value, rest) = self.nodes.split_at_checked(self.nodes.first()?.extent())?;
        self.nodes = rest;
        Some(Self::new(value))
    }
}

impl<'de, E: Error> Deserializer<'de> for Playback<'_, 'de, E> {
    type Error = E;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        match self.nodes.first() {
            None | Some(Node::Null) => visitor.visit_unit(),
            Some(Node::Bool(value)) => visitor.visit_bool(*value),
            Some(Node::U64(value)) => visitor.visit_u64(*value),
            Some(Node::I64(value)) => visitor.visit_i64(*value),
            Some(Node::F64(value)) => visitor.visit_f64(*value),
            Some(Node::Str(Cow::Borrowed(text))) => visitor.visit_borrowed_str(text),
            Some(Node::Str(Cow::Owned(text))) => visitor.visit_str(text),
            Some(Node::Array(extent)) => visitor.visit_seq(self.within(*extent)),
            Some(Node::Object(extent)) => visitor.visit_map(Entries::of(self.within(*extent))),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        match self.nodes.first() {
            None | Some(Node::Null) => visitor.visit_none(),
            Some(_) => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, E> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, E> {
        match self.nodes.first() {
            Some(Node::Str(text)) => visitor.visit_enum(StrDeserializer::new(text)),
            Some(Node::Object(extent)) => {
                visitor.visit_enum(MapAccessDeserializer::new(Entries::of(self.within(*extent))))
            }
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map struct identifier
    }
}

impl<'de, E: Error> SeqAccess<'de> for Playback<'_, 'de, E> {
    type Error = E;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, E> {
        self.next().map(|item| seed.deserialize(item)).transpose()
    }
}

/// The keys and values of a recorded object.
struct Entries<'a, 'de, E> {
    rest: Playback<'a, 'de, E>,
    value: Option<Playback<'a, 'de, E>>,
    /// How many nodes are left at a key that was read ahead of its turn.
    read: Option<usize>,
}

impl<'a, 'de, E> Entries<'a, 'de, E> {
    fn of(rest: Playback<'a, 'de, E>) -> Self {
        Self { rest, value: None, read: None }
    }

    /// Returns the nodes of the next key, and makes its value the next one to be read.
    fn key(&mut self) -> Playback<'a, 'de, E> {
        let key = self.rest.next();
        self.value = self.rest.next();
        key.unwrap_or(Playback::new(&[]))
    }

    fn is_at_end(&mut self) -> bool {
        if self.read == Some(self.rest.nodes.len()) {
            self.rest.next();
            self.rest.next();
        }
        self.rest.nodes.is_empty()
    }

    /// Makes the value of the key `tag` the next one to be read, wherever it is.
    fn read_ahead(&mut self, tag: &str) -> bool {
        let mut rest = Playback { nodes: self.rest.nodes, error: PhantomData::<E> };
        loop {
            let left = rest.nodes.len();
            let (Some(key), value) = (rest.next(), rest.next()) else { return false };
            if matches!(key.nodes.first(), Some(Node::Str(key)) if key == tag) {
                (self.value, self.read) = (value, Some(left));
                return true;
            }
        }
    }
}

impl<'de, E: Error> MapAccess<'de> for Entries<'_, 'de, E> {
    type Error = E;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, E> {
        match self.is_at_end() {
            true => Ok(None),
            false => seed.deserialize(Key(self)).map(Some),
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, E> {
        seed.deserialize(self.value.take().unwrap_or(Playback::new(&[])))
    }
}

/// Starts the name of a newtype that stands for a tag: asked for it, the first key of a recorded object is that tag if
/// there is one, wherever it was sent. Other maps return their first key.
///
/// A union inside of a record would otherwise record its fields again, once for each level of unions.
const TAG_AHEAD: &str = "tag ahead: ";

/// A key of an object. It is a string that can also be read as a number, as in serde_json.
struct Key<'k, 'a, 'de, E>(&'k mut Entries<'a, 'de, E>);

macro_rules! numbers {
    ($($deserialize:ident: $Number:ty => $visit:ident;)*) => {$(
        fn $deserialize<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
            let key = self.0.key();
            match key.nodes.first() {
                Some(Node::Str(key)) => match key.parse::<$Number>() {
                    Ok(number) => visitor.$visit(number),
                    Err(_) => visitor.visit_str(key),
                },
                _ => key.deserialize_any(visitor),
            }
        }
    )*};
}

impl<'de, E: Error> Deserializer<'de> for Key<'_, '_, 'de, E> {
    type Error = E;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        self.0.key().deserialize_any(visitor)
    }

    numbers! {
        deserialize_bool: bool => visit_bool;
        deserialize_i8: i64 => visit_i64;
        deserialize_i16: i64 => visit_i64;
        deserialize_i32: i64 => visit_i64;
        deserialize_i64: i64 => visit_i64;
        deserialize_u8: u64 => visit_u64;
        deserialize_u16: u64 => visit_u64;
        deserialize_u32: u64 => visit_u64;
        deserialize_u64: u64 => visit_u64;
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, E> {
        if let Some(tag) = name.strip_prefix(TAG_AHEAD).filter(|tag| self.0.read_ahead(tag)) {
            return visitor.visit_borrowed_str(tag);
        }
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, E> {
        self.0.key().deserialize_enum(name, variants, visitor)
    }

    forward_to_deserialize_any! {
        i128 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple tuple_struct map struct identifier
        ignored_any
    }
}
