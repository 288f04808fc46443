//! Maps that turn out to be maps by their first key.

use super::playback::{Entries, Key, Playback};
use super::tape::{Node, Record, Tape};
use crate::json_private::{is_number, number_key};
use serde::de::{DeserializeSeed, Error, MapAccess};
use serde_json::Value;

/// A map whose first key may have been read.
pub(super) struct Begun<'de, A> {
    /// That key alone, or nothing.
    key: Tape<'de>,
    map: A,
}

impl<'de, A: MapAccess<'de>> Begun<'de, A> {
    /// Wraps a map of which nothing has been read, or returns the number that it is.
    pub(super) fn unless_number(mut map: A) -> Result<Result<Self, Value>, A::Error> {
        let mut key = Tape::default();
        if number_key().is_none() {
            return Ok(Ok(Self { key, map }));
        }
        map.next_key_seed(Record(&mut key))?;
        if !matches!(key.nodes(), [Node::Str(key)] if is_number(key)) {
            return Ok(Ok(Self { key, map }));
        }
        let text: String = map.next_value()?;
        text.parse().map(|number| Err(Value::Number(number))).map_err(A::Error::custom)
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Begun<'de, A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, A::Error> {
        if self.key.nodes().is_empty() {
            return self.map.next_key_seed(seed);
        }
        let read = std::mem::take(&mut self.key);
        let mut entries = Entries::of(Playback::new(read.nodes()));
        seed.deserialize(Key(&mut entries)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        self.map.next_value_seed(seed)
    }
}
