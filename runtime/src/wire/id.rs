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
#[macro_export]
macro_rules! id {
    ($($(#[$attribute:meta])* $visibility:vis struct $Id:ident;)+) => {$(
        $(#[$attribute])*
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
