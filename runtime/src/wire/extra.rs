//! The undeclared fields of a decoded object.

use serde_json::{Map, Value};

/// The unknown fields of an object: the type of such a field in a `#[derive(Object)]` struct.
///
/// A newer service may send fields that a declaration does not have yet. They are kept here and encoded again, so that
/// decoding and encoding an object loses nothing. For the same purpose an `Extra` also remembers which optional fields
/// of the object were `null` and which were absent. This applies for as long as the field is `None`, and to the first
/// 64 fields of an object.
///
/// Numbers are kept as [`serde_json::Number`] has them: integers of 64 bits and doubles exactly, anything beyond as the
/// nearest double. A program that turns on serde_json's feature `arbitrary_precision` keeps all digits of every number,
/// here and in the unknown variants of unions.
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
    // Boxed, because usually there is none, and every object contains this.
    unknown: Option<Box<Map<String, Value>>>,
    deviations: u64,
}

impl Extra {
    pub(super) fn new(unknown: Option<Box<Map<String, Value>>>, deviations: u64) -> Self {
        Self { unknown, deviations }
    }

    /// Returns the value of the unknown field `name`.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.unknown.as_ref()?.get(name)
    }

    /// Sets a field, and returns its previous value. Use it to send a field that the declaration does not have yet.
    pub fn insert(&mut self, name: impl Into<String>, value: impl Into<Value>) -> Option<Value> {
        self.unknown.get_or_insert_default().insert(name.into(), value.into())
    }

    /// Removes a field and returns its value.
    pub fn remove(&mut self, name: &str) -> Option<Value> {
        self.unknown.as_mut()?.remove(name)
    }

    /// Returns an iterator over the names and values of the unknown fields.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.unknown
            .iter()
            .flat_map(|unknown| unknown.iter())
            .map(|(name, value)| (name.as_str(), value))
    }

    /// Returns whether there are no unknown fields.
    pub fn is_empty(&self) -> bool {
        self.unknown.as_ref().is_none_or(|unknown| unknown.is_empty())
    }

    /// Returns a bit set of the fields that were absent or `null` where the default for an unset field is the other.
    pub(super) fn deviations(&self) -> u64 {
        self.deviations
    }
}

/// Two values are equal if they have the same unknown fields. Whether an unset optional field was absent or `null`
/// makes no difference.
impl PartialEq for Extra {
    fn eq(&self, other: &Self) -> bool {
        self.is_empty() && other.is_empty() || self.unknown == other.unknown
    }
}
