//! Fields that can be absent, `null`, or a value.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The name of the unit that stands for a value that is cleared, and of the newtype around a patch that is read. Forms and
/// queries have no `null`: for this one they have an empty text.
pub(crate) const CLEARED: &str = "$schematic_api::Cleared";

/// A change to one field: leave it as it is, clear it, or set it.
///
/// Requests that modify an object distinguish the three: an absent field stays as it is, and `null` clears it. A field
/// of this type in a `#[derive(Object)]` struct is left out while it is `Absent`.
///
/// Forms and queries have no `null`. There the field is sent without a value, `title=`, which is how services unset what
/// they take from forms.
///
/// ```
/// use schematic_api::{Object, Patch};
///
/// #[derive(Object)]
/// struct ModifyThread {
///     title: Patch<String>,
/// }
///
/// let json = |body: ModifyThread| serde_json::to_string(&body).unwrap();
/// assert_eq!(json(ModifyThread::new()), r#"{}"#);
/// assert_eq!(json(ModifyThread::new().title("Travel")), r#"{"title":"Travel"}"#);
/// assert_eq!(json(ModifyThread::new().clear_title()), r#"{"title":null}"#);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Patch<T> {
    /// The field is not sent, so the service keeps its value. The default.
    #[default]
    Absent,
    /// The field is sent as `null`, so the service clears its value.
    Null,
    /// The value is sent and replaces that of the service.
    Value(T),
}

impl<T> Patch<T> {
    /// Returns whether the field is left out.
    pub const fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Returns whether the field is sent as `null`.
    pub const fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Returns a reference to the value, if there is one.
    pub const fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// Consumes the patch and returns the value, if there is one.
    pub fn into_value(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// Applies the change to `field`.
    pub fn apply(self, field: &mut Option<T>) {
        match self {
            Self::Absent => {}
            Self::Null => *field = None,
            Self::Value(value) => *field = Some(value),
        }
    }
}

impl<T> From<T> for Patch<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

/// Outside of a `#[derive(Object)]` struct a value cannot be left out, so `Absent` is written as `null`.
impl<T: Serialize> Serialize for Patch<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Value(value) => to.serialize_some(value),
            Self::Null => to.serialize_unit_struct(CLEARED),
            Self::Absent => to.serialize_none(),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Patch<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let given = Option::<Given<T>>::deserialize(from)?;
        Ok(given.and_then(|given| given.0).map_or(Self::Null, Self::Value))
    }
}

/// A value that is not `null`. In a form it may still be a cleared one.
struct Given<T>(Option<T>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Given<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_newtype_struct(CLEARED, GivenVisitor(PhantomData)).map(Self)
    }
}

struct GivenVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for GivenVisitor<T> {
    type Value = Option<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, from: D) -> Result<Option<T>, D::Error> {
        T::deserialize(from).map(Some)
    }

    fn visit_unit<E: Error>(self) -> Result<Option<T>, E> {
        Ok(None)
    }
}
