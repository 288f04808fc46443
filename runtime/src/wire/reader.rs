//! Reads the fields of an object.

use super::fields::{Key, bit};
use super::flat::Flat;
use super::read_as::{Absent, As, ReadAs};
use super::tape::Tape;
use super::told::{Tag, Told};
use super::visit::{Ignored, OneOf};
use super::{Extra, Fields};
use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, Visitor};
use serde_json::{Map, Value};
use std::marker::PhantomData;
use std::{fmt, slice};

/// Reads an object field by field: [`next`](Self::next) returns which field is next, and one of the other methods reads
/// its value.
///
/// If a key is repeated, its last value wins.
pub struct Reader<'de, A> {
    map: A,
    keys: Keys,
    /// The recorded fields, which are read before the rest of the map.
    early: Tape<'de>,
    /// The source of the current key and its value.
    source: Source,
    deviations: u64,
    unknown: Option<Box<Map<String, Value>>>,
}

#[derive(Clone, Copy)]
enum Source {
    Tape,
    Map,
}

impl<'de, A: MapAccess<'de>> Reader<'de, A> {
    pub(super) fn new(map: A) -> Self {
        Self::rest_of(map, Tape::default(), Told::Not)
    }

    /// Reads the rest of a union's object, after the `early` fields and what told the member.
    pub(super) fn rest_of(map: A, early: Tape<'de>, told: Told) -> Self {
        let keys = Keys { fields: &Fields::NONE, expected: 0, told, unknown: None };
        Self { map, keys, early, source: Source::Tape, deviations: 0, unknown: None }
    }

    /// Prepares for an object with these fields.
    pub(super) fn begin(&mut self, fields: &'static Fields) {
        self.keys.fields = fields;
        self.deviations = fields.absent();
        if let Told::ByTag(tag) = self.keys.told {
            self.keep_tag(tag);
        }
    }

    /// Lets the member read the tag too, if it has a field for it.
    #[inline]
    fn keep_tag(&mut self, Tag { key, value }: Tag) {
        if self.keys.fields.declares(key) {
            self.early.push_str(key);
            self.early.push_str(value);
            self.keys.told = Told::Not;
        }
    }

    /// Returns the index of the next field that is present.
    // Not an iterator: the caller has to read the value before the next key.
    #[allow(clippy::should_implement_trait)]
    pub fn next(&mut self) -> Result<Option<usize>, A::Error> {
        while let Some(key) = self.next_key()? {
            match key {
                Key::Field(index) => {
                    self.keys.expected = index + 1;
                    return Ok(Some(index));
                }
                Key::Constant(index) => self.constant(index)?,
                Key::Unknown => self.unknown()?,
            }
        }
        Ok(None)
    }

    #[inline]
    fn next_key(&mut self) -> Result<Option<Key>, A::Error> {
        match self.source {
            Source::Map => self.map.next_key_seed(&mut self.keys),
            Source::Tape => self.next_early_key(),
        }
    }

    /// Returns the next recorded key, then the one that told the member, then the first of the map.
    fn next_early_key(&mut self) -> Result<Option<Key>, A::Error> {
        if let Some(key) = self.early.next_key() {
            return Ok(Some(self.keys.find(key)));
        }
        self.source = Source::Map;
        if let Told::By(key) = self.keys.told {
            self.keys.told = Told::Not;
            return Ok(Some(self.keys.find(key)));
        }
        self.map.next_key_seed(&mut self.keys)
    }

    /// Reads a constant. A value other than the declared one is kept with the unknown fields.
    fn constant(&mut self, index: usize) -> Result<(), A::Error> {
        let fields = self.keys.fields;
        let Some((name, constant)) = fields.constants.get(index) else { return Ok(()) };
        let value = match self.source {
            Source::Tape => Err(self.early.value()?),
            Source::Map => self.map.next_value_seed(OneOf(slice::from_ref(constant)))?,
        };
        let bit = bit(fields.names.len() + index);
        match value {
            Err(value) if value != *constant => {
                self.deviations |= bit;
                self.keep((*name).to_owned(), value);
            }
            _ => {
                self.deviations &= !bit;
                self.unknown.as_mut().and_then(|unknown| unknown.remove(*name));
            }
        }
        Ok(())
    }

    fn unknown(&mut self) -> Result<(), A::Error> {
        match self.keys.unknown.take() {
            Some(name) => {
                let value = self.value()?;
                self.keep(name, value);
                Ok(())
            }
            None => self.value::<Ignored>().map(|Ignored| ()),
        }
    }

    fn keep(&mut self, name: String, value: Value) {
        if self.keys.fields.open {
            self.unknown.get_or_insert_default().insert(name, value);
        }
    }

    fn value<T: Deserialize<'de>>(&mut self) -> Result<T, A::Error> {
        match self.source {
            Source::Map => self.map.next_value(),
            Source::Tape => self.early.value(),
        }
    }

    /// The index of the field whose value is next.
    fn current(&self) -> usize {
        self.keys.expected.wrapping_sub(1)
    }

    fn name(&self, field: usize) -> &'static str {
        self.keys.fields.names.get(field).copied().unwrap_or_default()
    }

    fn value_as<T, H: ReadAs<'de, T>>(&mut self, _: H) -> Result<T, A::Error> {
        self.value().map(|As::<H, T>(value, _)| value)
    }

    /// Reads the value of a field that has to be there.
    pub fn required<T, H: ReadAs<'de, T>>(
        &mut self,
        how: H,
        field: &mut Option<T>,
    ) -> Result<(), A::Error> {
        *field = Some(self.value_as(how)?);
        Ok(())
    }

    /// Returns the value of the required field `index`, once all fields have been read.
    pub fn found<T: Deserialize<'de>>(
        &self,
        index: usize,
        field: Option<T>,
    ) -> Result<T, A::Error> {
        match field {
            Some(value) => Ok(value),
            None => T::deserialize(Absent { name: self.name(index), error: PhantomData }),
        }
    }

    /// Like [`found`](Self::found), for a field that is not read as its type says.
    pub fn present<T>(&self, index: usize, field: Option<T>) -> Result<T, A::Error> {
        field.ok_or_else(|| A::Error::missing_field(self.name(index)))
    }

    /// Reads the value of a field that has a default, or for which `null` and absence mean different things.
    pub fn plain<T, H: ReadAs<'de, T>>(&mut self, how: H, field: &mut T) -> Result<(), A::Error> {
        *field = self.value_as(how)?;
        Ok(())
    }

    /// Reads the value of a field for which `null` means the same as absence.
    pub fn lenient<T, H: ReadAs<'de, T>>(&mut self, _: H, field: &mut T) -> Result<(), A::Error> {
        if let Some(As::<H, T>(value, _)) = self.value()? {
            *field = value;
        }
        Ok(())
    }

    /// Reads the value of a field that is left out if unset.
    pub fn optional<T, H: ReadAs<'de, Option<T>>>(
        &mut self,
        how: H,
        field: &mut Option<T>,
    ) -> Result<(), A::Error> {
        *field = self.value_as(how)?;
        if field.is_none() {
            self.deviations |= bit(self.current());
        }
        Ok(())
    }

    /// Reads the value of a field that is `null` if unset.
    pub fn nullable<T, H: ReadAs<'de, Option<T>>>(
        &mut self,
        how: H,
        field: &mut Option<T>,
    ) -> Result<(), A::Error> {
        *field = self.value_as(how)?;
        self.deviations &= !bit(self.current());
        Ok(())
    }

    /// Reads a flattened field from the unknown fields, once all fields have been read.
    pub fn flatten<T: Deserialize<'de>>(&mut self) -> Result<T, A::Error> {
        self.flat(|unknown| T::deserialize(Flat(unknown)))
    }

    /// Like [`flatten`](Self::flatten). If the unknown fields are no `T`, it is absent.
    pub fn flatten_optional<T: Deserialize<'de>>(&mut self) -> Result<Option<T>, A::Error> {
        self.flat(|unknown| {
            let before = unknown.clone();
            Ok(T::deserialize(Flat(unknown)).map_err(|_| *unknown = before).ok())
        })
    }

    /// Hands out the unknown fields, but not the constants that are kept among them.
    fn flat<T>(
        &mut self,
        read: impl FnOnce(&mut Map<String, Value>) -> serde_json::Result<T>,
    ) -> Result<T, A::Error> {
        let fields = self.keys.fields;
        let all = self.unknown.take().map(|unknown| *unknown).unwrap_or_default();
        let (constants, mut unknown): (Map<_, _>, _) =
            all.into_iter().partition(|(name, _)| fields.is_constant(name));
        let value = read(&mut unknown).map_err(A::Error::custom);
        unknown.extend(constants);
        self.unknown = (!unknown.is_empty()).then(|| Box::new(unknown));
        value
    }

    /// Returns the unknown fields, once all fields have been read.
    pub fn extra(&mut self) -> Extra {
        Extra::new(self.unknown.take(), self.deviations)
    }

    /// Reads the whole object, including its tag, as a JSON value.
    pub fn rest(&mut self) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(name) = self.early.next_key() {
            let name = name.to_owned();
            object.insert(name, self.early.value()?);
        }
        if let Told::By(key) = self.keys.told {
            object.insert(key.to_owned(), self.map.next_value()?);
        }
        while let Some((name, value)) = self.map.next_entry()? {
            object.insert(name, value);
        }
        Ok(object.into())
    }
}

/// Looks up the keys of an object.
struct Keys {
    fields: &'static Fields,
    /// The index of the field after the current one.
    expected: usize,
    /// What the surrounding union has read. A tag has determined the member, so a repeated tag is not kept as a field.
    told: Told,
    /// The name of an unknown field that must be kept.
    unknown: Option<String>,
}

impl Keys {
    fn find(&mut self, key: &str) -> Key {
        let found = self.fields.find(key, self.expected);
        if let Key::Unknown = found {
            self.note_unknown(key);
        }
        found
    }

    fn is_tag(&self, key: &str) -> bool {
        matches!(self.told, Told::ByTag(tag) if tag.key == key)
    }

    #[cold]
    fn note_unknown(&mut self, key: &str) {
        if self.fields.open && !self.is_tag(key) {
            self.unknown = Some(key.to_owned());
        }
    }
}

impl<'de> DeserializeSeed<'de> for &mut Keys {
    type Value = Key;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Key, D::Error> {
        from.deserialize_identifier(self)
    }
}

impl Visitor<'_> for &mut Keys {
    type Value = Key;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Key, E> {
        Ok(self.find(key))
    }
}
