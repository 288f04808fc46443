//! Values that are one of several types, distinguished by a tag or by their shape.

use super::begun::Begun;
use super::tape::{Record, Tape};
use super::told::{Tag, Told, ToldBy};
use super::visit::{OneOf, Telling, visit_scalars};
use super::{Object, Reader, Writer};
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{
    Deserialize, DeserializeOwned, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess,
    Visitor,
};
use serde::ser::Serializer;
use serde_json::Value;
use std::fmt;
use std::marker::PhantomData;

/// A value of one of several types, distinguished by a tag or by its shape. Implemented by `#[derive(Union)]`.
pub trait Union: Sized {
    #[doc(hidden)]
    const NAME: &'static str;

    /// What tells the objects apart.
    #[doc(hidden)]
    const TOLD_BY: ToldBy = ToldBy::Nothing;

    /// Creates the union from a value that matches no member.
    #[doc(hidden)]
    fn unknown(value: Value) -> Self;

    /// Creates the union from a `bool`, a number or `null`.
    #[doc(hidden)]
    fn scalar<E: Error>(value: Value) -> Result<Self, E> {
        Ok(Self::unknown(value))
    }

    /// Reads the member at `index` among the tags or keys that tell objects apart, or an unknown one.
    #[doc(hidden)]
    fn told<'de, A: MapAccess<'de>>(
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

/// Writes a member of a union, with the tag `key: tag` first, unless the member has the tag as a field.
pub fn serialize_tagged<T: Object, S: Serializer>(
    object: &T,
    key: &'static str,
    tag: &str,
    to: S,
) -> Result<S::Ok, S::Error> {
    let map = to.serialize_map(None)?;
    match T::FIELDS.declares(key) {
        true => Writer::new(map).object(object),
        false => Writer::tagged(map, key, tag).object(object),
    }
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

    visit_scalars!(value => T::scalar(value));

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        Ok(T::string(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, array: A) -> Result<T, A::Error> {
        T::array(SeqAccessDeserializer::new(array))
    }

    fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<T, A::Error> {
        match T::TOLD_BY {
            ToldBy::Nothing => match Begun::unless_number(object)? {
                Ok(object) => T::object(MapAccessDeserializer::new(object)),
                Err(number) => T::scalar(number),
            },
            ToldBy::Tag { key, values, ahead } => told(key, Some(values), ahead, object),
            ToldBy::Key { keys, ahead } => told(keys, None, ahead, object),
        }
    }

    fn visit_some<D: Deserializer<'de>>(self, from: D) -> Result<T, D::Error> {
        deserialize_union(from)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, from: D) -> Result<T, D::Error> {
        deserialize_union(from)
    }
}

/// Looks for a telling key, records the fields before it, and leaves the rest to the member. If the key is a tag, it is
/// one of `values` that tells.
fn told<'de, T: Union, A: MapAccess<'de>>(
    keys: &'static [&'static str],
    values: Option<&'static [&'static str]>,
    ahead: &'static str,
    mut map: A,
) -> Result<T, A::Error> {
    let mut early = Tape::default();
    let mut ahead = Some(ahead);
    loop {
        let telling = Telling { keys, early: &mut early, ahead: ahead.take() };
        let Some(found) = map.next_key_seed(telling)? else { break };
        let Some((index, key)) = found.and_then(|index| Some((index, *keys.get(index)?))) else {
            map.next_value_seed(Record(&mut early))?;
            match early.number() {
                Some(number) => return T::scalar(number),
                None => continue,
            }
        };
        let Some(values) = values else {
            return T::told(index, &mut Reader::rest_of(map, early, Told::By(key)));
        };
        return match map.next_value_seed(OneOf(values))? {
            Ok(index) => {
                let tag = Tag { key, value: values.get(index).copied().unwrap_or_default() };
                T::told(index, &mut Reader::rest_of(map, early, Told::ByTag(tag)))
            }
            Err(value) => {
                early.push_str(key);
                Record(&mut early).deserialize(value).map_err(A::Error::custom)?;
                T::told(UNKNOWN, &mut Reader::rest_of(map, early, Told::Not))
            }
        };
    }
    T::told(ABSENT, &mut Reader::rest_of(map, early, Told::Not))
}

/// The index for a tag that is unknown.
const UNKNOWN: usize = usize::MAX;

/// The index for an object without a telling key.
pub const ABSENT: usize = usize::MAX - 1;

/// Reads the member that takes such a value.
pub fn scalar<T: DeserializeOwned, E: Error>(value: Value) -> Result<T, E> {
    T::deserialize(value).map_err(E::custom)
}

/// Returns the tag of an unknown member, or an empty string if it has none.
pub fn unknown_tag<'a>(member: &'a Value, tag: &str) -> &'a str {
    member.get(tag).and_then(Value::as_str).unwrap_or_default()
}

/// The error of encoding a variant that is not on the wire.
pub fn skipped<E: serde::ser::Error>(variant: &str) -> E {
    E::custom(format_args!("the variant `{variant}` is skipped, so it has no JSON form"))
}
