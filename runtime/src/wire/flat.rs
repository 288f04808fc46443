//! Flattened fields: objects and maps whose keys are beside those of the object around them.

use super::Writer;
use super::visit::IGNORED;
use serde::de::value::StringDeserializer;
use serde::de::{DeserializeSeed, Deserializer, Error, IntoDeserializer, MapAccess, Visitor};
use serde::ser::{
    Impossible, SerializeMap, SerializeStruct, SerializeStructVariant, SerializeTupleVariant,
    Serializer,
};
use serde::{Serialize, forward_to_deserialize_any};
use serde_json::{Map, Value, map};
use std::mem;

type Unknown = Map<String, Value>;

// ===== reading =====

/// The unknown fields of an object, as the source of a flattened field. What the field reads is taken out; what it
/// ignores, or does not come to, stays for the next one.
pub(super) struct Flat<'a>(pub(super) &'a mut Unknown);

impl<'de> Deserializer<'de> for Flat<'_> {
    type Error = serde_json::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> serde_json::Result<V::Value> {
        let entries = mem::take(self.0).into_iter();
        visitor.visit_map(Entries { entries, current: None, left: self.0 })
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> serde_json::Result<V::Value> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> serde_json::Result<V::Value> {
        visitor.visit_newtype_struct(self)
    }

    /// As in serde, the variant is the first one that is among the keys.
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> serde_json::Result<V::Value> {
        let entry = variants.iter().find_map(|variant| self.0.remove_entry(*variant));
        let Some(entry) = entry else {
            return Err(Error::custom(format_args!("no field is a variant of `{name}`")));
        };
        Value::Object(Unknown::from_iter([entry])).deserialize_enum(name, variants, visitor)
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> serde_json::Result<V::Value> {
        visitor.visit_unit()
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> serde_json::Result<V::Value> {
        visitor.visit_unit()
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> serde_json::Result<V::Value> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf seq tuple tuple_struct map
        struct identifier
    }
}

struct Entries<'a> {
    entries: map::IntoIter,
    current: Option<(String, Value)>,
    left: &'a mut Unknown,
}

impl<'de> MapAccess<'de> for Entries<'_> {
    type Error = serde_json::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> serde_json::Result<Option<K::Value>> {
        self.current = self.entries.next();
        let Some((key, _)) = &self.current else { return Ok(None) };
        let key: StringDeserializer<serde_json::Error> = key.clone().into_deserializer();
        seed.deserialize(key).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(
        &mut self,
        seed: V,
    ) -> serde_json::Result<V::Value> {
        let (key, value) = self.current.take().unwrap_or_default();
        seed.deserialize(Entry { key, value, left: self.left })
    }
}

/// What was not asked for stays.
impl Drop for Entries<'_> {
    fn drop(&mut self) {
        self.left.extend(self.current.take());
        self.left.extend(&mut self.entries);
    }
}

/// The value of a field, which goes back to the unknown fields if it is ignored.
struct Entry<'a> {
    key: String,
    value: Value,
    left: &'a mut Unknown,
}

impl Entry<'_> {
    fn ignored<'de, V: Visitor<'de>>(self, visitor: V) -> serde_json::Result<V::Value> {
        self.left.insert(self.key, self.value);
        visitor.visit_unit()
    }
}

impl<'de> Deserializer<'de> for Entry<'_> {
    type Error = serde_json::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> serde_json::Result<V::Value> {
        self.value.deserialize_any(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> serde_json::Result<V::Value> {
        self.value.deserialize_option(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> serde_json::Result<V::Value> {
        self.value.deserialize_enum(name, variants, visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> serde_json::Result<V::Value> {
        match name {
            IGNORED => self.ignored(visitor),
            _ => self.value.deserialize_newtype_struct(name, visitor),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> serde_json::Result<V::Value> {
        self.ignored(visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map struct identifier
    }
}

// ===== writing =====

impl<M: SerializeMap> Writer<M> {
    /// Writes the keys of a flattened field.
    pub fn flatten<T: Serialize>(&mut self, value: &T) {
        if let Err(error) = value.serialize(Flattened(self)) {
            self.fail_with(error);
        }
    }
}

/// The open map of an object, as the target of a flattened field.
pub(super) struct Flattened<'a, M: SerializeMap>(pub(super) &'a mut Writer<M>);

/// The error for a value that has no keys.
fn no_keys<T, E: serde::ser::Error>(what: &str) -> Result<T, E> {
    Err(E::custom(format_args!("a flattened field is an object or a map, not {what}")))
}

macro_rules! refuse {
    ($($serialize:ident($($argument:ty),*) $what:literal)*) => {$(
        fn $serialize(self, $(_: $argument),*) -> Result<(), M::Error> {
            no_keys($what)
        }
    )*};
}

impl<'a, M: SerializeMap> Serializer for Flattened<'a, M> {
    type Ok = ();
    type Error = M::Error;
    type SerializeSeq = Impossible<(), M::Error>;
    type SerializeTuple = Impossible<(), M::Error>;
    type SerializeTupleStruct = Impossible<(), M::Error>;
    type SerializeTupleVariant = Variant<'a, M, Vec<Value>>;
    type SerializeMap = FlattenedMap<'a, M>;
    type SerializeStruct = FlattenedMap<'a, M>;
    type SerializeStructVariant = Variant<'a, M, Unknown>;

    refuse! {
        serialize_bool(bool) "a `bool`"
        serialize_i8(i8) "a number"
        serialize_i16(i16) "a number"
        serialize_i32(i32) "a number"
        serialize_i64(i64) "a number"
        serialize_u8(u8) "a number"
        serialize_u16(u16) "a number"
        serialize_u32(u32) "a number"
        serialize_u64(u64) "a number"
        serialize_f32(f32) "a number"
        serialize_f64(f64) "a number"
        serialize_char(char) "a string"
        serialize_str(&str) "a string"
        serialize_bytes(&[u8]) "a list"
        serialize_unit_variant(&'static str, u32, &'static str) "a string"
    }

    fn serialize_none(self) -> Result<(), M::Error> {
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), M::Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), M::Error> {
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), M::Error> {
        Ok(())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), M::Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), M::Error> {
        self.0.flat(variant, value);
        Ok(())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self::SerializeSeq, M::Error> {
        no_keys("a list")
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, M::Error> {
        no_keys("a list")
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, M::Error> {
        no_keys("a list")
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, M::Error> {
        Ok(Variant { writer: self.0, variant, content: Vec::new() })
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, M::Error> {
        Ok(FlattenedMap { writer: self.0, key: String::new() })
    }

    fn serialize_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStruct, M::Error> {
        self.serialize_map(None)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, M::Error> {
        Ok(Variant { writer: self.0, variant, content: Unknown::new() })
    }
}

/// The keys of a flattened field, and the last of them while its value is awaited.
pub(super) struct FlattenedMap<'a, M: SerializeMap> {
    writer: &'a mut Writer<M>,
    key: String,
}

impl<M: SerializeMap> SerializeMap for FlattenedMap<'_, M> {
    type Ok = ();
    type Error = M::Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), M::Error> {
        self.key = match tree(key)? {
            Value::String(key) => key,
            Value::Number(number) => number.to_string(),
            Value::Bool(value) => value.to_string(),
            _ => return no_keys("a map with other keys than strings"),
        };
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), M::Error> {
        self.writer.flat(&self.key, value);
        Ok(())
    }

    fn end(self) -> Result<(), M::Error> {
        Ok(())
    }
}

impl<M: SerializeMap> SerializeStruct for FlattenedMap<'_, M> {
    type Ok = ();
    type Error = M::Error;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), M::Error> {
        self.writer.flat(key, value);
        Ok(())
    }

    fn end(self) -> Result<(), M::Error> {
        Ok(())
    }
}

/// A variant that becomes one key, with its content as far as it is known.
pub(super) struct Variant<'a, M: SerializeMap, C> {
    writer: &'a mut Writer<M>,
    variant: &'static str,
    content: C,
}

impl<M: SerializeMap> SerializeTupleVariant for Variant<'_, M, Vec<Value>> {
    type Ok = ();
    type Error = M::Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), M::Error> {
        self.content.push(tree(value)?);
        Ok(())
    }

    fn end(self) -> Result<(), M::Error> {
        self.writer.flat(self.variant, &self.content);
        Ok(())
    }
}

impl<M: SerializeMap> SerializeStructVariant for Variant<'_, M, Unknown> {
    type Ok = ();
    type Error = M::Error;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), M::Error> {
        self.content.insert(key.to_owned(), tree(value)?);
        Ok(())
    }

    fn end(self) -> Result<(), M::Error> {
        self.writer.flat(self.variant, &self.content);
        Ok(())
    }
}

fn tree<T: Serialize + ?Sized, E: serde::ser::Error>(value: &T) -> Result<Value, E> {
    serde_json::to_value(value).map_err(E::custom)
}
