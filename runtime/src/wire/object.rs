//! JSON objects with a fixed set of fields.

use super::{Extra, Fields, Reader, Writer};
use serde::de::{self, Deserializer, MapAccess, Visitor};
use serde::ser::{SerializeMap, Serializer};
use std::fmt;
use std::marker::PhantomData;

/// A JSON object with a fixed set of fields. Implemented by `#[derive(Object)]`.
///
/// Unlike serde's traits, it can read and write the fields within a map that is already open. A [`Union`](super::Union)
/// uses this to put its tag beside the fields of its members.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an object of the wire",
    label = "this type does not implement `schematic_api::Object`",
    note = "a struct gets it with `#[derive(Object)]`"
)]
pub trait Object: Sized {
    #[doc(hidden)]
    const FIELDS: &'static Fields;

    #[doc(hidden)]
    fn decode<'de, A: MapAccess<'de>>(from: &mut Reader<'de, A>) -> Result<Self, A::Error>;

    #[doc(hidden)]
    fn encode<M: SerializeMap>(&self, to: &mut Writer<M>);

    #[doc(hidden)]
    fn extra(&self) -> Option<&Extra> {
        None
    }
}

impl<T: Object> Object for Box<T> {
    const FIELDS: &'static Fields = T::FIELDS;

    fn decode<'de, A: MapAccess<'de>>(from: &mut Reader<'de, A>) -> Result<Self, A::Error> {
        T::decode(from).map(Box::new)
    }

    fn encode<M: SerializeMap>(&self, to: &mut Writer<M>) {
        T::encode(self, to);
    }

    fn extra(&self) -> Option<&Extra> {
        T::extra(self)
    }
}

// These methods stand with the trait, because the trait names the types.
impl<'de, A: MapAccess<'de>> Reader<'de, A> {
    /// Reads the whole object as a `T`.
    pub fn object<T: Object>(&mut self) -> Result<T, A::Error> {
        self.begin(T::FIELDS);
        T::decode(self)
    }
}

impl<M: SerializeMap> Writer<M> {
    /// Writes `object` and ends the map.
    pub(super) fn object<T: Object>(mut self, object: &T) -> Result<M::Ok, M::Error> {
        let extra = object.extra();
        self.begin(T::FIELDS, extra);
        object.encode(&mut self);
        self.end(extra)
    }
}

/// The body of a derived `Serialize`.
pub fn serialize_object<T: Object, S: Serializer>(object: &T, to: S) -> Result<S::Ok, S::Error> {
    let map = to.serialize_map(None)?;
    Writer::new(map).object(object)
}

/// The body of a derived `Deserialize`.
pub fn deserialize_object<'de, T: Object, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
    from.deserialize_map(ObjectVisitor(PhantomData))
}

struct ObjectVisitor<T>(PhantomData<T>);

impl<'de, T: Object> Visitor<'de> for ObjectVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object `{}`", T::FIELDS.name)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        Reader::new(map).object()
    }
}

/// The error of decoding a type whose declaration has a mistake.
pub fn erroneous<E: de::Error>() -> E {
    E::custom("the declaration of this type has a mistake, which the compiler reports")
}
