//! Arguments whose type says only at the call how they are sent.
//!
//! A line of `api!` names a type, and only the compiler knows what it implements. So the expansion asks a chain of
//! wrappers, each of which dereferences to the next, for a method that only those have whose bound the type satisfies: the
//! first one is found. The last one has it for every type, with a bound that explains what is missing.

use std::borrow::Cow;
use std::fmt::Display;
use std::ops::Deref;

use serde::{Serialize, Serializer};

use super::path::PathValue;
use crate::json_private::displayed_number;

/// Returns a path argument. Its method `to_parameter` returns what [`Request::path`](super::Request::path) takes.
pub fn path_value<T: ?Sized>(value: &T) -> ByPathValue<'_, T> {
    ByPathValue(AsPath(ByDisplay(ByItems(Unknown(value)))))
}

/// Returns a query argument. Its method `to_parameter` returns what [`Request::query`](super::Request::query) takes.
pub fn query_value<T: ?Sized>(value: &T) -> BySerialize<'_, T> {
    BySerialize(ByDisplay(ByItems(Unknown(value))))
}

macro_rules! chain {
    ($($(#[$docs:meta])* $Wrapper:ident => $Next:ident;)*) => {$(
        $(#[$docs])*
        #[derive(Debug)]
        pub struct $Wrapper<'a, T: ?Sized>($Next<'a, T>);

        impl<'a, T: ?Sized> Deref for $Wrapper<'a, T> {
            type Target = $Next<'a, T>;

            fn deref(&self) -> &$Next<'a, T> {
                &self.0
            }
        }
    )*};
}

chain! {
    /// A type that says itself what it is in a path.
    ByPathValue => AsPath;
    /// A type that serde writes, in a path.
    AsPath => ByDisplay;
    /// A type that serde writes, in a query.
    BySerialize => ByDisplay;
    /// A type that can be displayed.
    ByDisplay => ByItems;
    /// A list of what can be displayed, in a query.
    ByItems => Unknown;
}

/// A type that is nothing of all this.
#[derive(Debug)]
pub struct Unknown<'a, T: ?Sized>(&'a T);

impl<'a, T: PathValue + ?Sized> ByPathValue<'a, T> {
    /// Returns the value itself.
    pub fn to_parameter(&self) -> &'a T {
        self.0.0.0.0.0
    }
}

impl<'a, T: Serialize + ?Sized> AsPath<'a, T> {
    /// Returns what serde writes.
    pub fn to_parameter(&self) -> Serialized<'a, T> {
        Serialized(self.0.0.0.0)
    }
}

impl<'a, T: Serialize + ?Sized> BySerialize<'a, T> {
    /// Returns the value itself.
    pub fn to_parameter(&self) -> &'a T {
        self.0.0.0.0
    }
}

impl<'a, T: Display + ?Sized> ByDisplay<'a, T> {
    /// Returns what is displayed.
    pub fn to_parameter(&self) -> Displayed<'a, T> {
        Displayed(self.0.0.0)
    }
}

impl<'a, T: Display> ByItems<'a, [T]> {
    /// Returns what is displayed of each.
    pub fn to_parameter(&self) -> DisplayedItems<'a, T> {
        DisplayedItems(self.0.0)
    }
}

impl<T: ?Sized> Unknown<'_, T> {
    /// Explains why there is nothing to return: no type has the bound.
    pub fn to_parameter(&self) -> &'static str
    where
        T: ParameterValue,
    {
        ""
    }
}

/// No type implements this: it is there for its message.
///
/// ```compile_fail
/// struct Opaque;
///
/// schematic_api::api! {
///     client Api at "https://api.example.com";
///
///     read: GET /things/<id: Opaque> -> text;
/// }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be a parameter",
    label = "this type is neither `serde::Serialize` nor `Display`",
    note = "a type of yours can derive `Serialize`; a type of another crate may have it with the feature `serde` of that crate, \
            otherwise wrap it in a struct that implements `Display`"
)]
pub trait ParameterValue {}

/// A value as serde writes it, which has to be text, a number or a `bool`.
#[derive(Debug)]
pub struct Serialized<'a, T: ?Sized>(&'a T);

impl<T: Serialize + ?Sized> PathValue for Serialized<'_, T> {
    fn path_value(&self) -> Cow<'_, str> {
        self.checked_path_value().unwrap_or_default()
    }

    fn checked_path_value(&self) -> Option<Cow<'_, str>> {
        match serde_json::to_value(self.0).ok()? {
            serde_json::Value::String(text) => Some(text.into()),
            serde_json::Value::Bool(value) => Some(value.to_string().into()),
            serde_json::Value::Number(number) => Some(displayed_number(number.to_string()).into()),
            _ => None,
        }
    }
}

/// A value as it is displayed.
#[derive(Debug)]
pub struct Displayed<'a, T: ?Sized>(&'a T);

impl<T: Display + ?Sized> PathValue for Displayed<'_, T> {
    fn path_value(&self) -> Cow<'_, str> {
        self.0.to_string().into()
    }
}

impl<T: Display + ?Sized> Serialize for Displayed<'_, T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self.0)
    }
}

/// Values as they are displayed.
#[derive(Debug)]
pub struct DisplayedItems<'a, T>(&'a [T]);

impl<T: Display> Serialize for DisplayedItems<'_, T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(self.0.iter().map(Displayed))
    }
}
