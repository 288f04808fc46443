//! What types of key-value pairs have in common: [`Metadata`](crate::Metadata) and
//! [`FileAttributes`](crate::FileAttributes).

/// Gives a type around a `BTreeMap` of these values the methods and the conversions of a map. `as` is what a value is
/// borrowed as.
macro_rules! pairs {
    ($Pairs:ident of $Value:ty as $Borrowed:ty) => {
        impl $Pairs {
            /// Creates an empty set of pairs.
            #[must_use]
            pub const fn new() -> Self {
                Self(::std::collections::BTreeMap::new())
            }

            /// Returns the value of a key.
            #[must_use]
            pub fn get(&self, key: &str) -> Option<&$Borrowed> {
                self.0.get(key).map(|value| value as &$Borrowed)
            }

            /// Sets the value of a key, and returns the old one.
            pub fn insert(
                &mut self,
                key: impl Into<String>,
                value: impl Into<$Value>,
            ) -> Option<$Value> {
                self.0.insert(key.into(), value.into())
            }

            /// Removes a key, and returns its value.
            pub fn remove(&mut self, key: &str) -> Option<$Value> {
                self.0.remove(key)
            }

            /// Returns all pairs, sorted by key.
            pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &$Borrowed)> {
                self.0.iter().map(|(key, value)| (key.as_str(), value as &$Borrowed))
            }

            /// Returns the number of pairs.
            #[must_use]
            pub fn len(&self) -> usize {
                self.0.len()
            }

            /// Returns whether there are no pairs.
            #[must_use]
            pub fn is_empty(&self) -> bool {
                self.0.is_empty()
            }
        }

        impl<K: Into<String>, V: Into<$Value>, const LEN: usize> From<[(K, V); LEN]> for $Pairs {
            fn from(pairs: [(K, V); LEN]) -> Self {
                pairs.into_iter().collect()
            }
        }

        impl From<::std::collections::BTreeMap<String, $Value>> for $Pairs {
            fn from(pairs: ::std::collections::BTreeMap<String, $Value>) -> Self {
                Self(pairs)
            }
        }

        impl From<$Pairs> for ::std::collections::BTreeMap<String, $Value> {
            fn from(pairs: $Pairs) -> Self {
                pairs.0
            }
        }

        impl<K: Into<String>, V: Into<$Value>> FromIterator<(K, V)> for $Pairs {
            fn from_iter<I: IntoIterator<Item = (K, V)>>(pairs: I) -> Self {
                Self(pairs.into_iter().map(|(key, value)| (key.into(), value.into())).collect())
            }
        }

        impl IntoIterator for $Pairs {
            type Item = (String, $Value);
            type IntoIter = ::std::collections::btree_map::IntoIter<String, $Value>;

            fn into_iter(self) -> Self::IntoIter {
                self.0.into_iter()
            }
        }

        impl ::serde::Serialize for $Pairs {
            fn serialize<S: ::serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                self.0.serialize(to)
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $Pairs {
            fn deserialize<D: ::serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                ::serde::Deserialize::deserialize(from).map(Self)
            }
        }
    };
}

pub(crate) use pairs;
