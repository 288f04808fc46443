//! Values that are read before it is known what they are.

use super::visit::{Str, Unless, visit_scalars};
use serde::de::value::SeqAccessDeserializer;
use serde::de::{
    Deserialize, DeserializeOwned, Deserializer, Error, MapAccess, SeqAccess, Visitor,
};
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::fmt;

/// A value that came before the tag of its object.
pub(super) enum Captured<'de> {
    /// serde_json lends the text from its input, after a scan that builds nothing; so a union whose tag comes late costs
    /// little more than one whose tag comes first.
    Text(Cow<'de, str>),
    /// What any other deserializer gives.
    Tree(Value),
}

/// The name under which serde_json gives the text of a value.
///
/// It is the one of its `RawValue`. That type itself does not do: it refuses every deserializer but those of serde_json,
/// and objects are also decoded from the buffers of serde's own tagged and flattened types.
const RAW: &str = "$serde_json::private::RawValue";

impl Captured<'_> {
    pub(super) fn decode<T: DeserializeOwned>(self) -> serde_json::Result<T> {
        match self {
            // What is nested deeper than serde_json reads must not get a fresh allowance with each of its levels.
            Self::Text(text) if nesting(&text) > MAX_NESTING => {
                Err(Error::custom("recursion limit exceeded"))
            }
            Self::Text(text) => serde_json::from_str(&text),
            Self::Tree(value) => serde_json::from_value(value),
        }
    }
}

/// How deep serde_json reads.
const MAX_NESTING: usize = 128;

/// How deep `json` is nested, at most.
fn nesting(json: &str) -> usize {
    let opened = json.bytes().filter(|byte| matches!(byte, b'{' | b'[')).count();
    if opened <= MAX_NESTING { opened } else { exact_nesting(json) }
}

fn exact_nesting(json: &str) -> usize {
    let (mut depth, mut deepest) = (0usize, 0);
    let (mut quoted, mut escaped) = (false, false);
    for byte in json.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = quoted,
            b'"' => quoted = !quoted,
            _ if quoted => {}
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

impl<'de> Deserialize<'de> for Captured<'de> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_newtype_struct(RAW, CapturedVisitor)
    }
}

struct CapturedVisitor;

impl<'de> Visitor<'de> for CapturedVisitor {
    type Value = Captured<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    visit_scalars!(value => Ok(Captured::Tree(value)));

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Captured::Tree(text.into()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, array: A) -> Result<Self::Value, A::Error> {
        Value::deserialize(SeqAccessDeserializer::new(array)).map(Captured::Tree)
    }

    /// Either serde_json's text, or an object.
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut object = Map::new();
        while let Some(key) = map.next_key_seed(Unless(RAW))? {
            match key {
                None => return map.next_value_seed(Str).map(Captured::Text),
                Some(key) => object.insert(key.into_owned(), map.next_value()?),
            };
        }
        Ok(Captured::Tree(object.into()))
    }

    fn visit_some<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        self.visit_newtype_struct(from)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        Value::deserialize(from).map(Captured::Tree)
    }
}
