//! Reads what a tape has recorded.

use super::tape::{Node, Tape, number_text};
use crate::json_private::{RAW, visit_number};
use serde::de::value::{MapAccessDeserializer, StrDeserializer};
use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Unexpected, Visitor,
};
use serde::forward_to_deserialize_any;
use serde_json::Value;
use std::borrow::Cow;
use std::marker::PhantomData;

impl<'de> Tape<'de> {
    /// Reads the value of a key.
    pub(super) fn value<T: Deserialize<'de>, E: Error>(&mut self) -> Result<T, E> {
        T::deserialize(Playback::new(self.skip_value()))
    }
}

/// Reads the value that starts at the first of the nodes.
pub(super) struct Playback<'a, 'de, E> {
    nodes: &'a [Node<'de>],
    error: PhantomData<E>,
}

impl<'a, 'de, E> Playback<'a, 'de, E> {
    pub(super) fn new(nodes: &'a [Node<'de>]) -> Self {
        Self { nodes, error: PhantomData }
    }

    /// Returns the contents of the array or object at the start.
    fn within(&self, extent: usize) -> Self {
        Self::new(self.nodes.get(1..=extent).unwrap_or_default())
    }

    /// Returns the text of the number at the start, if serde_json handed it on as a map.
    fn number(&self) -> Option<&'a str> {
        let Some(Node::Object(extent)) = self.nodes.first() else { return None };
        number_text(self.within(*extent).nodes)
    }

    /// Removes the first value from the contents of an array or object and returns it.
    fn next(&mut self) -> Option<Self> {
        let (value, rest) = self.nodes.split_at_checked(self.nodes.first()?.extent())?;
        self.nodes = rest;
        Some(Self::new(value))
    }
}

/// Numbers: those that are maps are shown as what they are.
macro_rules! numeric {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
            match self.number() {
                Some(text) => visit_number(text, visitor),
                None => self.deserialize_any(visitor),
            }
        }
    )*};
    ($($method:ident: $Number:ty => $visit:ident;)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
            match self.number().map(str::parse::<$Number>) {
                Some(Ok(number)) => visitor.$visit(number),
                Some(Err(error)) => Err(E::custom(error)),
                None => self.deserialize_any(visitor),
            }
        }
    )*};
}

impl<'de, E: Error> Deserializer<'de> for Playback<'_, 'de, E> {
    type Error = E;

    numeric! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_u8 deserialize_u16 deserialize_u32
        deserialize_u64 deserialize_f64
    }

    numeric! {
        deserialize_i128: i128 => visit_i128;
        deserialize_u128: u128 => visit_u128;
        deserialize_f32: f32 => visit_f32;
    }

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
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, E> {
        if name != RAW {
            return visitor.visit_newtype_struct(self);
        }
        let text = Value::deserialize(self)?.to_string();
        let nodes = [Node::Str(RAW.into()), Node::Str(text.into())];
        visitor.visit_map(Entries::of(Playback::new(&nodes)))
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        match self.number() {
            Some(_) => Err(E::invalid_type(Unexpected::Other("number"), &visitor)),
            None => self.deserialize_any(visitor),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, E> {
        self.deserialize_map(visitor)
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
        bool char str string bytes byte_buf unit unit_struct seq tuple tuple_struct identifier
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
pub(super) struct Entries<'a, 'de, E> {
    rest: Playback<'a, 'de, E>,
    value: Option<Playback<'a, 'de, E>>,
    /// How many nodes are left at a key that was read ahead of its turn.
    read: Option<usize>,
}

impl<'a, 'de, E> Entries<'a, 'de, E> {
    pub(super) fn of(rest: Playback<'a, 'de, E>) -> Self {
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

    /// Makes the value of one of these keys the next one to be read, wherever it is, and returns the key.
    fn read_ahead(&mut self, keys: &'static str) -> Option<&'static str> {
        let mut rest = Playback { nodes: self.rest.nodes, error: PhantomData::<E> };
        loop {
            let left = rest.nodes.len();
            let (key, value) = (rest.next()?, rest.next());
            let Some(Node::Str(key)) = key.nodes.first() else { continue };
            let found = keys.split(SEPARATOR).find(|telling| key == telling);
            if found.is_some() {
                (self.value, self.read) = (value, Some(left));
                return found;
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

/// Starts the name of a newtype that stands for telling keys, one of which says what an object is: asked for it, the
/// first key of a recorded object is such a key if there is one, wherever it was sent. Other maps return their first
/// key.
///
/// A union inside of a record would otherwise record its fields again, once for each level of unions.
const AHEAD: &str = "ahead: ";

/// Stands between the keys in such a name.
const SEPARATOR: char = '\0';

/// A key of an object. It is a string that can also be read as a number, as in serde_json.
pub(super) struct Key<'k, 'a, 'de, E>(pub(super) &'k mut Entries<'a, 'de, E>);

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
        if let Some(key) = name.strip_prefix(AHEAD).and_then(|keys| self.0.read_ahead(keys)) {
            return visitor.visit_borrowed_str(key);
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
