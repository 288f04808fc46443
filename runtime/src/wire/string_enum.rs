//! Enums that are strings in JSON.

use serde::de::{Deserializer, Error, Visitor};
use std::fmt;
use std::marker::PhantomData;

/// The implementations that are the same for every `#[derive(StringEnum)]` type. They need `as_str` and `From<&str>`.
#[doc(hidden)]
#[macro_export]
macro_rules! __string_enum {
    ($Name:ident) => {
        impl $crate::__private::From<$crate::__private::String> for $Name {
            fn from(text: $crate::__private::String) -> Self {
                <Self as $crate::__private::From<&str>>::from(text.as_str())
            }
        }

        impl $crate::__private::FromStr for $Name {
            type Err = $crate::__private::Infallible;

            fn from_str(
                text: &str,
            ) -> $crate::__private::Result<Self, $crate::__private::Infallible> {
                $crate::__private::Ok($crate::__private::From::from(text))
            }
        }

        impl $crate::__private::Default for $Name {
            fn default() -> Self {
                Self::Unknown($crate::__private::String::new())
            }
        }

        impl $crate::__private::Display for $Name {
            fn fmt(
                &self,
                f: &mut $crate::__private::Formatter<'_>,
            ) -> $crate::__private::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl $crate::__private::PathValue for $Name {
            fn path_value(&self) -> $crate::__private::Cow<'_, $crate::__private::str> {
                $crate::__private::Cow::Borrowed(self.as_str())
            }
        }

        impl $crate::__private::Serialize for $Name {
            fn serialize<S: $crate::__private::Serializer>(
                &self,
                to: S,
            ) -> $crate::__private::Result<S::Ok, S::Error> {
                to.serialize_str(self.as_str())
            }
        }

        impl<'de> $crate::__private::Deserialize<'de> for $Name {
            fn deserialize<D: $crate::__private::Deserializer<'de>>(
                from: D,
            ) -> $crate::__private::Result<Self, D::Error> {
                $crate::__private::deserialize_string(from)
            }
        }
    };
}

/// Reads a type that is converted from a string.
pub fn deserialize_string<'de, T: for<'a> From<&'a str>, D: Deserializer<'de>>(
    from: D,
) -> Result<T, D::Error> {
    from.deserialize_str(StringVisitor(PhantomData))
}

struct StringVisitor<T>(PhantomData<T>);

impl<T: for<'a> From<&'a str>> Visitor<'_> for StringVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        Ok(T::from(text))
    }
}
