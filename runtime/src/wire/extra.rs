//! What a decoded object had beyond its declared fields.

use serde_json::{Map, Value};

/// The unknown fields of a decoded object, for the field of that type in a `#[derive(Object)]` struct.
///
/// A newer service sends fields that a declaration does not have yet. They are kept here and written again, so that
/// an object survives decoding and encoding. For the same purpose an `Extra` remembers which of the object's optional fields were
/// `null` and which were absent; that lasts for as long as the field is `None`, and covers an object's first 64 fields.
///
/// ```
/// use schematic_api::{Extra, Object};
///
/// #[derive(Object)]
/// struct Thread {
///     id: String,
///     title: Option<String>,
///     extra: Extra,
/// }
///
/// let text = r#"{"id":"thread_1","title":null,"colour":"red"}"#;
/// let thread: Thread = serde_json::from_str(text)?;
/// assert_eq!(thread.extra.get("colour"), Some(&"red".into()));
/// assert_eq!(serde_json::to_string(&thread)?, text);
/// # Ok::<_, serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct Extra {
    // Boxed: the rule is that there is none, and every object carries this.
    unknown: Option<Box<Map<String, Value>>>,
    deviations: u64,
}

impl Extra {
    pub(super) fn new(unknown: Option<Box<Map<String, Value>>>, deviations: u64) -> Self {
        Self { unknown, deviations }
    }

    /// The unknown field `name`.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.unknown.as_ref()?.get(name)
    }

    /// Adds a field, and returns the value that it had before. This sends what a declaration does not have yet.
    pub fn insert(&mut self, name: impl Into<String>, value: impl Into<Value>) -> Option<Value> {
        self.unknown.get_or_insert_default().insert(name.into(), value.into())
    }

    /// Removes a field.
    pub fn remove(&mut self, name: &str) -> Option<Value> {
        self.unknown.as_mut()?.remove(name)
    }

    /// The unknown fields.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.unknown
            .iter()
            .flat_map(|unknown| unknown.iter())
            .map(|(name, value)| (name.as_str(), value))
    }

    /// Are there no unknown fields?
    pub fn is_empty(&self) -> bool {
        self.unknown.as_ref().is_none_or(|unknown| unknown.is_empty())
    }

    /// The fields that were absent or `null` against the choice of their type, as a bit set.
    pub(super) fn deviations(&self) -> u64 {
        self.deviations
    }
}

/// Two are equal when they have the same unknown fields: whether an optional field that is not there was written as `null` makes
/// no difference between two objects.
impl PartialEq for Extra {
    fn eq(&self, other: &Self) -> bool {
        self.is_empty() && other.is_empty() || self.unknown == other.unknown
    }
}
