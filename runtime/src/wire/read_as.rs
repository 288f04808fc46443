//! The ways in which the value of a field is read.

use super::Patch;
use super::integer::Integer;
use serde::de::{Deserialize, DeserializeOwned, Deserializer, Error, Visitor};
use serde::{Serialize, Serializer, forward_to_deserialize_any};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::hash::{BuildHasher, Hash};
use std::marker::PhantomData;
use std::num::{
    NonZeroI32, NonZeroI64, NonZeroU8, NonZeroU16, NonZeroU32, NonZeroU64, NonZeroUsize,
};

/// A way to read a `T`.
pub trait ReadAs<'de, T> {
    #[doc(hidden)]
    fn read<D: Deserializer<'de>>(from: D) -> Result<T, D::Error>;
}

/// As the type itself says.
pub struct AsIs;

impl<'de, T: Deserialize<'de>> ReadAs<'de, T> for AsIs {
    fn read<D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
        T::deserialize(from)
    }
}

/// With integers that may have a fraction of zero.
pub struct Loosely;

impl<'de, T: Loose> ReadAs<'de, T> for Loosely {
    fn read<D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
        T::read(from)
    }
}

/// As the functions of the field's `with` say.
pub struct With<T, const FIELD: usize>(PhantomData<T>);

impl<T, const FIELD: usize> With<T, FIELD> {
    #[doc(hidden)]
    pub const READ: Self = Self(PhantomData);
}

impl<T: FieldWith<FIELD>, const FIELD: usize> With<T, FIELD> {
    /// Returns the value as it is written.
    pub fn written(value: &T::Value) -> impl Serialize + use<'_, T, FIELD> {
        Written::<T, FIELD>(value)
    }
}

impl<'de, T: FieldWith<FIELD>, const FIELD: usize> ReadAs<'de, T::Value> for With<T, FIELD> {
    fn read<D: Deserializer<'de>>(from: D) -> Result<T::Value, D::Error> {
        T::read(from)
    }
}

/// The functions in the `with` of a field. Implemented by the object itself, so that they may have its parameters.
pub trait FieldWith<const FIELD: usize> {
    #[doc(hidden)]
    type Value;

    #[doc(hidden)]
    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Self::Value, D::Error>;

    #[doc(hidden)]
    fn write<S: Serializer>(value: &Self::Value, to: S) -> Result<S::Ok, S::Error>;
}

struct Written<'a, T: FieldWith<FIELD>, const FIELD: usize>(&'a T::Value);

impl<T: FieldWith<FIELD>, const FIELD: usize> Serialize for Written<'_, T, FIELD> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        T::write(self.0, to)
    }
}

/// `How::<T>::READ` is `Loosely` if `T` consists of integers, and otherwise `AsIs`.
///
/// A derive sees only how a type is spelled. The compiler knows what it is: it prefers the constant of the type to that
/// of the trait, if its bound holds. So aliases of integers, and lists and maps of them, are read like integers.
pub struct How<T>(PhantomData<T>);

impl<T: Loose> How<T> {
    #[doc(hidden)]
    pub const READ: Loosely = Loosely;
}

/// The constant of the types that do not consist of integers.
pub trait ReadAsIs {
    #[doc(hidden)]
    const READ: AsIs = AsIs;
}

impl<T> ReadAsIs for How<T> {}

/// A value that is read in the given way.
pub(super) struct As<H, T>(pub(super) T, pub(super) PhantomData<H>);

impl<'de, T, H: ReadAs<'de, T>> Deserialize<'de> for As<H, T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        H::read(from).map(|value| Self(value, PhantomData))
    }
}

/// A type that consists of integers.
pub trait Loose: Sized {
    #[doc(hidden)]
    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error>;
}

type Item<T> = As<Loosely, T>;

macro_rules! integers {
    ($($Integer:ty)*) => {$(
        impl Loose for $Integer {
            fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                Integer::deserialize(from).map(|Integer(value)| value)
            }
        }
    )*};
}

integers! { i8 i16 i32 i64 isize u8 u16 u32 u64 usize }

macro_rules! nonzero_integers {
    ($($Integer:ident: $Number:ty;)*) => {$(
        impl Loose for $Integer {
            fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let number = <$Number as Loose>::read(from)?;
                Self::new(number).ok_or_else(|| D::Error::custom("expected an integer other than 0"))
            }
        }
    )*};
}

nonzero_integers! {
    NonZeroI32: i32; NonZeroI64: i64; NonZeroU8: u8; NonZeroU16: u16; NonZeroU32: u32; NonZeroU64: u64;
    NonZeroUsize: usize;
}

impl<T: Loose> Loose for Option<T> {
    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Ok(Option::<Item<T>>::deserialize(from)?.map(|item| item.0))
    }
}

impl<T: Loose> Loose for Patch<T> {
    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let patch = Patch::<Item<T>>::deserialize(from)?;
        Ok(patch.into_value().map_or(Self::Null, |item| Self::Value(item.0)))
    }
}

impl<T: Loose> Loose for Box<T> {
    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        T::read(from).map(Self::new)
    }
}

/// Collections that are read as a list.
macro_rules! lists {
    ($($List:ident<T $(: $Bound:ident)?>)*) => {$(
        impl<T: Loose $(+ $Bound)?> Loose for $List<T> {
            fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                Ok(Vec::<Item<T>>::deserialize(from)?.into_iter().map(|item| item.0).collect())
            }
        }
    )*};
}

lists! { Vec<T> VecDeque<T> BTreeSet<T: Ord> }

impl<T: Loose, const N: usize> Loose for [T; N] {
    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let items = <Vec<T> as Loose>::read(from)?;
        items.try_into().map_err(|items: Vec<T>| {
            let expected = format!("an array of length {N}");
            D::Error::invalid_length(items.len(), &expected.as_str())
        })
    }
}

impl<K: DeserializeOwned + Ord, T: Loose> Loose for BTreeMap<K, T> {
    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let map = BTreeMap::<K, Item<T>>::deserialize(from)?;
        Ok(map.into_iter().map(|(key, item)| (key, item.0)).collect())
    }
}

#[expect(clippy::disallowed_types, reason = "users have hash tables")]
impl<K, T, S> Loose for std::collections::HashMap<K, T, S>
where
    K: DeserializeOwned + Eq + Hash,
    T: Loose,
    S: BuildHasher + Default,
{
    fn read<'de, D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let map = std::collections::HashMap::<K, Item<T>>::deserialize(from)?;
        Ok(map.into_iter().map(|(key, item)| (key, item.0)).collect())
    }
}

/// What is read if a field is absent: `None`, by whatever name the type has, and otherwise an error.
pub(super) struct Absent<E> {
    pub(super) name: &'static str,
    pub(super) error: PhantomData<E>,
}

impl<'de, E: Error> Deserializer<'de> for Absent<E> {
    type Error = E;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, E> {
        Err(E::missing_field(self.name))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        visitor.visit_none()
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}
