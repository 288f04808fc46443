//! Reading the fields of an object.

use super::captured::Captured;
use super::fields::{Key, bit};
use super::visit::OneOf;
use super::{Extra, Fields, Object, Patch};
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, Visitor,
};
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::{fmt, slice};

/// A key with its value, from before the tag of a union.
pub(super) type Early<'de> = (Cow<'de, str>, Captured<'de>);

/// Reads an object field by field: `next` says which one comes, then one of the other methods takes its value.
///
/// A key that comes twice is read twice, and the last one wins.
pub struct Reader<'de, A> {
    map: A,
    fields: &'static Fields,
    /// Read before the rest of the map; the next one last.
    early: Vec<Early<'de>>,
    /// The value of the current field, where it is one of the early ones.
    captured: Option<Captured<'de>>,
    /// The tag that the union around this object has read, and what it was.
    tag: Option<(&'static str, Value)>,
    current: usize,
    deviations: u64,
    unknown: Option<Box<Map<String, Value>>>,
}

impl<'de, A: MapAccess<'de>> Reader<'de, A> {
    pub(super) fn new(map: A) -> Self {
        Self {
            map,
            fields: &Fields::NONE,
            early: Vec::new(),
            captured: None,
            tag: None,
            current: 0,
            deviations: 0,
            unknown: None,
        }
    }

    /// The rest of a union's object, after the `early` fields and the tag, if it had one.
    pub(super) fn rest_of(
        map: A,
        mut early: Vec<Early<'de>>,
        tag: Option<(&'static str, Value)>,
    ) -> Self {
        early.reverse();
        Self { early, tag, ..Self::new(map) }
    }

    /// Reads all of it as a `T`.
    pub fn object<T: Object>(&mut self) -> Result<T, A::Error> {
        self.fields = T::FIELDS;
        self.deviations = T::FIELDS.absent();
        // The field before the first.
        self.current = usize::MAX;
        T::decode(self)
    }

    /// The number of the next field that is there.
    // Not an iterator: what comes next depends on what the caller reads in between.
    #[allow(clippy::should_implement_trait)]
    pub fn next(&mut self) -> Result<Option<usize>, A::Error> {
        while let Some(key) = self.next_key()? {
            match key {
                Key::Field(index) => {
                    self.current = index;
                    return Ok(Some(index));
                }
                Key::Constant(index) => self.constant(index)?,
                Key::Unknown(name) => self.unknown(name)?,
                Key::Ignored => self.ignore()?,
            }
        }
        Ok(None)
    }

    fn next_key(&mut self) -> Result<Option<Key>, A::Error> {
        let seed = KeySeed {
            fields: self.fields,
            expected: self.current.wrapping_add(1),
            tag: self.tag.as_ref().map(|(tag, _)| *tag),
        };
        match self.early.pop() {
            None => self.map.next_key_seed(seed),
            Some((key, value)) => {
                self.captured = Some(value);
                Ok(Some(seed.find(&key)))
            }
        }
    }

    /// Reads a constant; another value than the declared one is kept where unknown fields are.
    fn constant(&mut self, index: usize) -> Result<(), A::Error> {
        let Some((name, constant)) = self.fields.constants.get(index) else { return Ok(()) };
        let value = match self.captured.take() {
            None => self.map.next_value_seed(OneOf(slice::from_ref(constant)))?,
            Some(captured) => Err(Self::decode(name, captured)?),
        };
        match value {
            Err(value) if value != *constant => self.keep((*name).to_owned(), value),
            _ => self.deviations &= !bit(self.fields.names.len() + index),
        }
        Ok(())
    }

    fn unknown(&mut self, name: String) -> Result<(), A::Error> {
        let value = self.value()?;
        self.keep(name, value);
        Ok(())
    }

    fn keep(&mut self, name: String, value: Value) {
        if self.fields.extra {
            self.unknown.get_or_insert_default().insert(name, value);
        }
    }

    fn ignore(&mut self) -> Result<(), A::Error> {
        match self.captured.take() {
            None => self.map.next_value::<IgnoredAny>().map(drop),
            Some(_) => Ok(()),
        }
    }

    fn value<T: DeserializeOwned>(&mut self) -> Result<T, A::Error> {
        match self.captured.take() {
            None => self.map.next_value(),
            Some(captured) => Self::decode(
                self.fields.names.get(self.current).copied().unwrap_or_default(),
                captured,
            ),
        }
    }

    fn decode<T: DeserializeOwned>(name: &str, captured: Captured<'_>) -> Result<T, A::Error> {
        captured.decode().map_err(|error| A::Error::custom(format_args!("{name}: {error}")))
    }

    /// Takes the value of a field that has to be there.
    pub fn required<T: DeserializeOwned>(&mut self, field: &mut Option<T>) -> Result<(), A::Error> {
        *field = Some(self.value()?);
        Ok(())
    }

    /// The value of the required field `index`, once all fields are read.
    pub fn found<T>(&self, index: usize, field: Option<T>) -> Result<T, A::Error> {
        let name = self.fields.names.get(index).copied().unwrap_or_default();
        field.ok_or_else(|| A::Error::missing_field(name))
    }

    /// Takes the value of a field for which `null` is as good as its default.
    pub fn plain<T: DeserializeOwned + Default>(&mut self, field: &mut T) -> Result<(), A::Error> {
        *field = self.value::<Option<T>>()?.unwrap_or_default();
        Ok(())
    }

    /// Takes the value of a field that is left out when unset.
    pub fn optional<T: DeserializeOwned>(&mut self, field: &mut Option<T>) -> Result<(), A::Error> {
        *field = self.value()?;
        if field.is_none() {
            self.deviations |= bit(self.current);
        }
        Ok(())
    }

    /// Takes the value of a field that is `null` when unset.
    pub fn nullable<T: DeserializeOwned>(&mut self, field: &mut Option<T>) -> Result<(), A::Error> {
        *field = self.value()?;
        self.deviations &= !bit(self.current);
        Ok(())
    }

    /// Takes the value of a field for which `null` is not the same as its absence.
    pub fn patch<T: DeserializeOwned>(&mut self, field: &mut Patch<T>) -> Result<(), A::Error> {
        *field = self.value()?;
        Ok(())
    }

    /// What the object had beyond its fields, once all fields are read.
    pub fn extra(&mut self) -> Extra {
        Extra::new(self.unknown.take(), self.deviations)
    }

    /// All of it, its tag included, as it came.
    pub fn rest(&mut self) -> Result<Value, A::Error> {
        let mut object = Map::new();
        if let Some((tag, value)) = self.tag.take() {
            object.insert(tag.to_owned(), value);
        }
        while let Some((name, captured)) = self.early.pop() {
            let value = Self::decode(&name, captured)?;
            object.insert(name.into_owned(), value);
        }
        while let Some((name, value)) = self.map.next_entry()? {
            object.insert(name, value);
        }
        Ok(object.into())
    }
}

/// Reads a key and looks it up.
struct KeySeed {
    fields: &'static Fields,
    expected: usize,
    tag: Option<&'static str>,
}

impl KeySeed {
    fn find(&self, key: &str) -> Key {
        match self.fields.find(key, self.expected) {
            // The first tag has decided; that of an object that has two is no field of the member.
            Key::Ignored if self.fields.extra && self.tag != Some(key) => {
                Key::Unknown(key.to_owned())
            }
            key => key,
        }
    }
}

impl<'de> DeserializeSeed<'de> for KeySeed {
    type Value = Key;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Key, D::Error> {
        from.deserialize_identifier(self)
    }
}

impl Visitor<'_> for KeySeed {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Key, E> {
        Ok(self.find(key))
    }
}
