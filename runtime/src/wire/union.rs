//! Values that are one of several types, distinguished by a tag or by their shape.

use super::begun::Begun;
use super::tape::{Record, Tape};
use super::visit::{OneOf, TagOr, visit_scalars};
use super::{Object, Reader, Writer};
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::ser::Serializer;
use serde_json::Value;
use std::fmt;
use std::marker::PhantomData;

/// A value of one of several types, distinguished by a tag or by its shape. Implemented by `#[derive(Union)]`.
pub trait Union: Sized {
    #[doc(hidden)]
    const NAME: &'static str;

    /// The key of the tag, if the union has one.
    #[doc(hidden)]
    const TAG: Option<&'static str> = None;

    /// The key of the tag as a map is asked for it that can find it: `tag ahead: `, followed by the key.
    #[doc(hidden)]
    const TAG_AHEAD: Option<&'static str> = None;

    /// The values of the tag, in the order of the members.
    #[doc(hidden)]
    const TAGS: &'static [&'static str] = &[];

    /// Creates the union from a value that matches no member.
    #[doc(hidden)]
    fn unknown(value: Value) -> Self;

    /// Reads the member whose tag is at `index` in `TAGS`, or an unknown one.
    #[doc(hidden)]
    fn tagged<'de, A: MapAccess<'de>>(
        index: usize,
        from: &mut Reader<'de, A>,
    ) -> Result<Self, A::Error> {
        let _ = index;
        from.rest().map(Self::unknown)
    }

    #[doc(hidden)]
    fn object<'de, A: MapAccess<'de>>(from: MapAccessDeserializer<A>) -> Result<Self, A::Error> {
        Value::deserialize(from).map(Self::unknown)
    }

    #[doc(hidden)]
    fn array<'de, A: SeqAccess<'de>>(from: SeqAccessDeserializer<A>) -> Result<Self, A::Error> {
        Value::deserialize(from).map(Self::unknown)
    }

    #[doc(hidden)]
    fn string(text: &str) -> Self {
        Self::unknown(text.into())
    }
}

/// Writes a member of a union, with the tag `key: tag` first.
pub fn serialize_tagged<T: Object, S: Serializer>(
    object: &T,
    key: &'static str,
    tag: &str,
    to: S,
) -> Result<S::Ok, S::Error> {
    Writer::tagged(to.serialize_map(None)?, key, tag).object(object)
}

/// The body of a derived `Deserialize`.
pub fn deserialize_union<'de, T: Union, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
    from.deserialize_any(UnionVisitor(PhantomData))
}

struct UnionVisitor<T>(PhantomData<T>);

impl<'de, T: Union> Visitor<'de> for UnionVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a union `{}`", T::NAME)
    }

    visit_scalars!(value => Ok(T::unknown(value)));

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        Ok(T::string(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, array: A) -> Result<T, A::Error> {
        T::array(SeqAccessDeserializer::new(array))
    }

    fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<T, A::Error> {
        match T::TAG {
            Some(tag) => tagged(tag, object),
            None => match Begun::unless_number(object)? {
                Ok(object) => T::object(MapAccessDeserializer::new(object)),
                Err(number) => Ok(T::unknown(number)),
            },
        }
    }

    fn visit_some<D: Deserializer<'de>>(self, from: D) -> Result<T, D::Error> {
        deserialize_union(from)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, from: D) -> Result<T, D::Error> {
        deserialize_union(from)
    }
}

/// Looks for the tag, records the fields before it, and leaves the rest to the member.
fn tagged<'de, T: Union, A: MapAccess<'de>>(tag: &'static str, mut map: A) -> Result<T, A::Error> {
    let mut early = Tape::default();
    let mut ahead = T::TAG_AHEAD;
    loop {
        let key = TagOr { tag, early: &mut early, ahead: ahead.take() };
        let Some(is_tag) = map.next_key_seed(key)? else { break };
        if !is_tag {
            map.next_value_seed(Record(&mut early))?;
            match early.number() {
                Some(number) => return Ok(T::unknown(number)),
                None => continue,
            }
        }
        let index = match map.next_value_seed(OneOf(T::TAGS))? {
            Ok(index) => index,
            Err(value) => {
                early.push_str(tag);
                Record(&mut early).deserialize(value).map_err(A::Error::custom)?;
                UNKNOWN
            }
        };
        return T::tagged(index, &mut Reader::rest_of(map, early, Some(tag)));
    }
    T::tagged(UNKNOWN, &mut Reader::rest_of(map, early, None))
}

/// The index for a tag that is unknown or missing.
const UNKNOWN: usize = usize::MAX;

/// Returns the tag of an unknown member, or an empty string if it has none.
pub fn unknown_tag<'a>(member: &'a Value, tag: &str) -> &'a str {
    member.get(tag).and_then(Value::as_str).unwrap_or_default()
}

/// The error of encoding a variant that is not on the wire.
pub fn skipped<E: serde::ser::Error>(variant: &str) -> E {
    E::custom(format_args!("the variant `{variant}` is skipped, so it has no JSON form"))
}
