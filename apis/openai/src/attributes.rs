//! The attributes of a file in a vector store.

use std::collections::BTreeMap;

use schematic_api::Union;
use serde_json::{Number, Value};

use crate::pairs::pairs;

/// Up to 16 key-value pairs that a caller attaches to a file in a vector store. A search can
/// [filter](crate::Filter) by them.
///
/// A key has at most 64 characters. A value is a string of at most 512 characters, a number or a `bool`. The client does
/// not check these limits; the service rejects attributes that exceed them.
///
/// ```
/// use schematic_openai::{AttributeValue, FileAttributes};
///
/// let mut attributes = FileAttributes::from([("region", "eu"), ("language", "nl")]);
/// attributes.insert("year", 2026);
/// attributes.insert("draft", false);
/// assert_eq!(attributes.get("region").and_then(AttributeValue::as_str), Some("eu"));
/// assert_eq!(attributes.len(), 4);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FileAttributes(BTreeMap<String, AttributeValue>);

pairs!(FileAttributes of AttributeValue as AttributeValue);

/// The value of an attribute: a string, a number or a `bool`.
///
/// All of these convert into it. JSON has no infinite numbers and no NaN; these become `null`, which the service
/// rejects.
///
/// ```
/// use schematic_openai::AttributeValue;
///
/// assert_eq!(AttributeValue::from("eu").as_str(), Some("eu"));
/// assert_eq!(AttributeValue::from(2026).as_f64(), Some(2026.0));
/// assert_eq!(AttributeValue::from(true).as_bool(), Some(true));
/// ```
#[derive(Clone, Debug, PartialEq, Union)]
#[non_exhaustive]
pub enum AttributeValue {
    /// A string, at most 512 characters.
    #[wire(string)]
    String(String),
    /// A number, with the digits that were sent.
    #[wire(number)]
    Number(Number),
    /// `true` or `false`.
    #[wire(bool)]
    Bool(bool),
    /// A value of a type that this version does not know.
    Unknown(Value),
}

impl AttributeValue {
    /// Returns the string, if it is one.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        if let Self::String(string) = self { Some(string) } else { None }
    }

    /// Returns the number, if it is one. Whole numbers beyond 2^53 are rounded; [`Number`] has them exactly.
    #[must_use]
    pub fn as_f64(&self) -> Option<f64> {
        if let Self::Number(number) = self { number.as_f64() } else { None }
    }

    /// Returns the `bool`, if it is one.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        if let Self::Bool(bool) = self { Some(*bool) } else { None }
    }
}

impl From<f64> for AttributeValue {
    fn from(number: f64) -> Self {
        Number::from_f64(number).map_or(Self::Unknown(Value::Null), Self::Number)
    }
}

/// Whole numbers convert exactly.
macro_rules! from_integers {
    ($($integer:ty),*) => {$(
        impl From<$integer> for AttributeValue {
            fn from(number: $integer) -> Self {
                Self::Number(number.into())
            }
        }
    )*};
}

from_integers!(i32, i64, u32, u64);
