//! Code that several visitors share.

use super::tape::Tape;
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, IntoDeserializer, MapAccess, SeqAccess,
    Visitor,
};
use serde_json::Value;
use std::fmt;

/// The methods of a visitor for everything that is not a string, an array or an object.
macro_rules! visit_scalars {
    ($value:ident => $result:expr) => {
        $crate::wire::visit::visit_scalars! { $value => $result;
            visit_bool(bool), visit_i64(i64), visit_u64(u64), visit_f64(f64)
        }

        // Integers beyond 64 bits come from a `Value` that holds one.
        fn visit_i128<E: ::serde::de::Error>(self, $value: i128) -> Result<Self::Value, E> {
            let $value = $crate::wire::visit::value($value)?;
            $result
        }

        fn visit_u128<E: ::serde::de::Error>(self, $value: u128) -> Result<Self::Value, E> {
            let $value = $crate::wire::visit::value($value)?;
            $result
        }

        fn visit_unit<E: ::serde::de::Error>(self) -> Result<Self::Value, E> {
            let $value = ::serde_json::Value::Null;
            $result
        }

        fn visit_none<E: ::serde::de::Error>(self) -> Result<Self::Value, E> {
            self.visit_unit()
        }
    };
    ($value:ident => $result:expr; $($visit:ident($scalar:ty)),*) => {
        $(fn $visit<E: ::serde::de::Error>(self, $value: $scalar) -> Result<Self::Value, E> {
            let $value = ::serde_json::Value::from($value);
            $result
        })*
    };
}
pub(super) use visit_scalars;

pub(super) fn value<'de, E: Error>(from: impl IntoDeserializer<'de, E>) -> Result<Value, E> {
    Value::deserialize(from.into_deserializer())
}

/// Reads a key and returns which of the telling keys it is. Any other key is recorded on the tape.
pub(super) struct Telling<'a, 'de> {
    pub(super) keys: &'static [&'static str],
    pub(super) early: &'a mut Tape<'de>,
    /// What a map that can find such a key is asked for.
    pub(super) ahead: Option<&'static str>,
}

impl Telling<'_, '_> {
    fn find(&self, key: &str) -> Option<usize> {
        self.keys.iter().position(|telling| *telling == key)
    }
}

impl<'de> DeserializeSeed<'de> for Telling<'_, 'de> {
    type Value = Option<usize>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        match self.ahead {
            Some(ahead) => from.deserialize_newtype_struct(ahead, self),
            None => from.deserialize_identifier(self),
        }
    }
}

impl<'de> Visitor<'de> for Telling<'_, 'de> {
    type Value = Option<usize>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_borrowed_str<E: Error>(self, key: &'de str) -> Result<Self::Value, E> {
        let found = self.find(key);
        if found.is_none() {
            self.early.push_str(key);
        }
        Ok(found)
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Self::Value, E> {
        let found = self.find(key);
        if found.is_none() {
            self.early.push_str(key.to_owned());
        }
        Ok(found)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        from.deserialize_identifier(self)
    }
}

/// Reads one of these strings as its index, or any other value as it is.
pub(super) struct OneOf(pub(super) &'static [&'static str]);

impl<'de> DeserializeSeed<'de> for OneOf {
    type Value = Result<usize, Value>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Self::Value, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for OneOf {
    type Value = Result<usize, Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    visit_scalars!(value => Ok(Err(value)));

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        let index = self.0.iter().position(|known| *known == text);
        Ok(index.ok_or_else(|| text.into()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, array: A) -> Result<Self::Value, A::Error> {
        Value::deserialize(SeqAccessDeserializer::new(array)).map(Err)
    }

    fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<Self::Value, A::Error> {
        Value::deserialize(MapAccessDeserializer::new(object)).map(Err)
    }
}

/// Any value, which is skipped.
///
/// Unlike serde's `IgnoredAny`, it is subject to the limit of depth that serde_json has for values that are kept.
pub(super) struct Ignored;

/// The name of a newtype that stands for a value that is skipped. Whoever hands out fields to several readers knows by
/// it that this one did not want the field.
pub(super) const IGNORED: &str = "ignored";

impl<'de> Deserialize<'de> for Ignored {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_newtype_struct(IGNORED, Self)
    }
}

impl<'de> Visitor<'de> for Ignored {
    type Value = Self;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    visit_scalars!(_value => Ok(Ignored));

    fn visit_newtype_struct<D: Deserializer<'de>>(self, from: D) -> Result<Self, D::Error> {
        from.deserialize_any(self)
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<Self, E> {
        Ok(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut array: A) -> Result<Self, A::Error> {
        while array.next_element::<Self>()?.is_some() {}
        Ok(self)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Self, A::Error> {
        while object.next_entry::<Self, Self>()?.is_some() {}
        Ok(self)
    }
}
