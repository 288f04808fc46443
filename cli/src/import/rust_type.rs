//! Types of Rust, as far as declarations have them.

use std::fmt;

/// A type.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum RustType {
    /// A type of the standard library or of Rust itself: `String`, `bool`, `i64`.
    Plain(&'static str),
    /// Any value of JSON.
    Value,
    /// A file in a body of several parts.
    File,
    /// A type that the import declares.
    Named(String),
    /// An id that the import declares.
    Id(String),
    /// A list.
    Vec(Box<RustType>),
    /// A map from strings.
    Map(Box<RustType>),
    /// A value, or none.
    Option(Box<RustType>),
    /// A value, none, or `null`.
    Patch(Box<RustType>),
    /// A value on the heap.
    Boxed(Box<RustType>),
}

impl RustType {
    pub(crate) const TEXT: Self = Self::Plain("String");

    /// A list of these.
    pub(crate) fn list(self) -> Self {
        Self::Vec(Box::new(self))
    }

    /// One of these, or none; a value of any kind may be none by itself.
    pub(crate) fn optional(self) -> Self {
        match self {
            Self::Option(_) => self,
            other => Self::Option(Box::new(other)),
        }
    }

    /// The type itself, or the one within its lists, maps, options and boxes.
    pub(crate) fn innermost(&self) -> &Self {
        match self {
            Self::Vec(inner)
            | Self::Map(inner)
            | Self::Option(inner)
            | Self::Patch(inner)
            | Self::Boxed(inner) => inner.innermost(),
            other => other,
        }
    }

    /// The type within an option, a patch or a box.
    pub(crate) fn bare(&self) -> &Self {
        match self {
            Self::Option(inner) | Self::Patch(inner) | Self::Boxed(inner) => inner.bare(),
            other => other,
        }
    }

    /// The declared type that a value of this one holds in itself, not on the heap.
    pub(crate) fn held(&self) -> Option<&str> {
        match self {
            Self::Named(name) => Some(name),
            Self::Option(inner) | Self::Patch(inner) => inner.held(),
            _ => None,
        }
    }

    /// The same, with the declared type that it holds on the heap.
    pub(crate) fn boxed(self) -> Self {
        match self {
            Self::Option(inner) => Self::Option(Box::new(inner.boxed())),
            Self::Patch(inner) => Self::Patch(Box::new(inner.boxed())),
            Self::Named(_) => Self::Boxed(Box::new(self)),
            other => other,
        }
    }

    /// How many lists and maps are within each other.
    pub(crate) fn depth(&self) -> usize {
        match self {
            Self::Vec(inner) | Self::Map(inner) => 1 + inner.depth(),
            Self::Option(inner) | Self::Patch(inner) | Self::Boxed(inner) => inner.depth(),
            _ => 0,
        }
    }

    /// Whether a value is any value of JSON, or a list of those. A map of any values is what a document calls an object of any
    /// kind.
    pub(crate) fn is_untyped(&self) -> bool {
        match self {
            Self::Value => true,
            Self::Vec(inner) | Self::Option(inner) | Self::Patch(inner) | Self::Boxed(inner) => {
                inner.is_untyped()
            }
            _ => false,
        }
    }
}

impl fmt::Display for RustType {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Plain(name) => formatter.write_str(name),
            Self::Value => formatter.write_str("Value"),
            Self::File => formatter.write_str("FilePart"),
            Self::Named(name) | Self::Id(name) => formatter.write_str(name),
            Self::Vec(inner) => write!(formatter, "Vec<{inner}>"),
            Self::Map(inner) => write!(formatter, "BTreeMap<String, {inner}>"),
            Self::Option(inner) => write!(formatter, "Option<{inner}>"),
            Self::Patch(inner) => write!(formatter, "Patch<{inner}>"),
            Self::Boxed(inner) => write!(formatter, "Box<{inner}>"),
        }
    }
}
