//! Types for identifiers.

/// Declares types for identifiers: strings that cannot be confused with identifiers of another kind.
///
/// In an `api!` block, `pub id RunId, ThreadId;` declares such types; it expands to this macro.
///
/// ```
/// schematic_api::id! {
///     /// Names a run of a thread.
///     pub struct RunId;
/// }
///
/// let run = RunId::from("run_1");
/// assert_eq!(run, "run_1");
/// assert_eq!(run.as_str(), run.to_string());
/// ```
///
/// An identifier that is not text has its type in parentheses: any type that implements `Display`, `FromStr`, `Serialize` and
/// `Deserialize`. The new type has those of the usual traits, such as `Copy` and `Hash`, that the type has.
///
/// ```
/// schematic_api::id! {
///     /// Names a user.
///     pub struct UserId(u64);
/// }
///
/// let user = UserId::from(7);
/// assert_eq!(user, 7);
/// assert_eq!(user.get(), &7);
/// assert_eq!("7".parse(), Ok(user));
/// ```
#[macro_export]
macro_rules! id {
    ($(#[$($attribute:tt)*])* $visibility:vis struct $Id:ident($T:ty);) => {
        $(#[$($attribute)*])*
        $visibility struct $Id($T);

        impl $Id {
            /// Returns the value.
            pub fn get(&self) -> &$T {
                &self.0
            }
        }

        $crate::__private::id_schema! { $Id($T) [$([$($attribute)*])*] }

        impl $crate::__private::Debug for $Id {
            fn fmt(&self, f: &mut $crate::__private::Formatter<'_>) -> $crate::__private::fmt::Result {
                f.debug_tuple($crate::__private::stringify!($Id))
                    .field(&$crate::__private::format_args!("{}", self.0))
                    .finish()
            }
        }

        impl $crate::__private::Display for $Id {
            fn fmt(&self, f: &mut $crate::__private::Formatter<'_>) -> $crate::__private::fmt::Result {
                <$T as $crate::__private::Display>::fmt(&self.0, f)
            }
        }

        impl $crate::__private::FromStr for $Id {
            type Err = <$T as $crate::__private::FromStr>::Err;

            fn from_str(text: &str) -> $crate::__private::Result<Self, Self::Err> {
                $crate::__private::Result::map(<$T as $crate::__private::FromStr>::from_str(text), Self)
            }
        }

        impl $crate::__private::From<$T> for $Id {
            fn from(id: $T) -> Self {
                Self(id)
            }
        }

        impl $crate::__private::From<$Id> for $T {
            fn from(id: $Id) -> Self {
                id.0
            }
        }

        impl $crate::__private::PathValue for $Id {
            fn path_value(&self) -> $crate::__private::Cow<'_, $crate::__private::str> {
                $crate::__private::Cow::Owned($crate::__private::ToString::to_string(&self.0))
            }
        }

        impl $crate::__private::Serialize for $Id {
            fn serialize<S: $crate::__private::Serializer>(
                &self,
                to: S,
            ) -> $crate::__private::Result<S::Ok, S::Error> {
                <$T as $crate::__private::Serialize>::serialize(&self.0, to)
            }
        }

        impl<'de> $crate::__private::Deserialize<'de> for $Id {
            fn deserialize<D: $crate::__private::Deserializer<'de>>(
                from: D,
            ) -> $crate::__private::Result<Self, D::Error> {
                $crate::__private::Result::map(<$T as $crate::__private::Deserialize>::deserialize(from), Self)
            }
        }

        // `for` defers the question whether the type has the trait: without it, the answer "no" is an error here.
        #[automatically_derived]
        impl $crate::__private::Clone for $Id
        where
            for<'any> $T: $crate::__private::Clone,
        {
            fn clone(&self) -> Self {
                Self($crate::__private::Clone::clone(&self.0))
            }
        }

        impl $crate::__private::Copy for $Id where for<'any> $T: $crate::__private::Copy {}

        impl $crate::__private::Default for $Id
        where
            for<'any> $T: $crate::__private::Default,
        {
            fn default() -> Self {
                Self($crate::__private::Default::default())
            }
        }

        impl $crate::__private::From<&$Id> for $Id
        where
            for<'any> $T: $crate::__private::Clone,
        {
            fn from(id: &Self) -> Self {
                $crate::__private::Clone::clone(id)
            }
        }

        impl $crate::__private::PartialEq for $Id
        where
            for<'any> $T: $crate::__private::PartialEq,
        {
            fn eq(&self, other: &Self) -> bool {
                self.0 == other.0
            }
        }

        impl $crate::__private::PartialEq<$T> for $Id
        where
            for<'any> $T: $crate::__private::PartialEq,
        {
            fn eq(&self, other: &$T) -> bool {
                self.0 == *other
            }
        }

        impl $crate::__private::Eq for $Id where for<'any> $T: $crate::__private::Eq {}

        impl $crate::__private::PartialOrd for $Id
        where
            for<'any> $T: $crate::__private::PartialOrd,
        {
            fn partial_cmp(
                &self,
                other: &Self,
            ) -> $crate::__private::Option<$crate::__private::Ordering> {
                $crate::__private::PartialOrd::partial_cmp(&self.0, &other.0)
            }
        }

        impl $crate::__private::Ord for $Id
        where
            for<'any> $T: $crate::__private::Ord,
        {
            fn cmp(&self, other: &Self) -> $crate::__private::Ordering {
                $crate::__private::Ord::cmp(&self.0, &other.0)
            }
        }

        impl $crate::__private::Hash for $Id
        where
            for<'any> $T: $crate::__private::Hash,
        {
            fn hash<H: $crate::__private::Hasher>(&self, state: &mut H) {
                $crate::__private::Hash::hash(&self.0, state);
            }
        }
    };
    ($($(#[$($attribute:tt)*])* $visibility:vis struct $Id:ident;)+) => {$(
        $(#[$($attribute)*])*
        #[derive(
            $crate::__private::Clone, $crate::__private::Debug, $crate::__private::Default, $crate::__private::PartialEq,
            $crate::__private::Eq, $crate::__private::PartialOrd, $crate::__private::Ord, $crate::__private::Hash,
        )]
        $visibility struct $Id($crate::__private::String);

        impl $Id {
            /// Returns the identifier as it is sent over the wire.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        $crate::__private::id_schema! { $Id($crate::__private::String) [$([$($attribute)*])*] }

        impl $crate::__private::Display for $Id {
            fn fmt(&self, f: &mut $crate::__private::Formatter<'_>) -> $crate::__private::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl $crate::__private::AsRef<str> for $Id {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl $crate::__private::From<&str> for $Id {
            fn from(id: &str) -> Self {
                Self($crate::__private::Into::into(id))
            }
        }

        impl $crate::__private::From<$crate::__private::String> for $Id {
            fn from(id: $crate::__private::String) -> Self {
                Self(id)
            }
        }

        impl $crate::__private::From<&$Id> for $Id {
            fn from(id: &Self) -> Self {
                $crate::__private::Clone::clone(id)
            }
        }

        impl $crate::__private::From<$Id> for $crate::__private::String {
            fn from(id: $Id) -> Self {
                id.0
            }
        }

        impl $crate::__private::PartialEq<str> for $Id {
            fn eq(&self, other: &str) -> bool {
                self.0 == *other
            }
        }

        impl $crate::__private::PartialEq<&str> for $Id {
            fn eq(&self, other: &&str) -> bool {
                self.0 == **other
            }
        }

        impl $crate::__private::PathValue for $Id {
            fn path_value(&self) -> $crate::__private::Cow<'_, $crate::__private::str> {
                $crate::__private::Cow::Borrowed(&self.0)
            }
        }

        impl $crate::__private::Serialize for $Id {
            fn serialize<S: $crate::__private::Serializer>(
                &self,
                to: S,
            ) -> $crate::__private::Result<S::Ok, S::Error> {
                to.serialize_str(&self.0)
            }
        }

        impl<'de> $crate::__private::Deserialize<'de> for $Id {
            fn deserialize<D: $crate::__private::Deserializer<'de>>(
                from: D,
            ) -> $crate::__private::Result<Self, D::Error> {
                $crate::__private::Deserialize::deserialize(from).map(Self)
            }
        }
    )+};
}

/// The schema of an identifier.
#[cfg(feature = "openapi")]
#[doc(hidden)]
#[macro_export]
macro_rules! __id_schema {
    ($Id:ident($T:ty) [$([$($attribute:tt)*])*]) => {
        impl $crate::__private::openapi::Schema for $Id {
            fn schema(
                components: &mut $crate::__private::openapi::Components,
            ) -> $crate::__private::Value {
                #[allow(unused_imports)]
                use $crate::__private::openapi::NoAnswer as _;
                $crate::__private::openapi::identifier::<Self>(
                    components,
                    $crate::__private::stringify!($Id),
                    &[$($crate::__private::doc_line!($($attribute)*)),*],
                    $crate::__private::openapi::Question::<$T>::answer(
                        $crate::__private::openapi::Question::<$T>::SCHEMA,
                        $crate::__private::openapi::Question::<$T>::JSON_SCHEMA,
                    ),
                )
            }
        }
    };
}

/// A line of a doc comment; none for another attribute.
#[cfg(feature = "openapi")]
#[doc(hidden)]
#[macro_export]
macro_rules! __doc_line {
    (doc = $line:literal) => {
        $crate::__private::Some($line)
    };
    ($($other:tt)*) => {
        $crate::__private::None
    };
}

/// Without documents there are no schemas.
#[cfg(not(feature = "openapi"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __id_schema {
    ($($identifier:tt)*) => {};
}
