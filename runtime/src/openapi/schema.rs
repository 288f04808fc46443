//! The types of which the schema is known.
#![allow(
    clippy::disallowed_types,
    reason = "users may have maps and sets whose order differs from run to run"
)]

use std::any::type_name;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::rc::Rc;
use std::sync::Arc;

use serde_json::{Value, json};

use super::components::Components;
use crate::{Extra, Patch};

/// A type of which the schema is known.
///
/// The derives for wire types implement it. A type that implements schemars' `JsonSchema` needs no implementation: where one of
/// its values is a field, a parameter, a body or a reply, the schema is that of `JsonSchema`.
///
/// # Examples
///
/// ```
/// use schematic_api::openapi::{Components, Schema};
/// use serde_json::{Value, json};
///
/// /// A colour, as in `#ff8800`.
/// struct Colour([u8; 3]);
///
/// impl Schema for Colour {
///     fn schema(_: &mut Components) -> Value {
///         json!({ "type": "string", "pattern": "^#[0-9a-f]{6}$" })
///     }
/// }
///
/// assert_eq!(<Vec<Colour>>::schema(&mut Components::default())["items"]["type"], "string");
/// ```
#[diagnostic::on_unimplemented(
    message = "the schema of `{Self}` is not known",
    note = "derive `Object`, `Union` or `StringEnum` for it, or implement `schematic_api::openapi::Schema`"
)]
pub trait Schema {
    /// Returns the schema (JSON Schema, draft 2020-12). For a type with a name it is a reference to the component that this
    /// function adds to `components`.
    fn schema(components: &mut Components) -> Value;

    /// Returns the schema itself, where a reference cannot stand: for an object whose fields are beside those of another
    /// object, or beside the tag of a union.
    fn definition(components: &mut Components) -> Value {
        components.defined(type_name::<Self>(), Self::schema)
    }
}

/// The events of a stream of which the schema is known. `#[derive(Event)]` implements it.
///
/// # Examples
///
/// ```
/// use schematic_api::openapi::{Components, EventSchema};
/// use schematic_api::{Event, Object};
///
/// #[derive(Object)]
/// struct Delta {
///     text: String,
/// }
///
/// #[derive(Event)]
/// enum Writing {
///     Delta(Delta),
///     Unknown { event: String, data: String },
/// }
///
/// let event = Writing::event_schema(&mut Components::default());
/// assert_eq!(event["$ref"], "#/components/schemas/Writing");
/// ```
pub trait EventSchema {
    /// Returns the schema of one event: an object of the fields that it has in the stream, `event` and `data`.
    fn event_schema(components: &mut Components) -> Value;
}

macro_rules! schemas {
    ($($T:ty => $schema:tt;)*) => {
        $(impl Schema for $T {
            fn schema(_: &mut Components) -> Value {
                json!($schema)
            }
        })*
    };
}

schemas! {
    bool => { "type": "boolean" };
    i8 => { "type": "integer", "format": "int8" };
    i16 => { "type": "integer", "format": "int16" };
    i32 => { "type": "integer", "format": "int32" };
    i64 => { "type": "integer", "format": "int64" };
    i128 => { "type": "integer" };
    isize => { "type": "integer" };
    u8 => { "type": "integer", "format": "uint8", "minimum": 0 };
    u16 => { "type": "integer", "format": "uint16", "minimum": 0 };
    u32 => { "type": "integer", "format": "uint32", "minimum": 0 };
    u64 => { "type": "integer", "format": "uint64", "minimum": 0 };
    u128 => { "type": "integer", "minimum": 0 };
    usize => { "type": "integer", "minimum": 0 };
    f32 => { "type": "number", "format": "float" };
    f64 => { "type": "number", "format": "double" };
    char => { "type": "string", "minLength": 1, "maxLength": 1 };
    str => { "type": "string" };
    String => { "type": "string" };
    Value => {};
    serde_json::Number => { "type": "number" };
    serde_json::Map<String, Value> => { "type": "object" };
    Extra => { "type": "object" };
    () => { "type": "null" };
}

macro_rules! as_the_item {
    ($($P:ty),*) => {
        $(impl<T: Schema + ?Sized> Schema for $P {
            fn schema(components: &mut Components) -> Value {
                T::schema(components)
            }

            fn definition(components: &mut Components) -> Value {
                T::definition(components)
            }
        })*
    };
}

as_the_item!(&T, Box<T>, Rc<T>, Arc<T>);

impl<T: Schema + ToOwned + ?Sized> Schema for Cow<'_, T> {
    fn schema(components: &mut Components) -> Value {
        T::schema(components)
    }
}

macro_rules! lists {
    ($($P:ty),*) => {
        $(impl<T: Schema> Schema for $P {
            fn schema(components: &mut Components) -> Value {
                json!({ "type": "array", "items": T::schema(components) })
            }
        })*
    };
}

lists!([T], Vec<T>, VecDeque<T>);

macro_rules! tuples {
    ($($count:literal: $($T:ident)+;)*) => {
        $(impl<$($T: Schema),+> Schema for ($($T,)+) {
            fn schema(components: &mut Components) -> Value {
                json!({
                    "type": "array",
                    "prefixItems": [$($T::schema(components)),+],
                    "minItems": $count,
                    "maxItems": $count,
                })
            }
        })*
    };
}

tuples! {
    1: A;
    2: A B;
    3: A B C;
    4: A B C D;
}

impl<T: Schema, const N: usize> Schema for [T; N] {
    fn schema(components: &mut Components) -> Value {
        json!({ "type": "array", "items": T::schema(components), "minItems": N, "maxItems": N })
    }
}

macro_rules! sets {
    ($($P:ty $(, $S:ident)?;)*) => {
        $(impl<T: Schema $(, $S)?> Schema for $P {
            fn schema(components: &mut Components) -> Value {
                json!({ "type": "array", "items": T::schema(components), "uniqueItems": true })
            }
        })*
    };
}

sets! {
    BTreeSet<T>;
    HashSet<T, S>, S;
}

macro_rules! maps {
    ($($P:ty $(, $S:ident)?;)*) => {
        $(impl<K, V: Schema $(, $S)?> Schema for $P {
            fn schema(components: &mut Components) -> Value {
                json!({ "type": "object", "additionalProperties": V::schema(components) })
            }
        })*
    };
}

maps! {
    BTreeMap<K, V>;
    HashMap<K, V, S>, S;
}

impl<T: Schema> Schema for Option<T> {
    fn schema(components: &mut Components) -> Value {
        nullable(T::schema(components))
    }
}

impl<T: Schema> Schema for Patch<T> {
    fn schema(components: &mut Components) -> Value {
        nullable(T::schema(components))
    }
}

/// The same schema, which accepts `null` too.
pub(super) fn nullable(mut schema: Value) -> Value {
    if accepts_null(&schema) {
        return schema;
    }
    let is_closed = schema.get("enum").is_some() || schema.get("const").is_some();
    match schema.get_mut("type") {
        Some(ty) if ty.is_string() && !is_closed => {
            *ty = json!([ty.take(), "null"]);
            schema
        }
        _ => json!({ "anyOf": [schema, { "type": "null" }] }),
    }
}

/// Whether the schema accepts `null` already, as far as it says so itself.
fn accepts_null(schema: &Value) -> bool {
    let any = |keyword, accepts: fn(&Value) -> bool| {
        schema.get(keyword).and_then(Value::as_array).is_some_and(|all| all.iter().any(accepts))
    };
    let is_null = |ty: &Value| ty == "null";
    schema.as_object().is_some_and(|keywords| keywords.is_empty())
        || schema.get("type").is_some_and(is_null)
        || any("type", is_null)
        || any("anyOf", accepts_null)
}
